"""The end of the window's process: asked for once, by whoever is first, and over in time whatever happens."""

import logging
import os
import threading
import time
from typing import Final

from keepers.base.deadline import Deadline

#: The window waits 3.5 s before it kills; the person sees nothing of either.
LIMIT_S: Final = 2.8

_log = logging.getLogger(__name__)


class Ending:
    """Tells that the process shall end, and sees to it that it does.

    From the moment it is asked for, `LIMIT_S` are left. Then the process ends in the middle of whatever it
    does, as if it had come to the end: everything in a library is made to bear that.
    """

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._asked = threading.Event()
        self._deadline = Deadline(limit_s)
        #: The exit code to end with.
        self.code = 0

    @property
    def asked(self) -> bool:
        """Whether the process shall end."""
        return self._asked.is_set()

    def ask(self, why: str, code: int = 0) -> None:
        """Have the process end. From any thread; only the first time counts."""
        with self._lock:
            if self._asked.is_set():
                return
            self.code = code
            self._deadline = Deadline(self._limit_s)
            threading.Thread(target=self._watch, name="keepers-watchdog", daemon=True).start()
            self._asked.set()
        _log.info("Stopping: %s", why)

    def wait(self) -> None:
        """Wait until the process shall end."""
        self._asked.wait()

    def left(self, *, keep: float = 0.0, at_most: float = LIMIT_S) -> float:
        """Seconds left for what is still to be done, less `keep` for what comes after it."""
        return self._deadline.left(keep=keep, at_most=at_most)

    def _watch(self) -> None:
        time.sleep(self._limit_s)
        # Nothing may come between: what hangs may hold the lock of a log or of a pipe.
        os._exit(self.code)
