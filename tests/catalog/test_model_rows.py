"""What a model made of photos goes with it, and nothing else does."""

import sqlite3
from pathlib import Path

from keepers.base.database import Database
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.model_rows import ModelRows

_FACES = 4100


def test_vectors_of_one_model_are_deleted_and_those_of_others_stay(tmp_path: Path) -> None:
    migrate(tmp_path / "catalog.db", packaged_steps(), tmp_path)
    db = Database(tmp_path / "catalog.db")

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        asset = _asset(connection)
        for number in range(1, _FACES + 1):
            connection.execute(
                "INSERT INTO faces (id, asset_id, source, x, y, w, h, found_at)"
                " VALUES (?, ?, 'found', 0, 0, 1, 1, 0)",
                (number, asset),
            )
            for model in ("old@1", "new@2"):
                connection.execute("INSERT INTO face_vectors VALUES (?, ?, x'00')", (number, model))

    def count(connection: sqlite3.Connection) -> list[tuple[str, int]]:
        found = connection.execute("SELECT model, count(*) FROM face_vectors GROUP BY model")
        return [tuple(row) for row in found]

    try:
        db.write(fill)
        assert ModelRows(db).forget("old@1") == _FACES
        assert db.read(count) == [("new@2", _FACES)]
        assert ModelRows(db).forget("old@1") == 0
    finally:
        db.close()


def _asset(connection: sqlite3.Connection) -> int:
    """A row with only what the table insists on."""
    columns = [
        row
        for row in connection.execute("PRAGMA table_info(assets)")
        if row["notnull"] and row["dflt_value"] is None and not row["pk"]
    ]
    names = ", ".join(row["name"] for row in columns)
    values = [b"" if row["type"] == "BLOB" else "" if row["type"] == "TEXT" else 0 for row in columns]
    for row, at in zip(columns, range(len(columns)), strict=True):
        if row["name"] == "kind":
            values[at] = "photo"
    marks = ", ".join("?" * len(columns))
    cursor = connection.execute(f"INSERT INTO assets ({names}) VALUES ({marks})", values)  # noqa: S608
    return int(cursor.lastrowid or 0)
