"""EXIF orientation 1-8 (EXIF 2.32, tag 0x0112) applied to pixels."""

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def upright(pixels: Pixels, orientation: int) -> Pixels:
    """`pixels` (H x W x C) turned and mirrored the way `orientation` asks; contiguous. 1 changes nothing."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def upright_size(width: int, height: int, orientation: int) -> tuple[int, int]:
    """(width, height) after `upright`."""
    return (height, width) if orientation in (5, 6, 7, 8) else (width, height)
