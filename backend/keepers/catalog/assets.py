"""Assets: one row a picture, and the files that hold its bytes."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from keepers.base.database import Database
from keepers.base.errors import NotFound
from keepers.catalog.companions import Parts, read_parts
from keepers.catalog.files import FILE_SELECT, FileRow, file_row


@dataclass(frozen=True)
class Asset:
    """One picture: every byte-equal file of it, wherever it lies.

    `capture_time` is the wall clock at the camera in ms, counted as if it were UTC; `month` is yyyymm of it;
    `kind` is 'photo' or 'video', `duration_ms` how long a film is; `width` and `height` are upright pixels;
    `content_hash` is 32 bytes, None until a file of it was read; `main_id` is the picture it belongs to and
    hides behind. `capture_code` says why the time is believed (metadata/date_reasons.py); `motion_offset`
    and `motion_bytes` where in the file the film of a motion photo lies.
    """

    id: int
    content_hash: bytes | None
    kind: str
    format: str | None
    width: int | None
    height: int | None
    duration_ms: int | None
    capture_time: int
    capture_offset_min: int | None
    capture_source: str
    month: int
    camera: str | None
    lens: str | None
    iso: int | None
    exposure_s: float | None
    f_number: float | None
    focal_mm: float | None
    latitude: float | None
    longitude: float | None
    placeholder: bytes | None
    present: bool
    visible: bool
    added_at: int
    main_id: int | None = None
    capture_code: str | None = None
    capture_precision: str | None = None
    altitude_m: float | None = None
    direction_deg: float | None = None
    animated: bool = False
    motion_offset: int | None = None
    motion_bytes: int | None = None

    @property
    def hash_hex(self) -> str | None:
        """The content hash as thumbnails are named by it."""
        return self.content_hash.hex() if self.content_hash else None


def asset_of_row(row: sqlite3.Row) -> Asset:
    """An Asset of a row of `assets`."""
    values = {name: row[name] for name in Asset.__dataclass_fields__}
    values["present"] = bool(row["present"])
    values["visible"] = bool(row["visible"])
    values["animated"] = bool(row["animated"])
    return Asset(**values)


class Assets:
    """Reads of pictures; what a look writes is in `identity`, what a scan writes in `sightings`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, asset_id: int) -> Asset:
        """The picture with this id. Raises NotFound."""
        row = self._db.read(
            lambda connection: connection.execute("SELECT * FROM assets WHERE id = ?", (asset_id,)).fetchone()
        )
        if row is None:
            raise NotFound("This photo is no longer in the library.", asset_id=asset_id)
        return asset_of_row(row)

    def by_ids(self, ids: Sequence[int]) -> list[Asset]:
        """The pictures with these ids, in the order asked; unknown ids are left out."""
        rows = self._db.read(
            lambda connection: connection.execute(
                "SELECT * FROM assets WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
            ).fetchall()
        )
        found = {row["id"]: asset_of_row(row) for row in rows}
        return [found[asset_id] for asset_id in ids if asset_id in found]

    def files(self, asset_id: int) -> list[FileRow]:
        """Every file of the picture, readable ones first (present, root online), then by path."""
        return self.files_of([asset_id]).get(asset_id, [])

    def files_of(self, ids: Sequence[int]) -> dict[int, list[FileRow]]:
        """Files by picture id, each list ordered as in `files`."""
        rows = self._db.read(
            lambda connection: connection.execute(
                FILE_SELECT + "WHERE f.asset_id IN (SELECT value FROM json_each(?))"  # noqa: S608
                " ORDER BY f.present DESC, r.state = 'online' DESC,"
                " f.content_hash IS NULL, f.root_id, f.rel_path",
                (json.dumps(list(ids)),),
            ).fetchall()
        )
        grouped: dict[int, list[FileRow]] = {}
        for row in rows:
            grouped.setdefault(row["asset_id"], []).append(file_row(row))
        return grouped

    def parts_of(self, ids: Sequence[int]) -> dict[int, Parts]:
        """What belongs to each of these pictures besides its own bytes, by id."""
        return self._db.read(lambda connection: read_parts(connection, list(dict.fromkeys(ids))))

    def count(self) -> int:
        """How many pictures the timeline holds, stacks opened out."""
        return self._scalar("SELECT count(*) FROM assets WHERE present = 1 AND visible = 1")

    def count_films(self) -> int:
        """How many of those are films, as far as they were looked at."""
        return self._scalar(
            "SELECT count(*) FROM assets WHERE present = 1 AND visible = 1 AND kind = 'video'"
        )

    def count_copies(self) -> int:
        """How many files that are there hold the same as another, byte for byte, as far as they were read."""
        return self._scalar("SELECT count(*) - count(DISTINCT asset_id) FROM files WHERE present = 1")

    def looked_at(self, asset_id: int, stage: str = "look") -> int | None:
        """The version of this stage's result for the picture, None when there is none."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT version FROM stages WHERE asset_id = ? AND stage = ?", (asset_id, stage)
            ).fetchone()
        )
        return None if row is None else int(row["version"])

    def _scalar(self, sql: str) -> int:
        return int(self._db.read(lambda connection: connection.execute(sql).fetchone()[0]))
