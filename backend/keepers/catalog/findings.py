"""What a look found in a file, written to its picture: what it says about itself, what was measured."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from keepers.catalog.capture import better_time, storable_time
from keepers.metadata.dates import CaptureTime

_DESCRIBED: Final = (
    "format",
    "width",
    "height",
    "duration_ms",
    "camera",
    "lens",
    "iso",
    "exposure_s",
    "f_number",
    "focal_mm",
    "latitude",
    "longitude",
    "placeholder",
)
_MEASURED: Final = (
    "sharpness",
    "exposure",
    "composition",
    "noise",
    "brightness",
    "contrast",
    "clip_low",
    "clip_high",
    "colourfulness",
    "tilt_deg",
    "dhash",
    "phash",
    "colour",
    "blank",
)


@dataclass(frozen=True)
class Look:
    """What reading one file gave.

    `size` and `mtime_ns` are of the file as it was read; `described` and `measured` hold the columns of
    `assets` and `measures` of those names.
    """

    file_id: int
    content_hash: bytes
    size: int
    mtime_ns: int
    capture: CaptureTime
    described: Mapping[str, Any]
    measured: Mapping[str, Any]


def describe(connection: sqlite3.Connection, asset_id: int, look: Look, known: CaptureTime | None) -> None:
    """Write what the file says; `known` is the time another file of the same bytes gave."""
    capture = CaptureTime(storable_time(look.capture.time_ms), look.capture.offset_min, look.capture.source)
    if known is not None:
        capture = better_time(known, capture)
    columns = {name: look.described.get(name) for name in _DESCRIBED}
    columns |= {
        "kind": look.described.get("kind", "photo"),
        "capture_time": capture.time_ms,
        "capture_offset_min": capture.offset_min,
        "capture_source": capture.source,
    }
    assignments = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE assets SET {assignments} WHERE id = :id",  # noqa: S608 - the names are written above
        columns | {"id": asset_id},
    )


def write_measures(connection: sqlite3.Connection, asset_id: int, look: Look, version: int) -> None:
    """Write what was measured, in place of what was before."""
    columns: dict[str, Any] = {"asset_id": asset_id, "version": version}
    columns |= {name: look.measured.get(name) for name in _MEASURED}
    connection.execute(
        f"INSERT OR REPLACE INTO measures ({', '.join(columns)})"  # noqa: S608 - the names are written above
        f" VALUES ({', '.join(':' + name for name in columns)})",
        columns,
    )
