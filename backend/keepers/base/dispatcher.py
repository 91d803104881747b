"""Runs jobs: one thread that hands out work and keeps the leases, one thread for each kind at work."""

import logging
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Mapping
from typing import Any, Final

from keepers.base.deadline import Deadline
from keepers.base.errors import Cancelled, DatabaseClosed, KeepersError, Stopped
from keepers.base.job_context import JobContext
from keepers.base.job_leases import LEASE_MS, JobLeases
from keepers.base.jobs import JobQueue

Handler = Callable[[JobContext], Mapping[str, Any] | None]

_log = logging.getLogger(__name__)
_POLL_S: Final = 0.5
_BEAT_S: Final = LEASE_MS / 3000
_RECOVER_S: Final = 5.0
_BACK_OFF_MS: Final = (2_000, 8_000, 30_000, 120_000, 300_000)
_UNEXPECTED: Final = "Something went wrong that Keepers did not expect. The log has the details."


class Dispatcher:
    """Does the jobs of a queue, one at a time of each kind, as long as it runs.

    An error of a handler fails its job with the error's code; one whose `retry` is set is tried again after
    a while, up to `max_attempts`. `alone` says that the caller holds the library's lock: whatever is marked
    as running when work starts was left by a process that died, and is queued again at once. Without it, it
    is queued again when its lease has run out.
    """

    def __init__(self, queue: JobQueue, handlers: Mapping[str, Handler], *, alone: bool = True) -> None:
        self._queue = queue
        self._clock = queue.clock
        self._handlers = dict(handlers)
        self._alone = alone
        self._leases = _new_leases(queue)
        self._stopping = threading.Event()
        self._loop: threading.Thread | None = None
        self._none_running = threading.Condition()
        self._running: dict[str, JobContext] = {}
        self._beaten_at = self._recovered_at = self._clock.monotonic()

    def start(self) -> None:
        """Begin to work in the background. Does nothing when it is at work already."""
        if self._loop is not None:
            return
        # A loop that stop() did not wait for has its own, and ends by it.
        self._stopping = threading.Event()
        # A new owner: a job left behind by an earlier stop() has no say in what is begun now.
        self._leases = _new_leases(self._queue)
        self._leases.recover(dead=self._alone, ours=self._ids())
        self._loop = threading.Thread(
            target=self._work, args=(self._stopping,), name="keepers-dispatcher", daemon=True
        )
        self._loop.start()

    def stop(self, timeout: float = 3) -> bool:
        """Have running jobs stop at a safe point and go back to the queue; whether all did so in `timeout` s.

        The attempt does not count. One that does not come to a safe point is left behind: its job goes back
        to the queue all the same, and nothing that it still says is heard.
        """
        if self._loop is None:
            return True
        deadline = Deadline(timeout)
        self._stopping.set()
        self._queue.wake()
        # It may be waiting for another process to let go of the catalogue.
        self._loop.join(deadline.left())
        self._loop = None
        with self._none_running:
            for context in self._running.values():
                context.ask(context.asked or "stand_aside")
            in_time = self._none_running.wait_for(lambda: not self._running, deadline.left())
            left_behind = [context.job.id for context in self._running.values()]
            self._running.clear()
        for job_id in left_behind:
            self._leases.leave(job_id, "queued")
        return in_time

    def run_until_idle(self) -> None:
        """Work until nothing is queued or running, or work as a whole is paused. Waits for later jobs too.

        Stops again what it started itself, also when interrupted.
        """
        ours = self._loop is None
        self.start()
        try:
            seen = -1
            while self._leases.anything(self._handlers):
                seen = self._queue.wait(seen, _POLL_S)
        finally:
            if ours:
                self.stop()

    def _work(self, stopping: threading.Event) -> None:
        seen = -1
        while not stopping.is_set():
            try:
                self._tick(stopping)
            except DatabaseClosed:
                return
            except (KeepersError, sqlite3.Error):
                # A full disk or a busy file passes; the jobs at work go on meanwhile.
                _log.exception("The work list could not be kept up to date; trying again")
            seen = self._queue.wait(seen, _POLL_S)

    def _tick(self, stopping: threading.Event) -> None:
        with self._none_running:
            contexts = list(self._running.values())
        if contexts:
            self._pass_on_requests(contexts)
            for context in contexts:
                context.report()
        now = self._clock.monotonic()
        if contexts and now - self._beaten_at >= _BEAT_S:
            self._leases.beat()
            self._beaten_at = now
        if now - self._recovered_at >= _RECOVER_S:
            self._leases.recover(dead=False, ours=self._ids())
            self._recovered_at = now
        while not stopping.is_set() and self._start_next():
            pass

    def _pass_on_requests(self, contexts: list[JobContext]) -> None:
        requests = self._leases.requests()
        all_paused = self._queue.all_paused
        for context in contexts:
            # A job that is not ours any more (the computer slept past its lease) has to be let go of, too.
            aside = all_paused or context.job.id not in requests
            context.ask(requests.get(context.job.id) or ("stand_aside" if aside else None))

    def _start_next(self) -> bool:
        with self._none_running:
            free = [kind for kind in self._handlers if kind not in self._running]
        job = self._leases.claim(free) if free else None
        if job is None:
            return False
        context = JobContext(job, self._leases, self._clock)
        with self._none_running:
            self._running[job.kind] = context
        lane = threading.Thread(
            target=self._run, args=(context,), name=f"keepers-job-{job.kind}", daemon=True
        )
        lane.start()
        return True

    def _run(self, context: JobContext) -> None:
        try:
            self._do(context)
        except (KeepersError, sqlite3.Error):
            # How it ended could not be written down. Its lease runs out, and it is done again.
            _log.exception("Job %d ended, but that could not be kept", context.job.id)
        finally:
            with self._none_running:
                if self._running.get(context.job.kind) is context:
                    del self._running[context.job.kind]
                self._none_running.notify_all()
            self._queue.wake()

    def _do(self, context: JobContext) -> None:
        job, leases = context.job, context.leases
        try:
            result = self._handlers[job.kind](context)
            context.report()
            leases.finish(job.id, result)
        except Stopped as stopped:
            context.report()
            if context.heard:
                leases.leave(job.id, "queued")
            else:
                leases.leave(job.id, "cancelled" if isinstance(stopped, Cancelled) else "paused")
        except KeepersError as error:
            context.report()
            again = error.retry and job.attempts < job.max_attempts
            wait_ms = _BACK_OFF_MS[min(job.attempts, len(_BACK_OFF_MS)) - 1]
            _log.warning("Job %d (%s) failed: %s", job.id, job.kind, error.code, exc_info=error)
            leases.fail(
                job.id,
                error.code,
                error.message,
                attempts=job.attempts,
                retry_at=self._clock.now_ms() + wait_ms if again else None,
            )
        except Exception:  # noqa: BLE001 - the edge of a job
            _log.exception("Job %d (%s) failed", job.id, job.kind)
            leases.fail(job.id, "unexpected", _UNEXPECTED, attempts=job.attempts, retry_at=None)

    def _ids(self) -> list[int]:
        with self._none_running:
            return [context.job.id for context in self._running.values()]


def _new_leases(queue: JobQueue) -> JobLeases:
    return JobLeases(queue, f"{os.getpid()}:{queue.clock.now_ms()}:{secrets.token_hex(8)}")
