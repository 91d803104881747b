"""What a look found in a file, written to its picture: what it is, what was measured."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from keepers.catalog.face_rows import Searched
from keepers.catalog.said import Document
from keepers.metadata.dates import CaptureTime

_DESCRIBED: Final = (
    "format",
    "width",
    "height",
    "duration_ms",
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
class Failure:
    """Why one file could not be read, or not be shown: a stable code, and a detail for experts."""

    file_id: int
    code: str
    detail: str = ""


@dataclass(frozen=True)
class Look:
    """What reading one file gave.

    `size` and `mtime_ns` are of the file as it was read; `described` and `measured` hold the columns of
    `assets` and `measures` of those names; `said` is a document as `catalog.said` describes it. `hear_due`:
    of the file when the reading was begun, for what comes to lie beside it later is not in it. `unshown`: why
    a file that says something cannot be shown; nothing of it is measured then. `faces`: None where none were
    looked for.
    """

    file_id: int
    content_hash: bytes
    size: int
    mtime_ns: int
    described: Mapping[str, Any]
    measured: Mapping[str, Any]
    said: Document
    hear_due: int | None
    unshown: Failure | None = None
    faces: Searched | None = None

    @property
    def capture(self) -> CaptureTime:
        """When the picture was taken, by what this file says."""
        said = self.said["capture"]
        return CaptureTime(said["time_ms"], said["offset_min"], said["source"])


def describe(connection: sqlite3.Connection, asset_id: int, look: Look) -> None:
    """Write what the file is."""
    columns = {name: look.described.get(name) for name in _DESCRIBED}
    columns["kind"] = look.described.get("kind", "photo")
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
