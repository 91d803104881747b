"""Scanning real folders: what the catalogue says afterwards."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from ingest.conftest import Place
from keepers.catalog.look_queue import LookQueue


def due(place: Place) -> list[str]:
    return sorted(each.name for each in LookQueue(place.library.db).page(100))


def read_all(place: Place) -> None:
    """Have everything count as read, as if by workers."""
    place.library.db.write(
        lambda connection: connection.execute(
            "UPDATE files SET look_due = NULL, content_hash = randomblob(32)"
        )
    )


def test_photos_show_before_any_is_read(place: Place) -> None:
    place.put("IMG_20240817_120000.jpg")
    place.put("sub/IMG_20230101_120000.jpg")
    result = place.scan()
    assert (result["seen"], result["added"], result["missing"]) == (2, 2, 0)
    assert [bucket.month for bucket in place.library.timeline.buckets()] == [202408, 202301]
    assert len(due(place)) == 2
    assert [job.kind for job in place.library.jobs.list(states=("queued",))] == ["look"]
    assert place.library.roots.all()[0].scanned_at is not None


def test_a_second_scan_of_the_same_changes_nothing(place: Place) -> None:
    place.put("a.jpg")
    place.scan()
    before = place.files()
    result = place.scan()
    assert (result["added"], result["changed"], result["missing"]) == (0, 0, 0)
    assert place.files() == before


def test_more_files_than_a_stretch_are_all_found(place: Place) -> None:
    for number in range(450):
        place.put(f"{number % 3}/{number}.jpg", "x")
    assert place.scan()["added"] == 450
    assert place.library.assets.count() == 450
    assert place.scan()["added"] == 0


def test_a_changed_file_is_read_again(place: Place) -> None:
    place.put("a.jpg")
    place.put("b.jpg")
    place.scan()
    read_all(place)
    asset_id = place.files()["a.jpg"].asset_id
    place.put("a.jpg", "edited, and longer")
    assert place.scan()["changed"] == 1
    assert due(place) == ["a.jpg"]
    assert place.files()["a.jpg"].asset_id == asset_id
    assert place.files()["a.jpg"].content_hash is None


def test_a_renamed_file_keeps_its_row(place: Place) -> None:
    old = place.put("old.jpg")
    place.scan()
    read_all(place)
    before = place.files()["old.jpg"]
    (place.folder / "new folder").mkdir()
    old.rename(place.folder / "new folder" / "new.jpg")
    result = place.scan()
    assert (result["moved"], result["added"], result["missing"]) == (1, 0, 0)
    after = place.files()["new folder/new.jpg"]
    assert (after.id, after.asset_id, after.content_hash) == (before.id, before.asset_id, before.content_hash)
    assert after.name == "new.jpg"
    assert due(place) == []


def test_a_name_taken_over_by_another_file(place: Place) -> None:
    first = place.put("a.jpg", "first")
    place.scan()
    read_all(place)
    row = place.files()["a.jpg"]
    first.rename(place.folder / "z.jpg")
    place.put("a.jpg", "second, another photo")
    result = place.scan()
    assert (result["moved"], result["missing"]) == (1, 0)
    assert place.files()["z.jpg"].id == row.id
    assert place.files()["a.jpg"].id != row.id
    assert due(place) == ["a.jpg"]


def test_a_chain_of_renames(place: Place) -> None:
    place.put("1.jpg", "one")
    place.put("2.jpg", "second")
    place.scan()
    read_all(place)
    rows = place.files()
    (place.folder / "2.jpg").rename(place.folder / "3.jpg")
    (place.folder / "1.jpg").rename(place.folder / "2.jpg")
    place.scan()
    assert place.files()["3.jpg"].id == rows["2.jpg"].id
    assert place.files()["2.jpg"].id == rows["1.jpg"].id
    assert due(place) == []


def test_a_hard_link_is_a_file_of_its_own(place: Place) -> None:
    path = place.put("a.jpg")
    place.scan()
    os.link(path, place.folder / "b.jpg")
    assert place.scan()["added"] == 1
    assert place.present() == ["a.jpg", "b.jpg"]


def test_a_deleted_file_is_missing_and_comes_back(place: Place) -> None:
    path = place.put("a.jpg")
    place.put("b.jpg")
    place.scan()
    read_all(place)
    asset_id = place.files()["a.jpg"].asset_id
    place.library.decisions.set_favourite([asset_id], True)
    path.rename(place.folder.parent / "away.jpg")
    assert place.scan()["missing"] == 1
    assert place.present() == ["b.jpg"]
    assert place.library.assets.count() == 1
    assert place.library.decisions.favourites() == {asset_id}
    (place.folder.parent / "away.jpg").rename(path)
    assert place.scan()["missing"] == 0
    assert place.present() == ["a.jpg", "b.jpg"]
    assert place.files()["a.jpg"].asset_id == asset_id
    assert due(place) == []


def test_an_unplugged_root_loses_nothing(place: Place) -> None:
    place.put("a.jpg")
    place.scan()
    before = place.files()
    place.folder.rename(place.folder.parent / "unplugged")
    assert place.scan() == {"offline": "root_missing"}
    root = place.library.roots.all()[0]
    assert (root.state, root.offline_reason) == ("offline", "root_missing")
    assert [(row.id, row.present, row.reachable) for row in place.files().values()] == [
        (before["a.jpg"].id, True, False)
    ]
    assert place.library.assets.count() == 1
    (place.folder.parent / "unplugged").rename(place.folder)
    assert place.scan()["missing"] == 0
    assert place.library.roots.all()[0].online
    assert place.files() == before


@pytest.mark.parametrize("leftover", [None, ".Trashes", "empty folder"])
def test_an_emptied_root_is_a_mount_point_without_its_disk(place: Place, leftover: str | None) -> None:
    place.put("sub/a.jpg")
    place.scan()
    before = place.files()
    shutil.rmtree(place.folder / "sub")
    if leftover is not None:
        (place.folder / leftover).mkdir()
    assert place.scan() == {"offline": "root_empty"}
    assert place.library.roots.all()[0].offline_reason == "root_empty"
    assert [row.present for row in place.files().values()] == [True]
    place.put("sub/a.jpg")
    os.utime(place.folder / "sub" / "a.jpg", ns=(0, before["sub/a.jpg"].mtime_ns))
    assert place.scan()["missing"] == 0
    assert place.files()["sub/a.jpg"].reachable


def test_an_empty_folder_can_be_added(place: Place) -> None:
    assert place.scan()["seen"] == 0
    assert place.library.roots.all()[0].online


def test_roots_are_watched_without_scanning(place: Place) -> None:
    place.put("a.jpg")
    place.scan()
    assert place.library.check_roots() == []
    place.folder.rename(place.folder.parent / "unplugged")
    root_id = place.library.roots.all()[0].id
    assert place.library.check_roots() == [root_id]
    assert place.library.check_roots() == []
    assert not place.library.roots.get(root_id).online
    (place.folder.parent / "unplugged").rename(place.folder)
    assert place.library.check_roots() == [root_id]
    assert place.library.roots.get(root_id).online
    queued = [job.kind for job in place.library.jobs.list(states=("queued",))]
    assert "scan" in queued


def test_an_emptied_root_is_looked_through_once_not_again_and_again(place: Place) -> None:
    place.put("a.jpg")
    place.scan()
    (place.folder / "a.jpg").unlink()
    (place.folder / "notes.txt").write_text("moved to the other disk")
    assert place.scan() == {"offline": "root_empty"}
    assert place.library.check_roots() == []
    assert not place.library.roots.all()[0].online
    place.put("b.jpg")
    assert place.library.check_roots() == [place.library.roots.all()[0].id]
    assert place.library.roots.all()[0].online


def test_files_in_a_closed_folder_stay(place: Place, ordinary_rights: None) -> None:
    place.put("closed/a.jpg")
    place.put("b.jpg")
    place.scan()
    (place.folder / "closed").chmod(0)
    try:
        result = place.scan()
    finally:
        (place.folder / "closed").chmod(0o700)
    assert (result["missing"], result["unreadable_folders"]) == (0, 1)
    assert place.present() == ["b.jpg", "closed/a.jpg"]
    assert [(each.folder, each.code) for each in place.library.problems.folders()] == [
        ("closed", "permission_denied")
    ]


def test_one_closed_thing_beside_the_photos_does_not_take_them_offline(
    place: Place, ordinary_rights: None
) -> None:
    place.put("a.jpg")
    place.put("private key").chmod(0)
    (place.folder / "link.jpg").symlink_to("/dev/null/nothing.jpg")
    assert place.scan()["seen"] == 1
    place.put("b.jpg")
    assert place.scan()["added"] == 1
    assert place.library.roots.all()[0].online


def test_a_root_whose_names_may_be_read_and_nothing_else_is_offline(
    place: Place, ordinary_rights: None
) -> None:
    place.put("a.jpg")
    place.scan()
    place.folder.chmod(0o444)
    try:
        assert place.scan() == {"offline": "root_unreadable"}
        assert place.library.check_roots() == []
    finally:
        place.folder.chmod(0o700)
    assert place.present() == ["a.jpg"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are no text")
def test_names_that_are_no_text_are_kept_as_they_are(place: Place) -> None:
    raw = os.fsencode(place.folder) + b"/caf\xe9.jpg"
    with open(raw, "wb") as file:
        file.write(b"\xff\xd8\xff")
    place.scan()
    assert place.scan()["added"] == 0
    (row,) = place.files().values()
    assert os.fsencode(row.path) == raw
    assert Path(row.path).exists()
    assert row.name == "caf\ufffd.jpg"


def test_every_change_is_announced_with_its_months(place: Place) -> None:
    path = place.put("IMG_20240817_120000.jpg")
    with place.library.events.subscribe() as heard:
        place.scan()
        path.rename(place.folder.parent / "away.jpg")
        place.put("IMG_20230101_120000.jpg")
        place.scan()
        told = []
        while (event := heard.next(timeout=0)) is not None:
            if event.kind == "assets":
                told.append(event.data)
    assert told == [
        {"added": 1, "months": [202408]},
        {"added": 1, "months": [202301]},
        {"changed": 1, "months": [202408]},
    ]


def test_a_root_that_goes_away_during_the_walk_loses_nothing(place: Place) -> None:
    place.put("a.jpg")
    place.put("sub/b.jpg")
    place.scan()
    library = place.library
    root = library.roots.all()[0]

    class PullsTheDisk:
        job = library.jobs.get(library.rescan(root.id))

        def checkpoint(self) -> None:
            if place.folder.exists():
                place.folder.rename(place.folder.parent / "unplugged")

        def progress(self, **_said: int) -> None:
            pass

    assert library.handlers()["scan"](PullsTheDisk()) == {"offline": "root_missing"}  # type: ignore[arg-type]
    assert place.present() == ["a.jpg", "sub/b.jpg"]
    assert not library.roots.get(root.id).online
