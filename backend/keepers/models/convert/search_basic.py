"""Everyday search: an image tower and a text tower that meet in one space of 384 dimensions.

The image tower is EfficientNet-Lite2 as PyTorch weights; above its thousand probabilities lies the matrix
of labels, whose rows are where the text tower puts the words for each. The text tower is MiniLM; above its
states lie mean, length 1, and for questions to images a step to the middle of the labels.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from keepers.base.errors import Invalid
from keepers.models.convert.onnx_graph import extended, filled
from keepers.models.convert.parts import part
from keepers.models.convert.torch_weights import read_weights

IMAGE_WEIGHTS: Final = "efficientnet-lite2.pth"
TEXT_MODEL: Final = "minilm.onnx"
TOKENIZER: Final = "tokenizer.json"

_LABELS: Final = 1000
_DIMS: Final = 384
_EPSILON: Final = np.float32(1e-3)
#: In the graph the first convolution is called 2069, and each takes three numbers: weights, bias, result.
_FIRST: Final = 2069
#: Channels whose scale PyTorch had rounded higher on the day the known image tower was made, and by how many
#: of the smallest steps: with them the result is that file to the bit, so that libraries made with either
#: need not look at their photos again.
_ROUNDED_UP: Final = (
    ("_blocks.4._bn2", 37, 2),
    ("_blocks.9._bn2", 26, 1),
    ("_blocks.12._bn0", 145, 1),
    ("_blocks.17._bn1", 725, 1),
    ("_blocks.17._bn2", 6, 1),
    ("_blocks.19._bn0", 267, 1),
)

Weights = NDArray[Any]


def convert_search_basic(originals: Mapping[str, Path], folder: Path) -> None:
    """The three originals -> image.onnx, text.onnx, tokenizer.json, labels.json.

    Raises Invalid when the weights are of another network or the text tower is no ONNX model.
    """
    given = folded(read_weights(originals[IMAGE_WEIGHTS]))
    given["conse_W"] = np.frombuffer(part("label-matrix.f16"), "<f2").reshape(_LABELS, _DIMS)

    def weights(name: str) -> Weights:
        """Those kept as float16 have a mark behind their names."""
        try:
            return given[name.removesuffix("__h")]
        except KeyError:
            raise Invalid("These weights are of another network.") from None

    (folder / "image.onnx").write_bytes(filled(part("image.graph"), weights))
    (folder / "text.onnx").write_bytes(extended(originals[TEXT_MODEL].read_bytes(), part("text.tail")))
    (folder / "tokenizer.json").write_bytes(originals[TOKENIZER].read_bytes())
    (folder / "labels.json").write_bytes(part("labels.json"))


def folded(table: Mapping[str, Weights]) -> dict[str, Weights]:
    """The weights by their names in the graph, each normalisation folded into the convolution before it.

    Every step is rounded as IEEE 754 says, so that every computer gets the same. Raises Invalid where the two
    do not come in pairs.
    """
    filters = [values for values in table.values() if values.ndim == 4]
    norms = [name.removesuffix(".running_var") for name in table if name.endswith(".running_var")]
    given: dict[str, Weights] = {}
    try:
        for index, (values, norm) in enumerate(zip(filters, norms, strict=True)):
            scale = table[f"{norm}.weight"] / np.sqrt(table[f"{norm}.running_var"] + _EPSILON)
            for rounded, channel, steps in _ROUNDED_UP:
                if rounded == norm:
                    scale[channel] += steps * np.spacing(scale[channel])
            shift = table[f"{norm}.running_mean"] * scale
            given[f"onnx::Conv_{_FIRST + 3 * index}"] = values * scale[:, None, None, None]
            given[f"onnx::Conv_{_FIRST + 1 + 3 * index}"] = table[f"{norm}.bias"] - shift
        given["m._fc.weight"], given["m._fc.bias"] = table["_fc.weight"], table["_fc.bias"]
    except (KeyError, ValueError, IndexError) as error:
        raise Invalid("These weights are of another network.") from error
    return given
