"""What a scan saw: files that are new, changed, moved, as they were, or gone. Nothing is deleted here."""

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog.capture import storable_ns, storable_time
from keepers.catalog.files import SIGNED_MAX, readable
from keepers.catalog.heard import refresh_said
from keepers.catalog.presence import refresh_presence
from keepers.catalog.side_files import hear_again
from keepers.metadata.dates import CaptureTime

# What belonged with a picture that came, went or moved: it is looked for anew.
_APART = """
UPDATE files SET grouped = 0 WHERE grouped <> 0 AND asset_id IN (
  SELECT b.id FROM json_each(?1) j JOIN assets b ON b.main_id = j.value
  UNION SELECT a.main_id FROM json_each(?1) j JOIN assets a ON a.id = j.value
)
"""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One file as the walk met it; `rel_path` is os.fsencode of the path in its root, parts joined by '/'."""

    rel_path: bytes
    size: int
    mtime_ns: int
    device: int
    inode: int

    @property
    def name(self) -> str:
        """The file's name for people."""
        return readable(self.rel_path.rpartition(b"/")[2])


def sighting(rel_path: bytes, status: os.stat_result) -> Sighting:
    """A Sighting of a file from its stat."""
    return Sighting(
        rel_path,
        status.st_size,
        storable_ns(status.st_mtime_ns),
        status.st_dev & SIGNED_MAX,
        status.st_ino & SIGNED_MAX,
    )


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the catalogue says about a path the walk met."""

    id: int
    rel_path: bytes
    size: int
    mtime_ns: int
    inode: int
    present: bool


@dataclass
class Batch:
    """What one stretch of the walk means for the catalogue; file ids beside what was seen of them."""

    unchanged: list[int] = field(default_factory=list)
    changed: list[tuple[int, Sighting, CaptureTime]] = field(default_factory=list)
    moved: list[tuple[int, Sighting]] = field(default_factory=list)
    new: list[tuple[Sighting, CaptureTime]] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """What a write did: how many pictures it touched and the months (yyyymm) the timeline must show anew.

    `gone`: paths in the root of files that are missing now.
    """

    added: int
    changed: int
    months: frozenset[int]
    gone: tuple[bytes, ...] = ()


class Sightings:
    """What scans write."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def begin(self, root_id: int) -> int:
        """The number of a new scan of this root: what it sees is signed with it."""
        return 1 + int(
            self._db.read(
                lambda connection: connection.execute(
                    "SELECT coalesce(max(seen_scan), 0) FROM files WHERE root_id = ?", (root_id,)
                ).fetchone()[0]
            )
        )

    def known(self, root_id: int, rel_paths: Sequence[bytes]) -> dict[bytes, KnownFile]:
        """The rows of these paths, by path."""

        def read(connection: sqlite3.Connection) -> dict[bytes, KnownFile]:
            # One look-up a path: the list would not fit a single statement, and paths are no JSON text.
            found: dict[bytes, KnownFile] = {}
            for rel_path in rel_paths:
                row = connection.execute(
                    "SELECT id, rel_path, size, mtime_ns, inode, present FROM files"
                    " WHERE root_id = ? AND rel_path = ?",
                    (root_id, rel_path),
                ).fetchone()
                if row is not None:
                    found[rel_path] = _known(row)
            return found

        return self._db.read(read)

    def same_inode(self, root_id: int, seen: Sequence[Sighting]) -> dict[bytes, list[KnownFile]]:
        """Where files seen may come from: rows of the same inode, size and time, by the path seen."""

        def read(connection: sqlite3.Connection) -> dict[bytes, list[KnownFile]]:
            found: dict[bytes, list[KnownFile]] = {}
            for each in seen:
                if each.inode == 0:  # this file system does not number its files
                    continue
                rows = connection.execute(
                    "SELECT id, rel_path, size, mtime_ns, inode, present FROM files"
                    " WHERE root_id = ? AND inode = ? AND size = ? AND mtime_ns = ?",
                    (root_id, each.inode, each.size, each.mtime_ns),
                ).fetchall()
                if rows:
                    found[each.rel_path] = [_known(row) for row in rows]
            return found

        return self._db.read(read)

    def record(self, root_id: int, scan_id: int, batch: Batch) -> Written:
        """Write one stretch of the walk in one transaction; new pictures show from then on."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Written:
            months = _seen_again(connection, scan_id, batch.unchanged, now)
            months |= _moved(connection, scan_id, batch.moved, now)
            months |= _changed(connection, scan_id, batch.changed)
            months |= _added(connection, root_id, scan_id, batch.new, now)
            return Written(len(batch.new), len(batch.changed), frozenset(months))

        return self._db.write(write)

    def mark_missing(self, root_id: int, scan_id: int, unread: Sequence[tuple[bytes, str]]) -> Written:
        """End a scan: files it did not see are missing now, but for those it could not look for.

        `unread` are relative paths of folders (b'': the root itself) or files, with a problem code; they
        replace what the last scan said.
        """
        now = self._clock.now_ms()
        closed = tuple(path + b"/" if path else b"" for path, _code in unread)

        def write(connection: sqlite3.Connection) -> Written:
            connection.execute("DELETE FROM folder_problems WHERE root_id = ?", (root_id,))
            connection.executemany(
                "INSERT OR REPLACE INTO folder_problems (root_id, rel_path, code, seen_at)"
                " VALUES (?, ?, ?, ?)",
                [(root_id, path, code, now) for path, code in unread],
            )
            unseen = connection.execute(
                "SELECT id, rel_path FROM files WHERE root_id = ? AND present = 1 AND seen_scan <> ?",
                (root_id, scan_id),
            ).fetchall()
            gone = [row for row in unseen if not (row["rel_path"] + b"/").startswith(closed)]
            written = _gone(connection, [row["id"] for row in gone])
            return replace(written, gone=tuple(row["rel_path"] for row in gone))

        return self._db.write(write)

    def has_ungrouped(self) -> bool:
        """Whether a file that was read waits to be asked what belongs with it."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT 1 FROM files WHERE grouped = 0 AND present = 1 AND look_due IS NULL LIMIT 1"
            ).fetchone()
        )
        return row is not None

    def mark_gone(self, file_ids: Sequence[int]) -> Written:
        """Files that vanished between scans: missing until a scan sees them again."""
        return self._db.write(lambda connection: _gone(connection, file_ids))


