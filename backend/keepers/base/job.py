"""One piece of work, and the states it can be in."""

import json
import sqlite3
from collections import deque
from dataclasses import dataclass
from typing import Any, Final, Literal

State = Literal["queued", "running", "paused", "done", "failed", "cancelled"]
Request = Literal["pause", "cancel"]

FINISHED: Final[tuple[State, ...]] = ("done", "failed", "cancelled")


@dataclass(frozen=True)
class Job:
    """One piece of work as it stood when it was read. Times are UTC milliseconds."""

    id: int
    kind: str
    args: dict[str, Any]
    state: State
    request: Request | None
    priority: int
    attempts: int
    max_attempts: int
    done: int
    total: int | None
    note: str
    result: dict[str, Any] | None
    error_code: str | None
    error_message: str | None
    created_at: int
    started_at: int | None
    finished_at: int | None
    #: Time spent on the items in `done`; pauses left out.
    active_ms: int
    dedup_key: str | None = None
    run_after: int = 0
    #: Items a second of late, known only in the process that does the work.
    recent_rate: float | None = None

    @property
    def seconds_left(self) -> float | None:
        """How long it will still take at its pace; None while nothing honest can be said."""
        if self.state != "running" or not self.total or self.done <= 0 or self.active_ms < 1000:
            return None
        rate = self.recent_rate or self.done * 1000 / self.active_ms
        return max(0.0, (self.total - self.done) / rate)

    def public(self) -> dict[str, Any]:
        """What a `job` event carries: plain values, and no args, which may hold paths."""
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "request": self.request,
            "done": self.done,
            "total": self.total,
            "note": self.note,
            "seconds_left": self.seconds_left,
            "error_code": self.error_code,
            "error_message": self.error_message,
            "result": self.result,
            "created_at": self.created_at,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
        }


def job_of(row: sqlite3.Row, recent_rate: float | None = None) -> Job:
    """The job in a row of the jobs table."""
    return Job(
        id=row["id"],
        kind=row["kind"],
        args=json.loads(row["args"]),
        state=row["state"],
        request=row["request"],
        priority=row["priority"],
        attempts=row["attempts"],
        max_attempts=row["max_attempts"],
        done=row["done"],
        total=row["total"],
        note=row["note"],
        result=None if row["result"] is None else json.loads(row["result"]),
        error_code=row["error_code"],
        error_message=row["error_message"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        active_ms=row["active_ms"],
        dedup_key=row["dedup_key"],
        run_after=row["run_after"],
        recent_rate=recent_rate,
    )


class Pace:
    """How fast a job goes of late: the rate over the last half minute of its own time."""

    _WINDOW_MS: Final = 30_000
    _SHORTEST_MS: Final = 3_000

    def __init__(self) -> None:
        self._samples: deque[tuple[int, int]] = deque()

    def add(self, active_ms: int, done: int) -> None:
        """Note that `done` items were done after `active_ms` of work. Going back starts it anew."""
        if self._samples and (active_ms < self._samples[-1][0] or done < self._samples[-1][1]):
            self._samples.clear()
        self._samples.append((active_ms, done))
        while len(self._samples) > 2 and active_ms - self._samples[1][0] >= self._WINDOW_MS:
            self._samples.popleft()

    @property
    def rate(self) -> float | None:
        """Items a second; None while there is too little to go by, or nothing moved."""
        if not self._samples:
            return None
        (first_ms, first), (last_ms, last) = self._samples[0], self._samples[-1]
        span = last_ms - first_ms
        return (last - first) * 1000 / span if span >= self._SHORTEST_MS and last > first else None
