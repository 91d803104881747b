"""What lies in a folder, and that finding it reads no more of the library than that."""

import pytest

from catalog.conftest import Shelf
from keepers.catalog.folders import UNDER, WITHIN, within

_NAMES = ("a.jpg", "a/b.jpg", "a/b/c.jpg", "a0.jpg", "a b/c.jpg", "ab/c.jpg", "é/ü.jpg")


@pytest.mark.parametrize(
    ("folder", "here", "under"),
    [
        ("", {"a.jpg", "a0.jpg"}, set(_NAMES)),
        ("a", {"a/b.jpg"}, {"a/b.jpg", "a/b/c.jpg"}),
        ("a/b", {"a/b/c.jpg"}, {"a/b/c.jpg"}),
        ("é", {"é/ü.jpg"}, {"é/ü.jpg"}),
        ("b", set(), set()),
    ],
)
def test_a_folder_has_what_lies_in_it(shelf: Shelf, folder: str, here: set[str], under: set[str]) -> None:
    for name in _NAMES:
        shelf.sight(name)

    def found(condition: str) -> set[str]:
        rows = shelf.db.read(
            lambda connection: connection.execute(
                f"SELECT f.rel_path FROM files f WHERE {condition}",  # noqa: S608
                within((shelf.root_id, folder.encode())),
            ).fetchall()
        )
        return {row["rel_path"].decode() for row in rows}

    assert (found(WITHIN), found(UNDER)) == (here, under)


@pytest.mark.parametrize("table", ["files", "side_files"])
@pytest.mark.parametrize("folder", [b"", b"a"])
def test_it_is_a_range_of_the_index_with_both_its_ends(shelf: Shelf, table: str, folder: bytes) -> None:
    plan = shelf.db.read(
        lambda connection: connection.execute(
            f"EXPLAIN QUERY PLAN SELECT f.id FROM {table} f WHERE {WITHIN}",  # noqa: S608
            within((shelf.root_id, folder)),
        ).fetchall()
    )
    assert [row["detail"].endswith("(root_id=? AND rel_path>? AND rel_path<?)") for row in plan] == [True]
