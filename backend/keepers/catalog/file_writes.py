"""The journal of writes into photos and sidecars: begun before a file changes, done after.

Whatever happens in between, the row and the file together tell whether the file was replaced.
"""

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog.write_queue import wishes_key, wishes_of
from keepers.metadata.fields import Value

How = Literal["sidecar", "embedded"]
HOWS: Final[tuple[How, ...]] = get_args(How)
#: The code of a begun row that puts former bytes back.
BACK: Final = "back"
#: Codes of what was written and is said otherwise all the same: by the photo, which was not to be written
#: into, or by something that is never written into.
NEEDS_PHOTO: Final = "needs_photo"
SAID_ELSEWHERE: Final = "said_elsewhere"

# Of the files that failed, those for which it still matters.
_FAILED: Final = f"""
    FROM file_writes w JOIN files f ON f.id = w.file_id JOIN roots r ON r.id = f.root_id
    JOIN assets a ON a.id = f.asset_id
    WHERE w.state = 'failed' AND f.present = 1 AND (
      f.write_due IS NOT NULL
      OR (w.code IN ('{NEEDS_PHOTO}', '{SAID_ELSEWHERE}') AND EXISTS (
        SELECT 1 FROM edits e WHERE e.asset_id IN (a.id, iif(a.role = 'raw', a.main_id, NULL))
        AND e.state = 'kept'
      ))
    )
"""  # noqa: S608 - constants


@dataclass(frozen=True)
class Act:
    """One file to be put in the place of another.

    `rel_path`: os.fsencode, in the root. `temporary`: its name in the same folder, None where the file is
    taken away. Hashes are BLAKE3 of whole files, None where there is none. `reversal`: what makes the former
    bytes of the new ones. `fields`: {field: {"value", "before"}}. `back`: former bytes are put back.
    """

    how: How
    rel_path: bytes
    temporary: str | None
    before_hash: bytes | None
    after_hash: bytes | None
    reversal: bytes | None
    fields: Mapping[str, Mapping[str, Value]]
    back: bool


@dataclass(frozen=True)
class Begun:
    """A row that was begun. `path` is absolute (os.fsdecode); `online`: its root is there."""

    id: int
    file_id: int
    asset_id: int
    root_id: int
    path: str
    online: bool
    act: Act


@dataclass(frozen=True)
class Unwritten:
    """A file that could not be written: a stable code, when (UTC ms)."""

    asset_id: int
    name: str
    root_label: str
    code: str
    at: int


