"""Where the whole of a face lies by its points alone: a detector's box ends where the picture does."""

from typing import Final

import numpy as np

from keepers.analysis.faces.align import similarity
from keepers.analysis.faces.boxes import Floats

#: Where the points lie in a detector's box (0..1 of it): means of both detectors over development photos.
USUAL_POINTS: Final = np.array(
    [(0.267, 0.382), (0.726, 0.378), (0.496, 0.583), (0.30, 0.733), (0.695, 0.729)], np.float32
)
_WIDTH_BY_HEIGHT: Final = 0.76
# From the brows to the chin: a forehead that is cut hides nobody.
_CORE_TOP, _CORE_BOTTOM, _CORE_LEFT, _CORE_RIGHT = 0.22, 0.95, 0.04, 0.96


def share_inside(points: Floats, width: int, height: int) -> float:
    """The share of a face, brows to chin, within a picture of that size; `points` 5 x 2, in pixels."""
    shape = np.array([_WIDTH_BY_HEIGHT, 1], np.float32)
    matrix = similarity(USUAL_POINTS * shape, points)
    grid = np.stack(
        np.meshgrid(np.linspace(_CORE_LEFT, _CORE_RIGHT, 24), np.linspace(_CORE_TOP, _CORE_BOTTOM, 24)),
        axis=-1,
    ).astype(np.float32)
    places = (grid.reshape(-1, 2) * shape) @ matrix[:, :2].T + matrix[:, 2]
    inside = (places >= 0).all(axis=1) & (places[:, 0] <= width) & (places[:, 1] <= height)
    return float(inside.mean())
