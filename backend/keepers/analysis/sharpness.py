"""How sharp the sharpest parts of a picture are, with noise taken out.

Per tile and direction, the energy of the second differences is compared with that at half the resolution.
The ratio does not depend on contrast: 1/16 for anything smooth, about 1/2 for a step edge, more for fine
texture, where it is flattened. A blur of any kind lowers it; a movement lowers it along one direction, so the
worse direction counts more. What the noise alone would give is taken out of the energies first.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: The long side of the picture the measure is meant for; larger ones should be shrunk to it first.
LONG_SIDE = 1024

_TILE = 32
_LEVELS = 3
# Energy (grey levels squared) below which a tile shows nothing one could judge.
_FAINT = 16.0
# Fine and coarse ratio: the finer tells crisp from soft, the coarser soft from blurred.
_FINE, _COARSE = 0.6, 0.4
_RATIO_TOP, _RATIO_HALF = 1.5, 0.4
# The best tenth of the tiles that show anything is the subject; a quarter of the word goes to a wider part.
_BEST, _WIDER = 0.10, 0.35
_BEST_WEIGHT = 0.75
# Fewer tiles may be a hot pixel or a date printed in the corner.
_FEWEST = 8
_WORSE_DIRECTION = 0.6
_LAPLACIAN_OF_NOISE = np.array([1, -2, 1], np.float32)
_SECOND_DIFFERENCE_GAIN = 6.0  # the variance of white noise after [1, -2, 1]


@dataclass(frozen=True)
class Sharpness:
    """`sharpness` 0..1, higher is sharper. `noise`: standard deviation in grey levels of 255."""

    sharpness: float
    noise: float


def measure(grey: NDArray[np.uint8]) -> Sharpness:
    """Measure a grey picture (H x W, any size; see LONG_SIDE)."""
    levels = _pyramid(_whole_tiles(grey))
    noise = _noise(levels[0])
    scores = [_along(levels, noise, direction) for direction in (0, 1)]
    value = _WORSE_DIRECTION * min(scores) + (1 - _WORSE_DIRECTION) * max(scores)
    return Sharpness(min(1.0, max(0.0, value)), noise)


def _whole_tiles(grey: NDArray[np.uint8]) -> Floats:
    """The picture cropped to whole tiles about its middle; a very small one is mirrored up to one tile."""
    height, width = grey.shape
    if height < _TILE or width < _TILE:
        grey = np.asarray(
            cv2.copyMakeBorder(grey, 0, max(0, _TILE - height), 0, max(0, _TILE - width), cv2.BORDER_REFLECT),
            np.uint8,
        )
        height, width = grey.shape
    top, left = height % _TILE // 2, width % _TILE // 2
    return grey[top : top + height // _TILE * _TILE, left : left + width // _TILE * _TILE].astype(np.float32)


def _pyramid(first: Floats) -> list[Floats]:
    levels = [first]
    for _ in range(_LEVELS - 1):
        height, width = levels[-1].shape
        levels.append(
            _floats(cv2.resize(levels[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA))
        )
    return levels


def _noise(grey: Floats) -> float:
    """Immerkaer's estimate (1996), of the quieter tiles: its kernel is blind to edges, not to texture."""
    response = cv2.sepFilter2D(grey, cv2.CV_32F, _LAPLACIAN_OF_NOISE, _LAPLACIAN_OF_NOISE)
    tiles = _tile_means(np.abs(response, out=response), _TILE) * (np.sqrt(np.pi / 2) / 6)
    return float(np.percentile(tiles, 25))


def _along(levels: list[Floats], noise: float, direction: int) -> float:
    """The sharpness along x (0) or y (1)."""
    order = (2, 0) if direction == 0 else (0, 2)
    energies: list[Floats] = []
    floors: list[float] = []
    for depth, level in enumerate(levels):
        differences = cv2.Sobel(level, cv2.CV_32F, *order, ksize=1)
        energy = _tile_means(_floats(cv2.multiply(differences, differences)), _TILE >> depth)
        floor = _noise_floor(energy, _SECOND_DIFFERENCE_GAIN * noise * noise / 4**depth)
        energies.append(np.maximum(energy - floor, 0))
        floors.append(floor)
    fine = _flattened(energies[0] / (energies[1] + _FAINT + floors[1]))
    coarse = _flattened(energies[1] / (energies[2] + _FAINT + floors[2]))
    # A clear sky or a soft background has nothing in it that could be sharp: it does not count.
    showing = int(np.count_nonzero(energies[2] > 2 * _FAINT))
    tiles = np.sort((_FINE * fine + _COARSE * coarse).ravel())[::-1]
    fewest = max(3, min(_FEWEST, tiles.size // 16))
    best = tiles[: max(fewest, round(_BEST * showing))].mean()
    wider = tiles[: max(2 * fewest, round(_WIDER * showing))].mean()
    return float(_BEST_WEIGHT * best + (1 - _BEST_WEIGHT) * wider)


def _noise_floor(energy: Floats, white: float) -> float:
    """The energy that noise alone leaves in a tile: of white noise, or of grain that has lumps.

    Grain fills all quiet tiles alike, which nothing else does: the more alike, the surer it is grain.
    """
    quiet, middle = np.percentile(energy, [10, 40])
    alike = float(quiet / middle) if middle > 0 else 0.0
    sure = min(1.0, max(0.0, (alike - 0.35) / 0.3))
    return max(1.5 * white, 1.6 * sure * float(middle))


def _flattened(ratio: Floats) -> Floats:
    """0..1: steep up to the ratio of an edge, nearly level for what is finer than an edge."""
    capped = np.minimum(ratio, _RATIO_TOP)
    return _floats(capped / (capped + _RATIO_HALF) * ((_RATIO_TOP + _RATIO_HALF) / _RATIO_TOP))


def _tile_means(values: Floats, tile: int) -> Floats:
    height, width = values.shape
    return _floats(cv2.resize(values, (width // tile, height // tile), interpolation=cv2.INTER_AREA))


def _floats(values: NDArray[Any]) -> Floats:
    """The same array, for the types: OpenCV's do not say what it holds."""
    return np.asarray(values, np.float32)
