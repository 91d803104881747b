"""Measures: what pixels said, as columns for choosing and for finding look-alikes.

Films are neither: one picture of a film says too little of it.
"""

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from keepers.base.database import Database
from keepers.catalog.capture import is_exact
from keepers.catalog.scopes import LIBRARY, Scope

_CANDIDATES = """
SELECT a.id, a.capture_time, a.capture_source, a.width, a.height, a.placeholder,
       m.sharpness, m.exposure, m.composition, m.dhash, m.phash, m.colour, m.blank,
       t.stack_id, t.rank, d.value AS pick, v.value AS favourite
FROM assets a
JOIN measures m ON m.asset_id = a.id
LEFT JOIN stack_members t ON t.asset_id = a.id
LEFT JOIN decisions d ON d.asset_id = a.id AND d.kind = 'pick'
LEFT JOIN decisions v ON v.asset_id = a.id AND v.kind = 'favourite'
WHERE a.present = 1 AND a.visible = 1 AND a.kind = 'photo' AND {where}
ORDER BY a.id
"""


@dataclass(frozen=True)
class Measures:
    """The measures of one picture; the first three are 0..1, higher is better, None where not measured."""

    asset_id: int
    version: int
    sharpness: float | None
    exposure: float | None
    composition: float | None
    noise: float | None
    brightness: float | None
    contrast: float | None
    clip_low: float | None
    clip_high: float | None
    colourfulness: float | None
    tilt_deg: float | None
    dhash: int
    phash: int
    colour: bytes
    blank: bool


@dataclass
class Candidates:
    """Measured pictures that can be chosen, by id upwards, as lists of equal length.

    `times` are capture times in ms, `time_sure` whether to the second; sub-scores are 0..1 or None;
    `dhash` and `phash` are 64 bits as signed integers; `colour` 48 bytes; `stack_ids` and `stack_ranks` are 0
    for a picture that stands alone (rank 0 is also a stack's best); `picks` are 'in', 'out' or None.
    """

    ids: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    time_sure: list[bool] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    heights: list[int] = field(default_factory=list)
    sharpness: list[float | None] = field(default_factory=list)
    light: list[float | None] = field(default_factory=list)
    composition: list[float | None] = field(default_factory=list)
    dhash: list[int] = field(default_factory=list)
    phash: list[int] = field(default_factory=list)
    colour: list[bytes] = field(default_factory=list)
    blank: list[bool] = field(default_factory=list)
    stack_ids: list[int] = field(default_factory=list)
    stack_ranks: list[int] = field(default_factory=list)
    placeholders: list[bytes | None] = field(default_factory=list)
    picks: list[str | None] = field(default_factory=list)
    favourites: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def ratios(self) -> list[float]:
        """Width / height of each."""
        return [
            round(width / height, 4) if height else 1.5
            for width, height in zip(self.widths, self.heights, strict=True)
        ]


class MeasureRows:
    """Reads of measures; a look writes them together with everything else it found out."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, asset_id: int) -> Measures | None:
        """The measures of this picture, None while there are none."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT * FROM measures WHERE asset_id = ?", (asset_id,)
            ).fetchone()
        )
        if row is None:
            return None
        values = {name: row[name] for name in Measures.__dataclass_fields__}
        return Measures(**(values | {"blank": bool(row["blank"])}))

    def candidates(self, scope: Scope | str = LIBRARY) -> Candidates:
        """Everything in `scope` that can be chosen. Raises Invalid for a scope that is none."""
        where, parameters = (scope if isinstance(scope, Scope) else Scope.parse(scope)).where()

        def read(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
            cursor = connection.cursor()
            # Plain tuples: at 100,000 rows, looking columns up by name is half of the time.
            cursor.row_factory = None
            return cursor.execute(_CANDIDATES.format(where=where), parameters).fetchall()

        rows = self._db.read(read)
        if not rows:
            return Candidates()
        columns = [list(column) for column in zip(*rows, strict=True)]
        ids, times, sources, widths, heights, placeholders = columns[:6]
        sharpness, light, composition, dhash, phash, colour, blank = columns[6:13]
        stack_ids, stack_ranks, picks, favourites = columns[13:]
        return Candidates(
            ids=ids,
            times=times,
            time_sure=[is_exact(time, source) for time, source in zip(times, sources, strict=True)],
            widths=[width or 0 for width in widths],
            heights=[height or 0 for height in heights],
            sharpness=sharpness,
            light=light,
            composition=composition,
            dhash=dhash,
            phash=phash,
            colour=colour,
            blank=[bool(each) for each in blank],
            stack_ids=[each or 0 for each in stack_ids],
            stack_ranks=[each or 0 for each in stack_ranks],
            placeholders=placeholders,
            picks=picks,
            favourites=[each is not None for each in favourites],
        )
