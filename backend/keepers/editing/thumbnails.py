"""Thumbnails of a photo that was written into: its pixels are the same, so its thumbnails are."""

import contextlib
import os
import shutil
from pathlib import Path

from keepers.catalog.file_writes import Begun
from keepers.media.thumbnails import SIZES, is_whole, thumb_path


def keep_thumbnails(thumbs: Path, begun: Begun) -> None:
    """Have the thumbnails of the former content stand for the new one too.

    What the disk refuses is no loss: a thumbnail that is missing is made anew when it is asked for.
    """
    before, after = begun.act.before_hash, begun.act.after_hash
    if begun.act.how != "embedded" or before is None or after is None:
        return
    for size in SIZES:
        source, target = thumb_path(thumbs, before.hex(), size), thumb_path(thumbs, after.hex(), size)
        if is_whole(target) or not is_whole(source):
            continue
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            try:
                os.link(source, target)
            except OSError:
                # No links on this disk.
                shutil.copyfile(source, target)
