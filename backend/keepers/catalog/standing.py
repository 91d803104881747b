"""What stands in one folder, as far as it tells what belongs together: pictures, and files beside them."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from keepers.catalog.folders import WITHIN, Folder, parent, within

_PICTURES: Final = """
SELECT f.id, f.asset_id, f.name, a.kind, a.format, a.width, a.height, a.duration_ms, a.camera, a.main_id,
  a.capture_time, a.capture_offset_min, a.capture_source,
  EXISTS (SELECT 1 FROM assets c WHERE c.main_id = a.id) AS leads,
  EXISTS (
    SELECT 1 FROM files g LEFT JOIN problems p ON p.file_id = g.id
    WHERE g.asset_id = a.id AND g.present = 1 AND p.file_id IS NULL
  ) AS readable,
  iif(s.file_id = f.id, json_extract(s.document, '$.beside'), NULL) AS beside,
  json_extract(s.document, '$.evidence') AS evidence, json_extract(s.document, '$.capture') AS capture
FROM files f JOIN assets a ON a.id = f.asset_id LEFT JOIN said s ON s.asset_id = a.id
WHERE {within} AND f.present = 1 AND a.content_hash IS NOT NULL
ORDER BY +f.id
"""
_SIDES: Final = (
    "SELECT f.id, f.name, f.kind FROM side_files f WHERE {within} AND f.present = 1 ORDER BY +f.id"
)
# The clock of the camera itself: what a person or a program said later does not change which shot it is.
_CAMERA: Final = ("exif_original", "film")
_READ_BESIDE: Final = frozenset({"xmp sidecar", "takeout json"})


@dataclass(frozen=True)
class Standing:
    """One picture file and what tells where it belongs.

    `taken_*`: by the camera's own clock where it is known, else as the catalogue has it. `main_id`: of the
    picture it hides behind now, `leads`: whether others hide behind it. `beside`: names of the files beside
    that were read for it.
    """

    file_id: int
    asset_id: int
    name: str
    kind: str
    format: str | None
    width: int | None
    height: int | None
    duration_ms: int | None
    camera: str | None
    taken_ms: int
    taken_offset_min: int | None
    taken_from: str
    evidence: dict[str, str]
    readable: bool
    main_id: int | None
    leads: bool
    beside: tuple[str, ...]


@dataclass(frozen=True)
class SideStanding:
    """One file beside; `kind` as in side_files."""

    id: int
    name: str
    kind: str


def pictures_in(connection: sqlite3.Connection, folder: Folder) -> list[Standing]:
    """The picture files in a folder itself that are there and were read once, by id."""
    rows = connection.execute(_PICTURES.format(within=WITHIN), within(folder))
    return [_standing(row) for row in rows]


def sides_in(connection: sqlite3.Connection, folder: Folder) -> list[SideStanding]:
    """The files beside pictures in a folder itself, by id."""
    rows = connection.execute(_SIDES.format(within=WITHIN), within(folder))
    return [SideStanding(row["id"], row["name"], row["kind"]) for row in rows]


def folders_of(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> set[Folder]:
    """Every folder in which these pictures, what hides behind them, or what they hide behind, is there."""
    rows = connection.execute(
        """
        WITH asked AS (SELECT value AS id FROM json_each(?)),
        family AS (
          SELECT id FROM asked
          UNION SELECT a.main_id FROM assets a JOIN asked ON asked.id = a.id WHERE a.main_id IS NOT NULL
          UNION SELECT a.id FROM assets a JOIN asked ON a.main_id = asked.id
        )
        SELECT f.root_id, f.rel_path FROM files f JOIN family ON family.id = f.asset_id WHERE f.present = 1
        """,
        (json.dumps(sorted(set(asset_ids))),),
    )
    return {(row["root_id"], parent(row["rel_path"])) for row in rows}


def _standing(row: sqlite3.Row) -> Standing:
    taken = _taken(row)
    evidence = json.loads(row["evidence"]) if row["evidence"] else {}
    beside = json.loads(row["beside"]) if row["beside"] else []
    return Standing(
        file_id=row["id"],
        asset_id=row["asset_id"],
        name=row["name"],
        kind=row["kind"],
        format=row["format"],
        width=row["width"],
        height=row["height"],
        duration_ms=row["duration_ms"],
        camera=row["camera"],
        taken_ms=taken[0],
        taken_offset_min=taken[1],
        taken_from=taken[2],
        evidence={name: value for name, value in evidence.items() if isinstance(value, str)},
        readable=bool(row["readable"]),
        main_id=row["main_id"],
        leads=bool(row["leads"]),
        beside=tuple(name for kind, name in beside if kind in _READ_BESIDE),
    )


def _taken(row: sqlite3.Row) -> tuple[int, int | None, str]:
    known = (row["capture_time"], row["capture_offset_min"], row["capture_source"])
    if not row["capture"]:
        return known
    said = json.loads(row["capture"])
    claims = [(said["source"], said["time_ms"], said["offset_min"], said["precision"]), *said["others"]]
    for source, time_ms, offset_min, precision in claims:
        if source in _CAMERA and precision == "second":
            return time_ms, offset_min, source
    return said["time_ms"], said["offset_min"], said["source"]
