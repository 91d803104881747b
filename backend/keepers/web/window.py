"""A part of a file as if it were a file of its own: what lies before and behind it cannot be read."""

import io
from typing import BinaryIO


class Window(io.RawIOBase):
    """`length` bytes of `opened` from `offset` on; closing it closes the file. For a BufferedReader."""

    def __init__(self, opened: BinaryIO, offset: int, length: int) -> None:
        super().__init__()
        self._opened = opened
        self._offset = offset
        self._length = length
        self._at = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from anywhere."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go on reading from there, counted within the window."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Where reading goes on, counted within the window."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill as much of `buffer` as the window still has; 0 at its end."""
        wanted = min(len(buffer), max(0, self._length - self._at))
        if wanted == 0:
            return 0
        self._opened.seek(self._offset + self._at)
        found = self._opened.read(wanted)
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close it, and the file with it."""
        self._opened.close()
        super().close()
