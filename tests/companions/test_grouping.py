"""The job that groups, over real files: scanned, looked at, moved, taken away and brought back."""

import shutil
import sqlite3
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from companions.conftest import Home
from companions.makers import NOON, jpeg, live_film, raw
from keepers.base.errors import Paused
from keepers.catalog.grouping import Groupings, Neighbourhood
from keepers.companions.grouping import GroupTools, group
from media.pictures import encoded, quadrants
from metadata.apple_notes import apple_jpeg
from metadata.packets import packet

_LIVE_ID = "D3EC4F65-9D30-4AF2-9F75-7C6FEFF19F35"
_PAIR = {"IMG_1.JPG": {("IMG_1.DNG", "raw", "same_shot")}}


def test_a_raw_file_hides_and_its_sidecar_goes_with_it(home: Home) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", raw())
    home.put("IMG_1.xmp", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    home.put("IMG_1.AAE", b"<plist/>")
    home.put("IMG_2.JPG", jpeg(2, NOON + timedelta(hours=1)))
    home.settle()
    assert home.groups() == _PAIR
    assert home.shown() == ["IMG_1.JPG", "IMG_2.JPG"]
    assert home.library.assets.count() == 2
    assert home.beside() == {"IMG_1.DNG": {"IMG_1.xmp"}, "IMG_1.JPG": {"IMG_1.AAE"}}
    main = home.id_of("IMG_1.JPG")
    parts = home.library.assets.parts_of([main])[main]
    assert [(each.asset_id, each.role) for each in parts.companions] == [(home.id_of("IMG_1.DNG"), "raw")]
    assert [side.name for side in parts.side_files] == ["IMG_1.AAE", "IMG_1.xmp"]
    assert parts.live_id is None


def test_three_photos_with_numbers_stay_three(home: Home) -> None:
    for at, name in enumerate(("DSC_0012.jpg", "DSC_0012_1.jpg", "DSC_0012_2.jpg")):
        home.put(name, jpeg(at + 1))
    home.settle()
    assert home.groups() == {}


def test_a_live_photo(home: Home) -> None:
    home.put("IMG_7.JPG", apple_jpeg(_LIVE_ID))
    home.put("other name.MOV", live_film(home.folder, NOON + timedelta(days=9), _LIVE_ID.lower()))
    home.settle()
    assert home.groups() == {"IMG_7.JPG": {("other name.MOV", "live", "content_id")}}
    main = home.id_of("IMG_7.JPG")
    assert home.library.assets.parts_of([main])[main].live_id == home.id_of("other name.MOV")


def test_a_live_photo_that_lost_its_id_and_a_film_that_is_one(home: Home) -> None:
    home.put("IMG_7.JPG", jpeg(1))
    home.put("IMG_7.MOV", live_film(home.folder))
    home.put("IMG_8.JPG", jpeg(2))
    home.put("IMG_8.MOV", live_film(home.folder, seconds=8))
    home.settle()
    assert home.groups() == {"IMG_7.JPG": {("IMG_7.MOV", "live", "same_moment")}}
    assert home.shown() == ["IMG_7.JPG", "IMG_8.JPG", "IMG_8.MOV"]


def test_an_edited_copy_and_a_film_of_a_takeout_share_the_json(home: Home) -> None:
    said = b'{"title": "IMG_9.JPG", "photoTakenTime": {"timestamp": "1714825815"}}'
    plain = encoded(quadrants())
    home.put("IMG_9.JPG", plain)
    home.put("IMG_9-edited.JPG", encoded(quadrants(), quality=60))
    home.put("IMG_9.MP4", live_film(home.folder, unset=True))
    home.put("IMG_9.JPG.supplemental-metadata.json", said)
    home.settle()
    behind = {("IMG_9.JPG", "original", "takeout_edit"), ("IMG_9.MP4", "live", "same_moment")}
    assert home.groups() == {"IMG_9-edited.JPG": behind}
    json_name = "IMG_9.JPG.supplemental-metadata.json"
    assert home.beside() == {name: {json_name} for name in ("IMG_9.JPG", "IMG_9-edited.JPG", "IMG_9.MP4")}


def test_without_its_json_an_edited_copy_is_a_photo_of_its_own(home: Home) -> None:
    home.put("IMG_9.JPG", encoded(quadrants()))
    home.put("IMG_9-edited.JPG", encoded(quadrants(), quality=60))
    home.settle()
    assert home.groups() == {}


def test_a_date_in_a_sidecar_parts_nothing(home: Home) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", raw())
    home.put("IMG_1.JPG.xmp", packet(attributes='exif:DateTimeOriginal="1999-01-01T10:00:00"'))
    home.settle()
    assert home.library.assets.get(home.id_of("IMG_1.JPG")).capture_source == "sidecar"
    assert home.groups() == _PAIR


def test_what_lies_apart_is_not_grouped(home: Home, tmp_path: Path) -> None:
    home.put("a/IMG_7.JPG", apple_jpeg(_LIVE_ID))
    home.put("b/IMG_7.MOV", live_film(home.folder, content_id=_LIVE_ID))
    home.put("IMG_1.JPG", jpeg())
    elsewhere = tmp_path / "Other disk"
    elsewhere.mkdir()
    (elsewhere / "IMG_1.DNG").write_bytes(raw())
    home.library.add_root(elsewhere)
    home.settle()
    assert home.groups() == {}


def test_copies_in_other_folders_follow_the_pair(home: Home) -> None:
    home.put("a/IMG_1.JPG", jpeg())
    home.put("a/IMG_1.DNG", raw())
    home.put("b/IMG_1.JPG", jpeg())
    home.put("c/raw only.DNG", raw())
    home.settle()
    members = {("a/IMG_1.DNG", "raw", "same_shot"), ("c/raw only.DNG", "raw", "same_shot")}
    assert home.groups() == {"a/IMG_1.JPG": members}
    shutil.rmtree(home.folder / "a")
    home.settle()
    assert home.groups() == {}
    assert home.shown() == ["b/IMG_1.JPG", "c/raw only.DNG"]


def test_groups_of_two_folders_with_a_photo_in_common_become_one(home: Home) -> None:
    home.put("a/IMG_4120.JPG", jpeg())
    home.put("a/IMG_4120.DNG", raw())
    home.put("b/IMG_4120.JPG", jpeg())
    home.put("b/IMG_E4120.JPG", jpeg(2))
    home.settle()
    assert home.groups() == {
        "b/IMG_E4120.JPG": {
            ("a/IMG_4120.DNG", "raw", "same_shot"),
            ("a/IMG_4120.JPG", "original", "apple_edit"),
            ("b/IMG_4120.JPG", "original", "apple_edit"),
        }
    }


def test_a_second_run_changes_nothing(home: Home) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", raw())
    home.settle()
    home.library.db.write(lambda connection: connection.execute("UPDATE files SET grouped = 0").rowcount)
    job = home.library.jobs.enqueue("group")
    home.run("group")
    assert home.library.jobs.get(job).result == {"folders": 1, "changed": 0}
    assert home.groups() == _PAIR


def test_a_group_survives_being_looked_at_anew(home: Home) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", raw())
    home.settle()
    home.library.db.write(
        lambda connection: connection.execute("UPDATE files SET look_due = 1, grouped = 0").rowcount
    )
    home.library.jobs.enqueue("group", dedup_key="group")
    home.run("group")
    assert home.groups() == _PAIR
    home.settle()
    assert home.groups() == _PAIR


def test_a_group_moves_with_its_folder_and_parts_where_its_files_part(home: Home) -> None:
    home.put("2024/IMG_1.JPG", jpeg())
    home.put("2024/IMG_1.DNG", raw())
    home.put("2024/IMG_1.xmp", b"<x/>")
    home.settle()
    (home.folder / "2024").rename(home.folder / "Sorted")
    home.settle()
    assert home.groups() == {"Sorted/IMG_1.JPG": {("Sorted/IMG_1.DNG", "raw", "same_shot")}}
    assert home.beside() == {"Sorted/IMG_1.DNG": {"IMG_1.xmp"}}
    home.folder.joinpath("Raw").mkdir()
    (home.folder / "Sorted" / "IMG_1.DNG").rename(home.folder / "Raw" / "IMG_1.DNG")
    home.settle()
    assert home.groups() == {}
    assert home.shown() == ["Raw/IMG_1.DNG", "Sorted/IMG_1.JPG"]
    assert home.beside() == {"Sorted/IMG_1.JPG": {"IMG_1.xmp"}}
    (home.folder / "Raw" / "IMG_1.DNG").rename(home.folder / "Sorted" / "IMG_1.DNG")
    home.settle()
    assert home.groups() == {"Sorted/IMG_1.JPG": {("Sorted/IMG_1.DNG", "raw", "same_shot")}}


def test_the_main_moved_away_leaves_its_companions_to_themselves(home: Home) -> None:
    home.put("a/IMG_1.JPG", jpeg())
    home.put("a/IMG_1.DNG", raw())
    home.settle()
    home.folder.joinpath("b").mkdir()
    (home.folder / "a" / "IMG_1.JPG").rename(home.folder / "b" / "IMG_1.JPG")
    home.settle()
    assert home.groups() == {}
    assert home.shown() == ["a/IMG_1.DNG", "b/IMG_1.JPG"]


def test_a_main_that_is_gone_is_stood_in_for_and_takes_its_place_again(home: Home) -> None:
    photo = home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", raw())
    home.settle()
    away = photo.rename(home.folder.with_name("IMG_1.JPG"))
    home.settle()
    assert home.shown() == ["IMG_1.DNG"]
    assert home.groups() == {}
    away.rename(photo)
    home.settle()
    assert home.groups() == _PAIR
    assert home.shown() == ["IMG_1.JPG"]


def test_a_main_that_cannot_be_read_any_more_is_stood_in_for(home: Home) -> None:
    photo = home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", raw())
    home.settle()
    whole = photo.read_bytes()
    photo.write_bytes(whole[:400])
    home.settle()
    assert home.shown() == ["IMG_1.DNG"]
    assert home.groups() == {"IMG_1.DNG": {("IMG_1.JPG", "rendered", "same_shot")}}
    photo.write_bytes(whole)
    home.settle()
    assert home.groups() == _PAIR


def test_a_companion_that_is_gone_keeps_its_place(home: Home) -> None:
    home.put("IMG_4120.JPG", jpeg())
    other = home.put("IMG_4120.DNG", raw())
    home.settle()
    away = other.rename(home.folder.with_name("IMG_4120.DNG"))
    home.put("IMG_E4120.JPG", jpeg(2))
    home.settle()
    main = home.id_of("IMG_E4120.JPG")
    parts = home.library.assets.parts_of([main])[main]
    assert [(each.role, each.files[0].present) for each in parts.companions] == [
        ("original", True),
        ("raw", False),
    ]
    away.rename(other)
    home.settle()
    assert home.shown() == ["IMG_E4120.JPG"]


def test_what_was_decided_of_a_companion_counts_for_the_main_and_comes_back(home: Home) -> None:
    home.put("IMG_4120.JPG", jpeg())
    home.put("b/IMG_9.DNG", raw())
    home.settle()
    original = home.id_of("IMG_4120.JPG")
    home.library.decisions.set_favourite([original], True)
    home.library.decisions.set_pick([original], "in")
    edited = home.put("IMG_E4120.JPG", jpeg(2))
    home.settle()
    main = home.id_of("IMG_E4120.JPG")
    assert home.library.decisions.of(main) == home.library.decisions.of(original)
    home.library.decisions.set_favourite([main], False)
    home.library.decisions.set_pick([main], "out")
    home.library.db.write(lambda connection: connection.execute("UPDATE files SET grouped = 0").rowcount)
    home.settle()
    assert home.library.decisions.of(main).pick == "out"
    assert not home.library.decisions.of(main).favourite
    edited.unlink()
    home.settle()
    assert home.library.decisions.of(original).favourite
    assert home.library.decisions.of(original).pick == "in"


def test_stacks_and_picks_leave_companions_out(home: Home) -> None:
    home.put("IMG_4120.JPG", jpeg(1))
    home.put("IMG_E4120.JPG", jpeg(2))
    home.settle()
    assert home.library.measures.candidates().ids == [home.id_of("IMG_E4120.JPG")]
    assert home.library.stacks.all() == []


def test_a_stack_loses_the_one_that_turns_out_to_be_a_companion(home: Home) -> None:
    home.put("IMG_4120.JPG", jpeg(1))
    home.put("a.JPG", jpeg(2))
    home.settle()
    (stack,) = home.library.stacks.all()
    assert len(stack.members) == 2
    (home.folder / "a.JPG").rename(home.folder / "IMG_E4120.JPG")
    home.settle()
    assert home.library.stacks.all() == []
    assert home.shown() == ["IMG_E4120.JPG"]


def test_a_run_that_was_killed_in_the_middle_is_done_again(home: Home) -> None:
    home.put("IMG_1.JPG", jpeg())
    home.put("IMG_1.DNG", raw())
    home.run("scan", "look")
    home.library.db.write(lambda connection: connection.execute("UPDATE files SET grouped = 2").rowcount)
    home.library.jobs.enqueue("group", dedup_key="group")
    home.run("group")
    assert home.groups() == _PAIR


def test_a_run_that_is_stopped_goes_on_where_it_was(home: Home) -> None:
    class Once:
        """Stands in for a job's context that is told to stop after one folder."""

        def __init__(self) -> None:
            self.asked = 0

        def progress(
            self, done: int | None = None, total: int | None = None, note: str | None = None
        ) -> None:
            """Nobody looks."""

        def checkpoint(self) -> None:
            self.asked += 1
            if self.asked > 1:
                raise Paused("This work is paused.")

    for name in ("a", "b"):
        home.put(f"{name}/IMG_1.JPG", jpeg(ord(name), NOON + timedelta(days=ord(name))))
        home.put(f"{name}/IMG_1.DNG", raw(ord(name), NOON + timedelta(days=ord(name))))
    home.run("scan", "look")
    tools = GroupTools(Groupings(home.library.db), home.library.jobs, home.library.events)
    with pytest.raises(Paused):
        group(Once(), tools)
    assert home.groups() == {"a/IMG_1.JPG": {("a/IMG_1.DNG", "raw", "same_shot")}}
    assert home.shown() == ["a/IMG_1.JPG", "b/IMG_1.DNG", "b/IMG_1.JPG"]
    home.settle()
    assert home.shown() == ["a/IMG_1.JPG", "b/IMG_1.JPG"]


def test_a_file_that_changes_while_its_folder_is_grouped_is_grouped_again(home: Home) -> None:
    from keepers.catalog.grouping import Groupings

    home.put("IMG_1.JPG", jpeg())
    home.run("scan", "look")
    groupings, around = Groupings(home.library.db), Neighbourhood()
    (folder,), _after = groupings.due()
    groupings.enter(folder, around)
    assert groupings.due() == ([], None)
    home.library.db.write(lambda connection: connection.execute("UPDATE files SET grouped = 0").rowcount)
    groupings.settle(around, {}, {})
    assert groupings.due() == ([folder], None)


def test_many_files_are_gone_through_page_by_page(home: Home) -> None:
    """More than a page of files, in more folders than one and some of them beside folders."""
    home.put("a/IMG_1.JPG", jpeg())
    home.run("scan", "look")
    (root,) = home.library.roots.all()
    paths = [f"a/{at:05d}.jpg" for at in range(2500)] + [f"b{at}/x.jpg" for at in range(30)] + ["top.jpg"]

    def write(connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT INTO files (root_id, asset_id, rel_path, name, size, mtime_ns, device, inode, seen_scan)"
            " SELECT ?, max(id), ?, ?, 1, 0, 0, 0, 1 FROM assets",
            [(root.id, path.encode(), path.rpartition("/")[2]) for path in paths],
        )

    home.library.db.write(write)
    job = home.library.jobs.enqueue("group", dedup_key="group")
    home.run("group")
    assert home.library.jobs.get(job).result == {"folders": 32, "changed": 0}
    assert home.rows("SELECT count(*) AS many FROM files WHERE grouped <> 1")[0]["many"] == 0


def test_only_new_folders_are_gone_through(home: Home) -> None:
    for name in ("a", "b", "c"):
        home.put(f"{name}/IMG_1.JPG", jpeg(ord(name)))
    home.settle()
    home.put("b/IMG_2.JPG", jpeg(7))
    home.settle()
    newest = next(job for job in home.library.jobs.list() if job.kind == "group")
    assert newest.result == {"folders": 1, "changed": 0}


@pytest.mark.photos
def test_the_files_of_an_iphone(home: Home, photos_dir: Path) -> None:
    shutil.copytree(photos_dir / "formats" / "iphone_edit", home.folder, dirs_exist_ok=True)
    home.settle()
    names = ("IMG_4120.JPG", "IMG_4120 (1).JPG", "IMG_4120 copy.JPG")
    assert home.groups() == {"IMG_E4120.JPG": {(name, "original", "apple_edit") for name in names}}
    assert home.shown() == ["IMG_E4120.JPG"]
    assert home.beside() == {"IMG_4120.JPG": {"IMG_4120.AAE"}}


@pytest.mark.photos
@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_a_real_raw_file_and_a_jpeg_of_its_shot(home: Home, photos_dir: Path) -> None:
    dng = home.put("_MG_1.dng", (photos_dir / "formats" / "raw" / "canon_eos_6d.dng").read_bytes())
    other = home.put("_MG_1.jpg", encoded(quadrants(600, 400)))
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", "-TagsFromFile", dng, "-Make", "-Model",
         "-DateTimeOriginal", "-SubSecTimeOriginal", other],
        check=True,
    )  # fmt: skip
    home.settle()
    assert home.groups() == {"_MG_1.jpg": {("_MG_1.dng", "raw", "same_shot")}}


@pytest.mark.photos
def test_a_real_raw_file_with_its_sidecar(home: Home, photos_dir: Path) -> None:
    for name in ("canon_eos_6d.dng", "canon_eos_6d.xmp"):
        shutil.copy(photos_dir / "formats" / "raw" / name, home.folder)
    home.settle()
    assert home.beside() == {"canon_eos_6d.dng": {"canon_eos_6d.xmp"}}


@pytest.mark.photos
def test_the_photos_of_a_takeout_stay_their_own_with_their_json(home: Home, photos_dir: Path) -> None:
    shutil.copytree(photos_dir / "takeout", home.folder, dirs_exist_ok=True)
    home.settle()
    assert home.groups() == {}
    assert home.beside()
    for picture, names in home.beside().items():
        assert names == {Path(picture).name + ".json"}
