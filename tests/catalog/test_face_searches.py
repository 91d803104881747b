"""Photos that wait for a search: those never searched, and those searched otherwise than now."""

import pytest

from catalog.conftest import Shelf
from catalog.test_face_rows import SEARCH, record, search, write
from keepers.catalog.face_searches import FaceSearches


@pytest.fixture
def sea(shelf: Shelf) -> int:
    """Two photos, one of them searched."""
    shelf.add("b.jpg")
    photo = shelf.add("a.jpg")
    (row,) = shelf.db.read(
        lambda connection: connection.execute(
            "SELECT content_hash FROM assets WHERE id = ?", (photo,)
        ).fetchall()
    )
    record(shelf, photo, search((0.1, 0.1, 0.2, 0.2)))
    write(shelf, "UPDATE face_searches SET content_hash = ?", row["content_hash"])
    return photo


def left(shelf: Shelf, how: str | None) -> int:
    return FaceSearches(shelf.db, lambda: how).left()


def test_a_photo_that_was_searched_by_other_models_waits_again(shelf: Shelf, sea: int) -> None:
    assert left(shelf, SEARCH) == 1
    assert left(shelf, "centerface@1+mesh@1+1") == 2
    # A word that merely begins like it is another: version 1 and version 11.
    assert left(shelf, SEARCH[:-1]) == 2
    assert left(shelf, None) == 1


def test_a_photo_whose_pixels_changed_waits_again(shelf: Shelf, sea: int) -> None:
    write(shelf, "UPDATE assets SET content_hash = ? WHERE id = ?", b"other", sea)
    assert left(shelf, SEARCH) == 2
    assert left(shelf, None) == 1


def test_what_cannot_be_read_and_what_lies_where_nobody_is_looked_for_waits_for_nothing(
    shelf: Shelf, sea: int
) -> None:
    write(shelf, "UPDATE face_searches SET code = 'broken'")
    assert left(shelf, SEARCH) == 1
    write(shelf, "UPDATE roots SET faces = 0")
    assert left(shelf, SEARCH) == 0
