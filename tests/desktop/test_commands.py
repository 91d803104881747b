"""What the window asks for while it runs."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.conftest import fill
from desktop.standin import Window, add_folder, ask

Start = Callable[..., Window]


@pytest.fixture
def window(start: Start, library: Path) -> Window:
    return start(library)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "Sommer in Umeå"
    fill(folder, 3)
    return folder


def test_a_folder_that_was_dropped_is_added_by_its_handle(window: Window, photos: Path) -> None:
    port = window.hear("ready")["port"]
    window.say({"do": "offer_folder", "id": 7, "path": str(photos)})
    said = window.hear("folder", id=7)
    assert (said["name"], said["path"]) == ("Sommer in Umeå", str(photos))
    assert ask(port, "POST", "/api/v1/roots", {"handle": "guessed"})[0] == 404
    status, root, _ = ask(port, "POST", "/api/v1/roots", {"handle": said["handle"]})
    assert (status, root["path"]) == (201, str(photos))
    assert window.hear("notice")["title"] == "3 photos added"


def test_a_folder_that_is_gone_or_none_is_answered_with_a_reason(
    window: Window, photos: Path, tmp_path: Path
) -> None:
    window.hear("ready")
    offers: dict[int, tuple[object, str]] = {
        1: (str(tmp_path / "gone"), "not_a_folder"),
        2: (str(photos / "photo 0000.jpg"), "not_a_folder"),
        3: ("relative/path", "invalid"),
        4: ("/" + "x" * 5000, "invalid"),
        5: ("", "invalid"),
        6: (None, "invalid"),
        7: ("/nul\0byte", "invalid"),
        8: ("/half \ud83d", "invalid"),
    }
    for number, (path, _) in offers.items():
        window.say({"do": "offer_folder", "id": number, "path": path})
    for number, (_, code) in offers.items():
        error = window.hear("folder", id=number)["error"]
        assert error["code"] == code
        assert error["message"]


def test_a_photo_is_located_and_one_that_is_not_there_is_not(window: Window, photos: Path) -> None:
    port = window.hear("ready")["port"]
    add_folder(window, port, photos)
    window.hear("notice")
    paths = {}
    for asset in (1, 2, 3):
        window.say({"do": "locate", "id": 10 + asset, "asset": asset})
        paths[asset] = window.hear("located", id=10 + asset)["path"]
    assert sorted(paths.values()) == sorted(str(each) for each in photos.iterdir())
    Path(paths[2]).unlink()
    for number, asset, code in (
        (20, 2, "vanished"),
        (21, 999, "not_found"),
        (22, "1", "invalid"),
        (23, 1 << 80, "invalid"),
    ):
        window.say({"do": "locate", "id": number, "asset": asset})
        assert window.hear("located", id=number)["error"]["code"] == code


@pytest.mark.skipif(os.name != "posix", reason="Platform: names of files are always text there")
def test_a_photo_whose_name_is_no_text_is_not_pointed_at(window: Window, photos: Path) -> None:
    port = window.hear("ready")["port"]
    first = photos / "photo 0000.jpg"
    for each in sorted(photos.iterdir())[1:]:
        each.unlink()
    try:
        first.rename(os.fsdecode(os.fsencode(photos) + b"/\xff.jpg"))
    except OSError:
        pytest.skip("Platform: this file system takes no such name")
    add_folder(window, port, photos)
    assert window.hear("notice")["title"] == "1 photo added"
    window.say({"do": "locate", "id": 1, "asset": 1})
    assert window.hear("located", id=1)["error"]["code"] == "name_unsayable"


def test_work_is_paused_and_goes_on(window: Window) -> None:
    port = window.hear("ready")["port"]
    window.say({"do": "pause_work"})
    window.hear("work", paused=True)
    assert ask(port, "GET", "/api/v1/status")[1]["work"]["paused"] is True
    assert ask(port, "POST", "/api/v1/work/resume")[0] == 200
    window.hear("work", paused=False)


def test_what_the_window_asked_of_the_internet_is_in_the_ledger(window: Window) -> None:
    port = window.hear("ready")["port"]
    note: dict[str, Any] = {
        "do": "note_request",
        "purpose": "update_check",
        "host": "updates.example",
        "sent": 0,
        "received": 1234,
        "outcome": "ok",
    }
    window.say(note | {"outcome": "refused by nobody"})
    window.say(note | {"host": 7})
    window.say(note)
    window.say(note | {"outcome": "failed", "received": None})
    # Commands are done in their order: when this one is answered, those are done.
    window.say({"do": "offer_folder", "id": 1, "path": None})
    window.hear("folder", id=1)
    entries = ask(port, "GET", "/api/v1/network")[1]["entries"]
    told = [(each["host"], each["purpose"], each["outcome"], each["bytes_in"]) for each in entries]
    assert told == [
        ("updates.example", "update_check", "failed", 0),
        ("updates.example", "update_check", "ok", 1234),
    ]
    assert "1234" in json.dumps(entries)
