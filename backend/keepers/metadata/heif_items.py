"""The items of a HEIC or AVIF that speak of the picture: Exif, XMP, IPTC (ISO 23008-12, 14496-12). Pure."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES

_MAX_BOXES = 10_000
_MAX_ITEMS = 20_000
_MAX_EXTENTS = 64
_XMP_TYPE = b"application/rdf+xml"


@dataclass(frozen=True)
class HeifBlocks:
    """The blocks of the file; `size` is the largest picture's, as stored."""

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    size: tuple[int, int] | None = None
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class _Place:
    method: int
    extents: tuple[tuple[int, int], ...]


def heif_blocks(data: bytes) -> HeifBlocks:
    """The blocks of an ISO base media file. Raises struct.error or IndexError where its boxes are cut off."""
    meta = next(((begin, end) for kind, begin, end in _boxes(data, 0, len(data)) if kind == b"meta"), None)
    if meta is None:
        return HeifBlocks()
    inside = {kind: (begin, end) for kind, begin, end in _boxes(data, meta[0] + 4, meta[1])}
    if b"iinf" not in inside or b"iloc" not in inside:
        return HeifBlocks(size=_size(data, inside))
    places = _places(data, *inside[b"iloc"])
    own = inside.get(b"idat", (0, 0))[0]
    found: dict[str, bytes] = {}
    missing: list[LeftOut] = []
    for number, name in _wanted(data, *inside[b"iinf"]):
        place = places.get(number)
        if place is None or name in found:
            continue
        length = sum(extent[1] for extent in place.extents)
        if length > MAX_PACKET_BYTES or place.method > 1:
            missing.append(left_out(name, "too_large", f"{length:,} bytes"))
            continue
        base = own if place.method == 1 else 0
        found[name] = b"".join(data[base + at : base + at + many] for at, many in place.extents)
    return HeifBlocks(
        _exif(found.get("exif")), found.get("xmp"), found.get("iptc"), _size(data, inside), tuple(missing)
    )


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, begin of the content, end) of the boxes from `at` to `end`."""
    for _ in range(_MAX_BOXES):
        if at + 8 > end:
            return
        length, kind, begin = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, begin = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        if length == 0:
            length = end - at
        if length < begin - at:
            return
        yield kind, begin, min(at + length, end)
        at += length


def _wanted(data: bytes, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """(item, what it is) of the entries that are no pictures."""
    version = data[begin]
    at = begin + (6 if version == 0 else 8)
    for kind, entry, _last in _boxes(data, at, end):
        if kind != b"infe" or data[entry] not in (2, 3):
            continue
        wide = data[entry] == 3
        number = int.from_bytes(data[entry + 4 : entry + (8 if wide else 6)], "big")
        here = entry + (10 if wide else 8)
        item = data[here : here + 4]
        if item == b"Exif":
            yield number, "exif"
        elif item == b"iptc":
            yield number, "iptc"
        elif item == b"mime" and _XMP_TYPE in data[here + 4 : _last]:
            yield number, "xmp"


def _places(data: bytes, begin: int, end: int) -> dict[int, _Place]:
    """Where each item lies (the iloc box)."""
    version, sizes, bases = data[begin], data[begin + 4], data[begin + 5]
    offset_bytes, length_bytes, base_bytes = sizes >> 4, sizes & 15, bases >> 4
    index_bytes = bases & 15 if version in (1, 2) else 0
    wide = 4 if version == 2 else 2
    at = begin + 6

    def take(many: int) -> int:
        nonlocal at
        if at + many > end:
            raise struct.error("the list of items ends too early")
        at += many
        return int.from_bytes(data[at - many : at], "big")

    found: dict[int, _Place] = {}
    for _ in range(min(take(wide), _MAX_ITEMS)):
        number = take(wide)
        method = take(2) & 15 if version in (1, 2) else 0
        take(2)
        base = take(base_bytes)
        extents: list[tuple[int, int]] = []
        # Extents of no bytes could be counted for ever.
        wanted = take(2) if index_bytes + offset_bytes + length_bytes else min(take(2), 1)
        for _extent in range(wanted):
            take(index_bytes)
            offset, length = take(offset_bytes), take(length_bytes)
            if len(extents) < _MAX_EXTENTS:
                extents.append((base + offset, length or len(data)))
        found[number] = _Place(method, tuple(extents))
    return found


def _exif(item: bytes | None) -> bytes | None:
    """The TIFF header on: the item begins with how far that is away."""
    if item is None or len(item) < 8:
        return None
    return item[4 + int.from_bytes(item[:4], "big") :] or None


def _size(data: bytes, inside: dict[bytes, tuple[int, int]]) -> tuple[int, int] | None:
    """The largest of the sizes told: tiles and thumbnails are smaller than the picture."""
    sizes = [
        struct.unpack_from(">II", data, at + 4)
        for kind, begin, end in _boxes(data, *inside.get(b"iprp", (0, 0)))
        if kind == b"ipco"
        for inner, at, _last in _boxes(data, begin, end)
        if inner == b"ispe"
    ]
    return max(sizes, key=lambda size: size[0] * size[1], default=None)
