"""ONNX models put together from others' bytes, without the library that made them.

Two ways, both exact to the byte: `extended` lays a small model over a whole one, `filled` puts weights into a
model that has all but them. Numbers of fields are those of onnx.proto3 (ONNX, Apache-2.0).
"""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from keepers.base.errors import Invalid
from keepers.models.convert.wire import Field, fields, joined, message_field, number_field

_GRAPH: Final = 7
_INITIALIZER: Final = 5
_INPUT: Final = 11
_OUTPUT: Final = 12

_DIMS: Final = 1
_TYPE: Final = 2
_NAME: Final = 8
_RAW: Final = 9
#: Every field a tensor may keep its values in: lists by type, raw bytes, a file beside it.
_VALUES: Final = frozenset({4, 5, 6, 7, _RAW, 10, 11, 13})
_TYPES: Final = {1: "<f4", 2: "u1", 10: "<f2"}

Weights = NDArray[Any]


def extended(model: bytes, frame: bytes) -> bytes:
    """The model with what a frame has more.

    Nodes, weights and notes of `frame` come after the model's; inputs and outputs of it take their places,
    where it tells any. Raises Invalid when either is no ONNX model.
    """
    base, above = list(fields(model)), list(fields(frame))
    inner, outer = list(fields(_graph(base))), list(fields(_graph(above)))
    told = {field.number for field in outer} & {_INPUT, _OUTPUT}
    graph = [field for field in inner if field.number not in told] + outer
    kept = [field for field in base if field.number != _GRAPH]
    added = [field for field in above if field.number != _GRAPH]
    return joined(_in_order([*kept, message_field(_GRAPH, joined(_in_order(graph))), *added]))


def filled(skeleton: bytes, weights: Callable[[str], Weights]) -> bytes:
    """The model with values for every tensor of it that has none.

    `weights`: the values by the tensor's name, in the shape it tells; they are stored in the type it tells.
    Raises Invalid where the shapes differ, or a type is none of ours.
    """
    model = list(fields(skeleton))
    graph = [
        message_field(_INITIALIZER, _with_values(field.content, weights)) if _waits(field) else field
        for field in fields(_graph(model))
    ]
    whole = message_field(_GRAPH, joined(graph))
    return joined([whole if field.number == _GRAPH else field for field in model])


def tensor_told(name: str, dims: Sequence[int | str]) -> bytes:
    """What a graph tells of an input or output: its name, that it is float32, its sides (some by a word)."""
    told = [
        message_field(2, side.encode()) if isinstance(side, str) else number_field(1, side) for side in dims
    ]
    sides = [message_field(1, side.whole) for side in told]
    tensor = joined([number_field(1, 1), message_field(2, joined(sides))])
    return joined([message_field(1, name.encode()), message_field(2, joined([message_field(1, tensor)]))])


def framed(inputs: Sequence[bytes], outputs: Sequence[bytes]) -> bytes:
    """A frame for `extended` that tells other inputs and outputs, each as `tensor_told` makes them."""
    row = [message_field(_INPUT, each) for each in inputs] + [
        message_field(_OUTPUT, each) for each in outputs
    ]
    return joined([message_field(_GRAPH, joined(row))])


def emptied(model: bytes, waits: Callable[[str], bool]) -> bytes:
    """The skeleton of a model: without the values of the tensors whose names `waits` picks."""
    row = list(fields(model))
    graph = [
        message_field(_INITIALIZER, joined([each for each in tensor if each.number not in _VALUES]))
        if field.number == _INITIALIZER and waits(_name(tensor := list(fields(field.content))))
        else field
        for field in fields(_graph(row))
    ]
    whole = message_field(_GRAPH, joined(graph))
    return joined([whole if field.number == _GRAPH else field for field in row])


def _graph(model: list[Field]) -> memoryview:
    graphs = [field.content for field in model if field.number == _GRAPH]
    if len(graphs) != 1:
        raise Invalid("This is not an ONNX model: it has no graph, or several.")
    return graphs[0]


def _in_order(row: list[Field]) -> list[Field]:
    """By number, as ONNX writes them; those of one number stay in their order."""
    return sorted(row, key=lambda field: field.number)


def _waits(field: Field) -> bool:
    return field.number == _INITIALIZER and not any(each.number in _VALUES for each in fields(field.content))


def _name(tensor: list[Field]) -> str:
    return next((bytes(each.content).decode() for each in tensor if each.number == _NAME), "")


def _with_values(content: memoryview, weights: Callable[[str], Weights]) -> bytes:
    tensor = list(fields(content))
    name = _name(tensor)
    kind = next((each.value for each in tensor if each.number == _TYPE), 0)
    dims = tuple(each.value for each in tensor if each.number == _DIMS)
    values = weights(name)
    if kind not in _TYPES or values.shape != dims or values.size != prod(dims):
        raise Invalid(f"The weights {name} have another form than the model takes.")
    return joined([*tensor, message_field(_RAW, np.ascontiguousarray(values, _TYPES[kind]).tobytes())])
