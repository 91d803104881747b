"""Which person each group of faces is, so that people stay who they are when faces are grouped again."""

from dataclasses import dataclass

import numpy as np

from keepers.people.decided import Decisions
from keepers.people.faces import Ints


@dataclass(frozen=True, slots=True)
class Carried:
    """persons: per label of a group the id of its person, 0 where a new one is to be made.

    vacated: persons of before (ascending) that have no face now; those nobody decided of can go.
    """

    persons: Ints
    vacated: tuple[int, ...]


def carry_over(ids: Ints, labels: Ints, before: Ints, known: Decisions) -> Carried:
    """Give groups the persons most of their faces had.

    ids: of n faces; labels: group of each, 0..g-1, -1 for none; before: its person until now, 0 for none.
    A group with a face decided to be of a person is that person. The others are given out by how many faces
    group and person share, most first, then the older person (lower id), then the group with the lower face:
    each person to one group, never to one that holds a face decided not to be of that person.
    """
    groups = int(labels.max(initial=-1)) + 1
    persons = np.zeros(groups, dtype=np.int64)
    place = {int(face): at for at, face in enumerate(ids)}
    for face, person in known.is_.tolist():
        at = place.get(face, -1)
        if at >= 0 and labels[at] >= 0:
            persons[labels[at]] = person
    taken = {int(person) for person in persons if person}
    # Decided persons are where their faces are, and nowhere else.
    taken.update(person for face, person in known.is_.tolist() if face in place)
    barred = {
        (int(labels[place[face]]), person)
        for face, person in known.is_not.tolist()
        if face in place and labels[place[face]] >= 0
    }
    for label, person in _by_share(ids, labels, before):
        if persons[label] == 0 and person not in taken and (label, person) not in barred:
            persons[label] = person
            taken.add(person)
    had = {int(person) for person in np.unique(before) if person > 0}
    return Carried(persons, tuple(sorted(had - {int(person) for person in persons})))


def _by_share(ids: Ints, labels: Ints, before: Ints) -> list[tuple[int, int]]:
    """(label, person) that share faces, those that share most first."""
    both = np.flatnonzero((labels >= 0) & (before > 0))
    if len(both) == 0:
        return []
    lowest = np.full(int(labels.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(lowest, labels[both], ids[both])
    shared, counts = np.unique(np.stack([labels[both], before[both]], axis=1), axis=0, return_counts=True)
    order = np.lexsort((lowest[shared[:, 0]], shared[:, 1], -counts))
    return [(int(shared[at, 0]), int(shared[at, 1])) for at in order]
