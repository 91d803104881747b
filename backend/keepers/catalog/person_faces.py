"""Faces as they are shown: whose they are, where in the photo, how sure that is."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keepers.base.database import Database
from keepers.base.errors import NotFound
from keepers.catalog.cursor import cursor, keys_of
from keepers.catalog.face_decisions import COUNTS
from keepers.catalog.persons import Kind

_FACE: Final = """
SELECT f.id, f.asset_id, f.kind, f.source, f.x, f.y, f.w, f.h, f.verdict, f.quality, f.gone, f.crop,
  p.id AS person_id, p.name, g.how, g.likeness, a.capture_time, a.content_hash
FROM faces f JOIN assets a ON a.id = f.asset_id
LEFT JOIN face_people g ON g.face_id = f.id LEFT JOIN persons p ON p.id = g.person_id
"""


@dataclass(frozen=True)
class FaceRow:
    """One face. `box`: left, top, width, height, parts of the upright picture; `how` it is whose it is.

    `picture`: whether there is one of it. `time`: capture time of the photo, `version`: its content in hex.
    """

    id: int
    asset_id: int
    kind: Kind
    source: Literal["found", "drawn", "said"]
    box: tuple[float, float, float, float]
    person_id: int | None
    name: str
    how: Literal["decided", "grouped"] | None
    likeness: float | None
    verdict: Literal["face", "not_face"] | None
    quality: float | None
    gone: bool
    picture: bool
    time: int
    version: str | None


@dataclass(frozen=True)
class FacePage:
    """Faces, and what asks for those after them; None at the end."""

    faces: tuple[FaceRow, ...]
    next: str | None


@dataclass(frozen=True)
class FacesOfAsset:
    """The faces of one photo from left to right. `searched`: whether it was looked at for faces yet."""

    faces: tuple[FaceRow, ...]
    searched: bool


class PersonFaces:
    """Reads of faces."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_person(self, person_id: int, after: str | None = None, limit: int = 100) -> FacePage:
        """The faces of a person, newest photo first. Raises NotFound, and Invalid for a wrong `after`."""
        time, last = keys_of(after, 2) or (None, 0)

        def read(connection: sqlite3.Connection) -> FacePage:
            if connection.execute("SELECT 1 FROM persons WHERE id = ?", (person_id,)).fetchone() is None:
                raise NotFound("There is no such person any more.", person_id=person_id)
            rows = connection.execute(
                f"""
                {_FACE} WHERE g.person_id = :person AND {COUNTS} AND a.present = 1 AND a.visible = 1
                AND (:time IS NULL OR (a.capture_time, f.id) < (:time, :last))
                ORDER BY a.capture_time DESC, f.id DESC LIMIT :limit
                """,
                {"person": person_id, "time": time, "last": last, "limit": limit + 1},
            ).fetchall()
            shown = rows[:limit]
            more = cursor((shown[-1]["capture_time"], shown[-1]["id"])) if len(rows) > limit else None
            return FacePage(tuple(_face(row) for row in shown), more)

        return self._db.read(read)

    def of_asset(self, asset_id: int) -> FacesOfAsset:
        """The faces of one photo; also what a person said is none, so that it can be taken back there."""

        def read(connection: sqlite3.Connection) -> FacesOfAsset:
            rows = connection.execute(
                f"{_FACE} WHERE f.asset_id = ? AND (f.gone = 0 OR {COUNTS}) ORDER BY f.x, f.id", (asset_id,)
            )
            faces = tuple(_face(row) for row in rows)
            searched = connection.execute(
                "SELECT 1 FROM face_searches WHERE asset_id = ?", (asset_id,)
            ).fetchone()
            return FacesOfAsset(faces, searched is not None)

        return self._db.read(read)

    def get(self, face_ids: Sequence[int]) -> dict[int, FaceRow]:
        """Faces by id; those that are not there are left out."""
        return self._db.read(lambda connection: faces_by_id(connection, face_ids))


def faces_by_id(connection: sqlite3.Connection, face_ids: Sequence[int]) -> dict[int, FaceRow]:
    """Faces by id, as they stand in this transaction; those that are not there are left out."""
    rows = connection.execute(
        f"{_FACE} WHERE f.id IN (SELECT value FROM json_each(?))",  # noqa: S608 - a constant
        (json.dumps(list(face_ids)),),
    )
    return {row["id"]: _face(row) for row in rows}


def _face(row: sqlite3.Row) -> FaceRow:
    return FaceRow(
        id=row["id"],
        asset_id=row["asset_id"],
        kind=row["kind"],
        source=row["source"],
        box=(row["x"], row["y"], row["w"], row["h"]),
        person_id=row["person_id"],
        name=row["name"] or "",
        how=row["how"],
        likeness=row["likeness"],
        # Who could not tell has not said what it is.
        verdict=row["verdict"] if row["verdict"] != "unsure" else None,
        quality=row["quality"],
        gone=bool(row["gone"]),
        picture=row["crop"] is not None,
        time=row["capture_time"],
        version=row["content_hash"].hex() if row["content_hash"] else None,
    )
