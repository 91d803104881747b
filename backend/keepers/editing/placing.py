"""Putting what was prepared in the place of what it replaces: one rename, after the journal knows of it."""

import os
from pathlib import Path

from keepers.base.errors import KeepersError
from keepers.base.files import sync_folder, unwritable
from keepers.base.temporaries import rename_new
from keepers.catalog.file_writes import Begun
from keepers.editing.temporary import remove

#: Size, time of the last change in ns, and inode of a file as it was read; None: there was none.
Seen = tuple[int, int, int] | None


class Overtaken(KeepersError):  # noqa: N818 - a sentence, read where it is raised
    """Another program changed a file between our reading and our writing it: it is left, and read again."""

    code = "overtaken"


def place(begun: Begun, seen: Seen) -> os.stat_result | None:
    """Replace the file, or take it away; the file as it stands now, None where it is gone.

    Raises Overtaken, DiskFull, WriteFailed; nothing was changed then.
    """
    target = Path(begun.path)
    try:
        if _seen(target) != seen:
            raise Overtaken(f"{target.name} was changed by another program meanwhile. It is read again.")
        if begun.act.temporary is None:
            target.unlink()
            sync_folder(target.parent)
            return None
        temporary = target.parent / begun.act.temporary
        standing = os.lstat(temporary)
        if seen is None:
            rename_new(temporary, target)
        else:
            os.replace(temporary, target)
        sync_folder(target.parent)
    except FileExistsError as error:
        raise Overtaken(f"{target.name} was made by another program meanwhile. It is read again.") from error
    except OSError as error:
        raise unwritable(error, target) from error
    return standing


def clear_away(begun: Begun) -> None:
    """Remove what was prepared and is not to be put in place."""
    if begun.act.temporary is not None:
        remove(Path(begun.path).parent / begun.act.temporary)


def _seen(target: Path) -> Seen:
    try:
        now = os.lstat(target)
    except FileNotFoundError:
        return None
    return now.st_size, now.st_mtime_ns, now.st_ino
