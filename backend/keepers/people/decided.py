"""What people decided about faces, as the rules of grouping take it: pairs of ids."""

from dataclasses import dataclass, field

import numpy as np

from keepers.people.faces import Ints


def pairs(rows: list[tuple[int, int]] | None = None) -> Ints:
    """A k x 2 column of pairs of ids."""
    return np.array(rows or [], dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Each a k x 2 column of ids; ids of faces that are not there are passed over.

    is_: (face, person), one person a face. is_not: (face, person). same, different: (face, face), answers
    to "Same person?". allow: (face, face), one person twice in a photo (a mirror, a collage). unsure: (face,
    face) that was asked and not known: never asked again, means nothing to grouping.

    They hold for ever: all `is_` faces of a person are together, two persons with `is_` faces never are,
    `different` and `is_not` keep apart. Where answers contradict each other, `is_` goes first, then what
    keeps apart, then `same`.
    """

    is_: Ints = field(default_factory=pairs)
    is_not: Ints = field(default_factory=pairs)
    same: Ints = field(default_factory=pairs)
    different: Ints = field(default_factory=pairs)
    allow: Ints = field(default_factory=pairs)
    unsure: Ints = field(default_factory=pairs)


NOTHING_DECIDED = Decisions()
