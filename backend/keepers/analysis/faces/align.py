"""A face set upright: the similarity that takes its five points to where an embedder wants them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from keepers.analysis.faces.boxes import Floats
from keepers.base.errors import Invalid

Pixels = NDArray[np.uint8]

# Shrinking by more than this in one step would skip pixels, and what is skipped comes back as noise.
_LEAST_SCALE = 0.5


@dataclass(frozen=True)
class Alignment:
    """Where the points `which` (0..4, as in Detections) lie in a picture of `side` px; `places` in pixels."""

    side: int
    which: tuple[int, ...]
    places: tuple[tuple[float, float], ...]

    def matrix(self, points: Floats) -> Floats:
        """The 2 x 3 similarity from the picture of `points` (5 x 2) to the chip."""
        return similarity(points[list(self.which)], np.array(self.places, np.float32))

    @classmethod
    def of(cls, preprocessing: Mapping[str, Any]) -> "Alignment":
        """As the catalogue of models says it: side, points (by the side, 0..1), and left_out ("nose").

        Raises Invalid where that makes no alignment.
        """
        which = (0, 1, 3, 4) if preprocessing.get("left_out") == "nose" else (0, 1, 2, 3, 4)
        try:
            side = int(preprocessing["side"])
            places = tuple((float(x) * side, float(y) * side) for x, y in preprocessing["points"])
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid("This model does not say how faces are to be set upright for it.") from error
        if len(places) != len(which) or not 16 <= side <= 1024:
            raise Invalid("This model wants faces set upright in a way that Keepers does not know.")
        return cls(side, which, places)


def similarity(source: Floats, target: Floats) -> Floats:
    """The turn, scale and move (no mirror) that bring `source` (N x 2) closest to `target`, as 2 x 3.

    Least squares. Points that all lie on one place have no scale: they are moved alone.
    """
    mean, wanted = source.mean(axis=0), target.mean(axis=0)
    from_here, to_there = source - mean, target - wanted
    spread = float((from_here**2).sum())
    if spread < 1e-6:
        along, across = 1.0, 0.0
    else:
        along = float((from_here * to_there).sum()) / spread
        across = float((from_here[:, 0] * to_there[:, 1] - from_here[:, 1] * to_there[:, 0]).sum()) / spread
    turn = np.array([[along, -across], [across, along]], np.float32)
    return np.hstack([turn, (wanted - turn @ mean)[:, None]]).astype(np.float32)


def chip(rgb: Pixels, matrix: Floats, side: int) -> Pixels:
    """The square of `side` px that `matrix` (picture to chip) cuts out of a picture; black beyond it."""
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale >= _LEAST_SCALE or scale <= 0:
        warped: Any = cv2.warpAffine(rgb, matrix, (side, side), flags=cv2.INTER_LINEAR)
        return np.asarray(warped, np.uint8)
    part, offset = _around(rgb, matrix, side)
    if not part.size:
        return np.zeros((side, side, 3), np.uint8)
    factor = int(1 / scale)
    height, width = (max(1, length // factor) for length in part.shape[:2])
    smaller = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA)
    by = np.array([part.shape[1] / width, part.shape[0] / height], np.float32)
    turned = matrix.copy()
    turned[:, 2] += matrix[:, :2] @ (offset + by / 2 - 0.5)
    turned[:, :2] *= by
    return np.asarray(cv2.warpAffine(smaller, turned, (side, side), flags=cv2.INTER_LINEAR), np.uint8)


def _around(rgb: Pixels, matrix: Floats, side: int) -> tuple[Pixels, Floats]:
    """The part of the picture that the chip shows, with a little beyond, and where it begins."""
    back = cv2.invertAffineTransform(matrix)
    corners = np.array([(0, 0), (side, 0), (0, side), (side, side)], np.float32)
    seen = corners @ back[:, :2].T + back[:, 2]
    beyond = 2 / float(np.hypot(matrix[0, 0], matrix[1, 0]))
    left, top = (int(max(0, value)) for value in np.floor(seen.min(axis=0) - beyond))
    right, bottom = (int(max(0, value)) for value in np.ceil(seen.max(axis=0) + beyond))
    return rgb[top:bottom, left:right], np.array([left, top], np.float32)
