"""Whether a root can be reached: an unplugged or emptied folder is offline, and loses nothing."""

import errno
import os
from typing import Final

from keepers.ingest.walk import walk

ROOT_MISSING: Final = "root_missing"
ROOT_EMPTY: Final = "root_empty"
ROOT_UNREADABLE: Final = "root_unreadable"

# What a system says about a disk or share that went away while its mount point stayed.
_AWAY: Final = frozenset(
    getattr(errno, name)
    for name in (
        "ENOENT",
        "ENOTDIR",
        "ENODEV",
        "ENXIO",
        "EIO",
        "ENOTCONN",
        "ESTALE",
        "EHOSTDOWN",
        "ETIMEDOUT",
    )
    if hasattr(errno, name)
)


def out_of_reach(path: str, *, had_files: bool) -> str | None:
    """Why this root cannot be used now: ROOT_MISSING, ROOT_EMPTY, ROOT_UNREADABLE; None when it can.

    A mount point without its disk is an empty folder: empty counts only when it `had_files`. Blocks as long
    as the file system does, so never ask on a thread that answers people.
    """
    try:
        with os.scandir(path) as entries:
            empty = next(entries, None) is None
    except OSError as error:
        return ROOT_MISSING if error.errno in _AWAY else ROOT_UNREADABLE
    if not os.access(path, os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        return ROOT_UNREADABLE  # its names may be read, but nothing behind them
    return ROOT_EMPTY if empty and had_files else None


def still_empty(path: str) -> bool:
    """Whether a root that went offline as empty shows no picture yet, whatever else lies in it.

    Looks through it only as far as to the first picture.
    """
    return not any(folder.files for folder in walk(path))


def folder_identity(path: str) -> tuple[int, int] | None:
    """(device, inode) of a folder, None when it is not there."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