class FileWrites:
    """The rows of the journal; what ends a write is in `file_written`."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def begin(self, file_id: int, wishes: str, acts: Sequence[Act]) -> list[Begun] | None:
        """Note what is about to be done; None where the file, or what is wished for it, became another."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> list[Begun] | None:
            file = connection.execute(
                "SELECT f.asset_id, f.root_id FROM files f JOIN roots r ON r.id = f.root_id"
                " WHERE f.id = ? AND f.present = 1 AND f.look_due IS NULL AND r.state = 'online'",
                (file_id,),
            ).fetchone()
            wished = wishes_of(connection, [file_id]).get(file_id, {})
            if file is None or wishes_key(wished) != wishes:
                return None
            ids = [_insert(connection, file_id, file["asset_id"], file["root_id"], act, now) for act in acts]
            return _begun(connection, ids)

        return self._db.write(write)

    def begun(self) -> list[Begun]:
        """Writes whose end was not noted: the process that did them is gone, or they are being done."""
        return self._db.read(lambda connection: _begun(connection, None))

    def forget(self, ids: Sequence[int]) -> None:
        """Take rows away whose files were not replaced."""
        self._db.write(
            lambda connection: connection.execute(
                "DELETE FROM file_writes WHERE state = 'begun' AND id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
        )

    def fail(self, file_id: int, code: str) -> set[int]:
        """Note that a file cannot be written: it is not tried again until somebody asks or changes it.

        The photos that this is to be told of.
        """
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> set[int]:
            connection.execute("DELETE FROM file_writes WHERE state = 'failed' AND file_id = ?", (file_id,))
            connection.execute(
                """
                INSERT INTO file_writes (file_id, asset_id, root_id, rel_path, how, fields, state, code, at)
                SELECT id, asset_id, root_id, rel_path, 'sidecar', '{}', 'failed', ?, ?
                FROM files WHERE id = ?
                """,
                (code, now, file_id),
            )
            return photos_of(connection, file_id)

        return self._db.write(write)

    def look_again(self, file_id: int) -> None:
        """Have a file looked at first that is not as the catalogue knows it."""
        self._db.write(
            lambda connection: connection.execute(
                "UPDATE files SET look_due = (SELECT capture_time FROM assets WHERE id = files.asset_id)"
                " WHERE id = ?",
                (file_id,),
            )
        )

    def unwritten(self, limit: int) -> list[Unwritten]:
        """Files that could not be written, newest first."""
        rows = self._db.read(
            lambda connection: connection.execute(
                f"SELECT f.asset_id, f.name, r.label, w.code, w.at {_FAILED} ORDER BY w.id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        )
        return [Unwritten(*tuple(row)) for row in rows]

    def unwritten_of(self, asset_id: int) -> Unwritten | None:
        """The last that could not be written of a photo, or of a raw file behind it; None where all is."""
        row = self._db.read(
            lambda connection: connection.execute(
                f"SELECT f.asset_id, f.name, r.label, w.code, w.at {_FAILED}"
                " AND (a.id = :id OR (a.main_id = :id AND a.role = 'raw')) ORDER BY w.id DESC LIMIT 1",
                {"id": asset_id},
            ).fetchone()
        )
        return None if row is None else Unwritten(*tuple(row))

    def unwritten_count(self) -> int:
        """How many files could not be written."""
        return int(
            self._db.read(lambda connection: connection.execute(f"SELECT count(*) {_FAILED}").fetchone()[0])
        )


def _insert(
    connection: sqlite3.Connection, file_id: int, asset_id: int, root_id: int, act: Act, now: int
) -> int:
    row = connection.execute(
        """
        INSERT INTO file_writes (file_id, asset_id, root_id, rel_path, temporary, how, before_hash,
                                 after_hash, reversal, fields, state, code, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'begun', ?, ?) RETURNING id
        """,
        (
            file_id,
            asset_id,
            root_id,
            act.rel_path,
            act.temporary,
            act.how,
            act.before_hash,
            act.after_hash,
            act.reversal,
            json.dumps(act.fields, ensure_ascii=False),
            BACK if act.back else None,
            now,
        ),
    ).fetchone()
    return int(row["id"])


def _begun(connection: sqlite3.Connection, ids: Sequence[int] | None) -> list[Begun]:
    rows = connection.execute(
        """
        SELECT w.*, r.path AS root_path, r.state AS root_state
        FROM file_writes w JOIN roots r ON r.id = w.root_id
        WHERE w.state = 'begun' AND (:ids IS NULL OR w.id IN (SELECT value FROM json_each(:ids)))
        ORDER BY w.id
        """,
        {"ids": None if ids is None else json.dumps(list(ids))},
    ).fetchall()
    return [
        Begun(
            id=row["id"],
            file_id=row["file_id"],
            asset_id=row["asset_id"],
            root_id=row["root_id"],
            path=os.path.join(os.fsdecode(row["root_path"]), *os.fsdecode(row["rel_path"]).split("/")),
            online=row["root_state"] == "online",
            act=Act(
                how=row["how"],
                rel_path=row["rel_path"],
                temporary=row["temporary"],
                before_hash=row["before_hash"],
                after_hash=row["after_hash"],
                reversal=row["reversal"],
                fields=json.loads(row["fields"]),
                back=row["code"] == BACK,
            ),
        )
        for row in rows
    ]


def photos_of(connection: sqlite3.Connection, file_id: int) -> set[int]:
    """The photo of a file, and of a raw file the photo it stands behind: both may have changes for it."""
    row = connection.execute(
        "SELECT a.id, iif(a.role = 'raw', a.main_id, NULL) AS main_id"
        " FROM files f JOIN assets a ON a.id = f.asset_id WHERE f.id = ?",
        (file_id,),
    ).fetchone()
    return set() if row is None else {row["id"], row["main_id"]} - {None}
