"""Average linkage with bars: groups come together while their mean likeness is high enough.

Pairs of faces are weighed by the years between them; a mean of means stays between them, so that a chain of
nearest neighbours finds what always joining the most alike would (F. Murtagh, 1983). A bar is likeness minus
infinity, which no mean overcomes. Only exactly equal likenesses are ties: the group that comes first wins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from keepers.people.components import join, lowest
from keepers.people.exact import ONE, Sums
from keepers.people.faces import Ints
from keepers.people.rows import Rows, totals

# So many groups are weighed all against all in one table (three of them: 100 MB); more are first made fewer.
MOST_AT_ONCE: Final = 2_000
# Rows times rows in one block of the weighing.
_BLOCK: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Bars:
    """Which of m groups are not to be together: k x 2 pairs, and owners (0: none) of which two never are."""

    apart: Ints
    owners: Ints


def linked(rows: Rows, bars: Bars, same: float, most_at_once: int = MOST_AT_ONCE) -> Ints:
    """Which of m groups come together at a mean cosine >= same: per group the lowest of those it is with.

    rows: of groups 0..m-1, each with a row at least; their order settles ties.
    """
    least = same * ONE
    now = np.arange(len(bars.owners), dtype=np.int64)
    while len(bars.owners) > most_at_once:
        pairs = _mutual(rows, bars, least)
        if len(pairs) == 0:
            return lowest(now)
        fewer = np.arange(len(bars.owners), dtype=np.int64)
        join(fewer, pairs[:, 0], pairs[:, 1])
        kept, number = np.unique(fewer, return_inverse=True)
        owners = np.zeros(len(kept), dtype=np.int64)
        np.maximum.at(owners, number, bars.owners)
        rows = rows.regrouped(number[rows.groups])
        bars = Bars(number[bars.apart].reshape(-1, 2), owners)
        now = number[now]
    return lowest(_chain(*_table(rows, bars), least)[now])


def _table(rows: Rows, bars: Bars) -> tuple[Sums, Sums]:
    """Totals and weights of all groups, bars in."""
    m = len(bars.owners)
    total, weight = np.empty((m, m)), np.empty((m, m))
    for low, high, some, mass in _blocks(rows, bars):
        total[low:high], weight[low:high] = some, mass
    return total, weight


def _blocks(rows: Rows, bars: Bars) -> Iterator[tuple[int, int, Sums, Sums]]:
    """(low, high, totals, weights) of groups low..high against all, bars and themselves in."""
    m = len(bars.owners)
    starts = np.append(rows.starts(), len(rows))
    low = 0
    while low < m:
        high = int(np.searchsorted(starts, starts[low] + max(1, _BLOCK // len(rows)), side="right")) - 1
        high = min(max(high, low + 1), m)
        total, weight = totals(rows.take(np.arange(starts[low], starts[high])), rows)
        for a, b in (bars.apart.T, bars.apart.T[::-1]):
            mine = (a >= low) & (a < high)
            total[a[mine] - low, b[mine]] = -np.inf
        owner = bars.owners[low:high, None]
        if owner.any():
            total[(owner != bars.owners) & (owner > 0) & (bars.owners > 0)] = -np.inf
        total[np.arange(high - low), np.arange(low, high)] = -np.inf
        yield low, high, total, weight
        low = high


def _mutual(rows: Rows, bars: Bars, least: float) -> Ints:
    """Pairs of groups that are each other's most alike, alike enough: all of them can be joined at once."""
    m = len(bars.owners)
    nearest = np.full(m, -1, dtype=np.int64)
    for low, high, total, weight in _blocks(rows, bars):
        likeness = total / weight
        best = likeness.argmax(axis=1)
        enough = likeness[np.arange(high - low), best] >= least
        nearest[low:high] = np.where(enough, best, -1)
    at = np.flatnonzero(nearest >= 0)
    mutual = at[(nearest[nearest[at]] == at) & (at < nearest[at])]
    return np.stack([mutual, nearest[mutual]], axis=1)


def _chain(total: Sums, weight: Sums, least: float) -> Ints:
    """Per group the lowest group it is joined with; `total` and `weight` are used up."""
    m = len(total)
    parent = np.arange(m, dtype=np.int64)
    likeness = total / weight
    alive = (likeness.max(axis=1) >= least).tolist() if m else []
    chain: list[int] = []
    begin = 0
    while True:
        if not chain:
            while begin < m and not alive[begin]:
                begin += 1
            if begin == m:
                break
            chain.append(begin)
        tip = chain[-1]
        row = likeness[tip]
        nearest = int(row.argmax())
        value = row[nearest]
        if value < least:
            # Joining others never makes anyone more alike to it than its most alike now.
            alive[tip] = False
            chain.pop()
            continue
        before = chain[-2] if len(chain) > 1 else -1
        if before < 0 or row[before] < value:
            chain.append(nearest)
            continue
        del chain[-2:]
        low, high = min(tip, before), max(tip, before)
        total[low] += total[high]
        weight[low] += weight[high]
        likeness[low] = total[low] / weight[low]
        total[:, low], weight[:, low], likeness[:, low] = total[low], weight[low], likeness[low]
        likeness[high] = likeness[:, high] = -np.inf
        total[:, high] = -np.inf
        parent[high] = low
        alive[high] = False
    while not np.array_equal(parent, parent[parent]):
        parent = parent[parent]
    return parent
