"""A few spawned processes that do one item after another, so that a file that kills kills only its process.

The pool has no thread: whoever goes through map() drives it. While he is busy with an outcome, every
process has its next item in hand already.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection as mp_connection
from typing import Any, Final, Protocol

from keepers.base.errors import Invalid, WorkersUnavailable
from keepers.base.worker_process import Setup, Ticket, WorkerProcess

__all__ = ["Outcome", "Pool", "WorkerError", "WorkerPool"]

_log = logging.getLogger(__name__)
_MEMORY_BYTES: Final = 1_500_000_000
_START_TIMEOUT_S: Final = 120.0
_FAILED_STARTS: Final = 3
_ASK_EVERY_S: Final = 0.2
_CRASHED: Final = "Reading this stopped the program that reads photos, twice. The file is probably damaged."
_TIMED_OUT: Final = "Reading this took too long and was given up. The file is probably damaged."


@dataclass(frozen=True)
class WorkerError:
    """Why an item has no result.

    `worker_crashed`, `file_timeout`, `out_of_memory`, `unexpected`, or the code of the KeepersError raised.
    """

    code: str
    message: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of an item: a result, or an error."""

    item: dict[str, Any]
    result: dict[str, Any] | None
    error: WorkerError | None


class Pool(Protocol):
    """Processes that do items: a WorkerPool, or what stands in for one. They go when it is closed."""

    def map(
        self, items: Iterable[dict[str, Any]], *, stop: Callable[[], bool]
    ) -> Generator[Outcome, None, None]:
        """Do the items as they come; outcomes as they are ready, none after `stop` said so."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class WorkerPool:
    """Up to `size` processes that call `entry` ("module:function", dict in, dict out).

    The module is imported in the process only, after the thread counts of the numerical libraries are pinned
    to one; its `prepare(init_args)`, if there is one, is called before the first item. A process ends after
    `idle_exit_s` without work and is started again when there is some. On Linux it may take `memory_bytes` of
    its own memory.

    An item longer than `item_timeout_s` and its own `extra_s` at work is given up and its process killed.
    An item whose process
    died is tried once more, alone; the ones behind it are not touched. Not for several threads at once.
    """

    def __init__(
        self,
        entry: str,
        *,
        size: int,
        init_args: dict[str, Any] | None = None,
        item_timeout_s: float,
        idle_exit_s: float = 30,
        memory_bytes: int | None = _MEMORY_BYTES,
    ) -> None:
        if size < 1:
            raise Invalid("There must be at least one worker.", size=size)
        self._setup = Setup(entry, dict(init_args or {}), idle_exit_s, memory_bytes)
        self._size = size
        self._item_timeout_s = item_timeout_s
        self._workers: list[WorkerProcess] = []
        self._waiting: deque[Ticket] = deque()
        self._round = 0
        self._mapping = False
        self._failed_starts = 0
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """The processes there are now."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def map(
        self,
        items: Iterable[dict[str, Any]],
        *,
        window: int | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Generator[Outcome, None, None]:
        """Do the items, as they come; outcomes in the order in which they are ready.

        At most `window` items (default: two a process) are taken from `items` before their outcome was. To
        stop early close the generator: what is at work is finished and forgotten. `stop` is asked a few times
        a second even while nothing comes back; when it says so, the outcomes end. An error raised by `items`
        comes through. Items are small (paths, not pixels). Raises WorkersUnavailable when processes cannot be
        started.
        """
        if self._mapping or self._closed:
            raise Invalid("This pool is already at work, or closed.")
        self._mapping = True
        self._round += 1
        try:
            yield from self._rounds(iter(items), max(self._size, window or 2 * self._size), stop)
        finally:
            self._mapping = False
            self._waiting.clear()
            # From now on the tickets of this round are nobody's.
            self._round += 1

    def close(self, grace_s: float = 1.0) -> None:
        """End every process; one still at work after `grace_s` is killed."""
        self._closed = True
        workers, self._workers = self._workers, []
        deadline = time.monotonic() + grace_s
        for worker in workers:
            worker.pipe.close()
        for worker in workers:
            worker.retire(max(0.0, deadline - time.monotonic()))

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _rounds(
        self, source: Iterator[dict[str, Any]], window: int, stop: Callable[[], bool] | None
    ) -> Iterator[Outcome]:
        patience = None if stop is None else _ASK_EVERY_S
        depth = -(-window // self._size)
        ready: deque[Outcome] = deque()
        while True:
            if not ready and stop is not None and stop():
                return
            self._hand_out(source, window - len(ready), depth)
            if ready:
                yield ready.popleft()
                ready.extend(self._listen(patience=0.0))
            elif self._in_flight():
                ready.extend(self._listen(patience=patience))
            else:
                return

    def _in_flight(self) -> int:
        given = sum(ticket.round == self._round for worker in self._workers for ticket in worker.tickets)
        return given + len(self._waiting)

    def _hand_out(self, source: Iterator[dict[str, Any]], window: int, depth: int) -> None:
        while True:
            if not self._waiting:
                item = next(source, None) if self._in_flight() < window else None
                if item is None:
                    return
                self._waiting.append(Ticket(item, self._round))
            worker = self._free_for(self._waiting[0], depth)
            if worker is None:
                return
            worker.give(self._waiting.popleft())

    def _free_for(self, ticket: Ticket, depth: int) -> WorkerProcess | None:
        open_ones = [worker for worker in self._workers if not worker.alone]
        least = min(open_ones, key=lambda worker: len(worker.tickets), default=None)
        if least is not None and not least.tickets:
            return least
        if len(self._workers) < self._size:
            return self._start()
        if least is None or ticket.crashed or len(least.tickets) >= depth:
            return None
        return least

    def _start(self) -> WorkerProcess:
        try:
            worker = WorkerProcess(self._setup)
        except OSError as error:
            raise _unavailable(str(error)) from error
        self._workers.append(worker)
        return worker

    def _listen(self, *, patience: float | None) -> list[Outcome]:
        """What became of items meanwhile; waits up to `patience` seconds, None: until something happens."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        begun = time.monotonic()
        dues = [due - begun for worker in self._workers if (due := self._due(worker)) is not None]
        timeout = max(0.0, min(dues, default=_START_TIMEOUT_S))
        if patience is not None:
            timeout = min(timeout, patience)
        outcomes: list[Outcome] = []
        for pipe in mp_connection.wait(list(by_pipe), timeout):
            worker = by_pipe[pipe]  # type: ignore[index]  # we gave it pipes, it gives us pipes
            messages, alive = worker.messages()
            for message in messages:
                outcomes += self._hear(worker, message)
            if not alive and worker in self._workers:
                outcomes += self._bury(worker)
        now = time.monotonic()
        for worker in [each for each in self._workers if (due := self._due(each)) is not None and due <= now]:
            outcomes += self._give_up(worker)
        return outcomes

    def _due(self, worker: WorkerProcess) -> float | None:
        if not worker.ready:
            return worker.since + _START_TIMEOUT_S
        if not worker.tickets:
            return None
        return worker.since + self._item_timeout_s + float(worker.tickets[0].item.get("extra_s", 0))

    def _hear(self, worker: WorkerProcess, message: tuple[Any, ...]) -> list[Outcome]:
        match message:
            case ("ready",):
                worker.ready = True
                worker.since = time.monotonic()
                self._failed_starts = 0
            case ("unavailable", reason):
                self._retire(worker)
                raise _unavailable(reason)
            case ("bye",):
                # It left of itself, between two items: nobody is to blame.
                self._retire(worker, put_back=worker.tickets)
            case ("done", result):
                return self._settle(worker, result, None)
            case ("error", code, text, facts):
                return self._settle(worker, None, WorkerError(code, text, facts))
        return []

    def _settle(
        self, worker: WorkerProcess, result: dict[str, Any] | None, error: WorkerError | None
    ) -> list[Outcome]:
        ticket = worker.tickets.popleft()
        worker.since = time.monotonic()
        return [Outcome(ticket.item, result, error)] if ticket.round == self._round else []

    def _bury(self, worker: WorkerProcess) -> list[Outcome]:
        """The process died. The item it was at is to blame; it gets one more try by itself."""
        if not worker.ready:
            return self._count_failed_start(worker, "It ended before it was ready.")
        suspect = worker.tickets.popleft() if worker.tickets else None
        self._retire(worker, put_back=worker.tickets)
        _log.warning("A worker process died%s", f" at {suspect.item}" if suspect else "")
        if suspect is None or suspect.round != self._round:
            return []
        if suspect.crashed:
            return [Outcome(suspect.item, None, WorkerError("worker_crashed", _CRASHED))]
        suspect.crashed = True
        self._waiting.appendleft(suspect)
        return []

    def _give_up(self, worker: WorkerProcess) -> list[Outcome]:
        """Its item took too long, or its start did."""
        worker.process.kill()
        if not worker.ready:
            return self._count_failed_start(worker, "It did not become ready.")
        late = worker.tickets.popleft()
        self._retire(worker, put_back=worker.tickets)
        _log.warning("A worker process was killed: %s took too long", late.item)
        return (
            [Outcome(late.item, None, WorkerError("file_timeout", _TIMED_OUT))]
            if late.round == self._round
            else []
        )

    def _count_failed_start(self, worker: WorkerProcess, reason: str) -> list[Outcome]:
        self._retire(worker, put_back=worker.tickets)
        self._failed_starts += 1
        if self._failed_starts >= _FAILED_STARTS:
            raise _unavailable(reason)
        return []

    def _retire(self, worker: WorkerProcess, put_back: Iterable[Ticket] = ()) -> None:
        self._workers.remove(worker)
        self._waiting.extendleft(reversed([ticket for ticket in put_back if ticket.round == self._round]))
        worker.retire(grace_s=1.0)


def _unavailable(reason: str) -> WorkersUnavailable:
    return WorkersUnavailable(
        "The programs that read photos could not be started. Restarting the computer, or installing Keepers "
        "again, may help.",
        reason=reason,
    )
