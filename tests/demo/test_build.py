"""The demo photos: the truth told about them is the truth."""

import json
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from keepers.base.files import hash_file
from keepers.demo.build import CREDITS_NAME, TRUTH_NAME, Planted, build
from keepers.demo.picture import moods, split
from keepers.demo.scenes import BLURRED, BURSTS, DAYS, FRAMINGS, TOO_BRIGHT, TOO_DARK
from keepers.demo.sources import SOURCES


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Planted]]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, build(folder)


def _detail(path: Path) -> float:
    grey = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def test_there_are_about_120_photos_over_three_years(demo: tuple[Path, list[Planted]]) -> None:
    folder, planted = demo
    files = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix.lower() == ".jpg"
    }
    assert {each.path for each in planted} == files
    assert len(planted) == len(files) == 119
    assert {each.taken[:4] for each in planted} == {"2022", "2023", "2024"}
    assert len({each.place for each in planted}) >= 5


def test_the_truth_beside_the_photos_is_what_build_returned(demo: tuple[Path, list[Planted]]) -> None:
    folder, planted = demo
    truth = json.loads((folder / TRUTH_NAME).read_text())
    assert [Planted(**each) for each in truth["photos"]] == planted
    credits = (folder / CREDITS_NAME).read_text()
    assert all(source.credit in credits for source in SOURCES.values())


def test_every_burst_has_one_sharp_frame_and_it_has_the_most_detail(demo: tuple[Path, list[Planted]]) -> None:
    folder, planted = demo
    bursts = Counter(each.group for each in planted if each.kind == "burst")
    assert len(bursts) == len(BURSTS)
    for group in bursts:
        frames = [each for each in planted if each.group == group]
        (sharp,) = [each for each in frames if each.sharp]
        assert max(frames, key=lambda each: _detail(folder / each.path)) == sharp


def test_dark_and_bright_photos_are_dark_and_bright(demo: tuple[Path, list[Planted]]) -> None:
    folder, planted = demo
    for each in planted:
        grey = np.asarray(Image.open(folder / each.path).convert("L"))
        if each.kind == "too_dark":
            assert grey.mean() < 50
        if each.kind == "too_bright":
            assert (grey >= 235).mean() > 0.12


def test_photos_carry_what_a_camera_writes(demo: tuple[Path, list[Planted]]) -> None:
    folder, planted = demo
    for each in planted:
        with Image.open(folder / each.path) as image:
            details = image.getexif().get_ifd(IFD.Exif)
        if each.path.endswith(".jpg") and "-WA" in each.path:
            assert not details  # messengers strip it
            continue
        taken = each.taken.replace("-", ":").replace("T", " ")
        assert details[Base.DateTimeOriginal] == taken
        assert details[Base.OffsetTimeOriginal][0] in "+-"


def test_building_twice_gives_the_same_bytes(demo: tuple[Path, list[Planted]], tmp_path: Path) -> None:
    folder, planted = demo
    again = build(tmp_path)
    assert again == planted
    assert [hash_file(tmp_path / each.path) for each in again] == [
        hash_file(folder / each.path) for each in planted
    ]


def test_stopping_leaves_no_photo_half_written(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    calls = 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        if calls > 10:
            raise StopError

    with pytest.raises(StopError):
        build(tmp_path, checkpoint=stop)
    for path in tmp_path.rglob("*.jpg"):
        with Image.open(path) as image:
            image.load()
    assert not (tmp_path / TRUTH_NAME).exists()


def test_every_view_names_a_framing_and_a_mood() -> None:
    views = [view for day in DAYS for view in day.views]
    views += [view for view, *_ in (*BURSTS, *BLURRED, *TOO_DARK, *TOO_BRIGHT)]
    for view in views:
        framing, _, mood = split(view)
        assert framing in FRAMINGS
        assert mood in moods()
