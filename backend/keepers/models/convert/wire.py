"""Protocol buffers as bytes: the few rules of their wire format that ONNX files need, read within bounds.

A message is a row of fields, each a key (number and kind) and a value. Fields are handed on as the bytes they
are, so that what is not understood is kept, and what is not changed stays as it was to the last bit.
Source: https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from keepers.base.errors import Invalid

_VARINT: Final = 0
_FIXED_64: Final = 1
_LENGTH: Final = 2
_FIXED_32: Final = 5
#: Ten groups of seven bits hold the 64 bits of the largest number.
_LONGEST_VARINT: Final = 10


@dataclass(frozen=True)
class Field:
    """One field: its `number`, its `whole` bytes with the key, and what they say.

    `content` are the bytes of a message, a text or a list; `value` is a number; the other one is empty or 0.
    """

    number: int
    whole: memoryview
    content: memoryview = field(default_factory=lambda: memoryview(b""))
    value: int = 0


def fields(message: bytes | memoryview) -> Iterator[Field]:
    """The fields of a message in their order. Raises Invalid where the bytes are none."""
    view = memoryview(message)
    at = 0
    while at < len(view):
        start = at
        key, at = _varint(view, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(view, at)
            yield Field(number, view[start:at], value=value)
            continue
        if kind == _LENGTH:
            length, at = _varint(view, at)
        elif kind in (_FIXED_64, _FIXED_32):
            length = 8 if kind == _FIXED_64 else 4
        else:
            raise _damaged()
        if length > len(view) - at:
            raise _damaged()
        yield Field(number, view[start : at + length], content=view[at : at + length])
        at += length


def message_field(number: int, content: bytes | memoryview) -> Field:
    """A field that holds a message, a text or a list of bytes."""
    whole = memoryview(b"".join((_as_varint(number << 3 | _LENGTH), _as_varint(len(content)), content)))
    return Field(number, whole, content=whole[len(whole) - len(content) :])


def number_field(number: int, value: int) -> Field:
    """A field that holds a number of 0 or more."""
    return Field(number, memoryview(_as_varint(number << 3 | _VARINT) + _as_varint(value)), value=value)


def joined(row: list[Field]) -> bytes:
    """The message of these fields, in this order."""
    return b"".join(each.whole for each in row)


def _as_varint(value: int) -> bytes:
    groups = bytearray()
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    groups.append(value)
    return bytes(groups)


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for index, group in enumerate(view[at : at + _LONGEST_VARINT]):
        value |= (group & 0x7F) << 7 * index
        if group < 0x80:
            return value, at + index + 1
    raise _damaged()


def _damaged() -> Invalid:
    return Invalid("This is not a whole ONNX file: it ends too early, or is something else.")
