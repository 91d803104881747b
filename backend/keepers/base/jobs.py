"""The durable list of work, as those see it who ask for work and watch it.

    queued ─ claimed ─▶ running ─▶ done | failed | cancelled
       ▲                   │
       │                   ├─ asked to pause: paused ─ resume ─▶ queued
       └───────────────────┘ given back, to be tried again, asked for again, or its process died

Those who do the work use job_leases.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import Invalid, NotFound
from keepers.base.events import Events
from keepers.base.job import FINISHED, Job, Pace, job_of
from keepers.base.settings import Settings

__all__ = ["FINISHED", "Job", "JobQueue"]

ALL_PAUSED: Final = "jobs.all_paused"
_HIGHEST_CLEARED: Final = "jobs.highest_cleared_id"
_Jobs = list[Job]


class JobQueue:
    """The jobs table. Every change is announced as a `job` event and wakes whoever waits for work."""

    def __init__(self, db: Database, clock: Clock, events: Events) -> None:
        self.db = db
        self.clock = clock
        self._events = events
        self._settings = Settings(db)
        self._condition = threading.Condition()
        self._changes = 0
        self.paces: dict[int, Pace] = {}

    def enqueue(
        self,
        kind: str,
        args: Mapping[str, Any] | None = None,
        *,
        dedup_key: str | None = None,
        priority: int = 0,
        run_after: int = 0,
        max_attempts: int = 3,
    ) -> int:
        """Ask for work; the job's id. `run_after` is UTC ms; the highest `priority` goes first.

        When a job with this `dedup_key` is queued or paused, that one is it (at the sooner time and the
        higher priority). When one is running, it may have looked past what is new: it is queued once more
        when it is done, under the same id.
        """
        # ASCII: a path may hold what is no text in any encoding, and comes back from its escape as it was.
        text = json.dumps(dict(args or {}))

        def insert(connection: sqlite3.Connection) -> _Jobs:
            live = connection.execute(
                "SELECT id FROM jobs WHERE dedup_key = ? AND state IN ('queued', 'running', 'paused')",
                (dedup_key,),
            ).fetchone()
            if live is not None:
                # A claim sets run_after to 0; on a running job anything else means: again, not before then.
                connection.execute(
                    "UPDATE jobs SET priority = max(priority, :priority), run_after = CASE state"
                    " WHEN 'running' THEN max(run_after, :run_after, 1) ELSE min(run_after, :run_after) END"
                    " WHERE id = :id",
                    {"id": live["id"], "priority": priority, "run_after": run_after},
                )
                return [self.fetch(connection, live["id"])]
            # Pages and terminals keep job ids while they follow: the id of a cleared job never comes back.
            number = connection.execute(
                "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM jobs),"
                " coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE key = ?), 0))",
                (_HIGHEST_CLEARED,),
            ).fetchone()[0]
            connection.execute(
                "INSERT INTO jobs (id, kind, args, state, dedup_key, priority, max_attempts, created_at,"
                " run_after) VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?)",
                (number, kind, text, dedup_key, priority, max_attempts, self.clock.now_ms(), run_after),
            )
            return [self.fetch(connection, number)]

        return self.change(insert)[0].id

    def get(self, job_id: int) -> Job:
        """The job as it stands; NotFound when there is none."""
        return self.db.read(lambda connection: self.fetch(connection, job_id))

    def list(
        self, states: Collection[str] | None = None, limit: int = 100, before_id: int | None = None
    ) -> _Jobs:
        """Jobs of the given states with ids below `before_id`, newest first."""
        wanted = None if states is None else json.dumps([*states])

        def rows(connection: sqlite3.Connection) -> _Jobs:
            found = connection.execute(
                "SELECT * FROM jobs WHERE (:before IS NULL OR id < :before)"
                " AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))"
                " ORDER BY id DESC LIMIT :limit",
                {"before": before_id, "states": wanted, "limit": limit},
            )
            return [self._job(row) for row in found]

        return self.db.read(rows)

    def pause(self, job_id: int) -> Job:
        """Hold the job; a running one at its next safe point. Invalid when it is over."""
        return self._decide(
            job_id,
            "UPDATE jobs SET state = iif(state = 'queued', 'paused', state),"
            " request = iif(state = 'running', coalesce(request, 'pause'), request)"
            " WHERE id = :id AND state IN ('queued', 'running', 'paused')",
            "It is over already, so it cannot be paused.",
        )

    def resume(self, job_id: int) -> Job:
        """Let a held job go on. Invalid when it is over."""
        return self._decide(
            job_id,
            "UPDATE jobs SET state = iif(state = 'paused', 'queued', state),"
            " run_after = iif(state = 'paused', 0, run_after), request = nullif(request, 'pause')"
            " WHERE id = :id AND state IN ('queued', 'running', 'paused')",
            "It is over already, so it cannot go on. You can start it again.",
        )

    def cancel(self, job_id: int) -> Job:
        """Give the job up; a running one at its next safe point. Invalid when it was done or failed."""
        return self._decide(
            job_id,
            "UPDATE jobs SET request = iif(state = 'running', 'cancel', NULL),"
            " finished_at = iif(state IN ('queued', 'paused'), :now, finished_at),"
            " state = iif(state IN ('queued', 'paused'), 'cancelled', state)"
            " WHERE id = :id AND state IN ('queued', 'running', 'paused', 'cancelled')",
            "It is over already, so there is nothing to cancel.",
        )

    def retry(self, job_id: int) -> Job:
        """Start a failed or cancelled job from the beginning. Invalid when it is not, or already waiting."""
        try:
            return self._decide(
                job_id,
                "UPDATE jobs SET state = 'queued', attempts = 0, done = 0, total = NULL, note = '',"
                " result = NULL, error_code = NULL, error_message = NULL, started_at = NULL,"
                " finished_at = NULL, run_after = 0, active_ms = 0"
                " WHERE id = :id AND state IN ('failed', 'cancelled')",
                "Only work that failed or was cancelled can be started again.",
            )
        except sqlite3.IntegrityError as error:
            raise Invalid("The same work is already waiting or going on.", job=job_id) from error

    def pause_all(self) -> None:
        """Start nothing, and have running jobs step back into the queue at their next safe point.

        Kept over restarts, until resume_all().
        """
        self._set_all_paused(True)

    def resume_all(self) -> None:
        """Take work up again. Jobs that were paused one by one stay paused."""
        self._set_all_paused(False)

    @property
    def all_paused(self) -> bool:
        """Whether work as a whole is paused."""
        return self._settings.get_bool(ALL_PAUSED, default=False)

    def clear_finished(self) -> int:
        """Forget the jobs that are over; how many."""

        def clear(connection: sqlite3.Connection) -> int:
            connection.execute(
                "INSERT INTO settings (key, value) SELECT ?, max(id) FROM jobs WHERE true"
                " HAVING max(id) IS NOT NULL ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                " WHERE CAST(excluded.value AS INTEGER) > CAST(settings.value AS INTEGER)",
                (_HIGHEST_CLEARED,),
            )
            return connection.execute(
                "DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled')"
            ).rowcount

        return self.db.write(clear)

    # For job_leases and the dispatcher

    def change(self, fn: Callable[[sqlite3.Connection], _Jobs], *, wake: bool = True) -> _Jobs:
        """Write, then announce the jobs that `fn` says it changed and wake whoever waits."""
        jobs = self.db.write(fn)
        for job in jobs:
            if job.state != "running":
                self.paces.pop(job.id, None)
            self._events.publish("job", job.public(), coalesce_key=str(job.id))
        if wake:
            self.wake()
        return jobs

    def fetch(self, connection: sqlite3.Connection, job_id: int) -> Job:
        """The job, read over a connection at hand; NotFound when there is none."""
        row = connection.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
        if row is None:
            raise NotFound("There is no such work any more.", job=job_id)
        return self._job(row)

    def wake(self) -> None:
        """Have wait() return."""
        with self._condition:
            self._changes += 1
            self._condition.notify_all()

    def wait(self, seen: int, timeout: float) -> int:
        """Wait until something changed since `seen` (an earlier answer) in this process; the new count."""
        with self._condition:
            self._condition.wait_for(lambda: self._changes != seen, timeout)
            return self._changes

    def _job(self, row: sqlite3.Row) -> Job:
        pace = self.paces.get(row["id"])
        return job_of(row, pace.rate if pace is not None else None)

    def _decide(self, job_id: int, update: str, otherwise: str) -> Job:
        def decide(connection: sqlite3.Connection) -> _Jobs:
            before = self.fetch(connection, job_id)
            found = connection.execute(update, {"id": job_id, "now": self.clock.now_ms()})
            if found.rowcount == 0:
                raise Invalid(otherwise, job=job_id, state=before.state)
            return [self.fetch(connection, job_id)]

        return self.change(decide)[0]

    def _set_all_paused(self, paused: bool) -> None:
        self._settings.set(ALL_PAUSED, paused)
        self._events.publish("work", {"paused": paused}, coalesce_key="paused")
        self.wake()
