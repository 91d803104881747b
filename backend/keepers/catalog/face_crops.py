"""Where the picture of a face lies."""

import re
from pathlib import Path
from typing import Final

from keepers.base.database import Database
from keepers.base.errors import NotFound

# What a stem is made of; anything else could lead out of the folder.
_STEM: Final = re.compile(r"[0-9a-z][0-9a-z_-]{3,199}")


class FaceCrops:
    """Pictures of faces in `folder`, as `ab/abcd….webp`: two letters of their stem make the folder."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder

    def of(self, face_id: int) -> Path | None:
        """Where the picture of this face is to be; None where none was made. Raises NotFound."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT crop FROM faces WHERE id = ?", (face_id,)
            ).fetchone()
        )
        if row is None:
            raise NotFound("There is no such face any more.", face_id=face_id)
        return crop_path(self._folder, row["crop"]) if row["crop"] is not None else None


def crop_path(folder: Path, stem: str) -> Path | None:
    """Where the picture with this stem is to be; None where that is no stem."""
    return folder / stem[:2] / f"{stem}.webp" if _STEM.fullmatch(stem) else None
