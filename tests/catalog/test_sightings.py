"""The end of a scan: what it did not see is missing, but for what it could not look into."""

from catalog.conftest import Shelf
from keepers.catalog.sightings import Batch


def present(shelf: Shelf) -> list[str]:
    rows = shelf.db.read(
        lambda connection: connection.execute(
            "SELECT name FROM files WHERE present = 1 ORDER BY name"
        ).fetchall()
    )
    return [row["name"] for row in rows]


def test_what_was_not_seen_is_missing(shelf: Shelf) -> None:
    seen = shelf.sight("seen.jpg")
    shelf.sight("gone.jpg")
    number = shelf.sightings.begin(shelf.root_id)
    shelf.sightings.record(shelf.root_id, number, Batch(unchanged=[seen]))
    written = shelf.sightings.mark_missing(shelf.root_id, number, [])
    assert (written.changed, written.months) == (1, frozenset({202408}))
    assert present(shelf) == ["seen.jpg"]
    assert shelf.assets.count() == 1
    assert shelf.sightings.begin(shelf.root_id) == number + 1


def test_files_in_folders_that_could_not_be_opened_stay(shelf: Shelf) -> None:
    for name in ("closed/a.jpg", "closed/deep/b.jpg", "closed too/c.jpg", "d.jpg"):
        shelf.sight(name)
    number = shelf.sightings.begin(shelf.root_id)
    shelf.sightings.mark_missing(shelf.root_id, number, [(b"closed", "permission_denied")])
    assert present(shelf) == ["a.jpg", "b.jpg"]


def test_a_single_file_the_disk_said_nothing_about_stays(shelf: Shelf) -> None:
    for name in ("sub/a.jpg", "sub/a.jpg copy", "sub/b.jpg"):
        shelf.sight(name)
    number = shelf.sightings.begin(shelf.root_id)
    shelf.sightings.mark_missing(shelf.root_id, number, [(b"sub/a.jpg", "folder_unreadable")])
    assert present(shelf) == ["a.jpg"]


def test_other_roots_are_not_touched(shelf: Shelf) -> None:
    other = shelf.roots.add("/card", "card").id
    shelf.sight("a.jpg", root_id=other)
    shelf.sightings.mark_missing(shelf.root_id, shelf.sightings.begin(shelf.root_id), [])
    assert present(shelf) == ["a.jpg"]
    assert shelf.roots.asset_counts() == {other: 1}
    assert shelf.roots.has_present_files(other)
    assert not shelf.roots.has_present_files(shelf.root_id)
