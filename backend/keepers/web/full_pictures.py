"""Full-size JPEGs of pictures that browsers cannot show (HEIC, TIFF, BMP, raw files), made when asked for.

One process makes them, one after another, so that the server itself never holds the pixels; it ends when it
has had nothing to do for a while.
"""

import contextlib
import os
import threading
from pathlib import Path
from typing import Final

from keepers.base.errors import FileUnreadable
from keepers.base.workers import WorkerPool
from keepers.web.refusals import Refusal

_ENTRY: Final = "keepers.web.full_picture_worker:make"
_KEEP_BYTES: Final = 512_000_000
# The server has twelve threads: more than these shall not wait for one picture.
_MOST_WAITING: Final = 4
_PATIENCE_S: Final = 20.0
_ITEM_TIMEOUT_S: Final = 30.0


class FullPictures:
    """The folder of pictures made so far, of at most `keep_bytes` in all; the longest unused go first."""

    def __init__(self, folder: Path, keep_bytes: int = _KEEP_BYTES) -> None:
        self._folder = folder
        self._keep_bytes = keep_bytes
        self._places = threading.BoundedSemaphore(_MOST_WAITING)
        self._turn = threading.Lock()
        self._pool: WorkerPool | None = None
        self._closed = False

    def get(self, source: str, hash_hex: str) -> Path:
        """The JPEG of the picture in `source`, whose content has this hash.

        Raises FileUnreadable (with the worker's code), or Refusal `busy` when too many are asked for.
        """
        path = self._path(hash_hex)
        if self._is_there(path):
            return path
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._turn.acquire(timeout=_PATIENCE_S):
                raise _busy()
            try:
                if not self._is_there(path):
                    self._make(source, path)
                return path
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process. A picture in the making is given up with it."""
        self._closed = True
        pool = self._pool
        if pool is not None:
            pool.close(grace_s=0.5)

    def _path(self, hash_hex: str) -> Path:
        return self._folder / f"{hash_hex}.jpg"

    def _is_there(self, path: Path) -> bool:
        try:
            # The time of the last use decides what is let go first.
            os.utime(path)
        except OSError:
            return False
        return True

    def _make(self, source: str, path: Path) -> None:
        if self._closed:
            raise _busy()
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._pool is None:
            self._pool = WorkerPool(_ENTRY, size=1, item_timeout_s=_ITEM_TIMEOUT_S)
        for outcome in self._pool.map([{"source": source, "target": str(path)}]):
            if outcome.error is not None:
                raise FileUnreadable(outcome.error.code, outcome.error.message)
        self._let_go(path)

    def _let_go(self, newest: Path) -> None:
        kept = []
        with os.scandir(self._folder) as found:
            for entry in found:
                with contextlib.suppress(OSError):
                    status = entry.stat()
                    kept.append((status.st_mtime_ns, status.st_size, entry.path))
        kept.sort(reverse=True)
        total = 0
        for _, size, path in kept:
            total += size
            if total > self._keep_bytes and path != str(newest):
                with contextlib.suppress(OSError):
                    os.unlink(path)


def _busy() -> Refusal:
    return Refusal("busy", 503, "Other large pictures are being opened first. Try again in a moment.")
