"""WebP: RIFF chunks, and the same file with other EXIF and XMP in it. Pure.

Pixels, colour profile and frames stay byte for byte. A simple file becomes an extended one (VP8X), which
alone can carry metadata; its flags are kept in line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keepers.writing.carried import Carried
from keepers.writing.errors import Unwritable

_EXIF, _XMP, _EXTENDED = b"EXIF", b"XMP ", b"VP8X"
_FLAG: Final = {_EXIF: 0x08, _XMP: 0x04}
_ALPHA: Final = 0x10
_BOTH: Final = _FLAG[_EXIF] | _FLAG[_XMP]
_START: Final = 12
_MAX_CHUNKS: Final = 100_000
_HEAD: Final = b"Exif\x00\x00"


@dataclass(frozen=True)
class Chunk:
    """A chunk as it stands, padding and all, from `begin` to `end`; `length`: bytes of what is in it."""

    kind: bytes
    begin: int
    length: int
    end: int


def carried(data: bytes) -> Carried:
    """What the file carries. Raises Unwritable `broken`."""
    chunks = chunks_of(data)
    exif = next((_body(data, each) for each in chunks if each.kind == _EXIF), None)
    if exif is not None and exif.startswith(_HEAD):
        exif = exif[len(_HEAD) :]
    return Carried(exif, next((_body(data, each) for each in chunks if each.kind == _XMP), None))


def carrying(data: bytes, blocks: Carried) -> bytes:
    """The same file with these blocks. Raises Unwritable `broken`, `too_large`."""
    chunks = chunks_of(data)
    new = {kind: body for kind, body in ((_EXIF, blocks.exif), (_XMP, blocks.xmp)) if body is not None}
    made: list[tuple[bytes, bytes]] = []
    if chunks[0].kind != _EXTENDED:
        made.append((_EXTENDED, _extended(data, chunks)))
    for each in chunks:
        body = new.pop(each.kind, None)
        if body is None:
            made.append((each.kind, data[each.begin : each.end]))
        elif each.kind == _EXIF and _body(data, each).startswith(_HEAD):
            made.append((each.kind, _chunk(each.kind, _HEAD + body)))
        else:
            made.append((each.kind, _chunk(each.kind, body)))
    for kind, body in new.items():
        # EXIF goes before XMP, both behind the pixels.
        at = next((at for at, each in enumerate(made) if kind == _EXIF and each[0] == _XMP), len(made))
        made.insert(at, (kind, _chunk(kind, body)))
    raws = [raw for _, raw in made]
    flags = sum(flag for kind, flag in _FLAG.items() if any(kind == each for each, _ in made))
    raws[0] = raws[0][:8] + bytes((raws[0][8] & ~_BOTH | flags,)) + raws[0][9:]
    whole = b"".join(raws)
    if len(whole) + 4 > 0xFFFF_FFFE:
        raise Unwritable("too_large")
    return b"RIFF" + (len(whole) + 4).to_bytes(4, "little") + b"WEBP" + whole + data[chunks[-1].end :]


def kept(data: bytes) -> Iterator[bytes | memoryview]:
    """What no change of metadata may touch, chunk by chunk, and what stands behind the last."""
    chunks = chunks_of(data)
    view = memoryview(data)
    if chunks[0].kind != _EXTENDED:
        yield _plain(_extended(data, chunks))
    for each in chunks:
        if each.kind == _EXTENDED:
            yield _plain(data[each.begin : each.end])
        elif each.kind not in _FLAG:
            yield view[each.begin : each.end]
    yield view[chunks[-1].end :]


def chunks_of(data: bytes) -> list[Chunk]:
    """The chunks of the file. Raises Unwritable `broken` where one is cut off, or the first is unknown."""
    found: list[Chunk] = []
    at, stop = _START, 8 + int.from_bytes(data[4:8], "little")
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or stop > len(data):
        raise Unwritable("broken", "no WebP, or cut off")
    while at + 8 <= stop:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        # The padding of the last one is left out by some programs.
        if at + 8 + length > stop or end > len(data) or len(found) >= _MAX_CHUNKS:
            raise Unwritable("broken", "chunks")
        found.append(Chunk(data[at : at + 4], at, length, end))
        at = end
    if not found or found[0].kind not in (_EXTENDED, b"VP8 ", b"VP8L") or at < stop:
        raise Unwritable("broken", "chunks")
    if found[0].kind == _EXTENDED and found[0].length < 10:
        raise Unwritable("broken", "chunks")
    kinds = [each.kind for each in found]
    if any(kinds.count(kind) > 1 for kind in (_EXIF, _XMP, _EXTENDED)):
        raise Unwritable("broken", "a block twice")
    return found


def _body(data: bytes, chunk: Chunk) -> bytes:
    return data[chunk.begin + 8 : chunk.begin + 8 + chunk.length]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def _plain(extended: bytes) -> bytes:
    """The chunk of flags without those that tell of metadata."""
    return extended[:8] + bytes((extended[8] & ~_BOTH,)) + extended[9:]


def _extended(data: bytes, chunks: list[Chunk]) -> bytes:
    """The chunk of flags a simple file needs: size of the canvas, and whether it lets something through."""
    first = chunks[0]
    body = _body(data, first)
    if first.kind == b"VP8L":
        if len(body) < 5 or body[0] != 0x2F:
            raise Unwritable("broken", "pixels")
        bits = int.from_bytes(body[1:5], "little")
        width, height, alpha = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bits >> 28 & 1
    else:
        if body[3:6] != b"\x9d\x01\x2a" or len(body) < 10:
            raise Unwritable("broken", "pixels")
        width = int.from_bytes(body[6:8], "little") & 0x3FFF
        height = int.from_bytes(body[8:10], "little") & 0x3FFF
        alpha = 0
    if not width or not height:
        raise Unwritable("broken", "pixels")
    flags = _ALPHA if alpha else 0
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _chunk(_EXTENDED, bytes((flags, 0, 0, 0)) + sizes)
