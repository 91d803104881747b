"""Scanning what lies beside photos: what came, changed or went has the right photos heard again."""

import os
import shutil
from pathlib import Path

import pytest

from ingest.conftest import Place
from keepers.catalog.side_files import SideFiles, side_sighting


@pytest.fixture
def settled(place: Place) -> Place:
    """A folder whose photos were all read, with a sidecar, a JSON and an iCloud export beside."""
    for name in ("a.jpg", "b.jpg", "sub/a.jpg", "cloud/Photos/IMG_1.HEIC", "cloud/Photos/IMG_2.HEIC"):
        place.put(name)
    write(place, "a.jpg.xmp")
    write(place, "sub/a.jpg.supplemental-metadata.json")
    write(place, "cloud/Photos/Photo Details.csv")
    write(place, "cloud/Albums/Summer.csv")
    place.scan()
    settle(place)
    assert place.scan()["spoken_of"] == 0
    return place


def write(place: Place, name: str, text: str = "") -> Path:
    path = place.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or name)
    return path


def settle(place: Place) -> None:
    """Have everything count as read, heard and grouped."""
    place.library.db.write(
        lambda connection: connection.execute(
            "UPDATE files SET look_due = NULL, hear_due = NULL, grouped = 1, content_hash = randomblob(32)"
        )
    )


def due(place: Place) -> list[str]:
    """What a scan that finds this makes due to be heard, and to be grouped: they are the same."""
    place.scan()
    rows = place.library.db.read(
        lambda connection: connection.execute(
            "SELECT rel_path, hear_due, grouped FROM files WHERE hear_due IS NOT NULL OR grouped = 0"
        ).fetchall()
    )
    assert all(row["hear_due"] is not None and row["grouped"] == 0 for row in rows)
    return sorted(os.fsdecode(row["rel_path"]) for row in rows)


def sides(place: Place) -> dict[str, tuple[str, int]]:
    rows = place.library.db.read(
        lambda connection: connection.execute("SELECT rel_path, kind, present FROM side_files").fetchall()
    )
    return {os.fsdecode(row["rel_path"]): (row["kind"], row["present"]) for row in rows}


def test_side_files_are_rows_and_photos_are_not(settled: Place) -> None:
    assert sides(settled) == {
        "a.jpg.xmp": ("xmp", 1),
        "sub/a.jpg.supplemental-metadata.json": ("takeout", 1),
        "cloud/Photos/Photo Details.csv": ("icloud", 1),
        "cloud/Albums/Summer.csv": ("icloud", 1),
    }
    assert len(settled.present()) == 5


def test_a_sidecar_that_comes_changes_or_goes(settled: Place) -> None:
    write(settled, "b.XMP")
    assert due(settled) == ["b.jpg"]
    settle(settled)
    write(settled, "a.jpg.xmp", "changed")
    assert due(settled) == ["a.jpg"]
    settle(settled)
    (settled.folder / "a.jpg.xmp").unlink()
    assert due(settled) == ["a.jpg"]
    assert sides(settled)["a.jpg.xmp"] == ("xmp", 0)
    settle(settled)
    write(settled, "a.jpg.xmp", "changed")
    assert due(settled) == ["a.jpg"]


def test_tables_speak_of_their_folder_and_albums_of_the_folders_beside(settled: Place) -> None:
    write(settled, "sub/a.jpg.supplemental-metadata.json", "changed")
    assert due(settled) == ["sub/a.jpg"]
    settle(settled)
    write(settled, "metadata.json")
    assert due(settled) == ["a.jpg", "b.jpg"]
    settle(settled)
    pictures = ["cloud/Photos/IMG_1.HEIC", "cloud/Photos/IMG_2.HEIC"]
    write(settled, "cloud/Photos/Photo Details.csv", "changed")
    assert due(settled) == pictures
    settle(settled)
    write(settled, "cloud/Memories/Last year.csv")
    assert due(settled) == pictures
    settle(settled)
    shutil.rmtree(settled.folder / "cloud" / "Albums")
    assert due(settled) == pictures


def test_notes_of_cameras_speak_of_those_they_are_named_after(settled: Place) -> None:
    write(settled, "cloud/Photos/IMG_1.AAE")
    write(settled, "a.thm")
    assert due(settled) == ["a.jpg", "cloud/Photos/IMG_1.HEIC"]


def test_a_raw_file_takes_the_short_sidecar_over(settled: Place) -> None:
    write(settled, "b.xmp")
    due(settled)
    settle(settled)
    settled.put("b.cr2")
    settled.scan()
    assert due(settled) == ["b.cr2", "b.jpg"]
    settle(settled)
    (settled.folder / "b.cr2").unlink()
    assert "b.jpg" in due(settled)


def test_a_raw_file_that_goes_leaves_the_short_sidecar(settled: Place) -> None:
    settled.put("b.cr2")
    write(settled, "b.xmp")
    settled.scan()
    settle(settled)
    (settled.folder / "elsewhere").mkdir()
    (settled.folder / "b.cr2").rename(settled.folder / "elsewhere" / "b.cr2")
    assert due(settled) == ["b.jpg", "elsewhere/b.cr2"]
    settle(settled)
    (settled.folder / "elsewhere" / "b.cr2").rename(settled.folder / "b.cr2")
    assert due(settled) == ["b.cr2", "b.jpg"]


