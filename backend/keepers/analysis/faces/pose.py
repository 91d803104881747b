"""Which way a face looks, told by its five points. Good to about ten degrees, which is enough to judge it by.

A head is taken for what heads are on average: the tip of the nose stands 35 mm before the plane of the eyes,
37 mm below them; the mouth 10 mm before it, 65 mm below; the eyes are 63 mm apart.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_EYES_APART, _NOSE_OUT, _NOSE_DOWN, _MOUTH_OUT, _MOUTH_DOWN = 63.0, 35.0, 37.0, 10.0, 65.0


@dataclass(frozen=True)
class Pose:
    """Degrees. `yaw`: to the picture's right; `pitch`: up; `roll`: clockwise; 0: looks at us, upright."""

    yaw: float
    pitch: float
    roll: float


def pose(points: Sequence[tuple[float, float]]) -> Pose | None:
    """The pose of a face by its points (five x, y, as in Detections); None where they make no face."""
    left, right, nose, mouth_left, mouth_right = points
    across = (right[0] - left[0], right[1] - left[1])
    apart = math.hypot(*across)
    if not math.isfinite(apart) or apart < 1e-6:
        return None
    along = (across[0] / apart, across[1] / apart)
    eyes, mouth = _between(left, right), _between(mouth_left, mouth_right)
    # Down the face, at a right angle to the eyes.
    nose_across, nose_down = _turned(nose, eyes, along)
    _, mouth_down = _turned(mouth, eyes, along)
    if not math.isfinite(nose_across + nose_down + mouth_down) or mouth_down < 1e-6:
        return None
    yaw = math.atan(nose_across / apart * _EYES_APART / _NOSE_OUT)
    share = nose_down / mouth_down
    pitch = math.atan2(_NOSE_DOWN - _MOUTH_DOWN * share, max(1e-6, _NOSE_OUT - _MOUTH_OUT * share))
    roll = math.atan2(across[1], across[0])
    return Pose(math.degrees(yaw), math.degrees(pitch), math.degrees(roll))


def _between(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _turned(
    point: tuple[float, float], origin: tuple[float, float], along: tuple[float, float]
) -> tuple[float, float]:
    x, y = point[0] - origin[0], point[1] - origin[1]
    return x * along[0] + y * along[1], y * along[0] - x * along[1]
