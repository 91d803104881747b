"""Every face of one picture: how large it is searched, when once more, and which way up.

Most photos show nobody or one person: they are searched once, small. Only where several faces or small ones
were found is the picture searched once more in its own size, for those who stand behind. A picture in which
nobody was found is turned when nothing tells which way up it is, and one whose faces lie is turned with them.
"""

import statistics
from collections.abc import Iterator
from typing import Any, Final, Protocol

import cv2
import numpy as np

from keepers.analysis.faces.align import Pixels
from keepers.analysis.faces.boxes import Detections, Floats, believable, nothing, one_each, together
from keepers.analysis.faces.centerface import CenterFace
from keepers.analysis.faces.pose import pose
from keepers.analysis.faces.yunet import Yunet

#: The long side at which a picture is searched first.
SIDE: Final = 640
_MULTIPLE = 32
# Of a picture of a single face that fills it, nothing is gained by blowing it up further.
_LARGEST_BLOW_UP = 2.0
# So many faces, or one so small (in pixels of the first search), and more may stand behind.
_SEVERAL, _SMALL_PX = 3, 36
# The second search is worth it when it sees so much more.
_WORTH = 1.2
# Where nothing tells which way is up: a quick search of each way.
_QUICK_SIDE = 320
# Detectors know faces that lean this far, and find some that lie.
_LYING_DEG = 50.0
# Tiles of a model that takes one size only overlap by this much, so that each face is whole in one.
_OVERLAP = 0.25


class Detector(Protocol):
    """A model that finds faces."""

    @property
    def fixed(self) -> int | None:
        """The side it insists on, None if none."""
        ...

    @property
    def certain(self) -> tuple[float, float]:
        """Its scores from which and up to which a find becomes certain."""
        ...

    @property
    def upright(self) -> float:
        """The score of a face that surely stands upright."""
        ...

    def find(self, padded: Floats) -> Detections:
        """Faces in a picture, H x W x 3, BGR 0..255, both sides multiples of 32; several boxes a face."""
        ...


def detector_of(session: Any, threshold: float | None) -> Detector:
    """The detector that a session runs, told by the names of its outputs. `threshold` of the score, 0..1."""
    if any(output.name == "cls_8" for output in session.get_outputs()):
        return Yunet(session, 0.6 if threshold is None else threshold)
    return CenterFace(session, 0.5 if threshold is None else threshold)


def find_faces(detector: Detector, rgb: Pixels, *, way_up_known: bool, large_side: int = 1280) -> Detections:
    """The faces of an upright picture (H x W x 3, RGB), one detection each, in its pixels.

    `way_up_known`: its file said how the camera was held. `large_side`: the most for a second search.
    """
    found = _search(detector, rgb, SIDE)
    lies = _turn_of(found, _sure(detector))
    if lies:
        found = one_each(together([found, _search_turned(detector, rgb, lies, SIDE)]))
    elif not way_up_known and _best(found) < detector.upright:
        lies = _way_up(detector, rgb, _best(found))
        if lies:
            found = one_each(together([found, _search_turned(detector, rgb, lies, SIDE)]))
    if _more_behind(found, rgb, large_side, _sure(detector)):
        side = min(large_side, max(rgb.shape[:2]))
        again = _search_turned(detector, rgb, lies, side)
        found = one_each(together([found, again]))
    return found


def _more_behind(found: Detections, rgb: Pixels, large_side: int, sure: float) -> bool:
    longest = max(rgb.shape[:2])
    if min(large_side, longest) < _WORTH * SIDE:
        return False
    heights = (found.boxes[:, 3] - found.boxes[:, 1]) * (SIDE / longest)
    # What looks like one small face in a cloth or a wall is seldom certain, and seldom one of several.
    return len(found) >= _SEVERAL or bool(((heights < _SMALL_PX) & (found.scores >= sure)).any())


def _turn_of(found: Detections, sure: float) -> int:
    """By how many quarter turns (as of np.rot90) a picture has to be turned for its faces to be upright."""
    rolls = []
    for score, points in zip(found.scores, found.points, strict=True):
        seen = pose([(float(x), float(y)) for x, y in points]) if score >= sure else None
        if seen is not None:
            rolls.append(seen.roll)
    if not rolls or statistics.median(map(abs, rolls)) < _LYING_DEG:
        return 0
    # np.rot90 turns counterclockwise; a face that leans clockwise by 90 degrees is set upright by one turn.
    return round(statistics.median(rolls) / 90) % 4


