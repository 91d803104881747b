"""A file being written: beside its destination, locked while we live, renamed when it is whole."""

import contextlib
import ctypes
import errno
import os
import secrets
import sys
from pathlib import Path

from blake3 import blake3

_PREFIX = ".keepers-writing-"
_CHUNK = 1 << 20
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
# What a file system says that cannot do the kind of rename or link it was asked for.
# ENOTSUP is a number of its own on macOS, and what FAT and exFAT say there.
_CANNOT = {
    errno.EINVAL,
    errno.ENOSYS,
    errno.EPERM,
    errno.EOPNOTSUPP,
    errno.ENOTSUP,
    errno.EXDEV,
    errno.EMLINK,
}

if sys.platform != "win32":
    import fcntl


class Temporary:
    """A nameless-looking file in `folder`; gone at the end of the `with` unless it was kept.

    Raises OSError where the system does.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{_PREFIX}{secrets.token_hex(8)}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._fd = os.open(self.path, flags, 0o666)
        self._kept = False
        if sys.platform != "win32":
            # The lock tells sweep() that somebody is still at it. Some network disks know no locks.
            with contextlib.suppress(OSError):
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def __enter__(self) -> "Temporary":
        return self

    def __exit__(self, *exc: object) -> None:
        self._close()
        if not self._kept:
            with contextlib.suppress(OSError):
                self.path.unlink()

    def write(self, data: bytes) -> None:
        """Append `data`, all of it."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]

    def sync(self) -> None:
        """Have the disk take it, and forget it in memory, so that reading back asks the disk."""
        os.fsync(self._fd)
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                os.posix_fadvise(self._fd, 0, 0, os.POSIX_FADV_DONTNEED)

    def read_back(self) -> bytes:
        """BLAKE3 of what is in the file now."""
        digest = blake3()
        os.lseek(self._fd, 0, os.SEEK_SET)
        while piece := os.read(self._fd, _CHUNK):
            digest.update(piece)
        return digest.digest()

    def set_times(self, accessed_ns: int, modified_ns: int) -> None:
        """Give it the times of the original, where the disk keeps such times."""
        with contextlib.suppress(OSError):
            os.utime(self.path, ns=(accessed_ns, modified_ns))

    def keep_as(self, path: Path, *, replace: bool = False) -> None:
        """Rename to `path` and have the folder remember it. FileExistsError unless `replace`."""
        self._close()
        if replace:
            os.replace(self.path, path)
        else:
            rename_new(self.path, path)
        self._kept = True
        sync_folder(path.parent)

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def sweep(folder: Path) -> int:
    """Remove what killed processes of ours left half written in `folder`; how many.

    What a living one is writing is locked and stays.
    """
    removed = 0
    try:
        found = [each.path for each in os.scandir(folder) if each.name.startswith(_PREFIX)]
    except OSError:
        return 0
    for path in found:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                # A file that somebody writes cannot be removed there: that is the test.
                os.unlink(path)
            else:
                fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
                try:
                    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    os.unlink(path)
                finally:
                    os.close(fd)
            removed += 1
    return removed


def rename_new(src: Path, dst: Path) -> None:
    """Rename without replacing; FileExistsError when `dst` is taken. Both on one disk."""
    if sys.platform == "win32":
        os.rename(src, dst)
    elif sys.platform != "linux" or not _renameat2(src, dst):
        rename_by_link(src, dst)


def sync_folder(folder: Path) -> None:
    """Have the disk remember the names in `folder`, where the system can be asked to."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)


def rename_by_link(src: Path, dst: Path) -> None:
    """Rename without replacing where the system has no call for it (POSIX). FileExistsError."""
    try:
        os.link(src, dst, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    else:
        os.unlink(src)
        return
    # No links here (FAT, some network disks): take the name with an empty file of ours, then replace that.
    os.close(os.open(dst, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        os.replace(src, dst)
    except OSError:
        os.unlink(dst)
        raise


def _renameat2(src: Path, dst: Path) -> bool:
    """Whether the kernel did it. FileExistsError when `dst` is taken."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if call(_AT_FDCWD, os.fsencode(src), _AT_FDCWD, os.fsencode(dst), _RENAME_NOREPLACE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(src), None, str(dst))
