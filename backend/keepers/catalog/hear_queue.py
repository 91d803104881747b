"""Files of which something new may be said, though their own bytes are what they were."""

import os
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog.heard import Heard, record_heard
from keepers.catalog.said import SAID_VERSION

# What was never read, or waits to be, is heard when it is.
_DUE: Final = "hear_due IS NOT NULL AND look_due IS NULL AND content_hash IS NOT NULL AND present = 1"


@dataclass(frozen=True)
class DueHearing:
    """One file to hear: `path` is absolute; `size` and `mtime_ns` are of the bytes that were read last.

    `due`: as the column `hear_due` is when it is asked for.
    """

    file_id: int
    root_id: int
    path: str
    name: str
    size: int
    mtime_ns: int
    due: int


@dataclass(frozen=True)
class Newly:
    """What one file was heard to say. `due`: of the file when it was asked for."""

    heard: Heard
    due: int


@dataclass(frozen=True)
class Noted:
    """What a write did: files heard, the pictures that counted, the months (yyyymm) that show otherwise."""

    heard: int
    months: frozenset[int]


class HearQueue:
    """The rows that are missing, as `LookQueue`: a killed run goes on where it was."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def page(self, limit: int, without: Collection[int] = ()) -> list[DueHearing]:
        """Up to `limit` files of online roots that are due, the latest first; the ids `without` left out."""

        def read(connection: sqlite3.Connection) -> list[DueHearing]:
            roots = connection.execute("SELECT id, path FROM roots WHERE state = 'online'").fetchall()
            due: list[DueHearing] = []
            for root in roots:
                rows = connection.execute(
                    f"""
                    SELECT id, rel_path, name, size, mtime_ns, hear_due FROM files INDEXED BY files_hear
                    WHERE root_id = ? AND {_DUE} ORDER BY hear_due DESC LIMIT ?
                    """,  # noqa: S608 - our own words
                    (root["id"], limit + len(without)),
                )
                path = os.fsdecode(root["path"])
                due.extend(_due(root["id"], path, row) for row in rows if row["id"] not in without)
                if len(due) >= limit:
                    break
            return due[:limit]

        return self._db.read(read)

    def count(self) -> int:
        """How many files of online roots are due."""
        return int(
            self._db.read(
                lambda connection: connection.execute(
                    f"""
                    SELECT count(*) FROM files f INDEXED BY files_hear JOIN roots r ON r.id = f.root_id
                    WHERE {_DUE} AND r.state = 'online'
                    """  # noqa: S608 - our own words
                ).fetchone()[0]
            )
        )

    def any_read(self) -> bool:
        """Whether any file was ever read, or tried: of a new library there is nothing to hear again."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT EXISTS (SELECT 1 FROM files WHERE content_hash IS NOT NULL)"
                " OR EXISTS (SELECT 1 FROM problems)"
            ).fetchone()
        )
        return bool(row[0])

    def require(self, version: int = SAID_VERSION) -> int:
        """Make every file due whose picture was heard by an older reader, or never; how many.

        Those of which nothing could be read are left to the look: a newer one may hear them.
        """
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> int:
            connection.execute(
                """
                UPDATE files SET look_due = (SELECT capture_time FROM assets WHERE id = files.asset_id)
                WHERE look_due IS NULL AND content_hash IS NULL AND id IN (SELECT file_id FROM problems)
                """
            )
            return connection.execute(
                """
                UPDATE files SET hear_due = ? WHERE hear_due IS NULL AND content_hash IS NOT NULL
                AND NOT EXISTS (
                  SELECT 1 FROM said s WHERE s.asset_id = files.asset_id AND s.version >= ?
                )
                """,
                (now, version),
            ).rowcount

        return self._db.write(write)

    def record(self, heard: Sequence[Newly], to_look: Sequence[int]) -> Noted:
        """Write what was heard, in one transaction, and leave the files `to_look` to the look."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Noted:
            months: set[int] = set()
            count = 0
            for each in heard:
                row = connection.execute(
                    """
                    UPDATE files SET hear_due = CASE WHEN hear_due IS ? THEN NULL ELSE hear_due END
                    WHERE id = ? AND look_due IS NULL RETURNING asset_id
                    """,
                    (each.due, each.heard.file_id),
                ).fetchone()
                # One that changed meanwhile says something else by now: the look hears that.
                if row is not None:
                    months |= record_heard(connection, row["asset_id"], each.heard, now)
                    count += 1
            connection.executemany(
                """
                UPDATE files SET hear_due = NULL,
                  look_due = (SELECT capture_time FROM assets WHERE id = files.asset_id)
                WHERE id = ?
                """,
                [(file_id,) for file_id in to_look],
            )
            return Noted(count, frozenset(months))

        return self._db.write(write)


def _due(root_id: int, root_path: str, row: sqlite3.Row) -> DueHearing:
    return DueHearing(
        file_id=row["id"],
        root_id=root_id,
        path=os.path.join(root_path, *os.fsdecode(row["rel_path"]).split("/")),
        name=row["name"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        due=row["hear_due"],
    )
