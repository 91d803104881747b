"""The chunks of a PNG that speak of the picture: eXIf, XMP in iTXt, and ImageMagick's raw profiles. Pure."""

import re
import zlib
from dataclasses import dataclass

from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES

_XMP_KEY = b"XML:com.adobe.xmp"
_PROFILE = b"Raw profile type "
_MAX_CHUNKS = 100_000
# Chunks of metadata of one picture; each may be unpacked to a thousand times its length.
_MAX_BLOCKS = 64
_NO_HEX = re.compile(rb"[^0-9A-Fa-f]")


@dataclass(frozen=True)
class PngBlocks:
    """The blocks of a PNG; `photoshop` holds 8BIM resources."""

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    photoshop: bytes | None = None
    size: tuple[int, int] | None = None
    left_out: tuple[LeftOut, ...] = ()


def png_blocks(data: bytes) -> PngBlocks:
    """The blocks in a PNG, before and behind the pixels."""
    exif = xmp = size = None
    profiles: dict[bytes, bytes] = {}
    missing: list[LeftOut] = []
    at, blocks = 8, 0
    for _ in range(_MAX_CHUNKS):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if len(kind) < 4 or kind == b"IEND":
            break
        if kind in (b"IHDR", b"eXIf", b"iTXt", b"zTXt", b"tEXt"):
            if length > MAX_PACKET_BYTES:
                missing.append(left_out("png text", "too_large", f"{length:,} bytes"))
            else:
                body = data[at + 8 : at + 8 + length]
                if kind == b"IHDR":
                    size = (int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big"))
                elif kind == b"eXIf":
                    exif = exif or body
                elif not body.startswith((_XMP_KEY + b"\x00", _PROFILE)):
                    pass
                elif (blocks := blocks + 1) > _MAX_BLOCKS:
                    missing.append(left_out("png text", "too_many"))
                    break
                elif kind == b"iTXt" and body.startswith(_XMP_KEY + b"\x00"):
                    xmp = xmp or xmp_in(body)
                elif (profile := profile_in(kind, body)) is not None:
                    profiles.setdefault(*profile)
        at += 12 + length
    return PngBlocks(
        exif or profiles.get(b"exif") or _exif_of(profiles.get(b"APP1")),
        xmp or profiles.get(b"xmp"),
        None,
        profiles.get(b"iptc") or profiles.get(b"8bim"),
        size,
        tuple(missing),
    )


def xmp_in(body: bytes) -> bytes | None:
    """The packet in an iTXt: keyword, 0, compressed?, method, language, 0, keyword again, 0, text.

    None where it is damaged, or larger than is read.
    """
    rest = body[len(_XMP_KEY) + 1 :]
    compressed, parts = rest[:1] == b"\x01", rest[2:].split(b"\x00", 2)
    if len(parts) < 3:
        return None
    return _unpacked(parts[2]) if compressed else parts[2]


def profile_in(kind: bytes, body: bytes) -> tuple[bytes, bytes] | None:
    """(name, bytes) of a raw profile of ImageMagick's: its length in decimals, then hexadecimal digits.

    None where it is damaged, larger than is read, or in a chunk of a `kind` that never holds one.
    """
    key, _, text = body.partition(b"\x00")
    if kind == b"zTXt":
        text = _unpacked(text[1:]) or b""
    elif kind == b"iTXt":
        return None
    lines = text.strip().split(b"\n", 2)
    if len(lines) < 3:
        return None
    digits = _NO_HEX.sub(b"", lines[2])
    return key[len(_PROFILE) :], bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def _exif_of(segment: bytes | None) -> bytes | None:
    return segment if segment is not None and segment.startswith(b"Exif\x00\x00") else None


def _unpacked(data: bytes) -> bytes | None:
    """Unpacked text; None when it is damaged or larger than is read."""
    opened = zlib.decompressobj()
    try:
        text = opened.decompress(data, MAX_PACKET_BYTES)
    except zlib.error:
        return None
    return None if opened.unconsumed_tail else text
