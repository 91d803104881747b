"""Reading, writing and copying files so that no crash, full disk or taken name loses anything."""

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path

from blake3 import blake3

from keepers.base.errors import (
    AlreadyThere,
    CopyMismatch,
    DiskFull,
    FileUnreadable,
    KeepersError,
    WriteFailed,
)
from keepers.base.names import free_name, name_key, numbered_name, safe_name
from keepers.base.temporaries import Temporary, rename_new, sweep, sync_folder

__all__ = [
    "already_there",
    "copy_verified",
    "free_bytes",
    "free_name",
    "hash_file",
    "move_new",
    "name_key",
    "numbered_name",
    "open_regular",
    "require_space",
    "safe_name",
    "sweep",
    "sync_folder",
    "unreadable",
    "unwritable",
    "write_atomic",
]

_CHUNK = 1 << 20


def hash_file(path: Path) -> bytes:
    """BLAKE3 of the content, 32 bytes, read in pieces of one megabyte. Raises FileUnreadable."""
    digest = blake3()
    try:
        with path.open("rb", buffering=0) as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
    except OSError as error:
        raise unreadable(error, path) from error
    return digest.digest()


def copy_verified(
    src: Path,
    dst: Path,
    *,
    expected: bytes | None = None,
    keep_times: bool = True,
    on_bytes: Callable[[int], None] | None = None,
) -> bytes:
    """Copy `src` to the new name `dst` byte for byte, proved by reading the copy back; its BLAKE3.

    Written to a temporary file in the folder of `dst`, flushed to the disk, read again, compared, and only
    then renamed without replacing anything. `expected` is the hash the content should have; `on_bytes` is
    told how many more bytes were written. Whatever goes wrong, nothing of ours is left at `dst`.

    Raises FileUnreadable (also `changed_while_reading`), AlreadyThere, CopyMismatch, DiskFull,
    WriteFailed. `on_bytes` may raise (Cancelled) to stop.
    """
    if os.path.lexists(dst):
        raise already_there(dst)
    try:
        source = src.open("rb", buffering=0)
    except OSError as error:
        raise unreadable(error, src) from error
    try:
        with source, Temporary(dst.parent) as temporary:
            before = os.fstat(source.fileno())
            written = _pour(source.fileno(), src, before.st_size, temporary, on_bytes)
            after = os.fstat(source.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise FileUnreadable(
                    "changed_while_reading",
                    f"{src.name} was changed while it was being copied. Try again once it is saved.",
                    path=str(src),
                )
            temporary.sync()
            if temporary.read_back() != written or (expected is not None and expected != written):
                raise CopyMismatch(
                    f"The copy of {src.name} differs from the original, so it was thrown away. "
                    "The disk or the cable may be failing.",
                    path=str(src),
                )
            if keep_times:
                temporary.set_times(before.st_atime_ns, before.st_mtime_ns)
            temporary.keep_as(dst)
    except FileExistsError as error:
        raise already_there(dst) from error
    except OSError as error:
        raise unwritable(error, dst) from error
    return written


def write_atomic(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write `data` to `path` so that there is the old content or the new, never a part.

    Raises AlreadyThere when `replace` is off and something is there, DiskFull, WriteFailed.
    """
    try:
        with Temporary(path.parent) as temporary:
            temporary.write(data)
            temporary.sync()
            temporary.keep_as(path, replace=replace)
    except FileExistsError as error:
        raise already_there(path) from error
    except OSError as error:
        raise unwritable(error, path) from error


def move_new(src: Path, dst: Path) -> None:
    """Rename within one disk without replacing. Raises AlreadyThere, WriteFailed."""
    try:
        rename_new(src, dst)
        sync_folder(dst.parent)
        if src.parent != dst.parent:
            sync_folder(src.parent)
    except FileExistsError as error:
        raise already_there(dst) from error
    except OSError as error:
        raise unwritable(error, dst) from error


def free_bytes(path: Path) -> int:
    """Bytes we may still write on the disk of `path`, which need not exist yet."""
    for place in (path, *path.parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
    return 0


def require_space(path: Path, needed: int) -> None:
    """Raise DiskFull unless `needed` bytes fit on the disk of `path`, with a little to spare."""
    free = free_bytes(path)
    if free < needed + 16 * _CHUNK:
        raise DiskFull(
            f"There is not enough room in {path}: {needed:,} bytes are needed, {free:,} are free. "
            "Make some room or choose another place.",
            needed=needed,
            free=free,
        )


def open_regular(path: Path) -> FileIO:
    """The file at `path` for reading, unbuffered; what is no file is refused.

    Raises FileUnreadable: vanished, permission_denied, read_failed, or unsupported for what is no file.
    """
    try:
        # Not to wait for ever at a pipe that somebody called .jpg.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        stream = FileIO(descriptor, "rb")
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            return stream
        stream.close()
    except OSError as error:
        raise unreadable(error, path) from error
    raise FileUnreadable("unsupported", f"{path.name} is not a file that holds anything.", path=str(path))


def unreadable(error: OSError, path: Path) -> FileUnreadable:
    """Why the system would not let us read `path`: vanished, permission_denied, or read_failed."""
    name = path.name
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileUnreadable("vanished", f"{name} is not there any more.", path=str(path))
    if isinstance(error, PermissionError):
        return FileUnreadable("permission_denied", f"Keepers is not allowed to read {name}.", path=str(path))
    return FileUnreadable(
        "read_failed", f"{name} could not be read from the disk ({_reason(error)}).", path=str(path)
    )


def unwritable(error: OSError, path: Path) -> KeepersError:
    """Why the system would not let us write `path`: DiskFull or WriteFailed."""
    full = {errno.ENOSPC, errno.EDQUOT} if sys.platform != "win32" else {errno.ENOSPC}
    if error.errno in full:
        return DiskFull(f"The disk is full: {path.name} could not be written.", path=str(path))
    return WriteFailed(f"{path.name} could not be written ({_reason(error)}).", path=str(path))


def already_there(path: Path) -> AlreadyThere:
    """The error for a name that is taken."""
    return AlreadyThere(
        f"There is already something called {path.name} in {path.parent}. It was left as it is.",
        path=str(path),
    )


def _pour(
    source: int, src: Path, size: int, temporary: Temporary, on_bytes: Callable[[int], None] | None
) -> bytes:
    """Copy until the end, or past `size`: what grows as fast as we read would never end."""
    digest = blake3()
    copied = 0
    while copied <= size:
        try:
            piece = os.read(source, _CHUNK)
        except OSError as error:
            raise unreadable(error, src) from error
        if not piece:
            break
        digest.update(piece)
        temporary.write(piece)
        copied += len(piece)
        if on_bytes is not None:
            on_bytes(len(piece))
    return digest.digest()


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
