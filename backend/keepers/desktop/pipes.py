"""Standard input and output as a protocol: one JSON object a line, UTF-8, both ways.

Only the standard library may be imported here: the first word has to be said before anything heavy loads.
"""

import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

MOST_LINE_BYTES: Final = 64 * 1024
_PIECE: Final = 64 * 1024

_log = logging.getLogger(__name__)


class LineTooLong(Exception):  # noqa: N818 - read where it is raised
    """The other side sent more than a line may hold: it is not the one we speak with."""


def take_over() -> tuple[int, int]:
    """Take stdin and stdout for ourselves; the descriptors to read from and to write to.

    What a library prints goes to stderr from now on, and what we start inherits neither pipe: a worker that
    held one would keep the window from noticing that we are gone. On Windows a process that inherits a pipe
    someone waits at would not even start.
    """
    source, target = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - of one system only

        for fd in (source, target):
            msvcrt.setmode(fd, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        os.dup2(2, 1)
    except OSError:
        # A windowed program on Windows may have no stderr.
        os.dup2(nothing, 1)
    os.close(nothing)
    return source, target


def lines(fd: int) -> Iterator[bytes]:
    """The lines that come, without their ends, until the other side closes. Raises LineTooLong.

    Blocks while there is none. A line that was cut off by the end is not one.
    """
    rest = b""
    while piece := _read(fd):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            if len(line) > MOST_LINE_BYTES:
                raise LineTooLong
            yield line
        if len(rest) > MOST_LINE_BYTES:
            raise LineTooLong


def parsed(line: bytes) -> dict[str, Any] | None:
    """The object in a line; None when it holds none."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


class Voice:
    """Says events, a line each, from any thread. Once nobody listens, calls `on_gone` and is silent."""

    def __init__(self, fd: int, on_gone: Callable[[], None]) -> None:
        self._fd = fd
        self._on_gone = on_gone
        self._lock = threading.Lock()
        self._gone = False

    def say(self, event: str, **facts: Any) -> None:
        """Say one event now. What a path has that is no character becomes a question mark."""
        text = json.dumps({"event": event, **facts}, ensure_ascii=False, default=str) + "\n"
        data = memoryview(text.encode("utf-8", "replace"))
        with self._lock:
            if self._gone:
                return
            try:
                while data:
                    data = data[os.write(self._fd, data) :]
                return
            except OSError:
                self._gone = True
        _log.info("Nobody listens any more")
        self._on_gone()


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, _PIECE)
    except OSError:
        # Some systems say so when the other side of a pipe is gone; to us it is the end.
        return b""
