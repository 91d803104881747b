"""PNG and APNG: chunks, and the same file with other EXIF and XMP in it. Pure.

Every other chunk stays byte for byte and in its order, its check sum too, and what stands behind the last.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keepers.metadata.png_chunks import png_blocks
from keepers.writing.carried import Carried
from keepers.writing.errors import Unwritable

_XMP_KEY: Final = b"XML:com.adobe.xmp\x00"
_PROFILE: Final = b"Raw profile type "
_TEXTS: Final = {b"tEXt", b"zTXt", b"iTXt"}
_MAX_CHUNKS: Final = 100_000
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_START: Final = len(_SIGNATURE)
# ImageMagick breaks its digits into lines of this many.
_DIGITS: Final = 72


@dataclass(frozen=True)
class Chunk:
    """A chunk as it stands in the file, from `begin` to `end`; large ones are never copied."""

    kind: bytes
    begin: int
    end: int


def carried(data: bytes) -> Carried:
    """What the file carries, ImageMagick's raw profiles among it. Raises Unwritable `broken`."""
    chunks_of(data)
    found = png_blocks(data)
    if found.left_out:
        raise Unwritable("too_large", found.left_out[0].words)
    exif = found.exif
    if exif is not None and exif.startswith(b"Exif\x00\x00"):
        exif = exif[6:]
    return Carried(exif, found.xmp, found.photoshop or found.iptc)


def carrying(data: bytes, blocks: Carried) -> bytes:
    """The same file with these blocks, before its pixels. Raises Unwritable `broken`."""
    chunks = chunks_of(data)
    gone: set[int] = set()
    new: list[bytes] = []
    replaced: dict[int, bytes] = {}
    if blocks.exif is not None:
        gone |= {
            each.begin
            for each in chunks
            if each.kind == b"eXIf" or _profile(data, each) in (b"exif", b"APP1")
        }
        new.append(_chunk(b"eXIf", blocks.exif))
    if blocks.xmp is not None:
        gone |= {each.begin for each in chunks if _is_xmp(data, each) or _profile(data, each) == b"xmp"}
        # Not compressed, no language, no translated key.
        new.append(_chunk(b"iTXt", _XMP_KEY + bytes(4) + blocks.xmp))
    if blocks.resources is not None:
        names = [each for each in chunks if _profile(data, each) in (b"iptc", b"8bim")]
        # Which of the two is read is the reader's order; the other one would contradict it.
        names.sort(key=lambda each: _profile(data, each) != b"iptc")
        gone |= {each.begin for each in names[1:]}
        replaced = {each.begin: _as_profile(data, each, blocks.resources) for each in names[:1]}
    first = next(each for each in chunks if each.kind in (b"IDAT", b"fcTL"))
    made = [data[:_START]]
    for each in chunks:
        if each is first:
            made += new
        if each.begin in replaced:
            made.append(replaced[each.begin])
        elif each.begin not in gone:
            made.append(data[each.begin : each.end])
    return b"".join((*made, data[chunks[-1].end :]))


def kept(data: bytes) -> Iterator[bytes | memoryview]:
    """What no change of metadata may touch, chunk by chunk, and what stands behind the last."""
    chunks = chunks_of(data)
    view = memoryview(data)
    for each in chunks:
        ours = each.kind == b"eXIf" or _is_xmp(data, each) or _profile(data, each) is not None
        if not ours:
            yield view[each.begin : each.end]
    yield view[chunks[-1].end :]


def chunks_of(data: bytes) -> list[Chunk]:
    """The chunks to the last one. Raises Unwritable `broken` where one is cut off, or there are no pixels."""
    if not data.startswith(_SIGNATURE):
        raise Unwritable("broken", "no PNG")
    found: list[Chunk] = []
    at = _START
    while len(found) < _MAX_CHUNKS:
        kind = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if len(kind) < 4 or end > len(data):
            raise Unwritable("broken", "chunks")
        found.append(Chunk(kind, at, end))
        at = end
        if kind == b"IEND":
            if found[0].kind != b"IHDR" or not any(each.kind == b"IDAT" for each in found):
                raise Unwritable("broken", "chunks")
            return found
    raise Unwritable("too_many", "chunks")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _is_xmp(data: bytes, chunk: Chunk) -> bool:
    return chunk.kind == b"iTXt" and data.startswith(_XMP_KEY, chunk.begin + 8)


def _profile(data: bytes, chunk: Chunk) -> bytes | None:
    """The kind of a raw profile, where it is one that holds metadata."""
    if chunk.kind not in _TEXTS or not data.startswith(_PROFILE, chunk.begin + 8):
        return None
    begin = chunk.begin + 8 + len(_PROFILE)
    name = data[begin : min(begin + 8, chunk.end)].split(b"\x00")[0]
    return name if name in (b"exif", b"APP1", b"xmp", b"iptc", b"8bim") else None


def _as_profile(data: bytes, chunk: Chunk, body: bytes) -> bytes:
    """A raw profile in a chunk of the same kind and name."""
    name = _profile(data, chunk) or b""
    digits = body.hex().encode("ascii")
    lines = b"\n".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))
    text = b"\n%s\n%8d\n%s\n" % (name, len(body), lines)
    spelt = b"\x00" + zlib.compress(text) if chunk.kind == b"zTXt" else text
    return _chunk(chunk.kind, _PROFILE + name + b"\x00" + spelt)
