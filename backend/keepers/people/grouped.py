"""Faces in groups: what grouping answers, and what it keeps to be quick the next time."""

from dataclasses import dataclass

import numpy as np

from keepers.people.decided import NOTHING_DECIDED, Decisions
from keepers.people.faces import Faces, Flags, Floats, Ints
from keepers.people.links import Links, links
from keepers.people.rows import Rows, rows_of
from keepers.people.rule import Rule


@dataclass(frozen=True, slots=True)
class Memory:
    """What extending a grouping needs of the one before: opaque to everyone else.

    vectors: in whole steps (exact.py). Per face, any number as a name, -1 for faces that are not placed:
    alike (component of pairs alike beyond doubt), whole (the same with decisions), cores (whole, or its
    pieces), cells (cores that were weighed against each other), groups. rows: sums of cores by their names.
    """

    faces: Faces
    known: Decisions
    rule: Rule
    vectors: Floats
    link: Links
    alike: Ints
    whole: Ints
    cores: Ints
    cells: Ints
    groups: Ints
    rows: Rows


@dataclass(frozen=True, slots=True)
class Grouping:
    """Per face of `ids`, in their order: its group 0..g-1 (numbered by the lowest face id), -1 for none.

    likeness: mean cosine to the others of its group, capture times weighed; NaN for one alone or in none.
    attached: joined a group afterwards, being too poor to bring groups together. Faces that are not eligible
    and joined nobody are in no group; everyone else is at least a group of one.
    """

    ids: Ints
    labels: Ints
    likeness: Floats
    attached: Flags
    memory: Memory


def nobody(rule: Rule, dims: int) -> Grouping:
    """The grouping of no faces at all, with vectors of so many numbers."""
    none = np.zeros(0, dtype=np.int64)
    vectors = np.zeros((0, dims), dtype=np.float32)
    faces = Faces(none, vectors, none, none, np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.bool_))
    memory = Memory(
        faces,
        NOTHING_DECIDED,
        rule,
        vectors,
        links(faces, NOTHING_DECIDED, rule.quality),
        *(none, none, none, none, none),
        rows_of(vectors, none, none),
    )
    return Grouping(none, none, faces.quality, faces.eligible, memory)