def _way_up(detector: Detector, rgb: Pixels, as_it_is: float) -> int:
    """The quarter turns after which somebody is seen, surely and better than `as_it_is`; 0 when nobody is."""
    scores = {turn: _best(_search_turned(detector, rgb, turn, _QUICK_SIDE)) for turn in (1, 3, 2)}
    best = max(scores, key=lambda turn: scores[turn])
    # Small as it is searched, a face scores a little less; what is no face stays far below that.
    needed = max((detector.upright + _sure(detector)) / 2, as_it_is)
    return best if scores[best] > needed else 0


def _best(found: Detections) -> float:
    return float(found.scores.max(initial=0))


def _sure(detector: Detector) -> float:
    return sum(detector.certain) / 2


def _search_turned(detector: Detector, rgb: Pixels, turns: int, side: int) -> Detections:
    if not turns:
        return _search(detector, rgb, side)
    found = _search(detector, np.ascontiguousarray(np.rot90(rgb, turns)), side)
    height, width = rgb.shape[:2]
    return Detections(
        _boxes_back(found.boxes, turns, width, height),
        found.scores,
        _back(found.points, turns, width, height),
    )


def _boxes_back(boxes: Floats, turns: int, width: int, height: int) -> Floats:
    corners = _back(boxes.reshape(-1, 2, 2), turns, width, height)
    return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)


def _back(places: Floats, turns: int, width: int, height: int) -> Floats:
    """Places (... x 2) of a picture turned by np.rot90, in the picture (`width` x `height`) as it was."""
    x, y = places[..., 0], places[..., 1]
    back = {1: (width - y, x), 2: (width - x, height - y), 3: (y, height - x)}[turns]
    return np.stack(back, axis=-1).astype(np.float32)


def _search(detector: Detector, rgb: Pixels, side: int) -> Detections:
    """One search with the long side at `side` px, in tiles where the model takes one size only."""
    height, width = rgb.shape[:2]
    factor = min(side / max(height, width), _LARGEST_BLOW_UP)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    scaled = (
        rgb if size == (width, height) else np.asarray(cv2.resize(rgb, size, interpolation=way), np.uint8)
    )
    parts = [
        _whole_ones(
            detector.find(_padded(scaled[top:bottom, left:right], detector.fixed)), window, size
        ).moved((1, 1), (left, top))
        for window in _windows(size, detector.fixed)
        for left, top, right, bottom in [window]
    ]
    found = one_each(believable(together(parts)))
    return found.moved((width / size[0], height / size[1]), (0, 0)) if len(found) else nothing()


def _windows(size: tuple[int, int], fixed: int | None) -> Iterator[tuple[int, int, int, int]]:
    """The parts (left, top, right, bottom) to be searched: all at once, or tiles of side `fixed`."""
    width, height = size
    if fixed is None:
        yield 0, 0, width, height
        return
    for top in _starts(height, fixed):
        for left in _starts(width, fixed):
            yield left, top, min(width, left + fixed), min(height, top + fixed)


def _starts(length: int, tile: int) -> list[int]:
    if length <= tile:
        return [0]
    steps = -(-(length - tile) // max(1, round(tile * (1 - _OVERLAP))))
    return [round(step * (length - tile) / steps) for step in range(steps + 1)]


def _whole_ones(found: Detections, window: tuple[int, int, int, int], size: tuple[int, int]) -> Detections:
    """Without the faces that a tile cuts: the next tile has them whole."""
    left, top, right, bottom = window
    if (left, top, right, bottom) == (0, 0, *size) or not len(found):
        return found
    boxes = found.boxes
    whole = (
        ((boxes[:, 0] > 1) | (left == 0))
        & ((boxes[:, 1] > 1) | (top == 0))
        & ((boxes[:, 2] < right - left - 1) | (right == size[0]))
        & ((boxes[:, 3] < bottom - top - 1) | (bottom == size[1]))
    )
    return found.taken(whole)


def _padded(rgb: Pixels, fixed: int | None) -> Floats:
    """BGR as the models take it: 0..255, black at the right and below up to whole multiples of 32."""
    height, width = rgb.shape[:2]
    tall, wide = (fixed or -(-length // _MULTIPLE) * _MULTIPLE for length in (height, width))
    padded = np.zeros((tall, wide, 3), np.float32)
    padded[:height, :width] = rgb[:, :, ::-1]
    return padded
