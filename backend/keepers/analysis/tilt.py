"""How far a picture leans, told by long straight lines that are nearly level; upright ones have a veto."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

# A hand leans a camera a few degrees; what leans more is a roof or a road.
_MAX_DEG = 5.0
_LOOK_DEG = 9.0
_STEP_DEG = 0.5
# A line counts when this much of the picture's width, or height, lies on it.
_LEVEL_ENOUGH, _UPRIGHT_ENOUGH = 0.5, 0.45
_SPREAD_DEG = 1.0
# Perspective lets upright lines lean by themselves, so they need not agree, only not contradict.
_UPRIGHT_APART_DEG = 2.5
_SMALLEST = 48


def estimate(grey: Grey) -> float | None:
    """Degrees the horizon leans, clockwise positive, -5..5; None when there is no clear horizon.

    `grey`: H x W, long side about 256.
    """
    if min(grey.shape) < _SMALLEST:
        return None
    edges = np.asarray(cv2.Canny(grey, 60, 160), np.uint8)
    across = np.abs(cv2.Sobel(grey, cv2.CV_16S, 1, 0))
    down = np.abs(cv2.Sobel(grey, cv2.CV_16S, 0, 1))
    level = _lean(edges * (down > 3 * across), _LEVEL_ENOUGH)
    if level is None or abs(level) > _MAX_DEG:
        return None
    upright = _lean(np.ascontiguousarray((edges * (across > 3 * down)).T), _UPRIGHT_ENOUGH)
    # Turning the picture turns both; seen transposed, an upright line turns the other way.
    if upright is not None and abs(-upright - level) > _UPRIGHT_APART_DEG:
        return None
    return level


def _lean(edges: Grey, enough: float) -> float | None:
    """The angle, clockwise, that the nearly level lines of an edge picture agree on, if there are any."""
    middle, reach = np.pi / 2, np.radians(_LOOK_DEG)
    # The types that come with OpenCV do not know that it may find nothing.
    lines: Any = cv2.HoughLinesWithAccumulator(
        edges,
        1,
        np.radians(_STEP_DEG),
        round(enough * edges.shape[1]),
        min_theta=middle - reach,
        max_theta=middle + reach,
    )
    if lines is None:
        return None
    found = lines.reshape(-1, 3).astype(np.float64)
    angles, votes = np.degrees(found[:, 1]) - 90, found[:, 2]
    lean = _weighted_median(angles, votes)
    spread = _weighted_median(np.abs(angles - lean), votes)
    return round(lean, 1) + 0.0 if spread <= _SPREAD_DEG else None


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    upto = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(upto, upto[-1] / 2)])
