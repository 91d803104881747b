"""Faces that join a group afterwards, and how alike every face is to the others of its group."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from keepers.people.exact import ONE, weights, years
from keepers.people.faces import Faces, Flags, Floats, Ints
from keepers.people.links import Links
from keepers.people.rows import Rows, weighed
from keepers.people.rule import Rule

# Faces weighed at a time: their vectors twice over fit into a processor's cache.
_FACES: Final = 1_024


@dataclass(frozen=True, slots=True)
class Joined:
    """Positions of faces that join, and the group each joins."""

    at: Ints
    groups: Ints


def joining(faces: Faces, vectors: Floats, link: Links, groups: Ints, rows: Rows, rule: Rule) -> Joined:
    """Which of the faces that were not placed join whom.

    One joins the group it is most alike, if that is as alike as groups have to be, by a clear lead over the
    next, and nothing keeps it out: a face of its photo is in that group, or it was decided not to be that
    person. Of several of one photo the most alike joins. Groups of a single face call nobody.

    groups: of each placed face, 0..g-1, else -1. rows: of these groups (all of them).
    """
    at, found, value = nearest(faces, vectors, link, groups, rows, ~link.placed, rule.lead)
    good = value >= rule.same
    at, found, value = at[good], found[good], value[good]
    order = np.lexsort((faces.ids[at], -value))
    at, found = at[order], found[order]
    kept = _one_after_another(faces, link, at, found)
    return Joined(at[kept], found[kept])


def _one_after_another(faces: Faces, link: Links, at: Ints, found: Ints) -> list[int]:
    """Which of those who would join do, the first first: nobody with whom they are apart joined before."""
    n = len(faces)
    apart: dict[int, set[int]] = {}
    wishing = np.isin(link.apart, at).all(axis=1)
    for a, b in link.apart[wishing].tolist():
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    in_photo: dict[tuple[int, int], list[int]] = {}
    joined: dict[int, int] = {}
    kept = []
    for line, (face, group) in enumerate(zip(at.tolist(), found.tolist(), strict=True)):
        there = in_photo.setdefault((int(faces.photos[face]), group), [])
        if any(min(face, other) * n + max(face, other) not in link.allowed for other in there):
            continue
        if any(joined.get(other) == group for other in apart.get(face, ())):
            continue
        there.append(face)
        joined[face] = group
        kept.append(line)
    return kept


def nearest(
    faces: Faces, vectors: Floats, link: Links, groups: Ints, rows: Rows, asking: Flags, lead: float = 0.0
) -> tuple[Ints, Ints, Floats]:
    """Of the faces `asking`: positions, the group most like it (of several faces, or decided), how alike.

    Left out are those that something keeps out of that group, and those without that lead over the next.
    """
    at = np.flatnonzero(asking)
    if len(at) == 0 or len(rows) == 0:
        return at[:0], at[:0], np.zeros(0, dtype=np.float32)
    first = rows.starts()
    names = rows.groups[first]
    size = np.zeros(int(names.max()) + 1)
    size[names] = np.add.reduceat(rows.counts, first)
    size[groups[(groups >= 0) & link.placed & (link.owners > 0)]] += 1
    calling = rows.take(np.flatnonzero(size[rows.groups] > 1))
    if len(calling) == 0:
        return at[:0], at[:0], np.zeros(0, dtype=np.float32)
    found, value, ahead = _nearest(vectors[at], years(faces.times_ms[at]), calling)
    good = (ahead >= lead) & ~_barred(faces, link, groups, at, found)
    return at[good], found[good], value[good]


def _nearest(vectors: Floats, year: Ints, calling: Rows) -> tuple[Ints, Floats, Floats]:
    """Per face the most alike group (its name; of equally alike ones the first), how alike, by what lead."""
    n = len(vectors)
    best = np.full(n, -1, dtype=np.int64)
    value, second = np.full(n, -np.inf), np.full(n, -np.inf)
    wide = vectors.astype(np.float64)
    wanted, column = np.unique(year, return_inverse=True)
    of_year = [np.flatnonzero(column == number) for number in range(len(wanted))]
    for names, sums, masses in weighed(calling, wanted):
        for number, at in enumerate(of_year):
            likeness = wide[at] @ sums[:, number].T
            likeness /= masses[:, number] * ONE
            lines = np.arange(len(at))
            most = likeness.argmax(axis=1)
            top = likeness[lines, most]
            likeness[lines, most] = -np.inf
            higher = top > value[at]
            runner = np.maximum(likeness.max(axis=1), second[at])
            second[at] = np.where(higher, np.maximum(runner, value[at]), np.maximum(runner, top))
            best[at] = np.where(higher, names[most], best[at])
            value[at] = np.maximum(value[at], top)
    return best, value.astype(np.float32), (value - second).astype(np.float32)


def _barred(faces: Faces, link: Links, groups: Ints, at: Ints, found: Ints) -> Flags:
    """Whether something keeps face at[i] out of group found[i]."""
    n = len(faces)
    wish = np.full(n, -1, dtype=np.int64)
    wish[at] = found
    out = np.zeros(n, dtype=np.bool_)
    for a, b in (link.apart.T, link.apart.T[::-1]):
        out[a[(wish[a] >= 0) & (wish[a] == groups[b])]] = True
    # Who is placed in the same photo and group: pairs through a key of both.
    placed = np.flatnonzero(groups >= 0)
    keys = np.stack([faces.photos, groups], axis=1)[placed]
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    held: dict[tuple[int, int], list[int]] = {}
    wanted = {(int(faces.photos[i]), int(wish[i])) for i in at}
    photos = np.isin(keys[order, 0], faces.photos[at])
    for i in placed[order[photos]].tolist():
        key = (int(faces.photos[i]), int(groups[i]))
        if key in wanted:
            held.setdefault(key, []).append(i)
    for i in at.tolist():
        for other in held.get((int(faces.photos[i]), int(wish[i])), ()):
            if min(i, other) * n + max(i, other) not in link.allowed:
                out[i] = True
    return out[at]


def likeness(vectors: Floats, year: Ints, groups: Ints, counted: Flags, rows: Rows) -> Floats:
    """Mean cosine of each face to the others of its group, years weighed; NaN where there is no other.

    counted: whether the face itself is in the sums of `rows`, which hold the groups of these faces and years.
    """
    found = np.full(len(vectors), np.nan, dtype=np.float32)
    wanted, column = np.unique(year, return_inverse=True)
    own = np.where(counted, np.diag(weights(wanted, wanted))[column], 0.0)
    order = np.argsort(groups, kind="stable")
    for names, sums, masses in weighed(rows, wanted):
        low, high = np.searchsorted(groups[order], [names[0], names[-1] + 1])
        at = order[low:high]
        line = np.searchsorted(names, groups[at])
        rest = masses[line, column[at]] - own[at]
        some = rest > 0
        at, line, rest = at[some], line[some], rest[some]
        for start in range(0, len(at), _FACES):
            part = slice(start, start + _FACES)
            face = at[part]
            mine = vectors[face].astype(np.float64)
            total = np.einsum("ij,ij->i", mine, sums[line[part], column[face]])
            total -= own[face] * np.einsum("ij,ij->i", mine, mine)
            found[face] = total / (rest[part] * ONE)
    return found
