"""The work of a library, done in this process or left to another."""

import threading
from pathlib import Path
from typing import Final

from keepers.base.clock import Clock
from keepers.base.dispatcher import Dispatcher
from keepers.library.handlers import Handlers

_STOP_S: Final = 3.0


class Work(Handlers):
    """One process does the work at a time: the one that holds the lock."""

    def __init__(self, path: Path, clock: Clock, workers: int | None, models: Path) -> None:
        super().__init__(path, clock, workers, models)
        self._dispatcher: Dispatcher | None = None
        self._beginning = threading.Lock()
        self._closed = False

    def start_work(self) -> bool:
        """Do queued work in this process from now on; False when another process does it."""
        with self._beginning:
            if self._dispatcher is not None:
                return True
            if self._closed or not self.lock.try_acquire():
                return False
            self.editing.go_on()
            self.people.go_on()
            self.models_changed()
            self._dispatcher = Dispatcher(self.jobs, self.handlers())
            self._dispatcher.start()
            return True

    def stop_work(self, timeout: float = _STOP_S) -> None:
        """Have running jobs step back into the queue, in `timeout` s at most; then others may work."""
        with self._beginning:
            if self._dispatcher is None:
                return
            self._dispatcher.stop(timeout)
            self._dispatcher = None
            self.lock.release()

    def work_until_idle(self) -> bool:
        """Do everything that is queued, then come back; False when another process works on this library."""
        ours = self._dispatcher is None
        if not self.start_work():
            return False
        try:
            if self._dispatcher is not None:
                self._dispatcher.run_until_idle()
        finally:
            if ours:
                self.stop_work()
        return True

    @property
    def works_here(self) -> bool:
        """Whether this process does the library's work."""
        return self._dispatcher is not None

    def close(self, stop_s: float = _STOP_S) -> None:
        """Stop work at a safe point, in `stop_s` at most, and let go of everything. May be called twice."""
        # A watch that was held up by a slow disk shall not begin anew behind us.
        self._closed = True
        self.stop_work(stop_s)
        self.lock.release()
        self.events.close()
        self.db.close()
