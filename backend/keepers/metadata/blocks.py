"""The blocks of metadata a picture file carries, cut out of its bytes unread: EXIF, XMP, IPTC. Pure.

Nothing is decoded and no pixel touched: what costs time or memory is bounded by the length of the file.
"""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from keepers.metadata.containers import AVIF_BRANDS, HEIF_BRANDS, STARTS
from keepers.metadata.heif_items import heif_blocks
from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.photoshop_resources import resources
from keepers.metadata.png_chunks import png_blocks
from keepers.metadata.tiff_tags import tiff_blocks
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES

_EXIF = b"Exif\x00\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_PHOTOSHOP = b"Photoshop 3.0\x00"
_GUID = re.compile(rb"HasExtendedXMP\s*(?:=\s*[\"']|>)\s*([0-9A-Fa-f]{32})")
_MAX_SEGMENTS = 10_000
# Markers that stand alone, and those that tell the size of the picture.
_ALONE = {0x01, *range(0xD0, 0xD8)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_GIF_XMP = b"XMP DataXMP"
# A GIF's packet ends in 258 bytes that lead any reader of sub-blocks to its end (XMP part 3, 1.1.2).
_GIF_TRAILER = 258


@dataclass(frozen=True)
class Blocks:
    """`exif`: from its TIFF header on, with or without 'Exif'. `size`: width, height as stored, not turned.

    `iptc_digest`: what Photoshop noted of the IPTC when it last wrote the XMP (16 bytes).
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    xmp_extended: bytes | None = None
    iptc: bytes | None = None
    iptc_digest: bytes | None = None
    size: tuple[int, int] | None = None
    left_out: tuple[LeftOut, ...] = field(default=())


def find_blocks(data: bytes) -> Blocks:
    """The blocks in the bytes of a picture file; none where the format is not known or has none."""
    reader = _READERS.get(_container(data))
    if reader is None:
        return Blocks()
    try:
        return reader(data)
    except (struct.error, ValueError, LookupError, OverflowError) as error:
        return Blocks(left_out=(left_out("file", "cut_off", str(error)),))


def _container(data: bytes) -> str:
    """A key of `_READERS`, or nothing."""
    for start, name in STARTS:
        if data.startswith(start):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "heif" if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS | AVIF_BRANDS else ""


def _jpeg(data: bytes) -> Blocks:
    exif = xmp = size = None
    photoshop: list[bytes] = []
    more: list[bytes] = []
    for marker, begin, end in _segments(data):
        if marker == 0xE1:
            if data.startswith(_XMP, begin):
                xmp = xmp or data[begin + len(_XMP) : end]
            elif data.startswith(_XMP_MORE, begin):
                more.append(data[begin + len(_XMP_MORE) : end])
            elif data.startswith(_EXIF, begin):
                exif = exif or data[begin:end]
        elif marker == 0xED and data.startswith(_PHOTOSHOP, begin):
            photoshop.append(data[begin + len(_PHOTOSHOP) : end])
        elif marker in _FRAMES and end - begin >= 5 and size is None:
            height, width = struct.unpack_from(">HH", data, begin + 1)
            size = (width, height)
    found = resources(b"".join(photoshop))
    extended, missing = _extended(xmp, more)
    return Blocks(exif, xmp, extended, found.iptc, found.iptc_digest, size, missing)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, begin, end) of the segments before the pixels."""
    at = 2
    for _ in range(_MAX_SEGMENTS):
        # Any number of filling bytes may stand before a marker.
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 4 > len(data) or data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker in _ALONE:
            at += 2
            continue
        if marker in (0xDA, 0xD9):
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            return
        yield marker, at + 4, min(at + 2 + length, len(data))
        at += 2 + length


def _extended(xmp: bytes | None, pieces: list[bytes]) -> tuple[bytes | None, tuple[LeftOut, ...]]:
    """The rest of a packet too long for one segment, put together by its GUID (XMP part 3, 1.1.3.1)."""
    if not pieces:
        return None, ()
    wanted = _GUID.search(xmp or b"")
    if wanted is None:
        return None, (left_out("xmp extension", "incomplete", "no packet names it"),)
    mine = [piece for piece in pieces if piece[:32].upper() == wanted[1].upper() and len(piece) >= 40]
    if not mine:
        return None, (left_out("xmp extension", "incomplete", "none has the GUID"),)
    whole = int.from_bytes(mine[0][32:36], "big")
    if whole > MAX_PACKET_BYTES:
        # Depth maps and second pictures of phones lie in there.
        return None, (left_out("xmp extension", "too_large", f"{whole:,} bytes"),)
    at, parts = 0, []
    for offset, piece in sorted((int.from_bytes(piece[36:40], "big"), piece) for piece in mine):
        if offset == at:
            parts.append(piece[40:])
            at += len(piece) - 40
    if at != whole:
        return None, (left_out("xmp extension", "cut_off", f"{at:,} of {whole:,} bytes"),)
    return b"".join(parts), ()


def _webp(data: bytes) -> Blocks:
    found: dict[bytes, bytes] = {}
    size, at = None, 12
    for _ in range(_MAX_SEGMENTS):
        if at + 8 > len(data):
            break
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        begin = at + 8
        if kind in (b"EXIF", b"XMP "):
            found.setdefault(kind, data[begin : begin + length])
        elif kind == b"VP8X" and length >= 10:
            size = (_three(data, begin + 4) + 1, _three(data, begin + 7) + 1)
        elif kind == b"VP8 " and size is None and data[begin + 3 : begin + 6] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", data, begin + 6)
            size = (width & 0x3FFF, height & 0x3FFF)
        elif kind == b"VP8L" and size is None and length >= 5:
            bits = int.from_bytes(data[begin + 1 : begin + 5], "little")
            size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        at = begin + length + length % 2
    return Blocks(exif=found.get(b"EXIF"), xmp=found.get(b"XMP "), size=size)


def _three(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


def _gif(data: bytes) -> Blocks:
    width, height = struct.unpack_from("<HH", data, 6)
    xmp = None
    # The packet is not in sub-blocks, so it is found by its mark; a picture's bytes do not hold all of it.
    at = data.find(b"\x21\xff\x0b" + _GIF_XMP)
    if at >= 0:
        begin = at + 3 + len(_GIF_XMP)
        end = data.find(b"\x01\xff\xfe\xfd", begin, begin + MAX_PACKET_BYTES + _GIF_TRAILER)
        xmp = data[begin:end] if end > begin else None
    return Blocks(xmp=xmp, size=(width, height))


def _png(data: bytes) -> Blocks:
    found = png_blocks(data)
    iptc = resources(found.photoshop or b"")
    return Blocks(
        found.exif, found.xmp, None, found.iptc or iptc.iptc, iptc.iptc_digest, found.size, found.left_out
    )


def _tiff(data: bytes) -> Blocks:
    found = tiff_blocks(data)
    inside = resources(found.photoshop or b"")
    return Blocks(data, found.xmp, None, found.iptc or inside.iptc, inside.iptc_digest, found.size)


def _heif(data: bytes) -> Blocks:
    found = heif_blocks(data)
    return Blocks(found.exif, found.xmp, None, found.iptc, None, found.size, found.left_out)


_READERS: dict[str, Callable[[bytes], Blocks]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "gif": _gif,
    "tiff": _tiff,
    "heif": _heif,
}
