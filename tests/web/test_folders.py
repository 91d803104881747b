"""Choosing folders without ever saying a path."""

import os
import sys
from pathlib import Path

import pytest

from keepers.base.errors import NotFound
from keepers.web.folders import Folders
from keepers.web.places import LocalPlace, local_places
from web.conftest import Door


def test_a_folder_is_chosen_step_by_step_and_added(fresh: Door) -> None:
    (home,) = fresh.get("/folders")["places"]
    opened = fresh.get(f"/folders/{home['handle']}")
    (photos,) = opened["folders"]
    assert (photos["name"], photos["photos"], photos["readable"]) == ("Photos", True, True)
    inside = fresh.get(f"/folders/{photos['handle']}")
    assert inside["photo_count_here"] == 5
    assert inside["parent"] == home["handle"]
    assert [each["name"] for each in inside["crumbs"]][-1] == "home"
    assert [each["name"] for each in inside["folders"]] == ["trip"]
    root = fresh.ask("POST", "/api/v1/roots", {"handle": photos["handle"]})
    assert root.status_code == 201
    assert root.get_json()["label"] == "Photos"
    assert fresh.get("/status")["first_run"] is False
    (job,) = fresh.get("/jobs")["jobs"]
    assert job["args_public"] == {"root_id": root.get_json()["id"], "root_label": "Photos"}
    again = fresh.post(f"/roots/{root.get_json()['id']}/rescan")
    assert again["job_id"] == job["id"]
    trip = inside["folders"][0]["handle"]
    assert fresh.refused("POST", "/roots", {"handle": trip}) == (409, "folder_inside_another")
    assert fresh.refused("POST", "/roots", {"handle": home["handle"]}) == (409, "folder_contains_another")


@pytest.mark.parametrize("handle", ["/etc", "..", "%2e%2e", "%2Fetc", "x" * 40, ""])
def test_only_handles_open_folders(fresh: Door, handle: str) -> None:
    assert fresh.ask("GET", f"/api/v1/folders/{handle}").status_code in {404, 308} or handle in {
        "..",
        "%2e%2e",
        "",
    }
    if handle:
        assert fresh.refused("POST", "/roots", {"handle": handle})[0] == 404


def test_handles_are_of_one_run(tmp_path: Path) -> None:
    first = Folders(lambda: [LocalPlace("home", tmp_path)])
    second = Folders(lambda: [LocalPlace("home", tmp_path)])
    handle = first.places().places[0].handle
    assert first.path(handle) == tmp_path
    with pytest.raises(NotFound):
        second.path(handle)
    assert second.places().places[0].handle != handle


def test_hidden_folders_and_files_are_not_shown(fresh: Door) -> None:
    (fresh.photos / ".secret").mkdir()
    (fresh.photos / ".thumb.jpg").touch()
    home = fresh.get("/folders")["places"][0]["handle"]
    (photos,) = fresh.get(f"/folders/{home}")["folders"]
    opened = fresh.get(f"/folders/{photos['handle']}")
    assert [each["name"] for each in opened["folders"]] == ["trip"]
    assert opened["photo_count_here"] == 5


def test_the_hint_finds_a_card_and_passes_by_texts(fresh: Door) -> None:
    home = fresh.photos.parent
    (home / "Card" / "DCIM" / "100CANON").mkdir(parents=True)
    (home / "Card" / "DCIM" / "100CANON" / "IMG_0001.JPG").touch()
    (home / "Texts").mkdir()
    (home / "Texts" / "note.txt").touch()
    handle = fresh.get("/folders")["places"][0]["handle"]
    hints = {each["name"]: each["photos"] for each in fresh.get(f"/folders/{handle}")["folders"]}
    assert hints == {"Card": False, "Photos": True, "Texts": False}
    card = next(e for e in fresh.get(f"/folders/{handle}")["folders"] if e["name"] == "Card")
    (dcim,) = fresh.get(f"/folders/{card['handle']}")["folders"]
    assert dcim["photos"] is True


def test_a_folder_that_may_not_be_opened_says_so(fresh: Door, ordinary_rights: None) -> None:
    locked = fresh.photos / "locked"
    locked.mkdir(mode=0)
    home = fresh.get("/folders")["places"][0]["handle"]
    (photos,) = fresh.get(f"/folders/{home}")["folders"]
    entry = next(e for e in fresh.get(f"/folders/{photos['handle']}")["folders"] if e["name"] == "locked")
    assert entry["readable"] is False
    assert fresh.refused("GET", f"/folders/{entry['handle']}") == (409, "folder_unreadable")


def test_a_folder_that_went_away_says_so(fresh: Door) -> None:
    gone = fresh.photos.parent / "Gone"
    gone.mkdir()
    home = fresh.get("/folders")["places"][0]["handle"]
    entry = next(e for e in fresh.get(f"/folders/{home}")["folders"] if e["name"] == "Gone")
    gone.rmdir()
    assert fresh.refused("GET", f"/folders/{entry['handle']}") == (400, "not_a_folder")


def test_a_new_folder_is_made_and_nothing_is_replaced(fresh: Door) -> None:
    home = fresh.get("/folders")["places"][0]["handle"]
    made = fresh.ask("POST", f"/api/v1/folders/{home}/create", {"name": "Exports"})
    assert made.status_code == 201
    assert made.get_json()["name"] == "Exports"
    assert (fresh.photos.parent / "Exports").is_dir()
    assert fresh.refused("POST", f"/folders/{home}/create", {"name": "Exports"}) == (409, "already_there")
    for name in ("..", "a/b", ".hidden", "a\\b", "end.", "NUL"):
        assert fresh.refused("POST", f"/folders/{home}/create", {"name": name}) == (400, "invalid")


def test_names_that_are_no_text_are_shown_all_the_same(fresh: Door) -> None:
    if sys.platform != "linux":
        pytest.skip("this system has no such names")
    os.mkdir(os.fsencode(fresh.photos) + b"/\xff\xfe")
    home = fresh.get("/folders")["places"][0]["handle"]
    (photos,) = fresh.get(f"/folders/{home}")["folders"]
    entry = next(e for e in fresh.get(f"/folders/{photos['handle']}")["folders"] if e["name"] != "trip")
    assert fresh.get(f"/folders/{entry['handle']}")["photo_count_here"] == 0


def test_places_of_this_computer_are_folders_each_once() -> None:
    places = local_places()
    assert places[0].kind == "home"
    assert all(place.path.is_dir() for place in places)
    assert len({place.path for place in places}) == len(places)
