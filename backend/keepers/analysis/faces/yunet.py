"""YuNet (libfacedetection.train, Apache-2.0): its input and what its outputs mean."""

from typing import Any

import numpy as np

from keepers.analysis.faces.boxes import Detections, Floats, together

#: Scores between which a find becomes certain. On the development photos toys and beasts stay below .79, and
#: ninety-nine of a hundred good faces are above .88.
CERTAIN = (0.75, 0.90)
#: The best score of a picture that is the right way up; turned by a quarter or by half, it is at most 0.91.
UPRIGHT = 0.92
_STRIDES = (8, 16, 32)


class Yunet:
    """A session of YuNet. `threshold`: of the score, 0..1; `fixed`: the side it insists on, None if none."""

    certain = CERTAIN
    upright = UPRIGHT

    def __init__(self, session: Any, threshold: float) -> None:
        self._session = session
        self._threshold = threshold
        (taken,) = session.get_inputs()
        self._input = taken.name
        self._outputs = [output.name for output in session.get_outputs()]
        self.fixed: int | None = taken.shape[2] if isinstance(taken.shape[2], int) else None

    def find(self, padded: Floats) -> Detections:
        """Faces in a picture, H x W x 3, BGR 0..255, both sides multiples of 32; several boxes a face."""
        answers = self._session.run(self._outputs, {self._input: padded.transpose(2, 0, 1)[None]})
        return decoded(dict(zip(self._outputs, answers, strict=True)), padded.shape[:2], self._threshold)


def decoded(outputs: dict[str, Floats], size: tuple[int, ...], threshold: float) -> Detections:
    """What the outputs cls_s, obj_s, bbox_s, kps_s (s: 8, 16, 32) say of a picture of `size` (H, W)."""
    return together(_of_stride(outputs, stride, size, threshold) for stride in _STRIDES)


def _of_stride(
    outputs: dict[str, Floats], stride: int, size: tuple[int, ...], threshold: float
) -> Detections:
    classes = np.clip(outputs[f"cls_{stride}"].reshape(-1), 0, 1)
    objects = np.clip(outputs[f"obj_{stride}"].reshape(-1), 0, 1)
    scores = np.sqrt(classes * objects)
    (sure,) = np.nonzero(scores >= threshold)
    columns = size[1] // stride
    cell = np.stack([sure % columns, sure // columns], axis=1).astype(np.float32)
    shape = outputs[f"bbox_{stride}"].reshape(-1, 4)[sure]
    points = outputs[f"kps_{stride}"].reshape(-1, 5, 2)[sure]
    centre = (cell + shape[:, :2]) * stride
    # A wild output must not become an endless box.
    half = np.exp(np.minimum(shape[:, 2:], 10)) * (stride / 2)
    return Detections(
        np.concatenate([centre - half, centre + half], axis=1).astype(np.float32),
        scores[sure].astype(np.float32),
        ((cell[:, None, :] + points) * stride).astype(np.float32),
    )
