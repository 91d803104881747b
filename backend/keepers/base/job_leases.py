"""The durable list of work, as those see it who do the work.

A running job belongs to its owner as long as its lease lasts. Whatever an owner writes about a job that is
not his any more (the computer slept, another process took over) changes nothing.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import Any, Final

from keepers.base.job import Job, Pace, State
from keepers.base.jobs import ALL_PAUSED, JobQueue

LEASE_MS: Final = 30_000
_INTERRUPTED: Final = (
    "The program was stopped several times in the middle of this, each time before it came any further. "
    "You can start it again."
)


class JobLeases:
    """Claims jobs of a queue for `owner` and reports on them."""

    def __init__(self, queue: JobQueue, owner: str) -> None:
        self._queue = queue
        self.owner = owner

    def claim(self, kinds: Collection[str]) -> Job | None:
        """Take the next job that is due, of one of `kinds`, none of whose kind is running; None when none.

        Counts an attempt. Nothing is given out while work as a whole is paused.
        """
        queue = self._queue
        values = {"kinds": json.dumps([*kinds]), "paused": ALL_PAUSED}

        def due(connection: sqlite3.Connection) -> int | None:
            row = connection.execute(
                "SELECT id FROM jobs WHERE state = 'queued' AND run_after <= :now"
                " AND kind IN (SELECT value FROM json_each(:kinds))"
                " AND kind NOT IN (SELECT kind FROM jobs WHERE state = 'running')"
                " AND NOT EXISTS (SELECT 1 FROM settings WHERE key = :paused AND value = 'true')"
                " ORDER BY priority DESC, id LIMIT 1",
                {**values, "now": queue.clock.now_ms()},
            ).fetchone()
            return None if row is None else int(row["id"])

        def take(connection: sqlite3.Connection) -> list[Job]:
            job_id = due(connection)
            if job_id is None:
                return []
            now = queue.clock.now_ms()
            connection.execute(
                "UPDATE jobs SET state = 'running', owner = :owner, lease_until = :lease,"
                " heartbeat_at = :now, attempts = attempts + 1, started_at = coalesce(started_at, :now),"
                " finished_at = NULL, run_after = 0, request = NULL, error_code = NULL,"
                " error_message = NULL WHERE id = :id",
                {"owner": self.owner, "now": now, "lease": now + LEASE_MS, "id": job_id},
            )
            return [queue.fetch(connection, job_id)]

        # Looking costs nothing; the writer is asked only when there is something to take.
        if queue.db.read(due) is None:
            return None
        taken = queue.change(take, wake=False)
        if not taken:
            return None
        queue.paces[taken[0].id] = Pace()
        return taken[0]

    def anything(self, kinds: Collection[str]) -> bool:
        """Whether a job of one of `kinds` is running here, or queued (be it for later) and may run."""
        values = {"kinds": json.dumps([*kinds]), "owner": self.owner, "paused": ALL_PAUSED}
        return self._queue.db.read(
            lambda connection: (
                connection.execute(
                    "SELECT 1 FROM jobs WHERE kind IN (SELECT value FROM json_each(:kinds))"
                    " AND (state = 'running' AND owner = :owner OR state = 'queued' AND NOT EXISTS"
                    " (SELECT 1 FROM settings WHERE key = :paused AND value = 'true')) LIMIT 1",
                    values,
                ).fetchone()
                is not None
            )
        )

    def requests(self) -> dict[int, str | None]:
        """What is asked of each job that is ours, by id."""
        return self._queue.db.read(
            lambda connection: {
                row["id"]: row["request"]
                for row in connection.execute(
                    "SELECT id, request FROM jobs WHERE state = 'running' AND owner = ?", (self.owner,)
                )
            }
        )

    def beat(self) -> None:
        """Renew the lease of every job that is ours."""
        now = self._queue.clock.now_ms()
        self._queue.db.write(
            lambda connection: connection.execute(
                "UPDATE jobs SET heartbeat_at = ?, lease_until = ? WHERE state = 'running' AND owner = ?",
                (now, now + LEASE_MS, self.owner),
            )
        )

    def report(self, job_id: int, *, done: int, total: int | None, note: str, active_ms: int) -> None:
        """Write down how far the job is. Renews the lease.

        Getting further clears the count of attempts: it is there for jobs that die on the spot.
        """
        now = self._queue.clock.now_ms()
        self._queue.paces.setdefault(job_id, Pace()).add(active_ms, done)
        self._update(
            job_id,
            "attempts = iif(:done > done, 0, attempts), done = :done, total = :total, note = :note,"
            " active_ms = :active, heartbeat_at = :now, lease_until = :lease",
            {
                "done": done,
                "total": total,
                "note": note,
                "active": active_ms,
                "now": now,
                "lease": now + LEASE_MS,
            },
            wake=False,
        )

    def finish(self, job_id: int, result: Mapping[str, Any] | None) -> None:
        """The work is done; queued once more if it was asked for again meanwhile."""
        text = None if result is None else json.dumps(dict(result))
        self._update(
            job_id,
            "state = CASE WHEN run_after = 0 THEN 'done' WHEN request = 'cancel' THEN 'cancelled'"
            " WHEN request = 'pause' THEN 'paused' ELSE 'queued' END,"
            " finished_at = iif(run_after = 0 OR request = 'cancel', :now, NULL),"
            " attempts = iif(run_after = 0, attempts, 0), request = NULL, result = :result, owner = NULL,"
            " lease_until = NULL",
            {"now": self._queue.clock.now_ms(), "result": text},
        )

    def fail(self, job_id: int, code: str, message: str, *, attempts: int, retry_at: int | None) -> None:
        """The work failed; it is tried again at `retry_at` (UTC ms), if given, unless it is cancelled."""
        self._update(
            job_id,
            "state = CASE WHEN request = 'cancel' THEN 'cancelled' WHEN :at IS NULL THEN 'failed'"
            " WHEN request = 'pause' THEN 'paused' ELSE 'queued' END,"
            " finished_at = iif(:at IS NULL OR request = 'cancel', :now, NULL), run_after = coalesce(:at, 0),"
            " attempts = :attempts, error_code = :code, error_message = :message, request = NULL,"
            " owner = NULL, lease_until = NULL",
            {
                "at": retry_at,
                "now": self._queue.clock.now_ms(),
                "attempts": attempts,
                "code": code,
                "message": message,
            },
        )

    def leave(self, job_id: int, otherwise: State) -> None:
        """The work was left at a safe point: for what was asked, else it becomes `otherwise`.

        The attempt does not count.
        """
        self._update(
            job_id,
            "state = CASE request WHEN 'cancel' THEN 'cancelled' WHEN 'pause' THEN 'paused'"
            " ELSE :otherwise END,"
            " finished_at = iif(coalesce(request, :otherwise) IN ('cancel', 'cancelled'), :now, NULL),"
            " attempts = max(0, attempts - 1), request = NULL, owner = NULL, lease_until = NULL",
            {"otherwise": otherwise, "now": self._queue.clock.now_ms()},
        )

    def recover(self, *, dead: bool, ours: Collection[int] = ()) -> int:
        """Queue again what was running when its process died; how many.

        Those whose lease has run out, or with `dead` every one: we hold the library's lock, so no other
        process works on it. Never those in `ours`.
        """
        queue = self._queue
        now = queue.clock.now_ms()

        def requeue(connection: sqlite3.Connection) -> list[Job]:
            rows = connection.execute(
                "UPDATE jobs SET state = CASE WHEN request = 'cancel' THEN 'cancelled'"
                " WHEN request = 'pause' THEN 'paused' WHEN attempts >= max_attempts THEN 'failed'"
                " ELSE 'queued' END,"
                " finished_at = iif(request = 'cancel' OR (request IS NULL AND attempts >= max_attempts),"
                " :now, NULL),"
                " error_code = iif(request IS NULL AND attempts >= max_attempts, 'interrupted', error_code),"
                " error_message = iif(request IS NULL AND attempts >= max_attempts, :message, error_message),"
                " request = NULL, owner = NULL, lease_until = NULL"
                " WHERE state = 'running' AND (:dead OR lease_until IS NULL OR lease_until < :now)"
                " AND id NOT IN (SELECT value FROM json_each(:ours)) RETURNING id",
                {"now": now, "message": _INTERRUPTED, "dead": dead, "ours": json.dumps([*ours])},
            ).fetchall()
            return [queue.fetch(connection, row["id"]) for row in rows]

        running = queue.db.read(
            lambda connection: connection.execute(
                "SELECT count(*) FROM jobs WHERE state = 'running'"
            ).fetchone()[0]
        )
        return len(queue.change(requeue)) if running > len(ours) else 0

    def _update(self, job_id: int, changes: str, values: dict[str, Any], *, wake: bool = True) -> None:
        queue = self._queue

        def update(connection: sqlite3.Connection) -> list[Job]:
            found = connection.execute(
                f"UPDATE jobs SET {changes} WHERE id = :id AND state = 'running' AND owner = :owner",  # noqa: S608
                {**values, "id": job_id, "owner": self.owner},
            )
            return [queue.fetch(connection, job_id)] if found.rowcount else []

        queue.change(update, wake=wake)
