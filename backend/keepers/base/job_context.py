"""What a job's handler is given: its job, a way to say how far it is, and to hear that it shall stop."""

import threading
from typing import Final, Protocol

from keepers.base.clock import Clock
from keepers.base.errors import Cancelled, Paused
from keepers.base.job import Job
from keepers.base.job_leases import JobLeases

_REPORT_EVERY_S: Final = 0.2


class Progress(Protocol):
    """What a job's context offers to the work it runs."""

    def progress(self, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
        """Say how far the work is."""

    def checkpoint(self) -> None:
        """Raise Cancelled or Paused when the work shall stop."""


class JobContext:
    """The handler's side of one run of a job. Its methods may be called from any thread."""

    def __init__(self, job: Job, leases: JobLeases, clock: Clock) -> None:
        #: The job as it was when this run began; `job.done` says how far an earlier run came.
        self.job = job
        self.leases = leases
        self._clock = clock
        self._lock = threading.Lock()
        self._stop: str | None = None
        self._heard = False
        self._done = job.done
        self._total = job.total
        self._note = job.note
        self._active_before_ms = job.active_ms
        self._active_since = clock.monotonic()
        self._reported_at = float("-inf")
        self._unreported = False

    def progress(self, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
        """Say how far the work is; what is left out stays as it was. Cheap: written at most 5 times a second.

        A `done` below the last one begins a new count, and time left is reckoned anew from there.
        """
        with self._lock:
            if done is not None:
                if done < self._done:
                    self._active_before_ms = 0
                    self._active_since = self._clock.monotonic()
                self._done = done
            self._total = self._total if total is None else total
            self._note = self._note if note is None else note
            self._unreported = True
        self.report(only_if_due=True)

    def checkpoint(self) -> None:
        """A safe point: raises Cancelled or Paused when the job shall stop. Let it pass, after tidying up."""
        self._heard = self._heard or self._stop is not None
        if self._stop == "cancel":
            raise Cancelled("This work was cancelled.", job=self.job.id)
        if self._stop is not None:
            raise Paused("This work is paused.", job=self.job.id)

    def cancelled(self) -> bool:
        """Whether the job was cancelled (not merely paused)."""
        self._heard = self._heard or self._stop == "cancel"
        return self._stop == "cancel"

    def should_stop(self) -> bool:
        """Whether the next checkpoint() will raise."""
        self._heard = self._heard or self._stop is not None
        return self._stop is not None

    # For the dispatcher

    @property
    def heard(self) -> bool:
        """Whether the handler was told to stop, be it that the request was taken back since."""
        return self._heard

    @property
    def asked(self) -> str | None:
        """What is asked of the job now."""
        return self._stop

    def ask(self, request: str | None) -> None:
        """Set what is asked of the job: cancel, pause, stand_aside, or None to go on."""
        self._stop = request

    def report(self, *, only_if_due: bool = False) -> None:
        """Write down what was said since the last time."""
        now = self._clock.monotonic()
        with self._lock:
            if not self._unreported or (only_if_due and now - self._reported_at < _REPORT_EVERY_S):
                return
            self._unreported = False
            self._reported_at = now
            done, total, note = self._done, self._total, self._note
            active_ms = self._active_before_ms + round((now - self._active_since) * 1000)
        self.leases.report(self.job.id, done=done, total=total, note=note, active_ms=active_ms)
