"""Which faces of a photo that were known are those that were found now. Pure.

What people decided hangs on rows, so a face keeps its row while it can be told to be the same: by its place,
or where a photo was cut or turned by its looks.
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keepers.metadata.regions import Box, overlap

#: Boxes that share this much of what they cover together show one face.
SAME_PLACE: Final = 0.4
# A box that a person drew, or a program, may be far larger than the one a model finds.
_LARGEST_SHARE: Final = 9.0


@dataclass(frozen=True)
class Known:
    """A row. `held`: it stays whatever is found; `placed`: by a person or a file, not by a model."""

    id: int
    box: Box
    held: bool
    placed: bool
    vector: bytes | None = None


@dataclass(frozen=True)
class New:
    """A face found now; `vector` is of the model that made those of `Known`."""

    box: Box
    vector: bytes | None = None


def matched(known: Sequence[Known], found: Sequence[New], sure: float | None) -> dict[int, int]:
    """Which of `found` (its position) each row is, by the row's id; rows that are not in it were not found.

    Each is used once. Rows that stay go first, then whoever shares most. `sure`: the cosine from which two
    vectors are one person; rows that stay and have no place any more are told by it. The order of neither
    list matters, but for exact ties: the lower id, the earlier position.
    """
    places = sorted(
        (not row.held, -share, row.id, position)
        for row in known
        for position, new in enumerate(found)
        if (share := _share(row, new.box)) > 0
    )
    pairs = _greedy([(row_id, position) for *_, row_id, position in places])
    if sure is None:
        return pairs
    left = [row for row in known if row.held and not row.placed and row.id not in pairs]
    free = [position for position in range(len(found)) if position not in pairs.values()]
    looks = sorted(
        (-likeness, row.id, position)
        for row in left
        for position in free
        if (likeness := cosine(row.vector, found[position].vector)) >= sure
    )
    return pairs | _greedy([(row_id, position) for _, row_id, position in looks])


def cosine(one: bytes | None, other: bytes | None) -> float:
    """Of two vectors of unit length as float16; -1 where one is missing or they are of different models."""
    if one is None or other is None or len(one) != len(other) or len(one) % 2:
        return -1.0
    form = f"<{len(one) // 2}e"
    value = math.fsum(
        a * b for a, b in zip(struct.unpack(form, one), struct.unpack(form, other), strict=True)
    )
    return value if math.isfinite(value) else -1.0


def _share(row: Known, box: Box) -> float:
    """How well a box fits a row; 0: not at all."""
    share = overlap(row.box, box)
    if share >= SAME_PLACE:
        return share
    if row.placed and _holds(row.box, box) and _holds(box, row.box):
        areas = sorted((row.box.width * row.box.height, box.width * box.height))
        return share if areas[1] <= _LARGEST_SHARE * areas[0] else 0.0
    return 0.0


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of one lies in the other."""
    x, y = inner.x + inner.width / 2, inner.y + inner.height / 2
    return outer.x <= x <= outer.x + outer.width and outer.y <= y <= outer.y + outer.height


def _greedy(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    taken: dict[int, int] = {}
    for row_id, position in pairs:
        if row_id not in taken and position not in taken.values():
            taken[row_id] = position
    return taken
