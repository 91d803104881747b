"""Finding a readable original of a photo, and putting it into a folder by copy or link."""

import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from keepers.base.errors import AlreadyThere, CopyMismatch, FileUnreadable, Refused, WriteFailed
from keepers.base.files import already_there, copy_verified, hash_file, unwritable
from keepers.catalog.files import FileRow
from keepers.export.spec import Mode

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
)


@dataclass(frozen=True, slots=True)
class Original:
    """A file that can be exported now: its path, size in bytes, and hash where the library knows it."""

    path: Path
    size: int
    content_hash: bytes | None


def find_original(files: Sequence[FileRow]) -> Original:
    """Return the first of `files` that is there and is what the library knows.

    Raises FileUnreadable with the first obstacle: no_file, root_offline, vanished, permission_denied,
    read_failed, changed (the file is another one than when it was looked at).
    """
    obstacle: FileUnreadable | None = None
    for row in files:
        try:
            return _checked(row)
        except FileUnreadable as error:
            obstacle = obstacle or error
    raise obstacle or FileUnreadable("no_file", "The library knows no file of this photo any more.")


def put(original: Original, target: Path, mode: Mode, on_bytes: Callable[[int], None] | None = None) -> bytes:
    """Put `original` at the new name `target`; the BLAKE3 of its content.

    Raises AlreadyThere, FileUnreadable, CopyMismatch, DiskFull, WriteFailed, and Refused with the fact
    `reason` other_disk (hard links stay on one disk) or no_links (this disk, or this account, makes none).
    """
    if mode == "copy":
        return copy_verified(original.path, target, expected=original.content_hash, on_bytes=on_bytes)
    content = original.content_hash or hash_file(original.path)
    try:
        if mode == "hardlink":
            os.link(os.path.realpath(original.path), target)
        else:
            os.symlink(os.path.realpath(original.path), target)
    except FileExistsError as error:
        raise already_there(target) from error
    except OSError as error:
        raise _link_error(error, target, mode) from error
    return content


def is_there(folder: Path, name: str, content_hash: str, mode: str) -> bool:
    """Tell whether `folder/name` was put there in this way and still holds this content."""
    path = folder / name
    if (mode == "symlink") != path.is_symlink():
        return False
    try:
        return hash_file(path).hex() == content_hash
    except FileUnreadable:
        return False


# What stops one photo and lets the rest go on; a full disk would stop the next one too.
ONE_PHOTO = (AlreadyThere, CopyMismatch, FileUnreadable, Refused, WriteFailed)


def _checked(row: FileRow) -> Original:
    if not row.root_online:
        raise FileUnreadable(
            "root_offline", f"The folder {row.root_label} is not connected. Connect it and export again."
        )
    path = Path(row.path)
    try:
        found = path.stat()
    except OSError as error:
        code = "permission_denied" if isinstance(error, PermissionError) else "vanished"
        raise FileUnreadable(code, f"{row.name} is not where it was, or may not be read.") from error
    if row.content_hash is None or (found.st_size, found.st_mtime_ns) == (row.size, row.mtime_ns):
        return Original(path, found.st_size, row.content_hash)
    if found.st_size != row.size or hash_file(path) != row.content_hash:
        raise FileUnreadable(
            "changed", f"{row.name} was changed since Keepers looked at it. It will be looked at again."
        )
    return Original(path, found.st_size, row.content_hash)


def _link_error(error: OSError, target: Path, mode: Mode) -> Exception:
    if error.errno == errno.EXDEV:
        return Refused(
            "Hard links only work within one disk, and the original is on another. Choose copies instead.",
            reason="other_disk",
        )
    if error.errno in _NO_LINKS or getattr(error, "winerror", None) == 1314:
        kind = "hard links" if mode == "hardlink" else "links"
        return Refused(f"This disk or this account does not allow {kind}. Choose copies.", reason="no_links")
    return unwritable(error, target)
