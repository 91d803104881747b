"""When a photo was taken, by the photos whose names stand before and after its own. Pure.

Cameras number their files, so names in order are moments in order. Between two neighbours of one day the time
is shared out by the numbers, or evenly where names have none; where only one is near, it lends its own.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

_DAY_MS: Final = 86_400_000
_SECOND_MS: Final = 1000
_DIGITS: Final = re.compile(r"(\d+)")
# Beyond this a run of digits is an id, and its difference to another says nothing about time.
_MOST_DIGITS: Final = 6


#: Name, wall clock in ms, minutes east of UTC where known, of a photo whose date is sure.
Neighbour = tuple[str, int, int | None]


@dataclass(frozen=True)
class Found:
    """A wall clock in ms, its zone where the neighbours agree on it, and how it came about.

    `reason`: between (facts: before, after), after (facts: before), before (facts: after); names of files.
    """

    time_ms: int
    offset_min: int | None
    reason: str
    facts: dict[str, Any]


def name_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts names as people do: IMG_9 before IMG_10."""
    parts = _DIGITS.split(name.casefold())
    return tuple(
        (0, int(part), "") if index % 2 else (1, 0, part) for index, part in enumerate(parts) if part
    )


class Neighbours:
    """The photos of one folder whose dates are sure, at least one, by name."""

    def __init__(self, sure: Sequence[Neighbour]) -> None:
        self._ordered = sorted(sure, key=lambda each: (name_order(each[0]), each[1]))
        self._keys = [name_order(each[0]) for each in self._ordered]

    def of(self, name: str) -> Found:
        """The time of a photo by its name among theirs."""
        at = bisect.bisect_left(self._keys, name_order(name))
        before = self._ordered[at - 1] if at else None
        after = self._ordered[at] if at < len(self._ordered) else None
        if before is not None and after is not None and 0 <= after[1] - before[1] < _DAY_MS:
            return _between(name, before, after)
        if after is not None and (before is None or _apart(name, after) < _apart(name, before)):
            return Found(after[1] - _apart(name, after) * _SECOND_MS, after[2], "before", {"after": after[0]})
        assert before is not None  # noqa: S101 - one of the two is there
        return Found(before[1] + _apart(name, before) * _SECOND_MS, before[2], "after", {"before": before[0]})


def _apart(name: str, other: Neighbour) -> int:
    """How many photos apart, at least one."""
    return _steps(other[0], name) or 1


def _between(name: str, before: Neighbour, after: Neighbour) -> Found:
    behind, ahead = _steps(before[0], name), _steps(name, after[0])
    share = behind / (behind + ahead) if behind and ahead else 0.5
    time_ms = before[1] + round((after[1] - before[1]) * share)
    # Cameras write whole seconds; a fraction that nobody measured would only pretend.
    time_ms = max(before[1], time_ms - time_ms % _SECOND_MS)
    offset = before[2] if before[2] == after[2] else None
    return Found(time_ms, offset, "between", {"before": before[0], "after": after[0]})


def _steps(one: str, other: str) -> int | None:
    """How far apart two names of one numbering are; None where they are not of one."""
    first, second = _DIGITS.split(one.casefold()), _DIGITS.split(other.casefold())
    if len(first) != len(second):
        return None
    differing = [index for index in range(len(first)) if first[index] != second[index]]
    # The ending may differ: IMG_1.jpg, IMG_2.heic.
    numbers = [index for index in differing if index % 2]
    if len(numbers) != 1 or any(index % 2 == 0 and index < len(first) - 1 for index in differing):
        return None
    low, high = first[numbers[0]], second[numbers[0]]
    if max(len(low), len(high)) > _MOST_DIGITS:
        return None
    return abs(int(high) - int(low)) or None
