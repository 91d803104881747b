"""Which faces are one person: pure, whatever the order in which they came.

Faces alike beyond doubt make cores; cores come together by average linkage; faces too poor to bring others
together join afterwards. What was decided holds. Grouping all at once and adding to a grouping are one and
the same road, which is walked again only where something changed.

The work is in proportion to the square of the number of faces, done in blocks (20,000: about two seconds).
Ties, two pairs of groups equally alike to the last bit, go by the vectors themselves; only between faces of
equal vectors that are kept apart does the face's id decide.
"""

from dataclasses import replace

import numpy as np

from keepers.people.before import Before, before_of, redecided, relinked
from keepers.people.components import join, join_alike, lowest, same_as_before
from keepers.people.cores import in_pieces, whole
from keepers.people.decided import Decisions
from keepers.people.exact import ONE, years
from keepers.people.faces import Faces, Flags, Floats, Ints
from keepers.people.grouped import Grouping, Memory, nobody
from keepers.people.joining import joining, likeness
from keepers.people.linkage import Bars, linked
from keepers.people.links import Links, links, torn
from keepers.people.rows import Rows, rows_of, together
from keepers.people.rule import Rule

# How far below the threshold rows of cores still are weighed against each other: more than float32 errs.
_SLACK = 1e-3


def group(faces: Faces, known: Decisions, rule: Rule) -> Grouping:
    """Group all faces anew."""
    return extend(nobody(rule, faces.vectors.shape[1]), faces, known)


def extend(previous: Grouping, added: Faces, known: Decisions, gone: Ints | None = None) -> Grouping:
    """Group again with more faces, without those `gone` (ids), and with what is known now.

    The same as grouping all of them anew, in less time the less has changed. A face that looks different now
    (its vector, quality or time) is given in `added` again and replaces what it was.
    """
    before = before_of(previous, added, gone)
    faces, link = before.faces, links(before.faces, known, previous.memory.rule.quality)
    rule = previous.memory.rule
    dirty = before.dirty | redecided(faces, previous.memory.known, known) | relinked(link, before)
    alike = _alike(before, link, rule)
    parts = whole(alike, link)
    cores = _cores(before, link, parts, dirty, rule)
    dirty = dirty | before.bereft(before.cores, before.memory.cores)
    changed = ~same_as_before(cores, before.cores, dirty) & link.placed
    year = years(faces.times_ms)
    rows, fresh = _rows(before, link, cores, dirty, year)
    cells = _cells(before, link, cores, rows, fresh, rule)
    stirred = _stirred(before, link, cells, changed | dirty)
    groups = _groups(before, link, cores, cells, rows, stirred, rule)
    placed = link.placed
    memory = Memory(
        faces=faces,
        known=known,
        rule=rule,
        vectors=before.vectors,
        link=link,
        alike=np.where(placed, alike, -1),
        whole=np.where(placed, parts, -1),
        cores=np.where(placed, cores, -1),
        cells=np.where(placed, cells, -1),
        groups=np.where(placed, groups, -1),
        rows=rows,
    )
    return _answer(previous, before, memory, stirred, year)


def _alike(before: Before, link: Links, rule: Rule) -> Ints:
    """Components of pairs alike beyond doubt, nothing decided looked at."""
    n = len(before.faces)
    spoke = np.zeros(n, dtype=np.bool_)
    spoke[: len(before.kept)] = before.memory.link.speaks[before.kept]
    bereft = before.bereft(before.alike, before.memory.alike)
    torn = bereft | np.isin(before.alike, before.alike[spoke != link.speaks])
    loose = link.speaks & (torn | (before.alike < 0))
    settled = link.speaks & ~loose
    parts = np.arange(n, dtype=np.int64)
    at = np.flatnonzero(settled)
    parts[at] = at[lowest(before.alike[at])]
    join_alike(parts, before.vectors, np.flatnonzero(loose), at, rule.core * ONE)
    return parts


def _cores(before: Before, link: Links, parts: Ints, dirty: Flags, rule: Rule) -> Ints:
    """Names of cores: components, or pieces of those that hold two who are apart."""
    n = len(parts)
    held = same_as_before(parts, before.whole, dirty | before.bereft(before.whole, before.memory.whole))
    cores = parts.copy()
    at = np.flatnonzero(torn(parts, link.owners, link.apart) & ~held & link.placed)
    if len(at):
        cores[at] = in_pieces(at, before.vectors, link, rule.core)
    return lowest(np.where(held & link.placed, n + before.cores, cores))


