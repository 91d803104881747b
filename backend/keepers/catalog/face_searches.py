"""How many photos wait to be searched for faces."""

from collections.abc import Callable
from typing import Final

from keepers.base.database import Database

# As of `face_queue`, but photos that were not looked at yet wait for it too.
_LEFT: Final = """
SELECT count(*) AS n FROM assets a
WHERE a.present = 1 AND a.visible = 1 AND a.kind = 'photo'
  AND NOT EXISTS (
    SELECT 1 FROM face_searches s WHERE s.asset_id = a.id AND (
      :search IS NULL OR s.content_hash IS a.content_hash
      AND substr(s.made_by, 1, length(:search) + 1) = :search || '+'
    )
  )
  AND EXISTS (
    SELECT 1 FROM files f JOIN roots r ON r.id = f.root_id
    WHERE f.asset_id = a.id AND f.present = 1 AND r.faces = 1
  )
"""


class FaceSearches:
    """Reads of searches for faces. `search`: how they are done now (as of `FaceModels`), None: not at all."""

    def __init__(self, db: Database, search: Callable[[], str | None]) -> None:
        self._db = db
        self._search = search

    def left(self) -> int:
        """How many photos were not searched yet as they would be now, where faces are looked for.

        While nothing can search them: how many never were.
        """
        said = {"search": self._search()}
        return int(self._db.read(lambda connection: connection.execute(_LEFT, said).fetchone()["n"]))
