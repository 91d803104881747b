"""How far a picture leans, told by long straight lines that are nearly level; upright ones have a veto."""

import cv2
import numpy as np
from numpy.typing import NDArray

_LOOK_DEG = 12.0
# A hand leans a camera a few degrees; what leans more is a roof or a road.
_MAX_DEG = 5.0
# Together the level lines must be at least this long, in picture widths, and of one mind.
_ENOUGH, _ENOUGH_ALONE = 0.9, 1.4
_SPREAD_DEG = 1.2
# Upright lines of this length, in picture heights, have a say; perspective lets them lean by themselves.
_UPRIGHT_ENOUGH, _UPRIGHT_APART_DEG = 0.5, 2.5


def estimate(grey: NDArray[np.uint8]) -> float | None:
    """Degrees the horizon leans, clockwise positive, -5..5; None when there is no clear horizon.

    `grey`: H x W, long side about 256.
    """
    height, width = grey.shape
    if min(height, width) < 48:
        return None
    edges = cv2.Canny(grey, 60, 160)
    lines = cv2.HoughLinesP(
        edges, 1, np.pi / 720, threshold=40, minLineLength=max(24, width // 5), maxLineGap=4
    )
    if lines is None:
        return None
    ends = lines.reshape(-1, 4).astype(np.float64)
    across, down = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
    lengths = np.hypot(across, down)
    level = _lean(np.degrees(np.arctan2(down, across)), lengths)
    # The same turn moves an upright line the other way round the clock: (x, y) becomes (y, -x).
    flip = np.where(down < 0, -1.0, 1.0)
    upright = _lean(np.degrees(np.arctan2(-across * flip, down * flip)), lengths)
    if level is None or level[2] > _SPREAD_DEG or abs(level[0]) > _MAX_DEG:
        return None
    stands = upright is not None and upright[1] >= _UPRIGHT_ENOUGH * height
    if upright is not None and stands and abs(upright[0] - level[0]) > _UPRIGHT_APART_DEG:
        return None
    return level[0] if level[1] >= (_ENOUGH if stands else _ENOUGH_ALONE) * width else None


def _lean(angles: NDArray[np.float64], lengths: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """(degrees, length in all, spread in degrees) of the lines that are nearly at angle 0, if any."""
    near = np.abs(angles) <= _LOOK_DEG
    if not near.any():
        return None
    lean = _weighted_median(angles[near], lengths[near])
    spread = _weighted_median(np.abs(angles[near] - lean), lengths[near])
    return lean, float(lengths[near].sum()), spread


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    upto = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(upto, upto[-1] / 2)])