def _known(row: sqlite3.Row) -> KnownFile:
    return KnownFile(
        row["id"], row["rel_path"], row["size"], row["mtime_ns"], row["inode"], bool(row["present"])
    )


def _seen_again(connection: sqlite3.Connection, scan_id: int, file_ids: Sequence[int], now: int) -> set[int]:
    ids = json.dumps(list(file_ids))
    back = connection.execute(
        "SELECT id FROM files WHERE present = 0 AND id IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchall()
    connection.execute(
        "UPDATE files SET seen_scan = ?, present = 1 WHERE id IN (SELECT value FROM json_each(?))",
        (scan_id, ids),
    )
    return _elsewhere(connection, [row["id"] for row in back], now)


def _moved(
    connection: sqlite3.Connection, scan_id: int, moved: Sequence[tuple[int, Sighting]], now: int
) -> set[int]:
    connection.executemany(
        "UPDATE files SET rel_path = ?, name = ?, device = ?, inode = ?, seen_scan = ?, present = 1,"
        " grouped = 0 WHERE id = ?",
        [(seen.rel_path, seen.name, seen.device, seen.inode, scan_id, file_id) for file_id, seen in moved],
    )
    return _elsewhere(connection, [file_id for file_id, _seen in moved], now)


def _elsewhere(connection: sqlite3.Connection, file_ids: Sequence[int], now: int) -> set[int]:
    """Have files heard that are where they were not: other files lie beside them, or did meanwhile."""
    hear_again(connection, file_ids, now)
    return _refresh_of_files(connection, file_ids)


def _changed(
    connection: sqlite3.Connection, scan_id: int, changed: Sequence[tuple[int, Sighting, CaptureTime]]
) -> set[int]:
    connection.executemany(
        """
        UPDATE files SET size = ?, mtime_ns = ?, device = ?, inode = ?, seen_scan = ?, present = 1,
                         content_hash = NULL, look_due = ?, grouped = 0
        WHERE id = ?
        """,
        [
            (
                seen.size,
                seen.mtime_ns,
                seen.device,
                seen.inode,
                scan_id,
                storable_time(guess.time_ms),
                file_id,
            )
            for file_id, seen, guess in changed
        ],
    )
    return _refresh_of_files(connection, [file_id for file_id, _seen, _guess in changed])


def _added(
    connection: sqlite3.Connection,
    root_id: int,
    scan_id: int,
    new: Sequence[tuple[Sighting, CaptureTime]],
    now: int,
) -> set[int]:
    months: set[int] = set()
    for seen, guess in new:
        time_ms = storable_time(guess.time_ms)
        asset = connection.execute(
            """
            INSERT INTO assets (capture_time, capture_offset_min, capture_source, added_at)
            VALUES (?, ?, ?, ?) RETURNING id, month
            """,
            (time_ms, guess.offset_min, guess.source, now),
        ).fetchone()
        months.add(asset["month"])
        connection.execute(
            """
            INSERT INTO files (root_id, asset_id, rel_path, name, size, mtime_ns, device, inode,
                               seen_scan, look_due)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                root_id,
                asset["id"],
                seen.rel_path,
                seen.name,
                seen.size,
                seen.mtime_ns,
                seen.device,
                seen.inode,
                scan_id,
                time_ms,
            ),
        )
    return months


def _gone(connection: sqlite3.Connection, file_ids: Sequence[int]) -> Written:
    connection.execute(
        "UPDATE files SET present = 0 WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(file_ids)),),
    )
    return Written(0, len(file_ids), frozenset(_refresh_of_files(connection, file_ids)))


def _refresh_of_files(connection: sqlite3.Connection, file_ids: Sequence[int]) -> set[int]:
    if not file_ids:
        return set()
    rows = connection.execute(
        "SELECT DISTINCT asset_id FROM files WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(file_ids)),),
    ).fetchall()
    assets = [row["asset_id"] for row in rows]
    connection.execute(_APART, (json.dumps(assets),))
    return refresh_presence(connection, assets) | refresh_said(connection, assets)
