"""Cats and dogs in a picture, found by YOLOX (Megvii, Apache-2.0), and what they look like."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from keepers.analysis.faces.align import Pixels
from keepers.analysis.faces.boxes import Floats
from keepers.analysis.faces.embed import unit
from keepers.models.search_basic import SearchBasic

# Of the 80 things of COCO.
_KINDS: Final = {15: "cat", 16: "dog"}
_STRIDES: Final = (8, 16, 32)
_PADDING: Final = 114
#: So many pets of one photo, at most.
_MOST: Final = 12
_SMALLEST_PX: Final = 16


@dataclass(frozen=True)
class Pet:
    """One animal: `kind` cat or dog, `box` (left, top, right, bottom) in pixels, `score` 0..1."""

    kind: str
    box: tuple[float, float, float, float]
    score: float


class PetFinder:
    """A session of YOLOX. `preprocessing` and `thresholds` are those of its entry in the catalogue."""

    def __init__(
        self, session: Any, preprocessing: Mapping[str, Any], thresholds: Mapping[str, float]
    ) -> None:
        self._session = session
        (taken,) = session.get_inputs()
        self._input = taken.name
        side = taken.shape[2]
        self._side = side if isinstance(side, int) else int(preprocessing.get("side", 640))
        self._bgr = preprocessing.get("order", "BGR") == "BGR"
        self._score = thresholds.get("score", 0.5)
        self._overlap = thresholds.get("overlap", 0.45)

    def find(self, rgb: Pixels) -> list[Pet]:
        """The cats and dogs of a picture (H x W x 3), the surest first."""
        height, width = rgb.shape[:2]
        scale = self._side / max(height, width)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        placed = np.full((self._side, self._side, 3), _PADDING, np.float32)
        smaller = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        placed[: size[1], : size[0]] = smaller[:, :, ::-1] if self._bgr else smaller
        (answer,) = self._session.run(None, {self._input: placed.transpose(2, 0, 1)[None]})
        boxes, scores, kinds = decoded(answer[0], self._side, self._score)
        by = (width / size[0], height / size[1])
        found = []
        for row in _apart(boxes, scores, self._overlap):
            left, right = (float(np.clip(value * by[0], 0, width)) for value in boxes[row, 0::2])
            top, bottom = (float(np.clip(value * by[1], 0, height)) for value in boxes[row, 1::2])
            if min(right - left, bottom - top) >= _SMALLEST_PX:
                found.append(Pet(_KINDS[int(kinds[row])], (left, top, right, bottom), float(scores[row])))
        return found


class PetLooks:
    """What an animal looks like, as a vector."""

    def __init__(self, folder: Path) -> None:
        self._tower = SearchBasic(folder)

    def embed(self, rgb: Pixels, pets: list[Pet]) -> list[bytes | None]:
        """A vector (float16, unit length, as bytes) for each; None where there is nothing to tell."""
        parts = []
        for pet in pets:
            left, top, right, bottom = (round(value) for value in pet.box)
            parts.append(np.ascontiguousarray(rgb[top : max(top + 1, bottom), left : max(left + 1, right)]))
        return [unit(row) for row in self._tower.embed_images(parts).features] if parts else []


def decoded(answer: Floats, side: int, least: float) -> tuple[Floats, Floats, "np.typing.NDArray[np.intp]"]:
    """Boxes (left, top, right, bottom), scores and things of [N,85] for a picture of `side` px: pets only."""
    cells = []
    for stride in _STRIDES:
        rows, columns = np.mgrid[: side // stride, : side // stride]
        cells.append(np.stack([columns.ravel(), rows.ravel(), np.full(rows.size, stride)], axis=1))
    grid = np.concatenate(cells).astype(np.float32)
    things = answer[:, 5:].argmax(axis=1)
    scores = answer[:, 4] * answer[np.arange(len(answer)), 5 + things]
    pets = np.isin(things, list(_KINDS)) & (scores >= least)
    middle = (answer[pets, :2] + grid[pets, :2]) * grid[pets, 2:]
    half = np.exp(np.minimum(answer[pets, 2:4], 8)) * grid[pets, 2:] / 2
    boxes = np.concatenate([middle - half, middle + half], axis=1).astype(np.float32)
    numbers = np.isfinite(boxes).all(axis=1)
    return boxes[numbers], scores[pets][numbers].astype(np.float32), things[pets][numbers]


def _apart(boxes: Floats, scores: Floats, most_overlap: float) -> list[int]:
    """The surest of each animal, _MOST of them: a box that shares more than that with a surer one goes."""
    kept: list[int] = []
    for row in np.argsort(-scores, kind="stable"):
        if all(_shared(boxes[row], boxes[other]) <= most_overlap for other in kept):
            kept.append(int(row))
        if len(kept) == _MOST:
            break
    return kept


def _shared(one: Floats, other: Floats) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    shared = float(wide * high)
    areas = float((one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]))
    return shared / (areas - shared)
