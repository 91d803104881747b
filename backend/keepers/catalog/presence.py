"""Whether a picture shows: itself, or behind its stack's best. Worked out afresh whenever a fact changed."""

import json
import sqlite3
from collections.abc import Iterable

_REFRESH = """
UPDATE assets SET
  present = EXISTS (SELECT 1 FROM files f WHERE f.asset_id = assets.id AND f.present = 1),
  visible = NOT EXISTS (
      SELECT 1 FROM files f LEFT JOIN problems p ON p.file_id = f.id
      WHERE f.asset_id = assets.main_id AND f.present = 1 AND p.file_id IS NULL
    ) AND (EXISTS (
      SELECT 1 FROM files f LEFT JOIN problems p ON p.file_id = f.id
      WHERE f.asset_id = assets.id AND f.present = 1 AND p.file_id IS NULL
    ) OR NOT EXISTS (SELECT 1 FROM files f WHERE f.asset_id = assets.id AND f.present = 1))
WHERE id IN (SELECT value FROM json_each(?1))
   OR id IN (SELECT b.id FROM json_each(?1) m JOIN assets b INDEXED BY assets_main ON b.main_id = m.value)
RETURNING id, month
"""

# A stack shows one tile, its best, as long as the best itself can be shown; otherwise every member
# shows until the next judgement chooses another best, so that no photo is ever behind nothing.
_FRONT = """
UPDATE assets SET front_id = (
  SELECT s.best_asset_id
  FROM stack_members m JOIN stacks s ON s.id = m.stack_id AND s.best_asset_id <> m.asset_id
  JOIN assets b ON b.id = s.best_asset_id AND b.present = 1 AND b.visible = 1
  WHERE m.asset_id = assets.id
)
WHERE id IN (SELECT value FROM json_each(?))
"""


def refresh_presence(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> set[int]:
    """Set `present` and `visible` of these pictures from their files; the months (yyyymm) they are in.

    A picture is invisible when files of it are there and none of them can be read, and when it belongs to
    another (main_id) that is there and can be read: with the other gone, it stands for itself.
    """
    ids = json.dumps(sorted(set(asset_ids)))
    touched = connection.execute(_REFRESH, (ids,)).fetchall()
    ids = json.dumps([row["id"] for row in touched])
    behind = connection.execute(
        """
        SELECT m.asset_id, a.month
        FROM stacks s JOIN stack_members m ON m.stack_id = s.id JOIN assets a ON a.id = m.asset_id
        WHERE s.best_asset_id IN (SELECT value FROM json_each(?))
        """,
        (ids,),
    ).fetchall()
    if behind:
        refresh_fronts(connection, (row["asset_id"] for row in behind))
    return {row["month"] for row in (*touched, *behind)}


def refresh_fronts(connection: sqlite3.Connection, asset_ids: Iterable[int]) -> None:
    """Set what stands in front of these pictures from the stacks as they are."""
    connection.execute(_FRONT, (json.dumps(sorted(set(asset_ids))),))
