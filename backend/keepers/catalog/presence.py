"""Whether a picture shows: worked out afresh from its files whenever one of them changed."""

import json
import sqlite3
from collections.abc import Iterable

_REFRESH = """
UPDATE assets SET
  present = EXISTS (SELECT 1 FROM files f WHERE f.asset_id = assets.id AND f.present = 1),
  visible = EXISTS (
      SELECT 1 FROM files f LEFT JOIN problems p ON p.file_id = f.id
      WHERE f.asset_id = assets.id AND f.present = 1 AND p.file_id IS NULL
    ) OR NOT EXISTS (SELECT 1 FROM files f WHERE f.asset_id = assets.id AND f.present = 1)
WHERE id IN (SELECT value FROM json_each(?))
RETURNING month
"""


def refresh_presence(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> set[int]:
    """Set `present` and `visible` of these pictures from their files; the months (yyyymm) they are in.

    A picture is invisible when files of it are there and none of them can be read.
    """
    rows = connection.execute(_REFRESH, (json.dumps(sorted(set(asset_ids))),)).fetchall()
    return {row["month"] for row in rows}
