"""What a detector finds, as arrays, and which of several boxes are one face."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Two boxes that overlap more than this (intersection by union) are one face.
SAME_FACE = 0.3
# A part of a face that a second search found lies nearly whole within the box of the whole.
_WITHIN = 0.8
# ... and is not much smaller: the face of a child before that of its mother is.
_PART = 0.35
#: The surest boxes that are looked at in one picture: a crowd of hundreds has fewer, a wild output far more.
MOST_BOXES = 4_000
# Points lie about their box; further from its middle than so many times its longer side they are nonsense.
_POINTS_WITHIN = 3


@dataclass(frozen=True)
class Detections:
    """`boxes` N x 4 (left, top, right, bottom), `scores` N (0..1), `points` N x 5 x 2, in pixels.

    Points: the eye on the left of the picture, the one on the right, the nose, the left and the right corner
    of the mouth.
    """

    boxes: Floats
    scores: Floats
    points: Floats

    def __len__(self) -> int:
        return len(self.scores)

    def taken(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> "Detections":
        """Those of the given indices, or where the mask is true."""
        return Detections(self.boxes[which], self.scores[which], self.points[which])

    def moved(self, scale: tuple[float, float], offset: tuple[float, float]) -> "Detections":
        """The same, each x and y multiplied by `scale` and then moved by `offset`."""
        by, to = np.array(scale, np.float32), np.array(offset, np.float32)
        boxes = self.boxes.reshape(-1, 2, 2) * by + to
        return Detections(boxes.reshape(-1, 4), self.scores, self.points * by + to)


def nothing() -> Detections:
    """No detection."""
    return Detections(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), np.zeros((0, 5, 2), np.float32))


def together(parts: Iterable[Detections]) -> Detections:
    """All of them one after another."""
    found = [part for part in parts if len(part)]
    if not found:
        return nothing()
    return Detections(
        np.concatenate([part.boxes for part in found]),
        np.concatenate([part.scores for part in found]),
        np.concatenate([part.points for part in found]),
    )


def believable(found: Detections) -> Detections:
    """Without what no picture can hold: places that are no numbers, and points far from their box."""
    sides = found.boxes[:, 2:] - found.boxes[:, :2]
    middle = (found.boxes[:, :2] + found.boxes[:, 2:]) / 2
    away = np.abs(found.points - middle[:, None, :]).max(axis=(1, 2))
    # Comparing with what is no number is never true.
    numbers = np.isfinite(found.boxes).all(axis=1) & np.isfinite(found.scores)
    return found.taken(numbers & (away <= _POINTS_WITHIN * sides.max(axis=1)))


def one_each(found: Detections) -> Detections:
    """One detection a face, the surest first: non-maximum suppression over passes and tiles.

    Of equally sure ones the larger box stays, then the one further up and left, so that the order in which
    they came does not matter. Of more than MOST_BOXES the least sure are nobody.
    """
    if not len(found):
        return found
    left, top, right, bottom = (found.boxes[:, column] for column in range(4))
    areas = np.maximum(0, right - left) * np.maximum(0, bottom - top)
    order = np.lexsort((left, top, -areas, -found.scores))[:MOST_BOXES]
    kept: list[int] = []
    while len(order):
        first, rest = order[0], order[1:]
        kept.append(int(first))
        width = np.minimum(right[first], right[rest]) - np.maximum(left[first], left[rest])
        height = np.minimum(bottom[first], bottom[rest]) - np.maximum(top[first], top[rest])
        shared = np.maximum(0, width) * np.maximum(0, height)
        union = areas[first] + areas[rest] - shared
        smaller, larger = np.minimum(areas[first], areas[rest]), np.maximum(areas[first], areas[rest])
        same = shared > SAME_FACE * union
        part = (shared > _WITHIN * smaller) & (smaller > _PART * larger)
        # Boxes without any area are nobody's face.
        order = rest[~(same | part) & (areas[rest] > 0)]
    return found.taken(np.array(kept, np.intp))
