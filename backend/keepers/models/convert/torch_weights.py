"""The weights in a PyTorch file (.pth as torch.save wrote it before 1.6), read without running any of it.

Such a file is a row of pickles, and a pickle is a program. Here it is read by a machine of its own that knows
the dozen instructions that tables of tensors are made of: it calls nothing, imports nothing, and refuses the
rest. The values follow the pickles: of each storage its count (int64) and its bytes, little-endian.
Source: torch/serialization.py, `_legacy_save`.
"""

import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import prod
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from keepers.base.errors import Invalid

_MAGIC: Final = 0x1950A86A20F9469CFC6C
_PROTOCOL: Final = 1001
_LARGEST: Final = 256 << 20
_MOST_INSTRUCTIONS: Final = 200_000
_TYPES: Final = {"FloatStorage": "<f4", "HalfStorage": "<f2", "LongStorage": "<i8"}


@dataclass(frozen=True)
class _Named:
    """A name of Python's, which is never looked up."""

    module: str
    name: str


@dataclass(frozen=True)
class _Storage:
    key: str
    kind: str
    count: int


@dataclass(frozen=True)
class _View:
    """A tensor: a way to walk through a storage, in elements."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def read_weights(path: Path) -> dict[str, NDArray[Any]]:
    """The tensors of a table of weights by name, each in its shape, as arrays of their own.

    Raises Invalid for what is no such file, is larger than 256 MB, or holds anything but tensors.
    """
    if path.stat().st_size > _LARGEST:
        raise Invalid("This file of weights is too large.")
    file = BytesIO(path.read_bytes())
    if _read(file) != _MAGIC or _read(file) != _PROTOCOL or not isinstance(_read(file), Mapping):
        raise Invalid("This is not a PyTorch file of the kind that is understood.")
    table, keys = _read(file), _read(file)
    if not isinstance(table, dict) or not all(isinstance(each, _View) for each in table.values()):
        raise Invalid("This PyTorch file holds something else than a table of weights.")
    storages = {view.storage.key: view.storage for view in table.values()}
    named = isinstance(keys, list) and all(isinstance(key, str) for key in keys)
    if not named or sorted(keys) != sorted(storages):
        raise Invalid("This PyTorch file does not hold the weights it tells of.")
    values = {key: _values(file, storages[key]) for key in keys}
    return {name: _walked(view, values[view.storage.key]) for name, view in table.items()}


def _values(file: BytesIO, storage: _Storage) -> NDArray[Any]:
    kind = np.dtype(_TYPES[storage.kind])
    counted = int.from_bytes(file.read(8), "little")
    content = file.read(counted * kind.itemsize) if counted == storage.count else b""
    if len(content) != storage.count * kind.itemsize:
        raise Invalid("This PyTorch file ends too early.")
    return np.frombuffer(content, kind)


def _walked(view: _View, values: NDArray[Any]) -> NDArray[Any]:
    """The view as an array. Strides stay within the storage: it is checked before a pointer moves."""
    steps = [(size - 1) * stride for size, stride in zip(view.shape, view.strides, strict=True)]
    told = (view.offset, *view.shape, *view.strides)
    if min((*told, *steps)) < 0 or max(told) > len(values) or prod(view.shape) > len(values):
        raise Invalid("A tensor of this PyTorch file has an impossible shape.")
    if view.offset + sum(steps) >= len(values):
        raise Invalid("A tensor of this PyTorch file reaches beyond its values.")
    strides = [stride * values.itemsize for stride in view.strides]
    return np.lib.stride_tricks.as_strided(values[view.offset :], view.shape, strides).copy()


def _read(file: BytesIO) -> Any:
    """What one pickle makes, of numbers, texts, lists, tables and tensors."""
    machine = _Machine()
    try:
        for count, (instruction, argument, _) in enumerate(pickletools.genops(file)):
            if instruction.name == "STOP":
                return machine.stack.pop()
            if count > _MOST_INSTRUCTIONS or instruction.name not in _INSTRUCTIONS:
                raise Invalid("This file of weights holds more than weights, and is not read.")
            _INSTRUCTIONS[instruction.name](machine, argument)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, UnicodeError) as error:
        raise Invalid("This file of weights is damaged, or is something else.") from error
    raise Invalid("This file of weights ends too early.")


class _Machine:
    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.marks: list[int] = []
        self.memory: dict[int, Any] = {}

    def push(self, value: Any) -> None:
        self.stack.append(value)

    def keep(self, index: int) -> None:
        self.memory[index] = self.stack[-1]

    def since_mark(self) -> list[Any]:
        at = self.marks.pop()
        taken = self.stack[at:]
        del self.stack[at:]
        return taken

    def tuple_of(self, count: int) -> None:
        taken = self.stack[-count:]
        if len(taken) != count:
            raise ValueError
        self.stack[-count:] = [tuple(taken)]

    def set_items(self, taken: list[Any]) -> None:
        """Under texts alone: looking for a key of tuples within tuples could use up the stack."""
        if not all(isinstance(key, str) for key in taken[::2]):
            raise TypeError
        self.stack[-1].update(zip(taken[::2], taken[1::2], strict=True))

    def set_item(self) -> None:
        taken = self.stack[-2:]
        del self.stack[-2:]
        self.set_items(taken)

    def append_all(self) -> None:
        taken = self.since_mark()
        self.stack[-1].extend(taken)

    def name(self, told: str) -> None:
        module, name = told.split(" ")
        self.push(_Named(module, name))

    def storage(self) -> None:
        """A storage by what torch says of it: type, key, place, count; and that it is no part of another."""
        word, kind, key, _place, count, part = self.stack.pop()
        if word != "storage" or not isinstance(kind, _Named) or kind.module != "torch" or part is not None:
            raise ValueError
        if kind.name not in _TYPES or not isinstance(key, str) or not 0 <= int(count) <= _LARGEST:
            raise ValueError
        self.push(_Storage(key, kind.name, int(count)))

    def make(self) -> None:
        """What a call would make: an empty table or a tensor, the only two things there are."""
        given = self.stack.pop()
        named = self.stack.pop()
        if named == _Named("collections", "OrderedDict") and given == ():
            self.push({})
            return
        if named != _Named("torch._utils", "_rebuild_tensor_v2"):
            raise Invalid("This file of weights asks for something to be run, and is not read.")
        storage, offset, shape, strides = given[:4]
        if not isinstance(storage, _Storage) or len(shape) != len(strides) or len(shape) > 8:
            raise ValueError
        self.push(_View(storage, int(offset), tuple(map(int, shape)), tuple(map(int, strides))))

    def drop_state(self) -> None:
        """Notes about versions of layers: nothing of the weights."""
        self.stack.pop()


_INSTRUCTIONS: Final[Mapping[str, Callable[[_Machine, Any], None]]] = {
    "PROTO": lambda _machine, _: None,
    "MARK": lambda machine, _: machine.marks.append(len(machine.stack)),
    "NONE": lambda machine, _: machine.push(None),
    "NEWTRUE": lambda machine, _: machine.push(True),
    "NEWFALSE": lambda machine, _: machine.push(False),
    "BININT": lambda machine, value: machine.push(value),
    "BININT1": lambda machine, value: machine.push(value),
    "BININT2": lambda machine, value: machine.push(value),
    "LONG1": lambda machine, value: machine.push(value),
    "BINUNICODE": lambda machine, value: machine.push(value),
    "EMPTY_DICT": lambda machine, _: machine.push({}),
    "EMPTY_LIST": lambda machine, _: machine.push([]),
    "EMPTY_TUPLE": lambda machine, _: machine.push(()),
    "TUPLE": lambda machine, _: machine.push(tuple(machine.since_mark())),
    "TUPLE1": lambda machine, _: machine.tuple_of(1),
    "TUPLE2": lambda machine, _: machine.tuple_of(2),
    "TUPLE3": lambda machine, _: machine.tuple_of(3),
    "APPEND": lambda machine, _: machine.stack[-2].append(machine.stack.pop()),
    "APPENDS": lambda machine, _: machine.append_all(),
    "SETITEM": lambda machine, _: machine.set_item(),
    "SETITEMS": lambda machine, _: machine.set_items(machine.since_mark()),
    "BINPUT": lambda machine, index: machine.keep(index),
    "LONG_BINPUT": lambda machine, index: machine.keep(index),
    "BINGET": lambda machine, index: machine.push(machine.memory[index]),
    "LONG_BINGET": lambda machine, index: machine.push(machine.memory[index]),
    "GLOBAL": lambda machine, told: machine.name(told),
    "BINPERSID": lambda machine, _: machine.storage(),
    "REDUCE": lambda machine, _: machine.make(),
    "BUILD": lambda machine, _: machine.drop_state(),
}
