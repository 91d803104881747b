"""Roots: the folders a person chose, and whether they can be reached right now."""

import os
import sqlite3
from dataclasses import dataclass

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import NotFound

_SELECT = """
SELECT r.id, r.path, r.label, r.state, r.offline_reason, r.volume, r.added_at, r.scanned_at, r.faces
FROM roots r
"""


@dataclass(frozen=True)
class Root:
    """One chosen folder.

    `path` is absolute (os.fsdecode, so it may carry surrogates); `state` is 'online' or 'offline';
    `offline_reason` is root_missing, root_empty or root_unreadable; times are UTC ms;
    `faces`: whether faces are looked for in it.
    """

    id: int
    path: str
    label: str
    state: str
    offline_reason: str | None
    volume: str | None
    added_at: int
    scanned_at: int | None
    faces: bool = True

    @property
    def online(self) -> bool:
        """Whether its files could be reached when it was last looked for."""
        return self.state == "online"


def _root(row: sqlite3.Row) -> Root:
    return Root(
        id=row["id"],
        path=os.fsdecode(row["path"]),
        label=row["label"],
        state=row["state"],
        offline_reason=row["offline_reason"],
        volume=row["volume"],
        added_at=row["added_at"],
        scanned_at=row["scanned_at"],
        faces=bool(row["faces"]),
    )


class Roots:
    """Rows of chosen folders."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def add(self, path: str, label: str, volume: str | None = None) -> Root:
        """Record a folder; one already recorded is returned as it is."""
        raw = os.fsencode(path)

        def insert(connection: sqlite3.Connection) -> Root:
            connection.execute(
                "INSERT INTO roots (path, label, volume, added_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (path) DO NOTHING",
                (raw, label, volume, self._clock.now_ms()),
            )
            return _root(connection.execute(_SELECT + "WHERE r.path = ?", (raw,)).fetchone())

        return self._db.write(insert)

    def get(self, root_id: int) -> Root:
        """The root with this id. Raises NotFound."""
        row = self._db.read(
            lambda connection: connection.execute(_SELECT + "WHERE r.id = ?", (root_id,)).fetchone()
        )
        if row is None:
            raise NotFound("There is no such folder in this library.", root_id=root_id)
        return _root(row)

    def all(self) -> list[Root]:
        """Every root, oldest first."""
        rows = self._db.read(lambda connection: connection.execute(_SELECT + "ORDER BY r.id").fetchall())
        return [_root(row) for row in rows]

    def asset_counts(self) -> dict[int, int]:
        """How many pictures that show in the timeline each root holds, by root id."""

        def count(connection: sqlite3.Connection) -> dict[int, int]:
            rows = connection.execute(
                """
                SELECT f.root_id, count(DISTINCT f.asset_id) AS n
                FROM files f JOIN assets a ON a.id = f.asset_id
                WHERE f.present = 1 AND a.present = 1 AND a.visible = 1
                GROUP BY f.root_id
                """
            ).fetchall()
            return {row["root_id"]: row["n"] for row in rows}

        return self._db.read(count)

    def has_present_files(self, root_id: int) -> bool:
        """Whether any file of it was there at its last scan."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT 1 FROM files WHERE root_id = ? AND present = 1 LIMIT 1", (root_id,)
            ).fetchone()
        )
        return row is not None

    def set_offline(self, root_id: int, reason: str) -> bool:
        """Mark as out of reach, touching no file row; True when that is news."""
        return self._set_state(root_id, "offline", reason)

    def set_online(self, root_id: int) -> bool:
        """Mark as reachable; True when that is news."""
        return self._set_state(root_id, "online", None)

    def set_faces(self, root_id: int, wanted: bool) -> bool:
        """Have faces looked for in it, or not; True when that is news. Raises NotFound."""
        if self.get(root_id).faces == wanted:
            return False
        self._db.write(
            lambda connection: (
                connection.execute("UPDATE roots SET faces = ? WHERE id = ?", (wanted, root_id)).rowcount
            )
        )
        return True

    def scanned(self, root_id: int) -> None:
        """Record that a scan went through to its end now."""
        now = self._clock.now_ms()
        self._db.write(
            lambda connection: (
                connection.execute("UPDATE roots SET scanned_at = ? WHERE id = ?", (now, root_id)).rowcount
            )
        )

    def _set_state(self, root_id: int, state: str, reason: str | None) -> bool:
        changed = self._db.write(
            lambda connection: (
                connection.execute(
                    "UPDATE roots SET state = ?1, offline_reason = ?2"
                    " WHERE id = ?3 AND (state <> ?1 OR offline_reason IS NOT ?2)",
                    (state, reason, root_id),
                ).rowcount
            )
        )
        return changed > 0
