"""Files beside pictures that are no pictures: sidecars, tables of services, notes of cameras."""

import os
import sqlite3
from dataclasses import dataclass
from typing import Final, Literal

from keepers.base.database import Database
from keepers.catalog.capture import storable_ns
from keepers.catalog.files import readable

SideKind = Literal["xmp", "takeout", "icloud", "aae", "thm"]

_PUT: Final = """
INSERT INTO side_files (root_id, rel_path, name, kind, size, mtime_ns, present, seen_scan)
VALUES (?, ?, ?, ?, ?, ?, 1, ?)
ON CONFLICT (root_id, rel_path) DO UPDATE SET
  kind = excluded.kind, size = excluded.size, mtime_ns = excluded.mtime_ns, present = 1,
  seen_scan = excluded.seen_scan
"""


@dataclass(frozen=True, slots=True)
class SideSighting:
    """One side file as the walk met it; `rel_path` as in `Sighting`."""

    rel_path: bytes
    kind: SideKind
    size: int
    mtime_ns: int

    @property
    def name(self) -> str:
        """The file's name for people."""
        return readable(self.rel_path.rpartition(b"/")[2])


def side_sighting(rel_path: bytes, kind: SideKind, status: os.stat_result) -> SideSighting:
    """A SideSighting of a file from its stat."""
    return SideSighting(rel_path, kind, status.st_size, storable_ns(status.st_mtime_ns))


class SideFiles:
    """What scans and our own writes tell of side files."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @staticmethod
    def wrote(connection: sqlite3.Connection, root_id: int, seen: SideSighting) -> None:
        """Take a side file we wrote ourselves for known, so that no scan finds it new or changed.

        For the transaction that ends the write.
        """
        connection.execute(
            _PUT,
            (
                root_id,
                seen.rel_path,
                seen.name,
                seen.kind,
                seen.size,
                seen.mtime_ns,
                _last_scan(connection, root_id),
            ),
        )

    @staticmethod
    def took_away(connection: sqlite3.Connection, root_id: int, rel_path: bytes) -> None:
        """Take a side file we took away ourselves for gone, so that no scan finds it missing."""
        connection.execute(
            "UPDATE side_files SET present = 0 WHERE root_id = ? AND rel_path = ?", (root_id, rel_path)
        )


def _last_scan(connection: sqlite3.Connection, root_id: int) -> int:
    """The number of the latest scan of the root: a file written while it runs is not missing at its end."""
    row = connection.execute(
        "SELECT coalesce(max(seen_scan), 0) FROM files WHERE root_id = ?", (root_id,)
    ).fetchone()
    return int(row[0])
