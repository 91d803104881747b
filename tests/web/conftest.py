"""A real library of a few small pictures, looked at and judged once, behind the real application."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from keepers.library import Library
from keepers.web.app import create_app
from keepers.web.folders import Folders
from keepers.web.keys import Keys
from keepers.web.places import LocalPlace
from web.crowd import Crowd, crowd_of

PORT = 54321
HOST = f"127.0.0.1:{PORT}"
KEYS = Keys(token="t" * 40, media_key="m" * 40)
UI_INDEX = '<!doctype html><script type="module" src="./assets/app-1234.js"></script>'


def picture(path: Path, seed: int, taken: datetime, size: tuple[int, int] = (320, 240), **how: Any) -> None:
    """A small picture with shapes and a date; the same seed gives the same pixels."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 255, (6, 8, 3), np.uint8)
    image = Image.fromarray(small).resize(size, Image.Resampling.NEAREST)
    exif = Image.Exif()
    # The plain date beside the exact one: Pillow writes EXIF with an empty first part only to JPEG.
    exif[0x0132] = exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    image.save(path, exif=exif, **how)


def fill(folder: Path) -> None:
    """Photos of two months, one of them a TIFF, and one that is broken."""
    first = datetime(2024, 8, 17, 12, tzinfo=UTC)
    (folder / "trip").mkdir(parents=True)
    for number in range(4):
        picture(folder / f"august {number}.jpg", number, first + timedelta(days=number), quality=90)
    picture(folder / "trip" / "july.png", 10, first - timedelta(days=40))
    picture(folder / "trip" / "scan.tif", 11, first - timedelta(days=41))
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff" + b"no picture" * 20)


@dataclass
class Door:
    """A client that says what the page of Keepers says."""

    app: Flask
    client: FlaskClient
    library: Library
    photos: Path

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        said = {"Host": HOST, "X-Keepers-Token": KEYS.token} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        data = None if body is None else json.dumps(body)
        kind = None if body is None else "application/json"
        return self.client.open(path, method=method, headers=said, data=data, content_type=kind)

    def get(self, path: str, **query: object) -> Any:
        """The answer of the API, which has to be one."""
        words = "&".join(f"{name}={value}" for name, value in query.items())
        return self._fine(self.ask("GET", f"/api/v1{path}" + (f"?{words}" if words else "")))

    def post(self, path: str, body: object = None) -> Any:
        return self._fine(self.ask("POST", f"/api/v1{path}", body))

    def put(self, path: str, body: object) -> Any:
        return self._fine(self.ask("PUT", f"/api/v1{path}", body))

    def media(self, path: str, **headers: str) -> TestResponse:
        said = {"Host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/media/{KEYS.media_key}/{path}", headers=said)

    def refused(self, method: str, path: str, body: object = None) -> tuple[int, str]:
        """Status and code of a refusal, which has to be one."""
        answer = self.ask(method, f"/api/v1{path}", body)
        assert answer.content_type == "application/problem+json"
        said = answer.get_json()
        assert said["status"] == answer.status_code
        assert said["detail"]
        return answer.status_code, said["code"]

    def asset(self, name: str) -> Any:
        """What the API tells of the photo whose file is called so."""
        for month in self.get("/timeline/buckets", stacks="false")["months"]:
            for asset_id in self.get(f"/timeline/buckets/{month}", stacks="false")["ids"]:
                told = self.get(f"/assets/{asset_id}")
                if told["name"] == name:
                    return told
        raise AssertionError(f"no photo is called {name}")

    @staticmethod
    def _fine(answer: TestResponse) -> Any:
        assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
        assert answer.content_type == "application/json"
        return answer.get_json()


@pytest.fixture(scope="session")
def ui_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ui")
    (folder / "index.html").write_text(UI_INDEX)
    (folder / "assets").mkdir()
    (folder / "assets" / "app-1234.js").write_text("export {};")
    (folder / "assets" / "notes.secret").write_text("not of the pages")
    (folder.parent / "beside.js").write_text("not of the pages either")
    return folder


def door_to(library: Library, photos: Path, ui_dir: Path | None) -> Door:
    """A door to this library, whose photos lie in `photos`."""
    folders = Folders(lambda: [LocalPlace("home", photos.parent)])
    app = create_app(library, KEYS, port=PORT, ui_dir=ui_dir, folders=folders)
    return Door(app, app.test_client(), library, photos)


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory, ui_dir: Path) -> Iterator[Door]:
    """A library whose photos were looked at. Tests leave it as they found it."""
    home = tmp_path_factory.mktemp("home")
    photos = home / "Photos"
    fill(photos)
    library = Library.open(tmp_path_factory.mktemp("keepers") / "library", workers=1)
    library.add_root(photos)
    library.work_until_idle()
    made = door_to(library, photos, ui_dir)
    yield made
    made.app.extensions["keepers"].close()
    library.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Door]:
    """A new library without anything, in which nothing works by itself; photos lie ready beside it."""
    photos = tmp_path / "home" / "Photos"
    fill(photos)
    library = Library.open(tmp_path / "library", workers=1)
    made = door_to(library, photos, None)
    yield made
    made.app.extensions["keepers"].close()
    library.close()


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A library of its own for a module, whose photos were looked at."""
    home = tmp_path_factory.mktemp("looked")
    fill(home / "Photos")
    library = Library.open(home / "library", workers=1)
    library.add_root(home / "Photos")
    library.work_until_idle()
    made = door_to(library, home / "Photos", None)
    yield made
    made.app.extensions["keepers"].close()
    library.close()


@pytest.fixture
def crowd(looked: Door) -> Crowd:
    """Two people in its photos, of whom nothing was decided yet."""
    return crowd_of(looked)
