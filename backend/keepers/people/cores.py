"""Cores: faces so alike that they are one person beyond doubt, in connected components.

Which faces make a component does not depend on any order, so faces can be added later with the same result.
"""

from typing import Final

import numpy as np

from keepers.people.components import join, join_alike
from keepers.people.exact import ONE
from keepers.people.faces import Floats, Ints
from keepers.people.links import Links, torn

# A component that holds two who are apart is taken to pieces with ever stricter likeness, this far from
# what was asked first to identical.
_STRICTER: Final = (0.25, 0.5, 0.75)


def whole(alike: Ints, link: Links) -> Ints:
    """Components by likeness, with what was decided to be together put together."""
    parts = alike.copy()
    at = np.flatnonzero(link.placed)
    join(parts, at, link.atoms[at])
    return parts


def in_pieces(at: Ints, vectors: Floats, link: Links, core: float) -> Ints:
    """Cores of the members `at` (positions) of components that are torn: positions that name them.

    Stricter likeness until a piece holds nobody apart; at the end each atom is a piece.
    """
    pieces = link.atoms[at].copy()
    left = np.arange(len(at), dtype=np.int64)
    for step in _STRICTER:
        parts = np.arange(len(vectors), dtype=np.int64)
        mine = at[left]
        speaking = mine[link.speaks[mine]]
        least = (core + (1.0 - core) * step) * ONE
        none = np.zeros(0, dtype=np.int64)
        join_alike(parts, vectors, speaking, none, least)
        join(parts, mine, link.atoms[mine])
        bad = torn(parts, link.owners, link.apart)[mine]
        pieces[left[~bad]] = parts[mine[~bad]]
        left = left[bad]
        if len(left) == 0:
            break
    return pieces
