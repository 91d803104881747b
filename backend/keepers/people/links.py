"""What decisions and photos say before any likeness is looked at: who is together, who is apart."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from keepers.people.components import join
from keepers.people.decided import Decisions
from keepers.people.faces import Faces, Flags, Ints

# A photo with more faces than this has its best ones grouped; the others join people they are clearly alike.
MOST_IN_PHOTO: Final = 256


@dataclass(frozen=True, slots=True)
class Links:
    """Positions of n faces.

    atoms: faces decided to be one person, named by the lowest position. owners: the person a face's atom was
    decided to be, 0 for none. speaks: its vector counts when groups are weighed. placed: it is grouped; the
    others may join a group afterwards. apart: k x 2 positions of different atoms that are not one person
    (two owners are apart as well, without a row). allowed: a set of a * n + b, a < b, allowed in one photo.
    """

    atoms: Ints
    owners: Ints
    speaks: Flags
    placed: Flags
    apart: Ints
    allowed: frozenset[int]


def links(faces: Faces, known: Decisions, least_quality: float) -> Links:
    """Read decisions as links between positions; contradictions as `Decisions` says."""
    n = len(faces)
    order = np.argsort(faces.ids)
    owners = np.zeros(n, dtype=np.int64)
    is_at, is_person = _face_person(faces.ids, order, known.is_)
    owners[is_at] = is_person
    atoms = np.arange(n, dtype=np.int64)
    atoms[is_at] = lowest_of(is_at, is_person)
    decided = np.concatenate(
        [_at(faces.ids, order, known.different), _not_persons(faces.ids, order, owners, known.is_not)]
    )
    same = _at(faces.ids, order, known.same)
    atoms, owners = _with_same(atoms, owners, same, decided)
    linked = np.bincount(atoms, minlength=n)[atoms] > 1
    good = faces.eligible & (faces.quality >= least_quality) & ~_crowd(faces)
    # Someone only seen in poor pictures is known by those.
    has_good = np.zeros(n, dtype=np.bool_)
    has_good[atoms[good]] = True
    chosen = (owners > 0) | linked
    speaks = good | (chosen & ~has_good[atoms])
    placed = speaks | chosen
    allow = np.sort(_at(faces.ids, order, known.allow), axis=1)
    allowed = allow[:, 0] * n + allow[:, 1]
    photo = _one_photo(faces.photos, np.flatnonzero(placed))
    photo = photo[~np.isin(photo[:, 0] * n + photo[:, 1], allowed)]
    apart = np.concatenate([np.sort(decided, axis=1), photo])
    apart = apart[atoms[apart[:, 0]] != atoms[apart[:, 1]]]
    return Links(atoms, owners, speaks, placed, apart, frozenset(allowed.tolist()))


def lowest_of(at: Ints, keys: Ints) -> Ints:
    """Per entry the lowest of `at` among those with its key."""
    _, inverse = np.unique(keys, return_inverse=True)
    low = np.full(int(inverse.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(low, inverse, at)
    found: Ints = low[inverse]
    return found


def torn(parts: Ints, owners: Ints, apart: Ints) -> Flags:
    """Per member, whether its component holds two who are apart, or two owners."""
    bad = np.zeros(len(parts), dtype=np.bool_)
    inside = parts[apart[:, 0]] == parts[apart[:, 1]]
    bad[parts[apart[inside, 0]]] = True
    owned = np.flatnonzero(owners > 0)
    if len(owned):
        least, most = np.full(len(parts), np.iinfo(np.int64).max), np.zeros(len(parts), dtype=np.int64)
        np.minimum.at(least, parts[owned], owners[owned])
        np.maximum.at(most, parts[owned], owners[owned])
        bad |= (most > 0) & (least != most)
    found: Flags = bad[parts]
    return found


def _with_same(atoms: Ints, owners: Ints, same: Ints, decided: Ints) -> tuple[Ints, Ints]:
    """Atoms with `same` answers in them; those of a component that contradicts itself are left out."""
    parts = atoms.copy()
    join(parts, same[:, 0], same[:, 1])
    inside = decided[atoms[decided[:, 0]] != atoms[decided[:, 1]]]
    bad = torn(parts, owners, inside)
    kept = same[~bad[same[:, 0]]]
    parts = atoms.copy()
    join(parts, kept[:, 0], kept[:, 1])
    owner = np.zeros(len(parts), dtype=np.int64)
    np.maximum.at(owner, parts, owners)
    return parts, owner[parts]


def _position(ids: Ints, order: Ints, wanted: Ints) -> Ints:
    """Position of each wanted id, -1 for one that is not there."""
    if len(ids) == 0:
        return np.full(wanted.shape, -1, dtype=np.int64)
    at = order[np.minimum(np.searchsorted(ids, wanted, sorter=order), len(ids) - 1)]
    return np.where(ids[at] == wanted, at, -1)


def _at(ids: Ints, order: Ints, face_pairs: Ints) -> Ints:
    at = _position(ids, order, face_pairs).reshape(-1, 2)
    found: Ints = at[(at >= 0).all(axis=1) & (at[:, 0] != at[:, 1])]
    return found


def _face_person(ids: Ints, order: Ints, rows: Ints) -> tuple[Ints, Ints]:
    at = _position(ids, order, rows[:, 0])
    return at[at >= 0], rows[at >= 0, 1]


def _not_persons(ids: Ints, order: Ints, owners: Ints, rows: Ints) -> Ints:
    """Pairs of a face and one face of the person it is not; a person's faces are together anyway."""
    at, persons = _face_person(ids, order, rows)
    owned = np.flatnonzero(owners > 0)
    who, first = np.unique(owners[owned], return_index=True)
    if len(who) == 0 or len(at) == 0:
        return np.zeros((0, 2), dtype=np.int64)
    place = np.minimum(np.searchsorted(who, persons), len(who) - 1)
    there = who[place] == persons
    return np.stack([at[there], owned[first[place[there]]]], axis=1)


def _one_photo(photos: Ints, at: Ints) -> Ints:
    """All pairs of these positions that share a photo, the lower first."""
    order = at[np.argsort(photos[at], kind="stable")]
    mine = photos[order]
    found = [np.zeros((0, 2), dtype=np.int64)]
    for step in range(1, len(order)):
        near = np.flatnonzero(mine[step:] == mine[:-step])
        if len(near) == 0:
            break
        found.append(np.sort(np.stack([order[near], order[near + step]], axis=1), axis=1))
    return np.concatenate(found)


def _crowd(faces: Faces) -> Flags:
    """Faces beyond the best MOST_IN_PHOTO of their photo."""
    crowd = np.zeros(len(faces), dtype=np.bool_)
    photos, counts = np.unique(faces.photos, return_counts=True)
    for photo in photos[counts > MOST_IN_PHOTO]:
        at = np.flatnonzero(faces.photos == photo)
        best = np.lexsort((faces.ids[at], -faces.quality[at]))
        crowd[at[best[MOST_IN_PHOTO:]]] = True
    return crowd
