"""Perceptual hashes and a colour grid: what makes two pictures look alike."""

import cv2
import numpy as np
from numpy.typing import NDArray

#: Side of the colour grid.
GRID = 4
# Below this standard deviation (of 255) the small picture is one flat tone, and its hash bits are dice.
_BLANK_CONTRAST = 3.0


def dhash(grey: NDArray[np.uint8]) -> int:
    """64 bits, unsigned: whether each of 8 x 8 areas is brighter than its left neighbour (`grey`: H x W)."""
    small = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA).astype(np.int16)
    return _packed(small[:, 1:] > small[:, :-1])


def phash(grey: NDArray[np.uint8]) -> int:
    """64 bits, unsigned: signs of the 8 x 8 lowest cosine terms about their median, the mean left out."""
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:8, :8].ravel()
    return _packed(low > np.median(low[1:]))


def colour_grid(rgb: NDArray[np.uint8]) -> bytes:
    """48 bytes: mean Lab (OpenCV's 8 bit scaling) of 4 x 4 areas, row by row."""
    small = cv2.resize(rgb, (GRID, GRID), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_RGB2LAB).tobytes()


def is_blank(grey: NDArray[np.uint8]) -> bool:
    """Whether there is hardly any detail, so that hashes say nothing (`grey`: H x W)."""
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA)
    return float(small.std()) < _BLANK_CONTRAST


def _packed(bits: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
