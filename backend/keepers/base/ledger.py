"""The list of every request that left this computer, or wanted to: for the user to read."""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from keepers.base.clock import Clock
from keepers.base.database import Database

LedgerOutcome = Literal["ok", "refused", "failed"]


@dataclass(frozen=True)
class LedgerEntry:
    """One request. `path` is without its query, which may hold secrets; `at` is UTC milliseconds."""

    id: int
    at: int
    host: str
    method: str
    path: str
    purpose: str
    outcome: LedgerOutcome
    status: int | None
    bytes_in: int


class Ledger:
    """The network_ledger table."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def add(
        self,
        *,
        host: str,
        method: str,
        path: str,
        purpose: str,
        outcome: LedgerOutcome,
        status: int | None = None,
        bytes_in: int = 0,
    ) -> None:
        """Write down one request."""
        values = (self._clock.now_ms(), host, method, path, purpose, outcome, status, bytes_in)
        self._db.write(
            lambda connection: connection.execute(
                "INSERT INTO network_ledger (at, host, method, path, purpose, outcome, status, bytes_in)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        )

    def entries(self, after: int | None = None, limit: int = 100) -> list[LedgerEntry]:
        """Newest first; with `after` (an id), those older than that one."""

        def rows(connection: sqlite3.Connection) -> list[LedgerEntry]:
            found = connection.execute(
                "SELECT id, at, host, method, path, purpose, outcome, status, bytes_in FROM network_ledger"
                " WHERE (:after IS NULL OR id < :after) ORDER BY id DESC LIMIT :limit",
                {"after": after, "limit": limit},
            )
            return [LedgerEntry(**dict(row)) for row in found]

        return self._db.read(rows)
