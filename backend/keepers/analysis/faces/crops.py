"""Small pictures of faces on disk: DIR/hh/<stem>.webp. They can be made anew.

A stem is the hash of the picture and where the face lies in it, so that it never shows another face.
"""

import math
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from keepers.catalog.face_crops import crop_path
from keepers.media.decode import scaled
from keepers.media.thumbnails import encoded, is_whole, put

#: Their sides in pixels, at most; none is blown up.
SIDE: Final = 160
#: What is shown: a square of so many times the box.
AROUND: Final = 1.7
_SETTINGS: Final = (80, 2)
_STEPS: Final = 0xFFF


def crop_stem(content_hash_hex: str, box: tuple[float, float, float, float]) -> str:
    """The stem for a face at `box` (left, top, width, height, 0..1) of the picture with that hash."""
    places = "".join(f"{round(min(1.0, max(0.0, value)) * _STEPS):03x}" for value in box)
    return f"{content_hash_hex[:32]}-{places}"


def write_crop(
    rgb: NDArray[np.uint8],
    directory: Path,
    content_hash_hex: str,
    box: tuple[float, float, float, float],
) -> str:
    """Write the crop of a face, if it is not there yet; its stem.

    `rgb`: the upright picture, H x W x 3; `box` as of `crop_stem`. Raises DiskFull or WriteFailed.
    """
    stem = crop_stem(content_hash_hex, box)
    path = crop_path(directory, stem)
    if path is not None and not is_whole(path):
        put(path, encoded(cut(rgb, box), *_SETTINGS))
    return stem


def cut(rgb: NDArray[np.uint8], box: tuple[float, float, float, float]) -> NDArray[np.uint8]:
    """The square about a face, moved to lie within the picture, at most SIDE px large."""
    height, width = rgb.shape[:2]
    side = max(box[2] * width, box[3] * height) * AROUND
    side = max(1, min(math.ceil(side), width, height))
    left = _moved_within((box[0] + box[2] / 2) * width - side / 2, side, width)
    top = _moved_within((box[1] + box[3] / 2) * height - side / 2, side, height)
    return scaled(rgb[top : top + side, left : left + side], SIDE)


def _moved_within(start: float, side: int, length: int) -> int:
    return int(min(max(0, round(start)), length - side))
