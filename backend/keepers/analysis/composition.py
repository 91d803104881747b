"""A modest measure of composition: where the eye is drawn, what clutters the edges, whether it leans.

It says little, so it should weigh little; taste comes from what people keep.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from keepers.analysis import tilt

_MAP = 48
_EDGE = 0.09
# The middle is a place too: most portraits stand there.
_PLACES = ((0.5, 0.5), (1 / 3, 1 / 3), (2 / 3, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 2 / 3))
_REACH = 0.22
_PLACEMENT, _CALM = 0.55, 0.45
_TILT_FREE, _TILT_FULL, _TILT_COST = 0.8, 6.0, 0.2


@dataclass(frozen=True)
class Composition:
    """`composition` 0..1, None without any structure. `tilt_deg`: clockwise, None when unsure."""

    composition: float | None
    tilt_deg: float | None


def measure(small: NDArray[np.uint8]) -> Composition:
    """Measure a small RGB picture (H x W x 3, long side about 256)."""
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    tilt_deg = tilt.estimate(np.asarray(grey, np.uint8))
    weight = _attention(small)
    if weight is None:
        return Composition(None, tilt_deg)
    value = _PLACEMENT * _placement(weight) + _CALM * _calm_edges(weight)
    if tilt_deg is not None:
        over = (abs(tilt_deg) - _TILT_FREE) / (_TILT_FULL - _TILT_FREE)
        value -= _TILT_COST * min(1.0, max(0.0, over))
    return Composition(min(1.0, max(0.0, value)), tilt_deg)


def _attention(small: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """Where the eye goes, summing to 1: colours unlike the rest (Achanta et al. 2009) that have detail."""
    height, width = small.shape[:2]
    scale = _MAP / max(height, width)
    size = (max(3, round(width * scale)), max(3, round(height * scale)))
    lab = cv2.cvtColor(cv2.resize(small, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2LAB).astype(
        np.float32
    )
    soft = cv2.GaussianBlur(lab, (3, 3), 0)
    apart = np.linalg.norm(soft - lab.reshape(-1, 3).mean(axis=0), axis=2)
    detail = cv2.magnitude(
        cv2.Sobel(soft[:, :, 0], cv2.CV_32F, 1, 0), cv2.Sobel(soft[:, :, 0], cv2.CV_32F, 0, 1)
    )
    weight = apart * cv2.GaussianBlur(detail, (5, 5), 0)
    total = float(weight.sum())
    # A hundred-odd pixels, each a few levels from the mean with a few levels of slope.
    if total < weight.size * 4.0:
        return None
    return np.asarray(weight / total, np.float32)


def _placement(weight: NDArray[np.float32]) -> float:
    """1 when what draws the eye lies about one of the usual places, 0 when it lies far from all."""
    height, width = weight.shape
    x = float((weight.sum(axis=0) * (np.arange(width) + 0.5)).sum()) / width
    y = float((weight.sum(axis=1) * (np.arange(height) + 0.5)).sum()) / height
    nearest = min(math.hypot(x - px, y - py) for px, py in _PLACES)
    return max(0.0, 1 - nearest / _REACH)


def _calm_edges(weight: NDArray[np.float32]) -> float:
    """1 when nothing draws the eye to the rim, 0.5 when the rim is like the rest, 0 when all is there."""
    height, width = weight.shape
    rows, columns = max(1, round(height * _EDGE)), max(1, round(width * _EDGE))
    inner = weight[rows : height - rows, columns : width - columns]
    rim_share = 1 - float(inner.sum())
    rim_area = 1 - inner.size / weight.size
    if rim_share <= rim_area:
        return 1 - 0.5 * rim_share / rim_area
    return 0.5 * (1 - rim_share) / (1 - rim_area)
