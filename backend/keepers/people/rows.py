"""Sums of faces by group and year: all that weighing groups against each other takes."""

from dataclasses import dataclass

import numpy as np

from keepers.people.exact import STEPS, Sums, weights
from keepers.people.faces import Floats, Ints


@dataclass(frozen=True, slots=True)
class Rows:
    """A row for each group and year, sorted by both: how many faces, and the sum of their vectors (r x d)."""

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
        found: Floats = (self.sums / (self.counts * STEPS)[:, None]).astype(np.float32)
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
        return Rows(
            mine[starts],
            year[starts],
            np.add.reduceat(self.counts[order], starts),
            np.add.reduceat(self.sums[order], starts, axis=0),
        )


def rows_of(vectors: Floats, year: Ints, groups: Ints) -> Rows:
    """Rows of faces: whole vectors (n x d), their years and groups (>= 0)."""
    one = Rows(groups, year, np.ones(len(groups)), vectors.astype(np.float64))
    return one.regrouped(groups)


def together(rows: list[Rows]) -> Rows:
    """Rows of different groups as one table."""
    groups = np.concatenate([part.groups for part in rows])
    years = np.concatenate([part.years for part in rows])
    order = np.lexsort((years, groups))
    counts = np.concatenate([part.counts for part in rows])[order]
    return Rows(groups[order], years[order], counts, np.concatenate([part.sums for part in rows])[order])


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
