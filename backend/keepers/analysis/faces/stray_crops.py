"""Pictures of faces that nothing shows any more: taken away, as light as deleting a file is."""

import contextlib
from collections.abc import Collection
from pathlib import Path


def sweep_crops(directory: Path, kept: Collection[str], older_than: float) -> int:
    """Delete crops whose stems are not `kept` and that were written before `older_than` (s, time.time()).

    How many. Younger ones may belong to what is being written just now.
    """
    swept = 0
    for path in directory.glob("??/*"):
        if path.suffix == ".webp" and path.stem in kept:
            continue
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < older_than:
                path.unlink()
                swept += 1
    return swept
