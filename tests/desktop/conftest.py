"""Windows, libraries and photos for them."""

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import keepers
from desktop.standin import BUILT, Window, hello

MANY = 400


def jpeg(size: tuple[int, int] = (320, 240), seed: int = 1) -> bytes:
    blocks = np.random.default_rng(seed).integers(20, 235, (9, 12, 3), np.uint8)
    stream = io.BytesIO()
    Image.fromarray(blocks).resize(size, Image.Resampling.NEAREST).save(stream, "JPEG", quality=85)
    return stream.getvalue()


def fill(folder: Path, count: int, size: tuple[int, int] = (320, 240)) -> None:
    """So many different files of one picture: what follows the end of a JPEG is passed over by readers."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = jpeg(size)
    for number in range(count):
        (folder / f"photo {number:04d}.jpg").write_bytes(picture + str(number).encode())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture(scope="session")
def many_photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More photos than can be read before a test has done what it wants to do meanwhile."""
    folder = tmp_path_factory.mktemp("photos") / "Many"
    fill(folder, MANY, (4000, 3000))
    return folder


@pytest.fixture
def start() -> Iterator[Callable[..., Window]]:
    """Starts windows; none of them is left."""
    windows: list[Window] = []

    def start(library: Path | str | None, *, python_path: Path | None = None, **changes: Any) -> Window:
        window = Window(python_path=python_path)
        windows.append(window)
        window.say(hello(library, **changes))
        return window

    yield start
    for window in windows:
        window.kill()


@pytest.fixture
def bare() -> Iterator[Callable[..., Window]]:
    """Starts processes that were not greeted yet."""
    windows: list[Window] = []

    def start(**how: Any) -> Window:
        windows.append(Window(**how))
        return windows[-1]

    yield start
    for window in windows:
        window.kill()


@pytest.fixture
def changed_keepers(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """A copy of the program, these lines put at the end of these of its files; where to import it from."""
    if BUILT:
        pytest.skip("Platform: a built program cannot be changed")

    def change(additions: dict[str, str]) -> Path:
        place = tmp_path / "changed"
        shutil.copytree(
            Path(keepers.__file__).parent, place / "keepers", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name, lines in additions.items():
            path = place / "keepers" / name
            # A module that is no more would be added, and change nothing.
            assert path.exists() or path.suffix == ".sql", path
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(before + lines, encoding="utf-8")
        return place

    return change
