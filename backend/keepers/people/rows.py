"""Sums of faces by group and year: all that weighing groups against each other takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from keepers.people.exact import NO_YEAR, STEPS, Sums, weights
from keepers.people.faces import Floats, Ints

# Numbers in one table of groups by years by dimensions: 8 MB.
_CELLS: Final = 1_000_000
# So few stretches of lines are added up one by one.
_FEW: Final = 64
# More than there are years (exact.py); the middle one is that of a time nobody knows.
_YEAR_KEYS: Final = 1_024


@dataclass(frozen=True, slots=True)
class Rows:
    """A row for each group and year: how many faces, and the sum of their vectors (r x d).

    Sorted by both, where nothing else is said.
    """

    groups: Ints
    years: Ints
    counts: Sums
    sums: Sums

    def __len__(self) -> int:
        return len(self.groups)

    def take(self, at: Ints) -> "Rows":
        """These rows, in this order."""
        return Rows(self.groups[at], self.years[at], self.counts[at], self.sums[at])

    def starts(self) -> Ints:
        """Where each group's rows begin, by rising group."""
        return np.flatnonzero(np.diff(self.groups, prepend=-1)).astype(np.int64)

    def means(self) -> Floats:
        """The mean vector of each row, about unit length or shorter."""
        found = np.empty(self.sums.shape, dtype=np.float32)
        np.multiply(self.sums, (1 / (self.counts * STEPS))[:, None], out=found, casting="same_kind")
        return found

    def keys(self) -> Ints:
        """A number for each group and year."""
        found: Ints = (
            self.groups * _YEAR_KEYS
            + np.where(self.years == NO_YEAR, _YEAR_KEYS // 2, self.years) % _YEAR_KEYS
        )
        return found

    def regrouped(self, groups: Ints) -> "Rows":
        """The same faces, rows given to other groups (numbers >= 0); those of one group and year add up."""
        order = np.lexsort((self.years, groups))
        mine, year = groups[order], self.years[order]
        new = np.ones(len(order), dtype=np.bool_)
        new[1:] = (mine[1:] != mine[:-1]) | (year[1:] != year[:-1])
        starts = np.flatnonzero(new)
        if len(starts) == len(order):
            return Rows(mine, year, self.counts[order], self.sums[order])
        counts = np.add.reduceat(self.counts[order], starts)
        return Rows(mine[starts], year[starts], counts, _added(self.sums, order, starts))


def rows_of(vectors: Floats, year: Ints, groups: Ints) -> Rows:
    """Rows of faces: whole vectors (n x d), their years and groups (>= 0)."""
    one = Rows(groups, year, np.ones(len(groups)), vectors.astype(np.float64))
    return one.regrouped(groups)


def _added(values: Sums, order: Ints, starts: Ints) -> Sums:
    """Sums of stretches of `values[order]`, which begin at `starts`: exact, as these are whole numbers.

    Most stretches are short: their first lines are added up at once, then their second ones, and so on, in a
    third of the time that numpy's reduceat takes for lines that long.
    """
    lengths = np.diff(starts, append=len(order))
    found: Sums = values[order[starts]]
    longer, step = np.flatnonzero(lengths > 1), 1
    while len(longer) > _FEW:
        found[longer] += values[order[starts[longer] + step]]
        step += 1
        longer = longer[lengths[longer] > step]
    for at in longer.tolist():
        found[at] += values[order[starts[at] + step : starts[at] + lengths[at]]].sum(axis=0)
    return found


def together(first: Rows, second: Rows) -> Rows:
    """Both tables one after the other, unsorted."""
    return Rows(
        np.concatenate([first.groups, second.groups]),
        np.concatenate([first.years, second.years]),
        np.concatenate([first.counts, second.counts]),
        np.concatenate([first.sums, second.sums]),
    )


def weighed(rows: Rows, wanted: Ints) -> Iterator[tuple[Ints, Sums, Sums]]:
    """Groups as they are seen from the years `wanted` (sorted): (names, sums, masses) of some at a time.

    sums: groups x years x d, the vectors' sums with the years' weights; masses: groups x years.
    """
    there, column = np.unique(rows.years, return_inverse=True)
    weight = weights(wanted, there)
    starts = np.append(rows.starts(), len(rows))
    names = rows.groups[starts[:-1]]
    dims = rows.sums.shape[1]
    step = max(1, _CELLS // (max(len(there), len(wanted), 1) * dims))
    for low in range(0, len(names), step):
        part = slice(int(starts[low]), int(starts[min(low + step, len(names))]))
        mine = names[low : low + step]
        line = np.searchsorted(mine, rows.groups[part])
        sums = np.zeros((len(mine), len(there), dims))
        sums[line, column[part]] = rows.sums[part]
        counts = np.zeros((len(mine), len(there)))
        counts[line, column[part]] = rows.counts[part]
        yield mine, weight @ sums, counts @ weight.T


def totals(left: Rows, right: Rows) -> tuple[Sums, Sums]:
    """Likeness between the groups of two tables: weighted totals of all pairs, and the weights' totals.

    Both (groups of left) x (groups of right), in rising order of group; total / weight / ONE is the mean
    cosine.
    """
    weight = weights(left.years, right.years)
    total = left.sums @ right.sums.T
    total *= weight
    weight *= left.counts[:, None]
    weight *= right.counts[None, :]
    for axis, starts, rows in ((0, left.starts(), left), (1, right.starts(), right)):
        if len(starts) < len(rows):
            total = np.add.reduceat(total, starts, axis=axis)
            weight = np.add.reduceat(weight, starts, axis=axis)
    return total, weight
