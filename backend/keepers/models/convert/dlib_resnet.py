"""dlib's face recognition network, from the weights in the package @vladmandic/face-api.

There they are in one file, one after the other as a manifest tells: most in 8 bits (value = q * scale + min),
some as float32; filters with their sides first (height, width, in, out). The graph takes them as out, in,
height, width, and keeps the larger ones as float16, as the model that Keepers' own tests know does.
"""

import json
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from keepers.base.errors import Invalid
from keepers.models.convert.onnx_graph import filled
from keepers.models.convert.parts import part

WEIGHTS: Final = "weights.bin"
MANIFEST: Final = "manifest.json"
RESULT: Final = "model.onnx"
_LARGEST_MANIFEST: Final = 1 << 20
_KINDS: Final = {"float32": "<f4", "uint8": "u1"}


def convert_dlib_resnet(originals: Mapping[str, Path], folder: Path) -> None:
    """weights.bin and manifest.json -> model.onnx. Raises Invalid when they do not belong together."""
    given = tensors(originals[MANIFEST], originals[WEIGHTS])

    def weights(name: str) -> NDArray[Any]:
        """The next one: both sides have them in the order they are used."""
        values = next(given, None)
        if values is None:
            raise Invalid("These weights are of a smaller network.")
        if name.startswith(("g", "bb")):
            return values.reshape(1, -1, 1, 1)
        return values.transpose(3, 2, 0, 1) if values.ndim == 4 else values

    whole = filled(part("dlib-resnet.graph"), weights)
    if next(given, None) is not None:
        raise Invalid("These weights are of a larger network.")
    (folder / RESULT).write_bytes(whole)


def tensors(manifest: Path, weights: Path) -> Iterator[NDArray[np.float64]]:
    """Each tensor in turn, by a manifest of tensorflow.js. Raises Invalid where the two do not fit."""
    if manifest.stat().st_size > _LARGEST_MANIFEST:
        raise Invalid("The list of weights is too large.")
    content = memoryview(weights.read_bytes())
    try:
        rows = [row for group in json.loads(manifest.read_bytes()) for row in group["weights"]]
        told = [(tuple(map(int, row["shape"])), *_coding(row)) for row in rows]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise Invalid("The list of weights cannot be read.") from error
    sizes = [prod(shape) * kind.itemsize for shape, kind, _, _ in told]
    if any(side <= 0 for shape, *_ in told for side in shape) or sum(sizes) != len(content):
        raise Invalid("The list of weights does not fit the weights.")
    at = 0
    for (shape, kind, scale, least), size in zip(told, sizes, strict=True):
        stored = np.frombuffer(content[at : at + size], kind).reshape(shape)
        # Two steps that are each rounded as IEEE 754 says, so that every computer gets the same.
        scaled = stored.astype(np.float64) * scale
        yield scaled + least
        at += size


def _coding(row: Mapping[str, Any]) -> tuple[np.dtype[Any], float, float]:
    told = row.get("quantization", {"dtype": row["dtype"], "scale": 1.0, "min": 0.0})
    return np.dtype(_KINDS[told["dtype"]]), float(told["scale"]), float(told["min"])
