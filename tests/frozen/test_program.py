"""The frozen program does what the command does: reads photos in its own workers, chooses, makes the demo."""

import json
import os
import urllib.request
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

import psutil
import pytest
from PIL import Image

import keepers.media.heif  # noqa: F401 - teaches Pillow to write what the frozen program has to read
from cli.running import Ran, draw
from desktop.standin import Window, add_folder, ask, hello, wait_until_reading

Sidecar = Callable[..., Ran]
_LONG_S = 60
# Over a hundred pictures are drawn, read and compared: half a minute of a whole processor.
_VERY_LONG_S = 600


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Four JPEGs and two HEICs, of three days."""
    folder = tmp_path / "Holiday"
    for number in range(6):
        path = folder / f"DSC{number:04d}.jpg"
        draw(path, number, taken=f"2024:05:0{1 + number // 2} 1{number}:00:00")
        if number >= 4:
            with Image.open(path) as image:
                image.save(path.with_suffix(".heic"), exif=image.getexif())
            path.unlink()
    return folder


def test_doctor_finds_all_well(sidecar: Sidecar, library: Path) -> None:
    ran = sidecar("doctor", "--json")
    found = {each["name"]: each for each in ran.document["findings"]}
    assert ran.code == 0, ran.out
    assert ran.document["ok"] is True
    assert "in the installed app" in found["Python"]["detail"]
    for name in ("SQLite", "OpenCV", "HEIC", "ONNX Runtime", "Tokenizers", "Worker processes", "No network"):
        assert found[name]["state"] == "ok", found[name]
    assert not library.exists()


def test_photos_are_read_chosen_and_put_into_a_folder(sidecar: Sidecar, photos: Path, tmp_path: Path) -> None:
    ran = sidecar("run", photos, "--best", "6", "--out", tmp_path / "Best", "--gallery", "--json")
    assert ran.code == 0, ran.err
    assert ran.document["unreadable"] == []
    assert len(ran.document["picks"]) == 6
    exported = sorted(path.suffix for path in (tmp_path / "Best").rglob("DSC*") if path.is_file())
    assert exported.count(".heic") == 2
    assert any((tmp_path / "Best").rglob("*.html"))


@pytest.mark.timeout(_VERY_LONG_S)
def test_the_demo_is_made_of_the_pictures_it_brings(sidecar: Sidecar) -> None:
    ran = sidecar("demo", "--json")
    assert ran.code == 0, ran.err
    assert ran.document["ok"] is True
    folder = Path(ran.document["photos_folder"])
    made = [path for path in folder.rglob("*") if path.is_file() and path.name != "CREDITS.txt"]
    assert len(made) > 100
    assert "Eileen Collins" in (folder / "CREDITS.txt").read_text(encoding="utf-8")


def test_the_version_is_told(sidecar: Sidecar) -> None:
    assert sidecar("--version").out.startswith("Keepers ")


def test_it_brings_its_page(program: Path, library: Path) -> None:
    words = [str(program), "--library", str(library), "--json", "serve", "--no-open"]
    process = Popen(words, stdout=PIPE, text=True)
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        page = ready["url"].partition("#")[0]
        with urllib.request.urlopen(page, timeout=_LONG_S) as answer:  # noqa: S310 - our own
            text = answer.read().decode()
        assert '<div id="root">' in text
    finally:
        process.terminate()
        process.communicate(timeout=_LONG_S)


def test_the_window_is_answered(program: Path, library: Path) -> None:
    window = Window(command=[str(program), "window"])
    try:
        window.say(hello(library))
        starting = window.hear("starting")
        ready = window.hear("ready")
        # The program in its folder is one process: the number told is the one the window started.
        assert starting["pid"] == ready["pid"] == window.process.pid
        status, answer, _ = ask(ready["port"], "GET", "/api/v1/status")
        assert status == 200
        assert answer["roots"] == 0
        window.say({"do": "stop"})
        assert window.end() == 0
    finally:
        window.kill()


@pytest.mark.skipif(
    os.name == "nt", reason="Platform: a killed parent's children end by its job object there"
)
def test_killed_it_leaves_no_worker(program: Path, library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Many"
    draw(folder / "first.jpg", 1)
    picture = (folder / "first.jpg").read_bytes()
    for number in range(3000):
        # What follows the end of a JPEG is passed over by readers: each is a file of its own.
        (folder / f"{number:04d}.jpg").write_bytes(picture + str(number).encode())
    window = Window(command=[str(program), "window"])
    try:
        window.say(hello(library))
        port = window.hear("ready")["port"]
        add_folder(window, port, folder)
        wait_until_reading(port)
        workers = psutil.Process(window.process.pid).children(recursive=True)
        assert workers
        window.process.kill()
        _, left = psutil.wait_procs(workers, timeout=_LONG_S)
        assert [each for each in left if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []
    finally:
        window.kill()
