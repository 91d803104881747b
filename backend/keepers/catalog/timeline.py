"""The timeline: counts per month, and one month as columns."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Final

from keepers.base.database import Database

FAVOURITE: Final = 1
STACK_BEST: Final = 2
STACK_HIDDEN: Final = 4
UNLOOKED: Final = 8

_UNKNOWN_RATIO: Final = 1.5

# A stack shows one tile, its best, as long as the best itself can be shown; otherwise every member
# shows until the next judgement chooses another best, so that no photo is ever behind nothing.
_HIDDEN_PER_MONTH: Final = """
SELECT a.month AS month, count(*) AS n
FROM stacks s
JOIN assets b ON b.id = s.best_asset_id AND b.present = 1 AND b.visible = 1
JOIN stack_members m ON m.stack_id = s.id AND m.asset_id <> s.best_asset_id
JOIN assets a ON a.id = m.asset_id AND a.present = 1 AND a.visible = 1
GROUP BY a.month
"""

_SHOWN_PER_MONTH: Final = """
SELECT month, count(*) AS n FROM assets INDEXED BY assets_timeline
WHERE present = 1 AND visible = 1 GROUP BY month ORDER BY month DESC
"""

_MONTH: Final = """
SELECT a.id, a.width, a.height, a.capture_time, a.placeholder, a.content_hash,
       m.stack_id, s.best_asset_id, b.id IS NOT NULL AS best_shown,
       d.asset_id IS NOT NULL AS favourite
FROM assets a
LEFT JOIN stack_members m ON m.asset_id = a.id
LEFT JOIN stacks s ON s.id = m.stack_id
LEFT JOIN assets b ON b.id = s.best_asset_id AND b.present = 1 AND b.visible = 1
LEFT JOIN decisions d ON d.asset_id = a.id AND d.kind = 'favourite'
WHERE a.month = ? AND a.present = 1 AND a.visible = 1
ORDER BY a.capture_time DESC, a.id DESC
"""

_SIZES: Final = """
SELECT m.stack_id, count(*) AS n
FROM stack_members m JOIN assets a ON a.id = m.asset_id AND a.present = 1 AND a.visible = 1
WHERE m.stack_id IN (SELECT value FROM json_each(?))
GROUP BY m.stack_id
"""


@dataclass(frozen=True)
class Bucket:
    """How many tiles a month has; `month` is yyyymm."""

    month: int
    count: int


@dataclass(frozen=True)
class MonthColumns:
    """One month, newest first, as lists of equal length.

    `ratios` are width / height (1.5 while unknown); `times` are capture times in ms; `flags` are FAVOURITE,
    STACK_BEST, STACK_HIDDEN, UNLOOKED added up; `hashes` name the thumbnails, None when there are none yet;
    `stack_ids` is 0 and `stack_sizes` 1 for a photo that stands alone.
    """

    month: int
    ids: list[int]
    ratios: list[float]
    times: list[int]
    flags: list[int]
    placeholders: list[bytes | None]
    stack_ids: list[int]
    stack_sizes: list[int]
    hashes: list[str | None]


class Timeline:
    """The pictures by month of their capture time."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def buckets(self, *, stacks: bool = True) -> list[Bucket]:
        """Months that have tiles, newest first; with `stacks` a stack counts as one tile."""

        def read(connection: sqlite3.Connection) -> list[Bucket]:
            hidden: dict[int, int] = {}
            if stacks:
                hidden = {row["month"]: row["n"] for row in connection.execute(_HIDDEN_PER_MONTH)}
            buckets = [
                Bucket(row["month"], row["n"] - hidden.get(row["month"], 0))
                for row in connection.execute(_SHOWN_PER_MONTH)
            ]
            return [bucket for bucket in buckets if bucket.count > 0]

        return self._db.read(read)

    def month(self, month: int, *, stacks: bool = True) -> MonthColumns:
        """The tiles of a month (yyyymm); with `stacks`, the members behind a stack's best are left out."""

        def read(connection: sqlite3.Connection) -> tuple[list[sqlite3.Row], dict[int, int]]:
            rows = connection.execute(_MONTH, (month,)).fetchall()
            stack_ids = sorted({row["stack_id"] for row in rows if row["stack_id"] is not None})
            sizes = connection.execute(_SIZES, (json.dumps(stack_ids),)) if stack_ids else ()
            return rows, {row["stack_id"]: row["n"] for row in sizes}

        rows, sizes = self._db.read(read)
        columns = MonthColumns(month, [], [], [], [], [], [], [], [])
        for row in rows:
            stacked = row["stack_id"] is not None and sizes[row["stack_id"]] > 1
            best = stacked and row["best_asset_id"] == row["id"]
            hidden = bool(stacked and row["best_shown"] and not best)
            if hidden and stacks:
                continue
            content_hash = row["content_hash"]
            columns.ids.append(row["id"])
            columns.ratios.append(_ratio(row["width"], row["height"]))
            columns.times.append(row["capture_time"])
            columns.flags.append(
                FAVOURITE * bool(row["favourite"])
                + STACK_BEST * best
                + STACK_HIDDEN * hidden
                + UNLOOKED * (content_hash is None)
            )
            columns.placeholders.append(row["placeholder"])
            columns.stack_ids.append(row["stack_id"] if stacked else 0)
            columns.stack_sizes.append(sizes[row["stack_id"]] if stacked else 1)
            columns.hashes.append(content_hash.hex() if content_hash else None)
        return columns


def _ratio(width: int | None, height: int | None) -> float:
    return round(width / height, 4) if width and height else _UNKNOWN_RATIO
