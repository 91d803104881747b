"""Faces in groups: what grouping answers, and what it keeps to be quick the next time."""

from dataclasses import dataclass

from keepers.people.decided import Decisions
from keepers.people.faces import Faces, Flags, Floats, Ints
from keepers.people.rule import Rule


@dataclass(frozen=True, slots=True)
class Memory:
    """What extending a grouping needs of the one before: opaque to everyone else.

    cores: per face, the connected component of pairs that are alike beyond doubt (-1: none). cells: per
    face, which cores were weighed against each other. Both numbered by their lowest position.
    """

    faces: Faces
    known: Decisions
    rule: Rule
    cores: Ints
    cells: Ints


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
