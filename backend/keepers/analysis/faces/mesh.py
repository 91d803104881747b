"""The face mesh (MediaPipe, Apache-2.0): is there a face at all, how far are its eyes open, does it smile."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from keepers.analysis.faces.align import Pixels, chip
from keepers.analysis.faces.boxes import Floats

_SIDE = 192
_AROUND = 1.5
# Outer corner, two of the upper lid, inner corner, two of the lower lid; left as in the picture.
_LEFT_EYE = (33, 160, 158, 133, 153, 144)
_RIGHT_EYE = (362, 385, 387, 263, 373, 380)
_MOUTH = (61, 291)
_NOSE = 1


@dataclass(frozen=True)
class Mesh:
    """`presence` 0..1. `eye_left`, `eye_right` (of the picture): height by width of the open eye.

    `smile`: width of the mouth by the distance of the eyes. `apart`: how far the mesh's eyes, nose and mouth
    lie from the detector's points, on average, by the distance of the eyes: much for what is half hidden.
    """

    presence: float
    eye_left: float
    eye_right: float
    smile: float
    apart: float


class FaceMesh:
    """A session of the mesh."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name

    def measure(self, rgb: Pixels, box: Floats, points: Floats) -> Mesh | None:
        """Measure the face in `box` (left, top, right, bottom) of a picture; None where it says nothing."""
        matrix = level_square(box, points)
        face = chip(rgb, matrix, _SIDE).astype(np.float32).transpose(2, 0, 1)[None] / 255
        answers = [answer.reshape(-1) for answer in self._session.run(None, {self._input: face})]
        places = next(answer for answer in answers if answer.size > 1).reshape(-1, 3)[:, :2]
        logit = float(next(answer for answer in answers if answer.size == 1)[0])
        if not (np.isfinite(places).all() and np.isfinite(logit)):
            return None
        return read(places, logit, points @ matrix[:, :2].T + matrix[:, 2])


def level_square(box: Floats, points: Floats) -> Floats:
    """The similarity to the mesh's square: one and a half times the box about its middle, eyes level."""
    across = points[1] - points[0]
    apart = float(np.hypot(*across))
    cos, sin = (float(across[0]) / apart, float(across[1]) / apart) if apart > 1e-6 else (1.0, 0.0)
    wide = max(float(box[2] - box[0]), float(box[3] - box[1]), 1.0) * _AROUND
    scale = _SIDE / wide
    turn = np.array([[cos, sin], [-sin, cos]], np.float32) * scale
    middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], np.float32)
    return np.hstack([turn, (_SIDE / 2 - turn @ middle)[:, None]]).astype(np.float32)


def read(places: Floats, logit: float, points: Floats) -> Mesh | None:
    """What the places of the mesh (468 x 2) and the detector's points, both in one picture, say."""
    left, right = (places[list(eye)].mean(axis=0) for eye in (_LEFT_EYE, _RIGHT_EYE))
    eyes_apart = float(np.hypot(*(right - left)))
    if eyes_apart < 1e-3:
        return None
    found = np.stack([left, right, places[_NOSE], *places[list(_MOUTH)]])
    return Mesh(
        presence=float(1 / (1 + np.exp(-np.clip(logit, -30, 30)))),
        eye_left=_open(places[list(_LEFT_EYE)]),
        eye_right=_open(places[list(_RIGHT_EYE)]),
        smile=_length(places[_MOUTH[1]] - places[_MOUTH[0]]) / eyes_apart,
        apart=float(np.hypot(*(found - points).T).mean()) / eyes_apart,
    )


def _open(eye: Floats) -> float:
    outer, up_outer, up_inner, inner, down_inner, down_outer = eye
    width = max(_length(inner - outer), 1e-3)
    return (_length(up_outer - down_outer) + _length(up_inner - down_inner)) / (2 * width)


def _length(way: Floats) -> float:
    return float(np.hypot(*way))
