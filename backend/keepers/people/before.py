"""What was there before a grouping is extended, beside what is there now, and what became another."""

from dataclasses import dataclass

import numpy as np

from keepers.people.components import same_as_before
from keepers.people.decided import Decisions
from keepers.people.exact import grid
from keepers.people.faces import Faces, Flags, Floats, Ints, joined
from keepers.people.grouped import Grouping, Memory
from keepers.people.links import Links


@dataclass(frozen=True, slots=True)
class Before:
    """All faces there are now, and what was known of those that were there before (-1: nothing)."""

    faces: Faces
    vectors: Floats
    kept: Ints  # positions in the previous grouping; they are the first ones here
    dirty: Flags  # new here
    alike: Ints
    whole: Ints
    cores: Ints
    cells: Ints
    groups: Ints
    lost: Flags  # positions in the previous grouping: the face is gone
    memory: Memory

    def bereft(self, now: Ints, before: Ints) -> Flags:
        """Faces with a name that a face had which is gone; before: names in the previous grouping."""
        return np.isin(now, before[self.lost & (before >= 0)])


def before_of(previous: Grouping, added: Faces, gone: Ints | None) -> Before:
    """Bring the faces of a grouping together with those that came (`added`) and went (`gone`: ids)."""
    memory = previous.memory
    without = added.ids if gone is None else np.concatenate([added.ids, gone])
    stays = ~np.isin(memory.faces.ids, without)
    kept = np.flatnonzero(stays)
    everything = len(kept) == len(stays)
    held = memory.faces if everything else memory.faces.take(kept)
    vectors = memory.vectors if everything else memory.vectors[kept]
    n = len(kept) + len(added)

    def names(column: Ints) -> Ints:
        found = np.full(n, -1, dtype=np.int64)
        found[: len(kept)] = column[kept]
        return found

    return Before(
        faces=joined(held, added),
        vectors=np.concatenate([vectors, grid(added.vectors)]),
        kept=kept,
        dirty=np.arange(n) >= len(kept),
        alike=names(memory.alike),
        whole=names(memory.whole),
        cores=names(memory.cores),
        cells=names(memory.cells),
        groups=names(memory.groups),
        lost=~stays,
        memory=memory,
    )


def redecided(faces: Faces, old: Decisions, new: Decisions) -> Flags:
    """Faces of which something else is decided now."""
    found = [np.zeros(0, dtype=np.int64)]
    for name, both in (
        ("is_", False),
        ("is_not", False),
        ("same", True),
        ("different", True),
        ("allow", True),
    ):
        a, b = getattr(old, name), getattr(new, name)
        if not np.array_equal(a, b):
            rows = np.concatenate([np.unique(a, axis=0), np.unique(b, axis=0)])
            rows, counts = np.unique(rows, axis=0, return_counts=True)
            found.append((rows[counts == 1] if both else rows[counts == 1, :1]).ravel())
    return np.isin(faces.ids, np.concatenate(found))


def relinked(link: Links, before: Before) -> Flags:
    """Faces of before whose atom, owner or standing is another now."""
    old, kept = before.memory.link, before.kept
    held = slice(0, len(kept))
    found = before.dirty.copy()
    found[held] |= (link.owners[held] != old.owners[kept]) | (link.speaks[held] != old.speaks[kept])
    found[held] |= link.placed[held] != old.placed[kept]
    atoms = np.full(len(found), -1, dtype=np.int64)
    atoms[held] = old.atoms[kept]
    return ~same_as_before(link.atoms, atoms, found)
