"""Opens the window's library, telling how far it is, or says in a sentence why it cannot."""

import errno
import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from keepers.base.deadline import Deadline
from keepers.base.errors import DiskFull, KeepersError, LibraryInUse, LibraryUnreachable
from keepers.base.library_lock import LibraryLock
from keepers.base.migrations import MigrationProgress
from keepers.library import Library

# A window that was closed or killed a moment ago may still be letting go.
_PATIENCE_S: Final = 4.0
_TRY_AGAIN_S: Final = 0.05
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class StopAsked(Exception):  # noqa: N818 - read where it is raised
    """The window went away while its library was being opened."""


def open_library(
    place: Path, *, alongside: bool, tell: Callable[[MigrationProgress], None], stopping: Callable[[], bool]
) -> Library:
    """The open library, its lock taken; not taken where another process has it and `alongside` is set.

    `tell` is told how far an older catalogue is being brought up to date. Raises LibraryInUse (facts `pid`,
    `since` in UTC ms, where known), LibraryUnreachable, DiskFull, what Library.open raises, and StopAsked
    once `stopping` says so.
    """
    try:
        is_new = not os.path.lexists(place / "catalog.db")

        told: list[MigrationProgress] = []

        def on_progress(progress: MigrationProgress) -> None:
            if stopping():
                raise StopAsked
            # The same is said again and again while a copy is checked.
            if not is_new and told != [progress]:
                told[:] = [progress]
                tell(progress)

        library = _opened(place, on_progress, stopping)
        try:
            _take_lock(library.lock, alongside=alongside, stopping=stopping)
        except BaseException:
            library.close()
            raise
    except OSError as error:
        raise unreachable(error, place) from error
    return library


def unreachable(error: OSError, place: Path) -> KeepersError:
    """The sentence for a library's folder that the system would not open or make."""
    if error.errno in _FULL:
        return DiskFull(
            f"The disk with the library in {place} is full, and Keepers needs a little room to open it. "
            "Nothing was lost. Make some room, then try again.",
            path=str(place),
        )
    return LibraryUnreachable(
        f"The library in {place} cannot be reached ({error.strerror or error}). Its disk may not be "
        "connected, or this account may not write there. See to that and try again, or choose another "
        "library.",
        path=str(place),
    )


def _opened(
    place: Path, on_progress: Callable[[MigrationProgress], None], stopping: Callable[[], bool]
) -> Library:
    deadline = Deadline(_PATIENCE_S)
    while True:
        try:
            return Library.open(place, on_progress=on_progress)
        except LibraryInUse:
            # An older Keepers works on an older catalogue; the one that was just replaced is about to end.
            if stopping():
                raise StopAsked from None
            if not deadline.left():
                raise
        time.sleep(_TRY_AGAIN_S)


def _take_lock(lock: LibraryLock, *, alongside: bool, stopping: Callable[[], bool]) -> None:
    deadline = Deadline(0.0 if alongside else _PATIENCE_S)
    while not lock.try_acquire():
        if stopping():
            raise StopAsked
        if alongside:
            return
        if not deadline.left():
            raise _in_use(lock.holder() or {})
        # A lock of the system cannot be waited for with an end.
        time.sleep(_TRY_AGAIN_S)


def _in_use(holder: dict[str, Any]) -> LibraryInUse:
    facts = {name: holder[name] for name in ("pid", "since") if isinstance(holder.get(name), int)}
    who = f" (process {facts['pid']})" if "pid" in facts else ""
    since = f" since {_time(facts['since'])}" if "since" in facts else ""
    return LibraryInUse(
        f"Another Keepers{who} has been working on this library{since}. Close that one and try again, or "
        "open the library beside it: you can do everything here, and the other one reads the photos.",
        **facts,
    )


def _time(since_ms: int) -> str:
    moment = datetime.fromtimestamp(since_ms / 1000).astimezone()
    today = datetime.now().astimezone().date()
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%Y-%m-%d, %H:%M}"
