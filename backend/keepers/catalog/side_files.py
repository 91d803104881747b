"""Files beside pictures that are no pictures: sidecars, tables of services, notes of cameras."""

import json
import os
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog.capture import storable_ns
from keepers.catalog.files import readable
from keepers.catalog.folders import UNDER, WITHIN, parent, within

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


@dataclass(frozen=True, slots=True)
class KnownSide:
    """What the catalogue says about a side file."""

    id: int
    rel_path: bytes
    kind: SideKind
    name: str
    size: int
    mtime_ns: int
    present: bool

    def is_as(self, seen: SideSighting) -> bool:
        """Whether it is what was seen: there, and unchanged."""
        return self.present and (self.kind, self.size, self.mtime_ns) == (seen.kind, seen.size, seen.mtime_ns)


class SideFiles:
    """What scans and our own writes tell of side files."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def known(self, root_id: int, rel_paths: Sequence[bytes]) -> dict[bytes, KnownSide]:
        """The rows of these paths, by path."""

        def read(connection: sqlite3.Connection) -> dict[bytes, KnownSide]:
            found: dict[bytes, KnownSide] = {}
            for rel_path in rel_paths:
                row = connection.execute(
                    "SELECT id, rel_path, kind, name, size, mtime_ns, present FROM side_files"
                    " WHERE root_id = ? AND rel_path = ?",
                    (root_id, rel_path),
                ).fetchone()
                if row is not None:
                    found[rel_path] = _known(row)
            return found

        return self._db.read(read)

    def seen(self, scan_id: int, ids: Sequence[int]) -> None:
        """Sign rows that are as they were with the number of the scan that saw them."""
        if ids:
            self._db.write(
                lambda connection: connection.execute(
                    "UPDATE side_files SET seen_scan = ? WHERE id IN (SELECT value FROM json_each(?))",
                    (scan_id, json.dumps(list(ids))),
                )
            )

    def unseen(self, root_id: int, scan_id: int) -> list[KnownSide]:
        """The rows that should be there and were not seen by this scan."""
        rows = self._db.read(
            lambda connection: connection.execute(
                "SELECT id, rel_path, kind, name, size, mtime_ns, present FROM side_files"
                " WHERE root_id = ? AND present = 1 AND seen_scan <> ?",
                (root_id, scan_id),
            ).fetchall()
        )
        return [_known(row) for row in rows]

    def names(self, root_id: int, folder: bytes) -> list[tuple[SideKind, bytes]]:
        """Kind and name of every side file that is there in a folder of the root (b'': the root itself)."""
        rows = self._db.read(
            lambda connection: connection.execute(
                f"SELECT kind, rel_path FROM side_files f WHERE {WITHIN} AND present = 1",  # noqa: S608
                within((root_id, folder)),
            ).fetchall()
        )
        return [(row["kind"], row["rel_path"].rpartition(b"/")[2]) for row in rows]

    def pictures(self, root_id: int, folder: bytes) -> list[tuple[int, bytes]]:
        """Id and name of every picture file that is there in a folder of the root."""
        rows = self._db.read(
            lambda connection: connection.execute(
                f"SELECT id, rel_path FROM files f WHERE {WITHIN} AND present = 1",  # noqa: S608
                within((root_id, folder)),
            ).fetchall()
        )
        return [(row["id"], row["rel_path"].rpartition(b"/")[2]) for row in rows]

    def pictures_beside(self, root_id: int, folder: bytes) -> list[int]:
        """Ids of the picture files that are there in the folders beside this one."""
        values = within((root_id, parent(folder)))
        rows = self._db.read(
            lambda connection: connection.execute(
                f"SELECT id, rel_path FROM files f WHERE {UNDER} AND present = 1",  # noqa: S608
                values,
            ).fetchall()
        )
        depth = values["first"].count(b"/") + 1
        return [row["id"] for row in rows if row["rel_path"].count(b"/") == depth]

    def settle(
        self,
        root_id: int,
        scan_id: int,
        seen: Sequence[SideSighting],
        gone: Sequence[int],
        due: Collection[int],
    ) -> int:
        """Write side files that are new or changed, and gone ones, and have the picture files `due` heard.

        In one transaction: a scan that is killed meanwhile finds the same again. How many are due by it.
        """
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> int:
            connection.executemany(
                _PUT,
                [
                    (root_id, each.rel_path, each.name, each.kind, each.size, each.mtime_ns, scan_id)
                    for each in seen
                ],
            )
            connection.execute(
                "UPDATE side_files SET present = 0 WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(gone)),),
            )
            return hear_again(connection, due, now)

        return self._db.write(write)

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


def hear_again(connection: sqlite3.Connection, file_ids: Collection[int], now_ms: int) -> int:
    """Have these picture files heard, and what belongs with them looked for; how many."""
    # Never the same twice: whoever hears it just now can tell that more was said since.
    return connection.execute(
        "UPDATE files SET hear_due = max(?, coalesce(hear_due, 0) + 1), grouped = 0"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (now_ms, json.dumps(sorted(file_ids))),
    ).rowcount


def _known(row: sqlite3.Row) -> KnownSide:
    return KnownSide(
        row["id"],
        row["rel_path"],
        row["kind"],
        row["name"],
        row["size"],
        row["mtime_ns"],
        bool(row["present"]),
    )


def _last_scan(connection: sqlite3.Connection, root_id: int) -> int:
    """The number of the latest scan of the root: a file written while it runs is not missing at its end."""
    row = connection.execute(
        "SELECT coalesce(max(seen_scan), 0) FROM files WHERE root_id = ?", (root_id,)
    ).fetchone()
    return int(row[0])
