"""What became of every file of a folder, a line each: read from the catalogue of a library given it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from keepers.library import Library

_FILES: Final = """
SELECT f.rel_path, a.format, a.width, a.height, a.duration_ms, a.capture_source, a.capture_code, a.animated,
  a.motion_bytes, a.content_hash, a.visible, a.role, a.evidence, p.code,
  (SELECT m.rel_path FROM files m WHERE m.asset_id = a.main_id AND m.present = 1 LIMIT 1) AS main
FROM files f JOIN assets a ON a.id = f.asset_id LEFT JOIN problems p ON p.file_id = f.id WHERE f.present = 1
"""
_SIDES: Final = """
SELECT s.rel_path, s.kind,
  (SELECT group_concat(f.name, ', ') FROM side_links l JOIN files f ON f.id = l.file_id
   WHERE l.side_file_id = s.id) AS beside
FROM side_files s WHERE s.present = 1
"""


def outcomes(library_folder: Path, photos: Path) -> dict[str, str]:
    """By path within `photos`, in order: 'shown …', 'behind …', 'listed: …', 'beside …', 'passed over'."""
    with Library.open(library_folder, workers=2) as library:
        library.add_root(photos)
        assert library.work_until_idle()
    found = {}
    with closing(sqlite3.connect(library_folder / "catalog.db")) as connection:
        connection.row_factory = sqlite3.Row
        for row in connection.execute(_FILES):
            found[os.fsdecode(row["rel_path"])] = _picture(row)
        for row in connection.execute(_SIDES):
            found[os.fsdecode(row["rel_path"])] = f"{row['kind']} beside {row['beside'] or 'no picture here'}"
    every = sorted(path.relative_to(photos).as_posix() for path in photos.rglob("*") if path.is_file())
    return {name: found.get(name) or _passed_over(name) for name in every}


def _passed_over(name: str) -> str:
    if Path(name).name.startswith("."):
        return "passed over: hidden"
    return "passed over: its ending is not that of a picture or a film"


def _picture(row: sqlite3.Row) -> str:
    if row["code"]:
        return f"listed: {row['code']}"
    if row["content_hash"] is None:
        return "not read"
    what = [row["format"], f"{row['width']}x{row['height']}"]
    if row["duration_ms"] is not None:
        what.append(f"{row['duration_ms'] / 1000:.1f} s")
    what += ["moves"] * bool(row["animated"]) + ["with a film in it"] * bool(row["motion_bytes"])
    what += [row["capture_source"], f"({row['capture_code']})"]
    if row["role"]:
        behind = f"behind {Path(os.fsdecode(row['main'])).name} as {row['role']} ({row['evidence']})"
        return f"{behind}: {' '.join(what)}"
    return f"{'shown' if row['visible'] else 'hidden'}: {' '.join(what)}"
