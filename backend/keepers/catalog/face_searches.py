"""Which photos were looked at for faces."""

from typing import Final

from keepers.base.database import Database

_LEFT: Final = """
SELECT count(*) AS n FROM assets a
WHERE a.present = 1 AND a.visible = 1 AND a.kind = 'photo'
  AND NOT EXISTS (SELECT 1 FROM face_searches s WHERE s.asset_id = a.id)
  AND EXISTS (
    SELECT 1 FROM files f JOIN roots r ON r.id = f.root_id
    WHERE f.asset_id = a.id AND f.present = 1 AND r.faces = 1
  )
"""


class FaceSearches:
    """Reads of searches for faces."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def left(self) -> int:
        """How many photos were never looked at for faces, in folders where they are looked for."""
        return int(self._db.read(lambda connection: connection.execute(_LEFT).fetchone()["n"]))
