"""Connected components, as arrays: each member's component is named by its lowest position."""

import numpy as np
from numpy.typing import NDArray

from keepers.people.faces import Flags, Floats, Ints

# Rows compared with everything at a time: bounds memory to this many times n likenesses.
_ROWS = 512


def join(parts: Ints, a: Ints, b: Ints) -> None:
    """Bring together, in place, the components of positions a[i] and b[i]."""
    while True:
        low, high = parts[a], parts[b]
        differ = low != high
        if not differ.any():
            return
        a, b, low, high = a[differ], b[differ], low[differ], high[differ]
        np.minimum.at(parts, np.maximum(low, high), np.minimum(low, high))
        while True:
            shorter = parts[parts]
            if np.array_equal(shorter, parts):
                break
            parts[:] = shorter


def join_alike(parts: Ints, vectors: Floats, loose: Ints, others: Ints, least: float) -> None:
    """Bring together, in place, components with a pair of dot product >= least.

    Each position of `loose` is compared with those of `loose` and of `others` (disjoint): exact, in blocks.
    """
    n = len(vectors)
    settled = np.zeros(n, dtype=np.bool_)
    settled[others] = True
    few = len(loose) * 8 < n
    # Few are compared with all that there are, so that these need not be copied first.
    columns = vectors if few else vectors[others]
    new = vectors[loose]
    for start in range(0, len(loose), _ROWS):
        rows = new[start : start + _ROWS]
        i, j = np.nonzero(rows @ columns.T >= least)
        if few:
            i, j = i[settled[j]], j[settled[j]]
        join(parts, loose[start + i], j if few else others[j])
        i, j = np.nonzero(rows @ new[start:].T >= least)
        join(parts, loose[start + i], loose[start + j])


def lowest(keys: NDArray[np.int64]) -> Ints:
    """Per position the lowest position with the same key."""
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    found: Ints = first.astype(np.int64)[inverse]
    return found


def same_as_before(now: Ints, before: Ints, dirty: Flags) -> Flags:
    """Which members are in a component that has the members it had, none of them dirty.

    now, before: component of each member, any names; before: -1 for members that were not there.
    """
    _, mine = np.unique(now, return_inverse=True)
    count = np.bincount(mine)
    _, theirs = np.unique(before, return_inverse=True)
    size_before = np.bincount(theirs)[theirs]
    first = np.full(len(count), -2, dtype=np.int64)
    first[mine] = before
    spoilt = (before != first[mine]) | (before < 0) | dirty | (size_before != count[mine])
    bad = np.zeros(len(count), dtype=np.bool_)
    bad[mine[spoilt]] = True
    return ~bad[mine]
