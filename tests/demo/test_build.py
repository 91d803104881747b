"""The demo photos: the truth told about them is the truth."""

import json
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps
from PIL.ExifTags import IFD, Base

from keepers.base.files import hash_file
from keepers.demo.build import CREDITS_NAME, TRUTH_NAME, DemoFailed, Planted, build
from keepers.demo.render import render
from keepers.demo.samples import SAMPLES

Demo = tuple[Path, list[Planted]]

# Drawing 131 photos is minutes of work where every processor is at something else.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    return folder, build(folder)


def _detail(path: Path) -> float:
    grey = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def test_the_files_there_are_those_it_tells_of(demo: Demo) -> None:
    folder, planted = demo
    files = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix.lower() == ".jpg"
    }
    assert {each.path for each in planted} == files
    truth = json.loads((folder / TRUTH_NAME).read_text())
    assert [Planted(**each) for each in truth["photos"]] == planted


def test_everyone_is_credited(demo: Demo) -> None:
    said = (demo[0] / CREDITS_NAME).read_text()
    assert all(sample.credit in said for sample in SAMPLES)


def test_in_every_burst_the_sharp_frame_has_the_most_detail(demo: Demo) -> None:
    folder, planted = demo
    bursts = defaultdict(list)
    for each in planted:
        if each.kind == "burst":
            bursts[each.group].append(each)
    assert bursts
    for frames in bursts.values():
        (sharp,) = [each for each in frames if each.sharp]
        others = [_detail(folder / each.path) for each in frames if not each.sharp]
        assert _detail(folder / sharp.path) > 1.5 * max(others)


def test_dark_and_bright_photos_are_dark_and_bright(demo: Demo) -> None:
    folder, planted = demo
    light = {
        each.path: np.asarray(Image.open(folder / each.path).convert("L"))
        for each in planted
        if each.kind in {"too_dark", "too_bright"}
    }
    for each in planted:
        if each.kind == "too_dark":
            assert light[each.path].mean() < 60
        if each.kind == "too_bright":
            assert (light[each.path] >= 250).mean() > 0.15


def test_photos_carry_what_a_camera_writes_and_messengers_strip_it(demo: Demo) -> None:
    folder, planted = demo
    for each in planted:
        with Image.open(folder / each.path) as image:
            details = image.getexif().get_ifd(IFD.Exif)
            gps = image.getexif().get_ifd(IFD.GPSInfo)
        if "-WA" in each.path:
            assert not details
            assert each.place is None
            continue
        assert details[Base.DateTimeOriginal] == each.taken[:19].replace("-", ":").replace("T", " ")
        assert bool(gps) == (each.place is not None)


def test_lying_photos_say_how_to_turn_them(demo: Demo) -> None:
    folder, planted = demo
    turned = 0
    for each in planted:
        with Image.open(folder / each.path) as image:
            if image.getexif().get(Base.Orientation) == 6:
                turned += 1
                upright = ImageOps.exif_transpose(image)
                assert upright.height > upright.width
    assert turned >= 3


def test_a_finished_demo_is_left_alone_and_a_gap_is_filled_with_the_same_bytes(demo: Demo) -> None:
    folder, planted = demo
    victim = folder / planted[5].path
    before = hash_file(victim)
    others = {each.path: (folder / each.path).stat().st_mtime_ns for each in planted}
    victim.unlink()
    told: list[tuple[int, int]] = []
    assert build(folder, progress=lambda done, total: told.append((done, total))) == planted
    assert hash_file(victim) == before
    assert told == [(len(planted) - 1, len(planted)), (len(planted), len(planted))]
    assert {each.path: (folder / each.path).stat().st_mtime_ns for each in planted} == others


def test_stopping_leaves_no_photo_half_written_and_the_next_run_goes_on(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop() -> None:
        raise StopError

    with pytest.raises(StopError):
        build(tmp_path, checkpoint=stop)
    made = list(tmp_path.rglob("[!.]*.[jJ][pP][gG]"))
    assert made
    for path in made:
        with Image.open(path) as image:
            image.load()
    assert json.loads((tmp_path / TRUTH_NAME).read_text())["photos"] == []


def test_one_photo_can_be_made_on_its_own(tmp_path: Path, demo: Demo) -> None:
    folder, planted = demo
    seed = json.loads((folder / TRUTH_NAME).read_text())["seed"]
    render({"index": 7, "seed": seed, "folder": str(tmp_path)})
    assert hash_file(tmp_path / planted[7].path) == hash_file(folder / planted[7].path)


def test_a_folder_with_files_of_somebody_else_is_not_touched(tmp_path: Path, demo: Demo) -> None:
    mine = tmp_path / demo[1][0].path
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"my own photo")
    with pytest.raises(DemoFailed, match="did not make"):
        build(tmp_path)
    assert mine.read_bytes() == b"my own photo"
    assert not (tmp_path / TRUTH_NAME).exists()


@pytest.mark.parametrize("path", ["../outside.jpg", "/outside.jpg"])
def test_a_list_that_leads_out_of_the_folder_removes_nothing(tmp_path: Path, path: str) -> None:
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(b"elsewhere")
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / TRUTH_NAME).write_text(json.dumps({"version": 0, "seed": 1, "photos": [{"path": path}]}))
    with pytest.raises(DemoFailed, match="elsewhere"):
        build(folder)
    assert outside.read_bytes() == b"elsewhere"