def _rows(before: Before, link: Links, cores: Ints, dirty: Flags, year: Ints) -> tuple[Rows, Flags]:
    """Sums of all cores, unsorted, and which of the rows have faces they did not have.

    A core of before that is whole within one of now, alone or with others, is not added up again.
    """
    n = len(cores)
    old = before.cores
    names = int(before.memory.cores.max(initial=-1)) + 1
    now = np.full(names, n, dtype=np.int64)
    there = np.flatnonzero(old >= 0)
    np.minimum.at(now, old[there], cores[there])
    # The last stands for faces that were in none.
    spoilt = np.arange(names + 1) == names
    spoilt[old[there[(cores[there] != now[old[there]]) | dirty[there] | ~link.placed[there]]]] = True
    lost = before.memory.cores[before.lost]
    spoilt[lost[lost >= 0]] = True
    now[spoilt[:-1] | (now == n)] = -1
    fresh = np.flatnonzero(link.speaks & spoilt[old])
    added_to = np.zeros(n + 1, dtype=np.bool_)
    added_to[cores[fresh]] = True
    held, count = np.unique(now[now >= 0], return_counts=True)
    added_to[held[count > 1]] = True
    kept = before.memory.rows
    name = now[kept.groups]
    still = np.flatnonzero((name >= 0) & ~added_to[name])
    grown = np.flatnonzero((name >= 0) & added_to[name])
    base = replace(kept, groups=name)
    new = rows_of(before.vectors[fresh], year[fresh], cores[fresh])
    changed = together(base.take(grown), new)
    changed = changed.regrouped(changed.groups)
    same = base if len(still) == len(base) else base.take(still)
    found = together(same, changed)
    return found, np.append(np.zeros(len(same), dtype=np.bool_), np.isin(changed.keys(), new.keys()))


def _cells(before: Before, link: Links, cores: Ints, rows: Rows, fresh: Flags, rule: Rule) -> Ints:
    """Which cores may come together: a mean of them reaches the threshold only if one of their years does.

    A cell of before stays together, though what held it may be gone: it only costs time.
    """
    n = len(cores)
    held = np.where(before.cells >= 0, n + before.cells, np.arange(n))
    parts = lowest(np.where(link.placed, held, np.arange(n)))
    at = np.flatnonzero(link.placed)
    join(parts, at, cores[at])
    lines = lowest(parts[rows.groups])
    least = rule.same - _SLACK
    join_alike(lines, rows.means(), np.flatnonzero(fresh), np.flatnonzero(~fresh), least)
    # Back from rows to faces: cells of rows that came together come together.
    join(parts, rows.groups, rows.groups[lines])
    return parts


def _stirred(before: Before, link: Links, cells: Ints, changed: Flags) -> Flags:
    """Faces of cells in which something changed."""
    n = len(cells)
    touched = np.zeros(n, dtype=np.bool_)
    touched[cells[changed & link.placed]] = True
    touched[cells[before.bereft(before.cells, before.memory.cells) & link.placed]] = True
    # A face that was placed and is not any more has left a cell behind.
    left = (before.cells >= 0) & ~link.placed
    touched[cells[np.isin(before.cells, before.cells[left]) & link.placed]] = True
    found: Flags = touched[cells] & link.placed
    return found


def _groups(
    before: Before, link: Links, cores: Ints, cells: Ints, rows: Rows, stirred: Flags, rule: Rule
) -> Ints:
    """Names of groups: those of cells nobody stirred stay as they were."""
    n = len(cores)
    found = cores.copy()
    names, cell, owners = _standing(before, link, cores, cells, stirred)
    number = np.full(n, -1, dtype=np.int64)
    number[names] = np.arange(len(names))
    mine = rows.take(np.flatnonzero(number[rows.groups] >= 0))
    mine = mine.regrouped(number[mine.groups])
    apart = number[cores[link.apart]].reshape(-1, 2)
    apart = apart[(apart >= 0).all(axis=1)]
    apart = np.unique(apart[cell[apart[:, 0]] == cell[apart[:, 1]]], axis=0)
    begins = np.flatnonzero(np.diff(cell, prepend=-1))
    ends = np.append(begins[1:], len(cell))
    lines = np.searchsorted(mine.groups, np.append(begins, len(cell)))
    order = np.argsort(apart[:, 0], kind="stable")
    bars = apart[order]
    bar_at = np.searchsorted(bars[:, 0], np.append(begins, len(cell)))
    for i in np.flatnonzero(ends - begins > 1).tolist():
        low, high = int(begins[i]), int(ends[i])
        here = mine.take(np.arange(lines[i], lines[i + 1]))
        here = replace(here, groups=here.groups - low)
        barred = Bars(bars[bar_at[i] : bar_at[i + 1]] - low, owners[low:high])
        found[names[low:high]] = names[low + linked(here, barred, rule.same)]
    found = found[cores]
    still = link.placed & ~stirred
    return lowest(np.where(still, n + before.groups, found))


