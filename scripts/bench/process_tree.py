"""What a process and everything it started use, looked at from outside while it runs."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_EVERY_S = 0.02
_SHARED_ONCE_EVERY = 10


@dataclass
class Use:
    """Of the whole tree, in MB and seconds.

    `peak_mb` adds up resident memory: pages two processes share count twice. `peak_shared_once_mb` counts
    each page once (Linux, else 0). `waited_s` is time spent ready to run while others had the processor.
    """

    peak_mb: float = 0.0
    peak_shared_once_mb: float = 0.0
    most_processes: int = 0
    _waited_ns: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def waited_s(self) -> float:
        return sum(self._waited_ns.values()) / 1e9

    def look(self, root: psutil.Process, *, closely: bool) -> None:
        family = members(root)
        self.most_processes = max(self.most_processes, len(family))
        self.peak_mb = max(self.peak_mb, resident_mb(family))
        for each in family:
            self._waited_ns.update(_waited(each.pid))
        if closely:
            self.peak_shared_once_mb = max(self.peak_shared_once_mb, _shared_once_mb(family))


def members(root: psutil.Process) -> list[psutil.Process]:
    """The process and all below it; empty when it is gone."""
    try:
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_s(family: list[psutil.Process]) -> float:
    """CPU seconds of the processes that live, and of their children that have ended."""
    total = 0.0
    for each in family:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            times = each.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def resident_mb(family: list[psutil.Process]) -> float:
    """Resident memory added up; what has ended counts nothing."""
    total = 0
    for each in family:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += each.memory_info().rss
    return total / 1e6


@contextlib.contextmanager
def watched(pid: int) -> Iterator[Use]:
    """Watch a process tree until the block ends."""
    use = Use()
    ended = threading.Event()

    def watch() -> None:
        root = psutil.Process(pid)
        turn = 0
        while not ended.is_set():
            use.look(root, closely=turn % _SHARED_ONCE_EVERY == 0)
            turn += 1
            time.sleep(_EVERY_S)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield use
    finally:
        ended.set()
        watcher.join()


def _waited(pid: int) -> dict[tuple[int, str], int]:
    found = {}
    with contextlib.suppress(OSError, ValueError, IndexError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found[(pid, thread.name)] = int((thread / "schedstat").read_text().split()[1])
    return found


def _shared_once_mb(family: list[psutil.Process]) -> float:
    total = 0
    for each in family:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{each.pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1e3
