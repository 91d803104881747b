"""Faces as the rules of grouping see them: columns of numbers, no rows of the catalogue.

Imports numpy: for jobs only, never at start-up.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

# A capture time nobody knows.
NO_TIME: Final = int(np.iinfo(np.int64).min)


@dataclass(frozen=True, slots=True)
class Faces:
    """Columns of n faces of one kind (people, or cats, or dogs), in any order.

    ids: unique. vectors: n x d of unit length, of one and the same model. photos: the asset each is in.
    times_ms: capture time, NO_TIME where unknown. quality: 0..1. eligible: False for what may be no face
    of a person at all (a statue, a poster); such are never the reason why two faces come together.
    """

    ids: Ints
    vectors: Floats
    photos: Ints
    times_ms: Ints
    quality: Floats
    eligible: Flags

    def __post_init__(self) -> None:
        """Refuse columns of different lengths, and ids that come twice: ValueError."""
        n = len(self.ids)
        columns = (self.photos, self.times_ms, self.quality, self.eligible, self.vectors)
        if any(len(column) != n for column in columns) or self.vectors.ndim != 2:
            raise ValueError("the columns of faces differ in length")
        if len(np.unique(self.ids)) != n:
            raise ValueError("a face comes twice")

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, at: Ints) -> "Faces":
        """The faces at these positions, in this order."""
        return Faces(
            self.ids[at],
            self.vectors[at],
            self.photos[at],
            self.times_ms[at],
            self.quality[at],
            self.eligible[at],
        )


def joined(first: Faces, second: Faces) -> Faces:
    """Both, one after the other."""
    return Faces(
        np.concatenate([first.ids, second.ids]),
        np.concatenate([first.vectors, second.vectors]),
        np.concatenate([first.photos, second.photos]),
        np.concatenate([first.times_ms, second.times_ms]),
        np.concatenate([first.quality, second.quality]),
        np.concatenate([first.eligible, second.eligible]),
    )
