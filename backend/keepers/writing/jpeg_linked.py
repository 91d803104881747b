"""Pictures behind the first in a JPEG (CIPA DC-007, "MPF": 3D pairs, big previews, gain maps). Pure.

One segment tells how long each is and how far from that segment it lies. Metadata that grows moves them: the
numbers are brought in line, so that every one is found where it then is.
"""

import struct
from typing import Final

from keepers.writing.errors import Unwritable

#: How the segment begins; distances count from behind it.
MARK: Final = b"MPF\x00"
_ENTRIES: Final = 0xB002
_ENTRY: Final = 16
_MOST: Final = 1000


def moved(data: bytes, at: int, body: bytes, grown: int, shifted: int) -> bytes:
    """The body of the segment once the file is longer.

    `at`: where it began in `data`; `grown`: bytes by which all before the pixels is longer; `shifted`: bytes
    by which the segment itself lies further back. Raises Unwritable `linked` where its numbers lead nowhere.
    """
    order, begin, count = _table(body)
    made = bytearray(body)
    for index in range(count):
        here = begin + index * _ENTRY + 4
        length, distance = struct.unpack_from(order + "II", body, here)
        if distance == 0:
            # The first picture: it is the one that grows.
            new = (length + grown if length else 0, 0)
        else:
            if data[at + len(MARK) + distance :][:2] != b"\xff\xd8":
                raise Unwritable("linked", "a further picture is not where it should be")
            new = (length, distance + grown - shifted)
        if not all(0 <= number <= 0xFFFF_FFFF for number in new):
            raise Unwritable("linked", "a distance is out of range")
        struct.pack_into(order + "II", made, here, *new)
    return bytes(made)


def unlinked(body: bytes) -> bytes:
    """The body without the numbers that may change; all of it where they cannot be found."""
    try:
        _, begin, count = _table(body)
    except Unwritable:
        return body
    made = bytearray(body)
    for index in range(count):
        here = begin + index * _ENTRY + 4
        made[here : here + 8] = bytes(8)
    return bytes(made)


def _table(body: bytes) -> tuple[str, int, int]:
    """Byte order, where the entries begin in the body, and how many there are."""
    head = len(MARK)
    order = {b"II": "<", b"MM": ">"}.get(body[head : head + 2])
    if order is None:
        raise Unwritable("linked", "no byte order")
    try:
        (first,) = struct.unpack_from(order + "I", body, head + 4)
        (many,) = struct.unpack_from(order + "H", body, head + first)
        for index in range(min(many, _MOST)):
            tag, _, count, place = struct.unpack_from(order + "HHII", body, head + first + 2 + 12 * index)
            if tag == _ENTRIES and count % _ENTRY == 0 and head + place + count <= len(body):
                return order, head + place, count // _ENTRY
    except struct.error:
        pass
    raise Unwritable("linked", "no table of pictures")
