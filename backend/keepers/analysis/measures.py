"""Everything measured on one picture, from the pixels of its one decode. Fields are columns of `measures`."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from keepers.analysis import colourfulness, composition, exposure, hashes, sharpness

Pixels = NDArray[np.uint8]

# Fewer pixels than this on the short side: there is nothing to judge sharpness or composition by.
_TOO_SMALL = 16


@dataclass(frozen=True)
class Measures:
    """`sharpness`, `exposure`, `composition`: 0..1, higher is better, None where not measured.

    `dhash`, `phash`: 64 bits as a signed integer, the way SQLite keeps them. `colour`: 48 bytes of Lab.
    The rest is described where it is measured.
    """

    sharpness: float | None
    exposure: float
    composition: float | None
    noise: float | None
    brightness: float
    contrast: float
    clip_low: float
    clip_high: float
    colourfulness: float
    tilt_deg: float | None
    dhash: int
    phash: int
    colour: bytes
    blank: int


def measure(rgb: Pixels, small: Pixels) -> Measures:
    """Measure a picture: `rgb` H x W x 3 with a long side of about 1024, `small` the same at about 256."""
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    small_grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    blank = hashes.is_blank(small_grey)
    judged = min(grey.shape) >= _TOO_SMALL and not blank
    sharp = sharpness.measure(grey) if judged else None
    composed = composition.measure(small) if judged else None
    light = exposure.measure(grey)
    return Measures(
        sharpness=sharp.sharpness if sharp else None,
        exposure=light.exposure,
        composition=composed.composition if composed else None,
        noise=sharp.noise if sharp else None,
        brightness=light.brightness,
        contrast=light.contrast,
        clip_low=light.clip_low,
        clip_high=light.clip_high,
        colourfulness=colourfulness.measure(small),
        tilt_deg=composed.tilt_deg if composed else None,
        dhash=_signed(hashes.dhash(small_grey)),
        phash=_signed(hashes.phash(small_grey)),
        colour=hashes.colour_grid(small),
        blank=int(blank),
    )


def _signed(bits: int) -> int:
    return bits - (1 << 64) if bits >= 1 << 63 else bits
