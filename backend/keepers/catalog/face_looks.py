"""What was measured of the eyes and mouths of faces, beside all that was of the same people."""

import sqlite3
from dataclasses import dataclass
from typing import Final

from keepers.base.database import Database

_MEASURED: Final = """
SELECT f.id, f.asset_id = :asset AS here, g.person_id,
  f.quality, f.presence, f.yaw, f.eye_left, f.eye_right, f.smile
FROM faces f
"""
# Two ways to a face, each by its index.
_OF_PHOTO: Final = f"""
{_MEASURED} LEFT JOIN face_people g ON g.face_id = f.id
WHERE f.asset_id = :asset AND f.kind = 'person' AND f.presence IS NOT NULL
UNION
{_MEASURED} JOIN face_people g ON g.face_id = f.id
WHERE g.person_id IN (
  SELECT p.person_id FROM face_people p JOIN faces o ON o.id = p.face_id WHERE o.asset_id = :asset
) AND f.kind = 'person' AND f.gone = 0 AND f.presence IS NOT NULL
ORDER BY 1
"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class Measured:
    """One face. `here`: in the photo that was asked about; the measures are columns of `faces`."""

    face_id: int
    here: bool
    person_id: int | None
    quality: float | None
    presence: float
    yaw: float | None
    eye_left: float | None
    eye_right: float | None
    smile: float | None


class FaceLooks:
    """Reads of those measures."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def about(self, asset_id: int) -> list[Measured]:
        """Every measured face of a photo, and every other one of the people in it, by id."""

        def read(connection: sqlite3.Connection) -> list[Measured]:
            return [
                Measured(
                    face_id=row["id"],
                    here=bool(row["here"]),
                    person_id=row["person_id"],
                    quality=row["quality"],
                    presence=row["presence"],
                    yaw=row["yaw"],
                    eye_left=row["eye_left"],
                    eye_right=row["eye_right"],
                    smile=row["smile"],
                )
                for row in connection.execute(_OF_PHOTO, {"asset": asset_id})
            ]

        return self._db.read(read)
