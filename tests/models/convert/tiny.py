"""ONNX models of a few nodes, written by hand: numbers of fields are those of onnx.proto3."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from keepers.models.convert.onnx_graph import tensor_told
from keepers.models.convert.wire import Field, joined, message_field, number_field

_TYPES = {"<f4": 1, "|u1": 2, "<f2": 10, "<i8": 7}


def node(operation: str, inputs: Sequence[str], output: str) -> Field:
    row = [message_field(1, name.encode()) for name in inputs]
    row += [message_field(2, output.encode()), message_field(4, operation.encode())]
    return message_field(1, joined(row))


def weight(name: str, values: NDArray[Any], told_only: bool = False) -> Field:
    """A tensor of a graph; with `told_only` without its values."""
    row = [number_field(1, side) for side in values.shape]
    row += [number_field(2, _TYPES[values.dtype.str]), message_field(8, name.encode())]
    return message_field(5, joined(row if told_only else [*row, message_field(9, values.tobytes())]))


def model(
    parts: Sequence[Field],
    inputs: Mapping[str, Sequence[int | str]],
    outputs: Mapping[str, Sequence[int | str]],
) -> bytes:
    """A whole model in opset 13, as one would be published: every number of it in order."""
    row = [field for field in parts if field.number == 1]
    row += [message_field(2, b"tiny"), *(field for field in parts if field.number == 5)]
    row += [message_field(11, tensor_told(name, dims)) for name, dims in inputs.items()]
    row += [message_field(12, tensor_told(name, dims)) for name, dims in outputs.items()]
    opset = message_field(8, joined([message_field(1, b""), number_field(2, 13)]))
    return joined([number_field(1, 7), message_field(7, joined(row)), opset])


def doubled(side: int | str = 2) -> bytes:
    """y = x * w with w = 2, for x of that many numbers, and w among the inputs as old exporters have it."""
    parts = [node("Mul", ["x", "w"], "y"), weight("w", np.array([2], "<f4"))]
    return model(parts, {"x": [side], "w": [1]}, {"y": [side]})
