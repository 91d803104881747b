"""How well lit a picture is, whatever it shows. Dark is not wrong: a night with lights in it may be dark."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_BLACK, _WHITE = 3, 252
# Medians (0..1) between which nothing is held against a picture.
_DARK, _BRIGHT = 0.20, 0.76
_FLAT = 0.35
# The lightest parts of nearly every well exposed picture, nights included, get at least this far.
_DIM = 0.55
# Shares of clipped pixels that any good picture may have: shadows more than highlights.
_FREE_SHADOW, _FREE_GLARE = 0.06, 0.015


@dataclass(frozen=True)
class Exposure:
    """`exposure` 0..1, higher is better. `brightness` mean, `contrast` 5th to 95th percentile, both 0..1.

    `clip_low`, `clip_high`: shares 0..1 of pixels that are black, or white.
    """

    exposure: float
    brightness: float
    contrast: float
    clip_low: float
    clip_high: float


def measure(grey: NDArray[np.uint8]) -> Exposure:
    """Measure a grey picture (H x W)."""
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    shares = counts / max(1.0, float(counts.sum()))
    upto = np.cumsum(shares)
    dark, middle, light, lightest = (
        float(np.searchsorted(upto, share)) / 255 for share in (0.05, 0.5, 0.95, 0.995)
    )
    clip_low, clip_high = float(upto[_BLACK - 1]), float(1 - upto[_WHITE])
    # Lights in the dark: far brighter than the middle, and few.
    night = _ramp(lightest - middle, 0.30, 0.65)
    penalty = 0.60 * _ramp(_DARK - middle, 0, _DARK) * (1 - 0.65 * night)
    penalty += 0.45 * _ramp(middle, _BRIGHT, 1.0)
    penalty += 0.50 * _ramp(clip_high, _FREE_GLARE, 0.25)
    penalty += 0.30 * _ramp(clip_low, _FREE_SHADOW, 0.50) * (1 - 0.65 * night)
    penalty += 0.35 * _ramp(_FLAT - (light - dark), 0, _FLAT)
    murky = 0.85 * _ramp(_DIM - lightest, 0, 0.35)
    return Exposure(
        exposure=min(1.0, max(0.0, 1 - penalty)) * (1 - murky),
        brightness=float((shares * np.arange(256)).sum()) / 255,
        contrast=light - dark,
        clip_low=clip_low,
        clip_high=max(0.0, clip_high),
    )


def _ramp(value: float, start: float, end: float) -> float:
    """0 up to `start`, 1 from `end`, straight between."""
    return min(1.0, max(0.0, (value - start) / (end - start)))
