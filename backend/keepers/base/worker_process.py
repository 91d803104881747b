"""One worker process as its parent sees it: a pipe, and the items it was given in the order it does them."""

import contextlib
import multiprocessing
import pickle
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from keepers.base.errors import Invalid
from keepers.base.worker_main import work

_LARGEST_ITEM: Final = 32 * 1024


@dataclass
class Ticket:
    """One item on its way. `round` tells whose it is; `crashed` that a process died of it already."""

    item: dict[str, Any]
    round: int
    crashed: bool = False


@dataclass(frozen=True)
class Setup:
    """What every process of a pool is started with."""

    entry: str
    init_args: dict[str, Any]
    idle_exit_s: float
    memory_bytes: int | None


class WorkerProcess:
    """A spawned process. It is a daemon: it does not outlive its parent, however that ends."""

    def __init__(self, setup: Setup) -> None:
        # Spawned everywhere: a fork copies locks of other threads in whatever state they are.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe(duplex=True)
        self.process = context.Process(
            target=work,
            args=(theirs, setup.entry, setup.init_args, setup.idle_exit_s, setup.memory_bytes),
            name="keepers-worker",
            daemon=True,
        )
        try:
            self.process.start()
        except OSError:
            self.pipe.close()
            raise
        finally:
            # Ours alone must be open now: its end is how each hears that the other is gone.
            theirs.close()
        self.ready = False
        self.tickets: deque[Ticket] = deque()
        #: Since when the first ticket is at work, or the process is starting.
        self.since = time.monotonic()

    @property
    def alone(self) -> bool:
        """Whether its item is suspected of killing, so that it gets no other beside it."""
        return any(ticket.crashed for ticket in self.tickets)

    def give(self, ticket: Ticket) -> None:
        """Send an item. If the process is gone, messages() will tell. Invalid when the item is too large."""
        data = pickle.dumps(ticket.item, protocol=pickle.HIGHEST_PROTOCOL)
        if len(data) > _LARGEST_ITEM:
            # Both sides would wait for the other to read.
            raise Invalid("An item for a worker must be small: send a path, not what is in the file.")
        if self.ready and not self.tickets:
            self.since = time.monotonic()
        self.tickets.append(ticket)
        with contextlib.suppress(OSError):
            self.pipe.send_bytes(data)

    def messages(self) -> tuple[list[tuple[Any, ...]], bool]:
        """What it has said since, and whether it can say more (False: it is gone)."""
        found: list[tuple[Any, ...]] = []
        try:
            while self.pipe.poll(0):
                found.append(pickle.loads(self.pipe.recv_bytes()))  # noqa: S301 - from our own child
        except (EOFError, OSError, pickle.UnpicklingError):
            return found, False
        return found, True

    def retire(self, grace_s: float) -> None:
        """Let go of it: it ends by itself when idle, and is killed after `grace_s`."""
        self.pipe.close()
        self.process.join(grace_s)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        with contextlib.suppress(ValueError):
            self.process.close()
