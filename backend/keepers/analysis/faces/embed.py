"""Faces as vectors: of unit length, so that the dot product of two is their cosine."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from keepers.analysis.faces.align import Alignment, Pixels, chip
from keepers.analysis.faces.boxes import Floats

# Larger batches are no faster on one processor, and take memory.
_BATCH: Final = 16
_UNIT_OUTPUT: Final = "embedding_l2"


class Embedder:
    """A session of a face embedder; `preprocessing` of its entry says how it wants its faces."""

    def __init__(self, session: Any, preprocessing: Mapping[str, Any]) -> None:
        self._session = session
        self._alignment = Alignment.of(preprocessing)
        self._bgr = preprocessing.get("order") == "BGR"
        self._input = session.get_inputs()[0].name
        names = [output.name for output in session.get_outputs()]
        self._output = _UNIT_OUTPUT if _UNIT_OUTPUT in names else names[0]
        # Some take one at a time and say so.
        one = session.get_inputs()[0].shape[0]
        self._batch = one if isinstance(one, int) and one > 0 else _BATCH

    def embed(self, rgb: Pixels, points: Sequence[Floats]) -> list[bytes | None]:
        """A vector (float16, unit length, as bytes) for each face of a picture by its five points (5 x 2).

        None where the model says nothing: all zeros, or no numbers.
        """
        side = self._alignment.side
        vectors: list[bytes | None] = []
        for start in range(0, len(points), self._batch):
            chips = [
                chip(rgb, self._alignment.matrix(each), side) for each in points[start : start + self._batch]
            ]
            stacked = np.stack(chips).astype(np.float32)
            if self._bgr:
                stacked = stacked[..., ::-1]
            blob = np.ascontiguousarray(stacked.transpose(0, 3, 1, 2))
            (answer,) = self._session.run([self._output], {self._input: blob})
            vectors += [unit(row) for row in answer.reshape(len(chips), -1)]
        return vectors


def unit(row: Floats) -> bytes | None:
    """An embedding brought to unit length, as float16; None where it has no length, or is no numbers."""
    length = float(np.linalg.norm(row))
    if not np.isfinite(length) or length < 1e-9:
        return None
    return (row / length).astype("<f2").tobytes()