def _standing(
    before: Before, link: Links, cores: Ints, cells: Ints, stirred: Flags
) -> tuple[Ints, Ints, Ints]:
    """Cores of stirred cells, sorted by cell and then by what is in them: names, cells, owners."""
    at = np.flatnonzero(stirred)
    names, back = np.unique(cores[at], return_inverse=True)
    keys = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(keys, back, _look(before.vectors[at]))
    ids = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(ids, back, before.faces.ids[at])
    owners = np.zeros(len(names), dtype=np.int64)
    np.maximum.at(owners, back, link.owners[at])
    order = np.lexsort((ids, keys, cells[names]))
    return names[order], cells[names[order]], owners[order]


def _look(vectors: Floats) -> Ints:
    """A number for each vector that depends on nothing else, the same for the same vector only."""
    bits = np.ascontiguousarray(vectors.astype(np.int64))
    odd = np.arange(1, 2 * bits.shape[1], 2, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (bits.view(np.uint64) * odd).sum(axis=1)
    found: Ints = (mixed >> np.uint64(1)).astype(np.int64)
    return found


def _answer(previous: Grouping, before: Before, memory: Memory, stirred: Flags, year: Ints) -> Grouping:
    """Labels by the lowest face id, those who join, and how alike everyone is to the others."""
    faces, link, n = memory.faces, memory.link, len(memory.faces)
    placed = np.flatnonzero(link.placed)
    _, dense = np.unique(memory.groups[placed], return_inverse=True)
    groups = np.full(n, -1, dtype=np.int64)
    groups[placed] = dense
    core_group = np.full(n, -1, dtype=np.int64)
    core_group[memory.cores[placed]] = dense
    again = np.zeros(int(dense.max(initial=-1)) + 1, dtype=np.bool_)
    again[dense[stirred[placed]]] = True
    needed = again.copy()
    if len(placed) < n:
        # Those that faces may join.
        needed |= np.bincount(dense, minlength=1) > 1
        needed[dense[link.owners[placed] > 0]] = True
    group_of_row = core_group[memory.rows.groups]
    some = np.flatnonzero(needed[group_of_row])
    rows = memory.rows.take(some)
    rows = rows.regrouped(group_of_row[some])
    late = joining(faces, memory.vectors, link, groups, rows, memory.rule)
    groups[late.at] = late.groups
    attached = np.zeros(n, dtype=np.bool_)
    attached[late.at] = True
    near = np.full(n, np.nan, dtype=np.float32)
    near[: len(before.kept)] = previous.likeness[before.kept]
    at = np.flatnonzero((stirred | ~link.placed) & (groups >= 0))
    near[~link.placed] = np.nan
    wanted = np.zeros(len(needed), dtype=np.bool_)
    wanted[groups[at]] = True
    some = np.flatnonzero(wanted[rows.groups])
    near[at] = likeness(memory.vectors[at], year[at], groups[at], link.speaks[at], rows.take(some))
    alone = np.flatnonzero((groups < 0) & faces.eligible)
    groups[alone] = groups.max(initial=-1) + 1 + np.arange(len(alone))
    return Grouping(faces.ids, _numbered(faces.ids, groups), near, attached, memory)


def _numbered(ids: Ints, groups: Ints) -> Ints:
    """Groups renumbered 0..g-1 by their lowest face id; -1 stays."""
    at = np.flatnonzero(groups >= 0)
    order = at[np.argsort(ids[at], kind="stable")]
    _, first, inverse = np.unique(groups[order], return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    labels = np.full(len(groups), -1, dtype=np.int64)
    labels[order] = rank[inverse]
    return labels
