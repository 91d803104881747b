"""`keepers window`: what the desktop window starts. No person types it.

Only what is quick to load may be imported at the top: the window hears `starting` before the rest loads.
"""

import gc
import logging
import os
import queue
import signal
import sys
import threading
from typing import Final, NoReturn

from keepers.base.errors import KeepersError
from keepers.base.threads_within import one_thread
from keepers.desktop.ending import Ending
from keepers.desktop.hello import PROTOCOL, Hello, hello_of
from keepers.desktop.pipes import LineTooLong, Voice, lines, parsed, take_over

HELLO_WITHIN_S: Final = 10.0
#: Requests that may wait to be done, for example while a disk wakes up.
MOST_WAITING: Final = 1000
_WRONG_USE: Final = 2
_FATAL: Final = 4

_log = logging.getLogger(__name__)


def run(hello_within_s: float = HELLO_WITHIN_S) -> NoReturn:
    """Be the process behind one window, from its hello to its end.

    Exit codes: 0 stopped as asked; 2 nobody said hello, or a line was too long; 4 `fatal` was said.
    """
    try:
        code = _run(hello_within_s)
    except Exception:  # noqa: BLE001 - the edge of the process
        _log.critical("The process of the window failed", exc_info=True)
        code = 1
    # Not sys.exit: threads that were left behind in the middle of C code may crash a tidy end.
    os._exit(code)


def _run(hello_within_s: float) -> int:
    one_thread()
    source, target = take_over()
    ending = Ending()
    voice = Voice(target, on_gone=lambda: ending.ask("nobody listens"))
    inbox = Inbox(source, ending)
    if os.isatty(source):
        sys.stderr.write(
            "This is what the desktop window of Keepers starts; there is nothing to type here. "
            "`keepers serve` opens the library in a browser.\n"
        )
        return _WRONG_USE
    _hear_signals(ending, inbox)
    inbox.start()
    first = inbox.first(hello_within_s)
    if first is None:
        sys.stderr.write("`window` is for the desktop window of Keepers, which did not say hello.\n")
        return _WRONG_USE
    try:
        hello = hello_of(parsed(first))
    except KeepersError as error:
        voice.say("fatal", code=error.code, message=error.message, facts=error.facts, library=None)
        return _FATAL
    return _live(hello, voice, inbox, ending)


def _live(hello: Hello, voice: Voice, inbox: "Inbox", ending: Ending) -> int:
    from importlib.metadata import version  # noqa: PLC0415 - 20 ms that a bad hello need not pay

    voice.say("starting", protocol=PROTOCOL, version=version("keepers"), pid=os.getpid())
    # What is loaded stays: looking through it for garbage meanwhile is a tenth of the time to `ready`.
    gc.disable()
    from keepers.desktop.life import live  # noqa: PLC0415 - the server and the library, loaded from here on

    return live(hello, voice, inbox.commands, ending)


class Inbox:
    """Reads what the window says, in a thread of its own; the end of it, or "stop", ends the process.

    Blocking reads: a pipe cannot be waited for in another way on Windows.
    """

    def __init__(self, fd: int, ending: Ending) -> None:
        self._fd = fd
        self._ending = ending
        self._first: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        #: Every later line that holds an object, in order.
        self.commands: queue.SimpleQueue[dict[str, object]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._go, name="keepers-window-inbox", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def first(self, timeout: float) -> bytes | None:
        """The first line; None when none came in `timeout` seconds, or none that could be one."""
        try:
            return self._first.get(timeout=timeout)
        except queue.Empty:
            return None

    def give_up(self) -> None:
        """Have nobody wait for a first line any more."""
        self._first.put(None)

    def _go(self) -> None:
        try:
            for number, line in enumerate(lines(self._fd)):
                if number == 0:
                    self._first.put(line)
                else:
                    self._take(line)
            why, code = "the window closed its end", 0
        except LineTooLong:
            why, code = "the window sent a line that is too long", _WRONG_USE
        self.give_up()
        self._ending.ask(why, code)

    def _take(self, line: bytes) -> None:
        said = parsed(line)
        if said is None:
            _log.warning("The window sent a line that is no JSON object; it was passed over")
        elif said.get("do") == "stop":
            self._ending.ask("the window said stop")
        elif self.commands.qsize() >= MOST_WAITING:
            _log.warning("The window asks faster than can be answered; a request was passed over")
        else:
            self.commands.put(said)


def _hear_signals(ending: Ending, inbox: Inbox) -> None:
    """A request of the system to end is the same as one of the window."""

    def ask() -> None:
        ending.ask("the system said so")
        inbox.give_up()

    def end(_number: int, _frame: object) -> None:
        # In a thread: the one that is interrupted here may hold the lock this needs.
        threading.Thread(target=ask, daemon=True).start()

    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, end)