def test_a_photo_takes_the_json_that_is_named_after_it(settled: Place) -> None:
    """It may have been another's by its title until then, and is so again when the photo goes."""
    write(settled, "sub/c.jpg.json", '{"title": "long.jpg"}')
    settled.put("sub/long.jpg")
    settled.scan()
    settle(settled)
    settled.put("sub/c.jpg")
    settled.scan()
    rows = settled.library.db.read(
        lambda connection: connection.execute("SELECT name FROM files WHERE hear_due IS NOT NULL").fetchall()
    )
    assert [row["name"] for row in rows] == ["long.jpg"]
    settle(settled)
    (settled.folder / "sub" / "c.jpg").unlink()
    assert due(settled) == ["sub/long.jpg"]
    settle(settled)
    settled.put("sub/d.jpg")
    settled.scan()
    settle(settled)
    assert due(settled) == [], "one after which no JSON is named takes none"


def test_a_photo_that_moved_is_heard_where_it_is_now(settled: Place) -> None:
    (settled.folder / "new").mkdir()
    for name in ("a.jpg", "a.jpg.xmp"):
        (settled.folder / name).rename(settled.folder / "new" / name)
    before = settled.files()["a.jpg"].id
    assert due(settled) == ["new/a.jpg"]
    assert settled.files()["new/a.jpg"].id == before
    assert (sides(settled)["a.jpg.xmp"], sides(settled)["new/a.jpg.xmp"]) == (("xmp", 0), ("xmp", 1))


def test_a_photo_that_came_back_is_heard_for_its_sidecar_may_have_changed_meanwhile(settled: Place) -> None:
    (settled.folder / "a.jpg").rename(settled.folder.parent / "away.jpg")
    settled.scan()
    settle(settled)
    write(settled, "a.jpg.xmp", "changed")
    settled.scan()
    (settled.folder.parent / "away.jpg").rename(settled.folder / "a.jpg")
    assert due(settled) == ["a.jpg"]


def test_what_we_wrote_ourselves_is_no_news(settled: Place) -> None:
    db, root = settled.library.db, settled.library.roots.all()[0].id
    path = write(settled, "b.jpg.xmp")
    seen = side_sighting(b"b.jpg.xmp", "xmp", path.stat())
    db.write(lambda connection: SideFiles.wrote(connection, root, seen))
    assert due(settled) == []
    path.unlink()
    db.write(lambda connection: SideFiles.took_away(connection, root, b"b.jpg.xmp"))
    assert due(settled) == []


def test_one_written_behind_the_walk_is_not_missing(settled: Place) -> None:
    """Its folder had been passed, so this scan did not see it: it is there all the same."""
    db, root = settled.library.db, settled.library.roots.all()[0].id
    db.write(lambda connection: connection.execute("UPDATE side_files SET seen_scan = 0"))
    sightings = SideFiles(db, settled.library.clock)
    assert len(sightings.unseen(root, 99)) == 4
    assert due(settled) == []
    assert all(present for _kind, present in sides(settled).values())


def test_a_root_that_is_away_loses_nothing(settled: Place) -> None:
    settled.folder.rename(settled.folder.parent / "unplugged")
    assert settled.scan() == {"offline": "root_missing"}
    (settled.folder.parent / "unplugged").rename(settled.folder)
    assert due(settled) == []
    assert all(present for _kind, present in sides(settled).values())


def test_a_folder_that_may_not_be_opened_keeps_its_side_files(settled: Place, ordinary_rights: None) -> None:
    (settled.folder / "sub").chmod(0)
    try:
        assert due(settled) == []
    finally:
        (settled.folder / "sub").chmod(0o755)
    assert sides(settled)["sub/a.jpg.supplemental-metadata.json"] == ("takeout", 1)


def test_folders_without_photos_and_what_no_file_is_are_passed_over(place: Place) -> None:
    write(place, "node_modules/package.json")
    write(place, "docs/notes.csv")
    place.put("trip.xmp/a.jpg")
    place.put("b.jpg")
    (place.folder / "c.xmp").symlink_to(place.folder / "nowhere")
    place.scan()
    assert sides(place) == {}
    assert place.present() == ["b.jpg", "trip.xmp/a.jpg"]


def test_a_link_to_a_sidecar_counts_for_whoever_reads_it_follows_it(place: Place) -> None:
    place.put("a.jpg")
    target = place.folder.parent / "elsewhere.xmp"
    target.write_text("x")
    (place.folder / "a.xmp").symlink_to(target)
    place.scan()
    assert sides(place) == {"a.xmp": ("xmp", 1)}


def test_a_scan_that_is_killed_before_its_end_finds_the_same_again(settled: Place) -> None:
    """What changed is written with what it makes due, at the end: until then nothing is lost by stopping."""
    write(settled, "a.jpg.xmp", "changed")
    library = settled.library
    job = library.rescan(library.roots.all()[0].id)
    library.jobs.cancel(job)
    settled.run("scan")
    assert due(settled) == ["a.jpg"]


def test_names_that_are_no_text_and_names_in_the_way(place: Place) -> None:
    try:
        (place.folder / os.fsdecode(b"a\xff.jpg")).write_bytes(b"\xff\xd8\xffx")
    except OSError:
        pytest.skip("platform: this file system takes names in UTF-8 only")
    (place.folder / os.fsdecode(b"a\xff.jpg.xmp")).write_text("x")
    place.put("100%.jpg")
    write(place, "100%.jpg.xmp")
    place.scan()
    settle(place)
    (place.folder / os.fsdecode(b"a\xff.jpg.xmp")).write_text("changed")
    write(place, "100%.jpg.xmp", "changed")
    assert due(place) == sorted([os.fsdecode(b"a\xff.jpg"), "100%.jpg"])
