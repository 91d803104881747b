"""PNG and APNG: chunks, and the same file with other EXIF and XMP in it. Pure.

Every other chunk stays byte for byte and in its order, its check sum too, and what stands behind the last.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from keepers.metadata.png_chunks import png_blocks, profile_in, xmp_in
from keepers.writing.carried import Carried
from keepers.writing.errors import Unwritable
from keepers.writing.iptc_resources import in_line, other_resources

T = TypeVar("T")

_XMP_KEY: Final = b"XML:com.adobe.xmp\x00"
_PROFILE: Final = b"Raw profile type "
_EXIF_HEAD: Final = b"Exif\x00\x00"
# Apple's: how far behind it the second half of the pixels begins, so nothing may come between.
_HALVES: Final = b"iDOT"
_PROFILES: Final = {b"exif", b"APP1", b"xmp", b"iptc", b"8bim"}
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
    """What the file carries, ImageMagick's raw profiles among it.

    Raises Unwritable: `too_large`; `broken`, also where what would be replaced cannot be read; `extended_xmp`
    where EXIF or XMP is there twice and says different things.
    """
    chunks = chunks_of(data)
    found = png_blocks(data)
    if found.left_out:
        raise Unwritable("too_large", found.left_out[0].words)
    said = [each for _, *each in _said(data, chunks)]
    for name in ("exif", "xmp"):
        if len({body for kind, body in said if kind == name}) > 1:
            raise Unwritable("extended_xmp", f"two blocks of {name}")
    exif = None if found.exif is None else found.exif.removeprefix(_EXIF_HEAD)
    return Carried(exif, found.xmp, found.photoshop or found.iptc)


def carrying(data: bytes, blocks: Carried) -> bytes:
    """The same file with these blocks, before its pixels. Raises Unwritable `broken`, `linked`."""
    chunks = chunks_of(data)
    new: list[bytes] = []
    changed: dict[int, bytes] = {}
    if blocks.exif is not None:
        new.append(_chunk(b"eXIf", blocks.exif))
    if blocks.xmp is not None:
        # Not compressed, no language, no translated key.
        new.append(_chunk(b"iTXt", _XMP_KEY + bytes(4) + blocks.xmp))
    for each, kind, body in _said(data, chunks):
        if (kind == "exif" and blocks.exif is not None) or (kind == "xmp" and blocks.xmp is not None):
            changed[each.begin] = b""
        elif kind in ("iptc", "8bim") and blocks.resources is not None:
            changed[each.begin] = _as_profile(data, each, in_line(body, blocks.resources))
    first = next(each for each in chunks if each.kind in (b"IDAT", b"fcTL", _HALVES))
    last = max(each.begin for each in chunks if each.kind == b"IDAT")
    if first.kind == _HALVES and any(first.begin < begin < last for begin in changed):
        raise Unwritable("linked", "metadata between Apple's chunk and the pixels")
    made = [data[:_START]]
    for each in chunks:
        if each is first:
            made += new
        made.append(changed.get(each.begin, data[each.begin : each.end]))
    return b"".join((*made, data[chunks[-1].end :]))


def kept(data: bytes) -> Iterator[bytes | memoryview]:
    """What no change of metadata may touch, chunk by chunk, and what stands behind the last."""
    chunks = chunks_of(data)
    view = memoryview(data)
    said = {each.begin: (kind, body) for each, kind, body in _said(data, chunks)}
    for each in chunks:
        kind, body = said.get(each.begin, ("", b""))
        if not kind:
            yield view[each.begin : each.end]
        elif kind in ("iptc", "8bim"):
            yield from other_resources(body)
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


def _said(data: bytes, chunks: list[Chunk]) -> Iterator[tuple[Chunk, str, bytes]]:
    """The chunks of metadata that a change may replace, what each is (exif, xmp, iptc, 8bim), and its bytes.

    Raises Unwritable `broken` where such a chunk cannot be read.
    """
    for each in chunks:
        if each.kind == b"eXIf":
            yield each, "exif", _body(data, each).removeprefix(_EXIF_HEAD)
        elif each.kind == b"iTXt" and data.startswith(_XMP_KEY, each.begin + 8):
            yield each, "xmp", _read(xmp_in(_body(data, each)))
        elif each.kind in (b"tEXt", b"zTXt") and _profile(data, each) in _PROFILES:
            name, body = _read(profile_in(each.kind, _body(data, each)))
            if name != b"APP1":
                yield each, name.decode("ascii"), body.removeprefix(_EXIF_HEAD)
            elif body.startswith(_EXIF_HEAD):
                yield each, "exif", body.removeprefix(_EXIF_HEAD)


def _read(found: T | None) -> T:
    if found is None:
        raise Unwritable("broken", "a chunk of metadata")
    return found


def _body(data: bytes, chunk: Chunk) -> bytes:
    return data[chunk.begin + 8 : chunk.end - 4]


def _profile(data: bytes, chunk: Chunk) -> bytes:
    """The name of a raw profile; nothing where it is none."""
    begin = chunk.begin + 8
    if not data.startswith(_PROFILE, begin):
        return b""
    return data[begin + len(_PROFILE) : min(begin + len(_PROFILE) + 8, chunk.end)].split(b"\x00")[0]


def _as_profile(data: bytes, chunk: Chunk, body: bytes) -> bytes:
    """A raw profile in a chunk of the same kind and name."""
    name = _profile(data, chunk)
    digits = body.hex().encode("ascii")
    lines = b"\n".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))
    text = b"\n%s\n%8d\n%s\n" % (name, len(body), lines)
    spelt = b"\x00" + zlib.compress(text) if chunk.kind == b"zTXt" else text
    return _chunk(chunk.kind, _PROFILE + name + b"\x00" + spelt)
