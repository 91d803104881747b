"""What is new, under a hidden name beside what it is to replace.

The name is the file's own, so what a killed run left is used up by the next one and never piles up.
"""

import contextlib
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Final

from blake3 import blake3

from keepers.base.errors import WriteFailed
from keepers.base.files import require_space, unwritable

PREFIX: Final = ".keepers-writing-"
_MARK_DIGITS: Final = 12


def temporary_name(catalog: Path, file_id: int, how: str) -> str:
    """The hidden name for a file of this library; other libraries on the same folder have others."""
    mark = blake3(os.fsencode(catalog)).hexdigest()[:_MARK_DIGITS]
    return f"{PREFIX}{mark}-{file_id}-{how}"


def write_temporary(
    path: Path, content: bytes, like: Path, times_ns: tuple[int, int] | None, *, whole: bool
) -> None:
    """Write `content` to `path`, flushed to the disk and read back.

    `like`: the file whose rights and marks it takes; all of them where `whole`, else who may read and write.
    `times_ns`: when accessed and when changed, to be kept. Raises DiskFull, WriteFailed.
    """
    try:
        remove(path)
        require_space(path.parent, len(content))
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, 0o666)
        try:
            _pour(descriptor, content)
        finally:
            os.close(descriptor)
        if path.read_bytes() != content:
            raise WriteFailed(
                f"What was written beside {like.name} is not what is there now. The disk may be failing."
            )
        _take_after(path, like, whole)
        if times_ns is not None:
            os.utime(path, ns=times_ns)
    except OSError as error:
        remove(path)
        raise unwritable(error, like) from error
    except BaseException:
        remove(path)
        raise


def remove(path: Path) -> None:
    """Take a temporary file away, if it is there."""
    with contextlib.suppress(OSError):
        path.unlink()


def _pour(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.fsync(descriptor)
    if sys.platform == "linux":
        # So that reading back asks the disk.
        with contextlib.suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _take_after(path: Path, like: Path, whole: bool) -> None:
    """Rights, and for the same file also its marks (tags of the system, extended attributes).

    What lies beside a file that is not to be written into may be written all the same.
    """
    now = path.stat()
    with contextlib.suppress(OSError):
        # The rights by themselves: they must not depend on whether the disk takes all marks.
        shutil.copymode(like, path)
        if not whole:
            path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR)
    if whole:
        with contextlib.suppress(OSError):
            shutil.copystat(like, path)
        with contextlib.suppress(OSError):
            os.utime(path, ns=(now.st_atime_ns, now.st_mtime_ns))
    if sys.platform != "win32":
        # Who owns it, where we may say so.
        with contextlib.suppress(OSError):
            owner = like.stat()
            os.chown(path, owner.st_uid, owner.st_gid)
