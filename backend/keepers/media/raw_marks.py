"""What tells a camera's raw file from a TIFF, which most begin like: how its pixels are kept. Pure."""

import struct
from collections import deque
from typing import Final

_COMPRESSION, _PHOTOMETRIC, _SUB_DIRECTORIES, _DNG_VERSION = 259, 262, 330, 50706
# A mosaic of colours, or the values of one before they are a picture (TIFF/EP, DNG).
_UNDEVELOPED: Final = {32803, 34892}
# Ways of packing a mosaic that only cameras know: Nikon, Sony, Samsung, Kodak, Pentax.
_PACKED_BY_CAMERAS: Final = {34713, 32767, 32770, 65000, 65535}
_SHORT, _LONG, _IFD = 3, 4, 13
_MAX_DIRECTORIES: Final = 16
_MAX_TAGS: Final = 1000


def is_raw(data: bytes) -> bool:
    """Whether a TIFF is a camera's raw file. Any bytes give an answer."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return False
    waiting = deque(struct.unpack_from(order + "I", data, 4))
    met: set[int] = set()
    while waiting and len(met) < _MAX_DIRECTORIES:
        at = waiting.popleft()
        if at in met:
            continue
        met.add(at)
        try:
            tags, following = _directory(data, at, order)
        except struct.error:
            continue
        if _DNG_VERSION in tags or _UNDEVELOPED & set(tags.get(_PHOTOMETRIC, ())):
            return True
        if _PACKED_BY_CAMERAS & set(tags.get(_COMPRESSION, ())):
            return True
        waiting.extend((*tags.get(_SUB_DIRECTORIES, ()), following))
    return False


def _directory(data: bytes, at: int, order: str) -> tuple[dict[int, tuple[int, ...]], int]:
    """The wanted tags of a directory with their numbers, and where the next one is."""
    (many,) = struct.unpack_from(order + "H", data, at)
    found: dict[int, tuple[int, ...]] = {}
    for index in range(min(many, _MAX_TAGS)):
        here = at + 2 + index * 12
        tag, kind, count = struct.unpack_from(order + "HHI", data, here)
        if tag == _DNG_VERSION:
            found[tag] = ()
        elif tag in (_COMPRESSION, _PHOTOMETRIC, _SUB_DIRECTORIES) and kind in (_SHORT, _LONG, _IFD):
            count = min(count, _MAX_DIRECTORIES)
            place = here + 8
            if count * (2 if kind == _SHORT else 4) > 4:
                (place,) = struct.unpack_from(order + "I", data, place)
            found[tag] = struct.unpack_from(f"{order}{count}{'H' if kind == _SHORT else 'I'}", data, place)
    (following,) = struct.unpack_from(order + "I", data, at + 2 + many * 12)
    return found, following
