"""What goes on beside the answers while a library is served: its work, and an eye on its folders."""

import logging
import threading
from typing import Final

from keepers.base.deadline import Deadline
from keepers.base.errors import DatabaseClosed, KeepersError
from keepers.library import Library

_LOOK_EVERY_S: Final = 10.0
_BACK_UP_EVERY_S: Final = 3600.0
# A copy of 1 GB and its check take ten seconds of a disk and four of a processor: not while the first photos
# are wanted.
_BACK_UP_AFTER_S: Final = 60.0

_log = logging.getLogger(__name__)


class Caretaker:
    """Begins the library's work and keeps watch on its folders, in a thread of its own.

    Every folder is looked through once at the start: things change while Keepers is closed. After that only
    whether a folder can be reached is asked, every ten seconds; one that came back is looked through again.
    While another process does the work, nothing is done here; when it ends, this one takes over. A
    minute after the start, and then once an hour, it is seen whether the day's copy of the catalogue is due.
    """

    def __init__(
        self,
        library: Library,
        *,
        look_every_s: float = _LOOK_EVERY_S,
        back_up_after_s: float = _BACK_UP_AFTER_S,
    ) -> None:
        self._library = library
        self._look_every_s = look_every_s
        self._back_up_after_s = back_up_after_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go, name="keepers-caretaker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout: float = 3.0) -> None:
        """End the watch; the library's own work goes on until the library stops it."""
        self._ended.set()
        if self._thread.ident is not None:
            # A disk that wakes up can hold it for long; it is a daemon and touches nothing after that.
            self._thread.join(timeout)

    def _go(self) -> None:
        looked_through = False
        back_up = Deadline(self._back_up_after_s)
        while not self._ended.is_set():
            try:
                if self._library.start_work():
                    if looked_through:
                        self._library.check_roots()
                    else:
                        self._library.analyze()
                        looked_through = True
                    if not back_up.left():
                        back_up = Deadline(_BACK_UP_EVERY_S)
                        self._library.daily_backup.make_if_due(self._ended.is_set)
            except DatabaseClosed:
                _log.info("The library was closed while its folders were being looked at")
                return
            except (KeepersError, OSError):
                # A full disk or a busy file passes; the watch goes on.
                _log.exception("The folders could not be looked at; trying again")
            self._ended.wait(self._look_every_s)
