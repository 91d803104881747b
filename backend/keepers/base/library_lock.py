"""Who works on a library: a file lock that the system takes back when its holder dies, however it dies."""

import contextlib
import json
import os
import secrets
import sys
import time
from pathlib import Path
from typing import Any, Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Where a system locks bytes and not files, a byte far behind the text, so that others may read the text.
_LOCKED_BYTE: Final = 1 << 30
# holder() of another process takes the lock for an instant to see whether it is free.
_TRIES: Final = 5
_TRY_AGAIN_S: Final = 0.01


class LibraryLock:
    """The right to work on the library whose lock file is `path`; one process has it at a time.

    Not for several threads at once. The file stays where it is when the lock is released.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        #: Tells one holding of the lock from every other.
        self.token = ""
        self._fd = -1

    @property
    def held(self) -> bool:
        """Whether we have it."""
        return self._fd >= 0

    def try_acquire(self) -> bool:
        """Take the lock if it is free; whether we have it. OSError when there can be no such file."""
        if self.held:
            return True
        fd = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_TRY_AGAIN_S)
            if _lock(fd):
                break
        else:
            os.close(fd)
            return False
        self._fd = fd
        self.token = secrets.token_hex(8)
        text = json.dumps({"pid": os.getpid(), "since": time.time_ns() // 1_000_000, "token": self.token})
        os.ftruncate(fd, 0)
        os.lseek(fd, 0, os.SEEK_SET)
        os.write(fd, text.encode())
        return True

    def release(self) -> None:
        """Give it back. Does nothing when we do not have it."""
        if not self.held:
            return
        fd, self._fd, self.token = self._fd, -1, ""
        with contextlib.suppress(OSError):
            os.ftruncate(fd, 0)
        _unlock(fd)
        os.close(fd)

    def holder(self) -> dict[str, Any] | None:
        """Who has the lock: `pid`, `since` (UTC ms), `token`; None when it is free.

        {} when its holder is just about to say.
        """
        try:
            fd = os.open(self.path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return None
        try:
            if not self.held and _lock(fd):
                # What the file says was left by a process that died.
                _unlock(fd)
                return None
            os.lseek(fd, 0, os.SEEK_SET)
            text = os.read(fd, 4096)
        finally:
            os.close(fd)
        try:
            told = json.loads(text)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def _lock(fd: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unlock(fd: int) -> None:
    if sys.platform == "win32":
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(fd, fcntl.LOCK_UN)
