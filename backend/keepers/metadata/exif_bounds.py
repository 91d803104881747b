"""Whether a block of EXIF can be handed to a parser that copies every value: values that lie over each other
would come out a thousand times as large as the block. Pure."""

import struct

_POINTERS = {0x8769, 0x8825}
_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
# More than any camera or scanner writes, maker notes not counted.
_MAX_TAGS = 4096
# Programs that change a block leave a value or two lying twice.
_SLACK = 1 << 16


def fits(block: bytes) -> bool:
    """Whether the values of the directories that are read take no more room than there is in the block.

    `block`: from 'Exif' or from its TIFF header on. False for what is no such block.
    """
    start = 0
    while block.startswith(b"Exif\x00\x00", start):
        start += 6
    order = {b"II": "<", b"MM": ">"}.get(block[start : start + 2])
    if order is None:
        return False
    try:
        (first,) = struct.unpack_from(order + "I", block, start + 4)
        room, pointers = _room(block, start, first, order)
        for pointer in pointers:
            room += _room(block, start, pointer, order)[0]
    except (struct.error, _TooManyError):
        return False
    return room <= len(block) + _SLACK


class _TooManyError(Exception):
    """A directory has more tags than are read."""


def _room(block: bytes, start: int, at: int, order: str) -> tuple[int, list[int]]:
    """Bytes that the values of a directory take, and where the directories begin that it points at."""
    if start + at + 2 > len(block):
        return 0, []
    (many,) = struct.unpack_from(order + "H", block, start + at)
    if many > _MAX_TAGS:
        raise _TooManyError
    room, pointers = 0, []
    for index in range(many):
        here = start + at + 2 + index * 12
        if here + 12 > len(block):
            break
        tag, kind, count, value = struct.unpack_from(order + "HHII", block, here)
        length = count * _BYTES.get(kind, 1)
        if tag in _POINTERS:
            pointers.append(value)
        if length > 4 and start + value + length <= len(block):
            room += length
    return room, pointers[:2]
