"""The tags of a TIFF (and of raw files built like one: DNG, CR2, NEF) that hold XMP and IPTC. Pure."""

import struct
from dataclasses import dataclass

from keepers.metadata.xmp_tree import MAX_PACKET_BYTES

_SUBFILE, _WIDTH, _HEIGHT = 254, 256, 257
_XMP, _IPTC, _PHOTOSHOP = 700, 33723, 34377
_SHORT, _LONG = 3, 4
# Bytes of a value of each type (TIFF 6.0 and BigTIFF).
_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4, 13: 4, 16: 8, 17: 8, 18: 8}
_MAX_TAGS = 4096


@dataclass(frozen=True)
class TiffBlocks:
    """The blocks of the first picture in a TIFF; `size` is None where that is but a preview."""

    xmp: bytes | None = None
    iptc: bytes | None = None
    photoshop: bytes | None = None
    size: tuple[int, int] | None = None


def tiff_blocks(data: bytes) -> TiffBlocks:
    """The blocks in a TIFF. Raises struct.error where the file ends within its first directory."""
    order = "<" if data[:2] == b"II" else ">"
    big = struct.unpack_from(order + "H", data, 2)[0] == 43
    tags = _directory(data, order, big)
    size = None
    if _WIDTH in tags and _HEIGHT in tags and not _number(tags.get(_SUBFILE), order):
        size = (_number(tags[_WIDTH], order), _number(tags[_HEIGHT], order))
    return TiffBlocks(
        _bytes(tags.get(_XMP)), _iptc(tags.get(_IPTC), order), _bytes(tags.get(_PHOTOSHOP)), size
    )


def _directory(data: bytes, order: str, big: bool) -> dict[int, tuple[int, bytes]]:
    """Type and bytes of the wanted tags of the first directory."""
    (at,) = struct.unpack_from(order + ("Q" if big else "I"), data, 8 if big else 4)
    (many,) = struct.unpack_from(order + ("Q" if big else "H"), data, at)
    entry, inline = (20, 8) if big else (12, 4)
    at += 8 if big else 2
    found: dict[int, tuple[int, bytes]] = {}
    for index in range(min(many, _MAX_TAGS)):
        here = at + index * entry
        tag, kind = struct.unpack_from(order + "HH", data, here)
        if tag not in (_SUBFILE, _WIDTH, _HEIGHT, _XMP, _IPTC, _PHOTOSHOP):
            continue
        (count,) = struct.unpack_from(order + ("Q" if big else "I"), data, here + 4)
        length = count * _BYTES.get(kind, 0)
        value = here + entry - inline
        if length > inline:
            (value,) = struct.unpack_from(order + ("Q" if big else "I"), data, value)
        if 0 < length <= MAX_PACKET_BYTES and value + length <= len(data):
            found.setdefault(tag, (kind, data[value : value + length]))
    return found


def _number(value: tuple[int, bytes] | None, order: str) -> int:
    if value is None or len(value[1]) > 8:
        return 0
    return int.from_bytes(value[1], "little" if order == "<" else "big")


def _bytes(value: tuple[int, bytes] | None) -> bytes | None:
    return None if value is None else value[1]


def _iptc(value: tuple[int, bytes] | None, order: str) -> bytes | None:
    """IPTC is bytes, but was long written as numbers of four: those may stand turned around."""
    if value is None:
        return None
    kind, data = value
    if kind == _LONG and order == "<" and data[:1] != b"\x1c":
        data = b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
    return data
