"""What a model made of photos goes with it; what was decided, and what others made, stays."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from keepers.base.database import Database
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.model_rows import made_by_model

_SEARCH = "old-eyes@00000001+mesh@00000002+1+pets@00000003+looks:look@00000004+ident@00000005"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    migrate(tmp_path / "catalog.db", packaged_steps(), tmp_path)
    with_rows = Database(tmp_path / "catalog.db")
    with_rows.write(_fill)
    yield with_rows
    with_rows.close()


def _fill(connection: sqlite3.Connection) -> None:
    """Seven faces of one photo: found, decided, answered, looked at, drawn, a dog, found by another model."""
    connection.execute(
        "INSERT INTO assets (id, content_hash, capture_time, capture_source, added_at)"
        " VALUES (1, x'00', 0, 'file', 0)"
    )
    kinds = [("found", "old-eyes")] * 4 + [("drawn", None), ("found", "pets"), ("found", "old")]
    for number, (source, detector) in enumerate(kinds, 1):
        connection.execute(
            "INSERT INTO faces (id, asset_id, source, detector, x, y, w, h, crop, presence, smile, found_at)"
            " VALUES (?, ?, ?, ?, 0, 0, 1, 1, ?, .5, .5, 0)",
            (number, 1, source, detector, f"crop{number}"),
        )
        for model in ("ident@00000005", "ident@99999999", "identity@00000006", "looks:look@00000004"):
            connection.execute("INSERT INTO face_vectors VALUES (?, ?, x'00')", (number, model))
    connection.execute("INSERT INTO persons (id, made_at) VALUES (1, 0)")
    connection.execute("INSERT INTO face_decisions VALUES (2, 1, 'is', 'person', 0)")
    connection.execute("INSERT INTO face_pairs VALUES (3, 7, 'different', 0)")
    connection.execute("UPDATE faces SET verdict = 'not_face' WHERE id = 4")
    connection.execute("INSERT INTO face_searches VALUES (?, NULL, ?, 0, NULL)", (1, _SEARCH))


def _left(db: Database, what: str) -> list[object]:
    return [row[0] for row in db.read(lambda connection: connection.execute(what).fetchall())]


_MODELS = "SELECT DISTINCT model FROM face_vectors ORDER BY model"
_IDS = "SELECT id FROM faces ORDER BY id"
_SEARCHES = "SELECT made_by FROM face_searches"
_MEASURES = "SELECT coalesce(presence, smile) FROM faces"


def test_vectors_go_whichever_build_made_them_and_those_of_others_stay(db: Database) -> None:
    gone = db.write(made_by_model("ident", ("", "looks:")))
    assert (gone.faces, gone.vectors, gone.crops) == (0, 14, frozenset())
    assert _left(db, _MODELS) == ["identity@00000006", "looks:look@00000004"]
    assert _left(db, _SEARCHES) == [_SEARCH]
    assert db.write(made_by_model("ident")).vectors == 0


def test_vectors_of_pets_go_with_the_model_that_saw_them(db: Database) -> None:
    assert db.write(made_by_model("look", ("", "looks:"))).vectors == 7
    assert "looks:look@00000004" not in _left(db, _MODELS)
    assert _left(db, _SEARCHES) == []


def test_faces_go_with_what_found_them_unless_something_was_decided(db: Database) -> None:
    gone = db.write(made_by_model("old-eyes"))
    assert (gone.faces, gone.crops) == (1, frozenset({"crop1"}))
    assert _left(db, _IDS) == [2, 3, 4, 5, 6, 7]
    assert _left(db, _SEARCHES) == []


def test_what_was_measured_goes_with_what_measured_it(db: Database) -> None:
    db.write(made_by_model("mesh"))
    assert set(_left(db, _MEASURES)) == {None}
    assert len(_left(db, _IDS)) == 7
    assert _left(db, _SEARCHES) == []


def test_a_model_that_made_nothing_takes_nothing(db: Database) -> None:
    gone = db.write(made_by_model("eyes", ("", "looks:")))
    assert (gone.faces, gone.vectors) == (0, 0)
    assert _left(db, _SEARCHES) == [_SEARCH]
    assert None not in _left(db, _MEASURES)
