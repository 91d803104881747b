"""What a killed run left in the middle of a write: the journal and the file tell which way to end it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from keepers.base.errors import FileUnreadable
from keepers.base.files import hash_file
from keepers.catalog.file_writes import Begun, FileWrites
from keepers.catalog.file_written import FileWritten
from keepers.editing.placing import clear_away

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """How many writes were ended, and how many had not happened."""

    ended: int
    undone: int


def mend(writes: FileWrites, written: FileWritten, keep_thumbnails: Callable[[Begun], None]) -> Mended:
    """End every write that was begun by a process that is gone; what cannot be reached stays begun."""
    ended = undone = 0
    for begun in writes.begun():
        if not begun.online:
            continue
        path = Path(begun.path)
        try:
            there: bytes | None = hash_file(path)
        except FileUnreadable as error:
            if error.code != "vanished":
                _log.warning("A write that was cut off cannot be checked yet: %s", error.message)
                continue
            there = None
        if there == begun.act.after_hash:
            keep_thumbnails(begun)
            written.mend(begun, path.stat() if there is not None else None)
            clear_away(begun)
            ended += 1
        else:
            clear_away(begun)
            writes.forget([begun.id])
            undone += 1
    return Mended(ended, undone)
