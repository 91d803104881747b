"""Files that wait to be written, with all that writing one needs to know: what waited longest first."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from blake3 import blake3

from keepers.base.database import Database, connect
from keepers.catalog.edit_rows import Mode, edits_of, mode_of
from keepers.catalog.edit_rule import Edit
from keepers.metadata.fields import Field, Value

# A file that was changed or not heard yet is read first; one that failed waits until it is asked for again.
_READY: Final = """
    f.write_due IS NOT NULL AND f.present = 1 AND f.look_due IS NULL AND f.hear_due IS NULL
    AND NOT EXISTS (SELECT 1 FROM file_writes w WHERE w.file_id = f.id AND w.state = 'failed')
"""
_MOST_WRITES: Final = 20


@dataclass(frozen=True)
class Former:
    """A write that stands: how, into which file (relative to its root), from which bytes to which, of what.

    `fields`: {field: {"value", "before"}}.
    """

    id: int
    how: str
    rel_path: bytes
    before_hash: bytes | None
    after_hash: bytes | None
    reversal: bytes | None
    fields: Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class DueWrite:
    """One file to write, as the catalogue knows it.

    `path`: absolute (os.fsdecode); `format`, `width`, `height` (upright): as
    the look told them. `wishes`: what shall stand in it, changes
    that wait and those that were written. `heard`: what the file said when it was last heard, None where it
    never was. `former`: writes that stand, newest first.
    """

    file_id: int
    path: str
    rel_path: bytes
    name: str
    size: int
    mtime_ns: int
    content_hash: bytes | None
    format: str | None
    width: int | None
    height: int | None
    mode: Mode
    wishes: Mapping[Field, Edit]
    heard: Mapping[Field, Value] | None
    former: tuple[Former, ...]


@dataclass(frozen=True)
class Waiting:
    """A file that can be written now; `path` is absolute (os.fsdecode)."""

    file_id: int
    root_id: int
    path: str
    size: int


class WriteQueue:
    """Reads of what is due; what is due is a column, so a killed run goes on where it was."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def page(
        self, limit: int, without: Collection[int] = (), without_roots: Collection[int] = ()
    ) -> list[Waiting]:
        """Up to `limit` files of online roots that can be written now, leaving out some files and roots."""

        def read(connection: sqlite3.Connection) -> list[Waiting]:
            rows: list[sqlite3.Row] = []
            for root in connection.execute("SELECT id FROM roots WHERE state = 'online'").fetchall():
                if root["id"] in without_roots:
                    continue
                rows += connection.execute(
                    f"""
                    SELECT f.id, f.root_id, f.rel_path, f.size, f.write_due, r.path AS root_path
                    FROM files f JOIN roots r ON r.id = f.root_id
                    WHERE f.root_id = ? AND {_READY}
                    AND f.id NOT IN (SELECT value FROM json_each(?))
                    ORDER BY f.write_due, f.id LIMIT ?
                    """,  # noqa: S608 - a constant
                    (root["id"], json.dumps(list(without)), limit),
                ).fetchall()
            rows.sort(key=lambda row: (row["write_due"], row["id"]))
            return [Waiting(row["id"], row["root_id"], _path(row), row["size"]) for row in rows[:limit]]

        return self._db.read(read)

    def count(self) -> int:
        """How many files can be written now."""
        return int(
            self._db.read(
                lambda connection: connection.execute(
                    "SELECT count(*) FROM files f JOIN roots r ON r.id = f.root_id"  # noqa: S608 - a constant
                    f" WHERE r.state = 'online' AND {_READY}"
                ).fetchone()[0]
            )
        )


class DueWrites:
    """Reads of a worker process, over a connection of its own to the catalogue at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect(path, read_only=True)

    def get(self, file_id: int) -> DueWrite | None:
        """All that writing one file needs; None where it is not due, or not there (any more)."""
        self._connection.execute("BEGIN")
        try:
            return _due_write(self._connection, file_id)
        finally:
            self._connection.execute("ROLLBACK")


def _due_write(connection: sqlite3.Connection, file_id: int) -> DueWrite | None:
    row = connection.execute(
        f"""
        SELECT f.*, a.format, a.width, a.height, r.path AS root_path
        FROM files f JOIN assets a ON a.id = f.asset_id JOIN roots r ON r.id = f.root_id
        WHERE f.id = ? AND r.state = 'online' AND {_READY}
        """,  # noqa: S608 - a constant
        (file_id,),
    ).fetchone()
    if row is None:
        return None
    return DueWrite(
        file_id=row["id"],
        path=_path(row),
        rel_path=row["rel_path"],
        name=row["name"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        content_hash=row["content_hash"],
        format=row["format"],
        width=row["width"],
        height=row["height"],
        mode=mode_of(connection),
        wishes=wishes_of(connection, [file_id])[file_id],
        heard=_heard_of(connection, [file_id]).get(file_id),
        former=tuple(former_writes(connection, file_id)),
    )


def wishes_key(wishes: Mapping[Field, Edit]) -> str:
    """What tells one set of wishes from another."""
    values = {field: edit.value for field, edit in sorted(wishes.items())}
    return blake3(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def wishes_of(connection: sqlite3.Connection, file_ids: Iterable[int]) -> dict[int, dict[Field, Edit]]:
    """What shall stand in these files: changes that wait to be written and those that were, by file.

    Also those that no file could say so far, unless changes are for the library alone.

    A raw file behind a photo carries that photo's, and over them what was changed of it alone.
    """
    files = connection.execute(
        """
        SELECT f.id, f.asset_id, iif(a.role = 'raw', a.main_id, NULL) AS main_id
        FROM files f JOIN assets a ON a.id = f.asset_id WHERE f.id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(file_ids)),),
    ).fetchall()
    owners = {row["asset_id"] for row in files} | {row["main_id"] for row in files} - {None}
    edits = edits_of(connection, owners)
    states = {"pending", "written"} if mode_of(connection) == "library" else {"pending", "written", "kept"}
    return {
        row["id"]: {
            field: edit
            for field, edit in {**edits.get(row["main_id"], {}), **edits.get(row["asset_id"], {})}.items()
            if edit.state in states
        }
        for row in files
    }


def former_writes(connection: sqlite3.Connection, file_id: int) -> list[Former]:
    """The writes that stand in a file or beside it, newest first, the last few."""
    rows = connection.execute(
        "SELECT * FROM file_writes WHERE file_id = ? AND state = 'done' ORDER BY id DESC LIMIT ?",
        (file_id, _MOST_WRITES),
    )
    return [
        Former(
            row["id"],
            row["how"],
            row["rel_path"],
            row["before_hash"],
            row["after_hash"],
            row["reversal"],
            json.loads(row["fields"]),
        )
        for row in rows
    ]


def _path(row: sqlite3.Row) -> str:
    return os.path.join(os.fsdecode(row["root_path"]), *os.fsdecode(row["rel_path"]).split("/"))


def _heard_of(connection: sqlite3.Connection, file_ids: Iterable[int]) -> dict[int, dict[Field, Any]]:
    """What each of these files said when it was last heard: of copies each its own words."""
    rows = connection.execute(
        """
        SELECT f.id, coalesce(
          json_extract(c.document, '$.fields'),
          iif(s.file_id = f.id, json_extract(s.document, '$.fields'), NULL)
        ) AS fields
        FROM files f LEFT JOIN said_copies c ON c.file_id = f.id LEFT JOIN said s ON s.asset_id = f.asset_id
        WHERE f.id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(file_ids)),),
    ).fetchall()
    return {row["id"]: json.loads(row["fields"]) for row in rows if row["fields"] is not None}
