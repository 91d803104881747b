"""A library of 100,000 photos to serve and scroll: rows as in catalog.py, thumbnails that are real files.

A few pictures are made, and each photo's thumbnails are hard links to some of them. The photos themselves are
files without content beside the library, so that it finds them where its rows say, and never reads one.
Prints {"photos", "seconds"} as JSON.
"""

import argparse
import json
import os
import random
import sqlite3
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from catalog import _fill as fill
from keepers.library import Library
from keepers.media.decode import scaled
from keepers.media.thumbnails import SIZES, thumb_path, write_thumbnails

# A file can have about 65,000 names on ext4, and each photo takes one of one of these.
_PICTURES = 24


def _pictures(folder: Path, ratio: float) -> list[tuple[str, bytes]]:
    """Names of pictures whose thumbnails were written, and their placeholders."""
    rng = np.random.default_rng(round(ratio * 10))
    width = 1024 if ratio > 1 else round(1024 * ratio)
    height = round(width / ratio)
    made = []
    for number in range(_PICTURES):
        rough = rng.integers(0, 256, (9, 12, 3), dtype=np.uint8)
        smooth = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.int16)
        grain = rng.integers(-12, 13, (height, width, 1), dtype=np.int16)
        rgb: NDArray[np.uint8] = np.clip(smooth + grain, 0, 255).astype(np.uint8)
        name = f"{round(ratio * 10):02x}{number:02x}".ljust(64, "0")
        write_thumbnails(rgb, scaled(rgb, 256), folder, name)
        made.append((name, cv2.resize(rgb, (4, 3), interpolation=cv2.INTER_AREA).tobytes()))
    return made


def _file(path: Path, size: int, mtime_ns: int) -> os.stat_result:
    """A file of that size with nothing in it: a scan sees that it is as it was, and nobody reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, size)
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path.stat()


def seed(path: Path, rows: int) -> int:
    """Fill a new library; how many photos it holds."""
    with Library.open(path) as library:
        library.db.write(lambda connection: fill(connection, rows, random.Random(1)))
        pictures = {ratio: _pictures(library.path / "pictures", ratio) for ratio in (4 / 3, 3 / 4)}
        place = path.parent / "photos"

        def dress(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE roots SET path = ?", (os.fsencode(place),))
            found = connection.execute(
                "SELECT asset_id, rel_path, size, mtime_ns, hex(content_hash) FROM files"
            ).fetchall()
            shapes = dict(connection.execute("SELECT id, width > height FROM assets").fetchall())
            for asset_id, rel_path, size, mtime_ns, content_hash in found:
                file = place / os.fsdecode(rel_path)
                status = _file(file, size, mtime_ns)
                name, placeholder = pictures[4 / 3 if shapes[asset_id] else 3 / 4][asset_id % _PICTURES]
                for edge in SIZES:
                    there = thumb_path(library.thumbs, content_hash.lower(), edge)
                    there.parent.mkdir(parents=True, exist_ok=True)
                    os.link(thumb_path(library.path / "pictures", name, edge), there)
                connection.execute("UPDATE assets SET placeholder = ? WHERE id = ?", (placeholder, asset_id))
                connection.execute(
                    "UPDATE files SET device = ?, inode = ? WHERE asset_id = ?",
                    (status.st_dev, status.st_ino, asset_id),
                )

        library.db.write(dress)
        return library.assets.count()


def main() -> None:
    """Seed and say so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    begin = time.perf_counter()
    photos = seed(options.library, options.rows)
    print(json.dumps({"photos": photos, "seconds": round(time.perf_counter() - begin, 1)}))


if __name__ == "__main__":
    main()
