"""What came into the library since a moment."""

import sqlite3
from dataclasses import dataclass

from keepers.base.database import Database


@dataclass(frozen=True)
class Arrived:
    """New pictures that were read, and files that were found unreadable for the first time."""

    added: int = 0
    unreadable: int = 0


class Arrivals:
    """Counts what is new; true over pauses and restarts, for it is asked of the rows themselves."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def since(self, since_ms: int) -> Arrived:
        """What came at `since_ms` (UTC) or later. A copy of a picture that was there is not a new one."""

        def count(connection: sqlite3.Connection) -> Arrived:
            added = connection.execute(
                "SELECT count(*) FROM assets WHERE added_at >= ? AND present = 1 AND visible = 1"
                " AND content_hash IS NOT NULL",
                (since_ms,),
            ).fetchone()[0]
            unreadable = connection.execute(
                "SELECT count(*) FROM problems p JOIN files f ON f.id = p.file_id"
                " WHERE p.seen_at >= ? AND p.attempts = 1 AND f.present = 1",
                (since_ms,),
            ).fetchone()[0]
            return Arrived(int(added), int(unreadable))

        return self._db.read(count)
