"""The timeline: counts per month, and one month as columns."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from keepers.base.database import Database

FAVOURITE: Final = 1
STACK_BEST: Final = 2
STACK_HIDDEN: Final = 4
UNLOOKED: Final = 8
ANIMATED: Final = 16
LIVE: Final = 32

_UNKNOWN_RATIO: Final = 1.5
_STACK_ID: Final = 8

_BUCKETS: Final = """
SELECT month, count(*) AS n FROM assets INDEXED BY {index}
WHERE present = 1 AND visible = 1 {tiles} GROUP BY month ORDER BY month DESC
"""

_TILE: Final = """
SELECT a.id, a.width, a.height, a.capture_time, a.placeholder, a.content_hash, a.front_id,
       CASE a.kind WHEN 'video' THEN coalesce(a.duration_ms, 0) END AS duration_ms,
       m.stack_id, m.rank, d.asset_id AS favourite, a.animated,
       a.motion_offset IS NOT NULL
         OR EXISTS (SELECT 1 FROM assets c WHERE c.main_id = a.id AND c.role = 'live') AS live
FROM assets a {index}
LEFT JOIN stack_members m ON m.asset_id = a.id
LEFT JOIN decisions d ON d.asset_id = a.id AND d.kind = 'favourite'
"""
_MONTH: Final = (
    _TILE.replace("{index}", "INDEXED BY {index}")
    + """
WHERE a.month = ? AND a.present = 1 AND a.visible = 1 {tiles}
ORDER BY a.capture_time DESC, a.id DESC
"""
)
_CHOSEN: Final = (
    _TILE.format(index="")  # noqa: S608 - a constant
    + """
WHERE a.id IN (SELECT value FROM json_each(?)) AND a.present = 1 AND a.visible = 1
ORDER BY a.capture_time DESC, a.id DESC
"""
)

# By whether stacks are one tile: the index to go by, and its condition.
_TILES: Final = {
    True: {"index": "assets_tiles", "tiles": "AND front_id IS NULL"},
    False: {"index": "assets_timeline", "tiles": ""},
}

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


# Positions to a hundredth of a degree, a kilometre: a heading names towns.
_SPOTS: Final = """
SELECT capture_time / 86400000 - (capture_time % 86400000 < 0) AS day,
       round(latitude, 2) AS latitude, round(longitude, 2) AS longitude, count(*) AS n
FROM assets INDEXED BY assets_timeline
WHERE month = ? AND present = 1 AND visible = 1 AND latitude IS NOT NULL AND longitude IS NOT NULL
GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3
"""


@dataclass(frozen=True)
class Spot:
    """How many photos of a day (since 1970, by the wall clock) were taken about there; degrees."""

    day: int
    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True)
class MonthColumns:
    """One month (0: photos of any), newest first, as lists of equal length.

    `ratios` are width / height (1.5 while unknown); `times` are capture times in ms; `flags` are FAVOURITE,
    STACK_BEST, STACK_HIDDEN, UNLOOKED, ANIMATED, LIVE (a film of its moment is in it or belongs to it) added
    up; `hashes` name the thumbnails, None when there are none yet; `stack_ids` is 0 and `stack_sizes` 1 for a
    photo that stands alone; `durations` are the milliseconds of films (0: not known), None for photos.
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
    durations: list[int | None]


class Timeline:
    """The pictures by month of their capture time."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def buckets(self, *, stacks: bool = True) -> list[Bucket]:
        """Months that have tiles, newest first; with `stacks` a stack counts as one tile."""

        rows = self._db.read(
            lambda connection: connection.execute(_BUCKETS.format(**_TILES[stacks])).fetchall()
        )
        return [Bucket(row["month"], row["n"]) for row in rows]

    def spots(self, month: int) -> list[Spot]:
        """Where the photos of a month (yyyymm) were taken, as far as they say, newest day first."""
        rows = self._db.read(lambda connection: connection.execute(_SPOTS, (month,)).fetchall())
        return [Spot(row["day"], row["latitude"], row["longitude"], row["n"]) for row in rows]

    def month(self, month: int, *, stacks: bool = True) -> MonthColumns:
        """The tiles of a month (yyyymm); with `stacks`, the members behind a stack's best are left out."""
        return self._columns(month, _MONTH.format(**_TILES[stacks]), month)

    def of(self, ids: Sequence[int]) -> MonthColumns:
        """These photos, newest first, each a tile of its own; those that show nowhere are left out."""
        return self._columns(0, _CHOSEN, json.dumps(list(ids)))

    def _columns(self, month: int, query: str, given: int | str) -> MonthColumns:
        def read(connection: sqlite3.Connection) -> tuple[list[tuple[Any, ...]], dict[int, int]]:
            cursor = connection.cursor()
            cursor.row_factory = None  # plain tuples: a month may have thousands of rows
            rows = cursor.execute(query, (given,)).fetchall()
            stack_ids = sorted({row[_STACK_ID] for row in rows if row[_STACK_ID] is not None})
            sizes = cursor.execute(_SIZES, (json.dumps(stack_ids),)).fetchall() if stack_ids else []
            return rows, dict(sizes)

        rows, sizes = self._db.read(read)
        columns = MonthColumns(month, [], [], [], [], [], [], [], [], [])
        for (
            asset_id,
            width,
            height,
            time,
            placeholder,
            content_hash,
            front,
            duration,
            stack_id,
            rank,
            favourite,
            animated,
            live,
        ) in rows:
            stacked = stack_id is not None and sizes[stack_id] > 1
            columns.ids.append(asset_id)
            columns.ratios.append(round(width / height, 4) if width and height else _UNKNOWN_RATIO)
            columns.times.append(time)
            columns.flags.append(
                (FAVOURITE if favourite is not None else 0)
                | (STACK_BEST if stacked and rank == 0 else 0)
                | (STACK_HIDDEN if front is not None else 0)
                | (UNLOOKED if content_hash is None else 0)
                | (ANIMATED if animated else 0)
                | (LIVE if live else 0)
            )
            columns.placeholders.append(placeholder)
            columns.stack_ids.append(stack_id if stacked else 0)
            columns.stack_sizes.append(sizes[stack_id] if stacked else 1)
            columns.hashes.append(content_hash.hex() if content_hash else None)
            columns.durations.append(duration)
        return columns
