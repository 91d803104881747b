"""Likeness of faces in whole numbers, so that no order of adding up can change who is grouped with whom."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from keepers.people.faces import NO_TIME, Floats, Ints

Sums = NDArray[np.float64]

# Vectors are rounded to steps of 1/2048. Dot products of two are whole numbers below 2**23, which float32
# holds exactly, whatever the order of adding; so does float64 for sums over groups (below 2**53).
# What rounding costs, 2e-4 of cosine, is less than what halves of the catalogue (float16) cost.
STEPS: Final = 2048
ONE: Final = float(STEPS * STEPS)

_YEAR_MS: Final = 31_557_600_000
_MOST_YEARS: Final = 200
# The year of a time nobody knows; further from any other than any two years are from each other.
NO_YEAR: Final = -(2**40)
# How much a pair counts by the years between its two pictures: faces change, and near years tell the most.
# Powers of two: where all count the same, the mean is that of counting them once, to the last bit.
_BY_YEARS: Final = np.array([32.0, 32.0, 16.0, 8.0, 4.0, 2.0, 1.0])
_UNKNOWN: Final = 8.0


def grid(vectors: Floats) -> Floats:
    """Vectors (n x d) of unit length, in whole steps as float32; nonsense becomes zero, like nobody."""
    wide = np.nan_to_num(vectors.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    length = np.linalg.norm(wide, axis=1, keepdims=True)
    scale = np.divide(STEPS, length, out=np.zeros_like(length), where=length > 0)
    found: Floats = np.rint(wide * scale).astype(np.float32)
    return found


def years(times_ms: Ints) -> Ints:
    """The year of each time, counted from 1970; NO_YEAR where it is not known.

    Years before 1770 and after 2170 are those: nobody was photographed then, and there are not too many.
    """
    return np.where(times_ms == NO_TIME, NO_YEAR, np.clip(times_ms // _YEAR_MS, -_MOST_YEARS, _MOST_YEARS))


def weights(a: Ints, b: Ints) -> Sums:
    """How much each pair of years counts (len(a) x len(b)), 1..32."""
    mine, line = np.unique(a, return_inverse=True)
    theirs, column = np.unique(b, return_inverse=True)
    apart = np.abs(mine[:, None] - theirs[None, :])
    each: Sums = _BY_YEARS[np.minimum(apart, len(_BY_YEARS) - 1)]
    each[(mine == NO_YEAR)[:, None] | (theirs == NO_YEAR)[None, :]] = _UNKNOWN
    # There are few years and many rows.
    return np.take(np.take(each, column, axis=1), line, axis=0)
