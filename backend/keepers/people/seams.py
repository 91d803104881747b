"""The seams of groups, where two people may have been sewn together, and who is typical of a part."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from keepers.people.exact import ONE
from keepers.people.faces import Ints
from keepers.people.grouped import Grouping
from keepers.people.linkage import Bars, linked
from keepers.people.rows import Rows, totals

# A seam shows where groups were weighed as if they had to be more alike: this far from `same` to `core`.
_STRICTER: Final = 0.35


@dataclass(frozen=True, slots=True)
class Seam:
    """Two parts of one group, as positions of their faces, the larger first, and how alike they are."""

    label: int
    larger: Ints
    smaller: Ints
    likeness: float


def seams(grouping: Grouping) -> list[Seam]:
    """The weakest seam of each group that has one: at most one a group."""
    memory = grouping.memory
    placed = np.flatnonzero(memory.link.placed)
    labels, cores = grouping.labels[placed], memory.cores[placed]
    names, first = np.unique(cores, return_index=True)
    label_of_core = labels[first]
    several = np.flatnonzero(np.bincount(label_of_core, minlength=1) > 1)
    strict = memory.rule.same + _STRICTER * (memory.rule.core - memory.rule.same)
    row_label = label_of_core[np.searchsorted(names, memory.rows.groups)]
    order = np.argsort(row_label, kind="stable")
    begins = np.searchsorted(row_label[order], several)
    ends = np.searchsorted(row_label[order], several, side="right")
    found = []
    for label, low, high in zip(several.tolist(), begins.tolist(), ends.tolist(), strict=True):
        seam = _weakest(grouping, label, memory.rows.take(np.sort(order[low:high])), strict)
        if seam is not None:
            found.append(seam)
    return found


def _weakest(grouping: Grouping, label: int, rows: Rows, strict: float) -> Seam | None:
    memory = grouping.memory
    names, number = np.unique(rows.groups, return_inverse=True)
    # Names are positions; what comes first must not depend on them, so the least id stands for a core.
    here = np.flatnonzero((grouping.labels == label) & memory.link.placed)
    of_face = np.searchsorted(names, memory.cores[here])
    least = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(least, of_face, grouping.ids[here])
    rank = np.argsort(np.argsort(least))
    mine = rows.regrouped(rank[number])
    none = np.zeros((0, 2), dtype=np.int64)
    parts = linked(mine, Bars(none, np.zeros(len(names), dtype=np.int64)), strict)
    _, dense = np.unique(parts, return_inverse=True)
    if dense.max() == 0:
        return None
    mine = mine.regrouped(dense[mine.groups])
    size = np.add.reduceat(mine.counts, mine.starts())
    largest = int(size.argmax())
    total, weight = totals(mine.take(np.flatnonzero(mine.groups == largest)), mine)
    likeness = (total / weight / ONE)[0]
    likeness[largest] = np.inf
    weakest = int(likeness.argmin())
    part = dense[rank[of_face]]
    return Seam(label, here[part == largest], here[part == weakest], float(likeness[weakest]))


def typical(grouping: Grouping, at: Ints) -> int:
    """The position among `at` of the face most like the mean of them, then of the lowest id."""
    vectors = grouping.memory.vectors[at]
    near = vectors @ vectors.sum(axis=0, dtype=np.float64)
    return int(at[np.lexsort((grouping.ids[at], -near))[0]])


def group_rows(grouping: Grouping) -> Rows:
    """Sums of all groups that have placed faces, by label and year."""
    memory = grouping.memory
    label = np.full(len(grouping.ids), -1, dtype=np.int64)
    placed = np.flatnonzero(memory.link.placed)
    label[memory.cores[placed]] = grouping.labels[placed]
    return memory.rows.regrouped(label[memory.rows.groups])
