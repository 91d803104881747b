"""The film inside a motion photo: phones append some seconds of it to the picture. Pure; bounded by the file.

Google's phones tell in XMP how far from the end it begins (MotionPhoto, and the older MicroVideo), in HEIC
it lies in a box of its own; Samsung's write a directory at the very end of the file. What is said counts only
where a film begins. Sources: Android's Motion photo format 1.0; for the directory ExifTool's Samsung.pm.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keepers.media.formats import HEAD_BYTES, sniff
from keepers.metadata.xmp_kinds import Motion

_KINDS: Final = frozenset({"mp4", "mov", "3gp"})
_LEAST: Final = 16
_MOST_BOXES: Final = 200
# What a film is made of at its top; anything else is no longer the film's.
_BOXES: Final = frozenset(
    {
        b"ftyp",
        b"moov",
        b"mdat",
        b"free",
        b"skip",
        b"wide",
        b"uuid",
        b"meta",
        b"moof",
        b"mfra",
        b"sidx",
        b"udta",
    }
)
_HEIC_FILM: Final = b"mpvd"
_SAMSUNG_END, _SAMSUNG_BEGIN, _SAMSUNG_FILM = b"SEFT", b"SEFH", 0x0A30
_MOST_ENTRIES: Final = 200


@dataclass(frozen=True)
class MotionFilm:
    """Where the film lies in the file: its first byte, and how many there are."""

    offset: int
    length: int


def find_motion(data: bytes, said: Motion | None) -> MotionFilm | None:
    """The film in a picture whose content is `data` and whose XMP says `said`; None where there is none."""
    for begin, end in _places(data, said):
        film = _film(data, begin, end)
        if film is not None:
            return film
    return None


def begins_film(head: bytes) -> bool:
    """Whether a film begins with these bytes (HEAD_BYTES are enough)."""
    return head[4:8] == b"ftyp" and sniff(head) in _KINDS


def _places(data: bytes, said: Motion | None) -> Iterator[tuple[int, int]]:
    """Where a film may lie, the surest first."""
    if said is not None and said.length is not None:
        yield len(data) - said.length, len(data)
    if data[4:8] == b"ftyp":
        yield from ((box.begin, box.end) for box in _boxes(data, 0, len(data)) if box.kind == _HEIC_FILM)
    yield from _samsung(data)


def _film(data: bytes, begin: int, end: int) -> MotionFilm | None:
    """The film that begins there, as long as its boxes reach; one without a `moov` cannot be played."""
    if begin <= 0 or end - begin < _LEAST or not begins_film(data[begin : begin + HEAD_BYTES]):
        return None
    at, kinds = begin, set()
    for box in _boxes(data, begin, min(end, len(data))):
        if box.kind not in _BOXES or (box.kind == b"ftyp" and b"ftyp" in kinds):
            break
        kinds.add(box.kind)
        at = box.end
    return MotionFilm(begin, at - begin) if b"moov" in kinds else None


@dataclass(frozen=True)
class _Box:
    kind: bytes
    begin: int
    end: int


def _boxes(data: bytes, at: int, end: int) -> Iterator[_Box]:
    """The boxes that are there in whole; `begin` is that of the content."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        length, kind, begin = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, begin = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif length == 0:
            length = end - at
        if length < begin - at or at + length > end:
            return
        yield _Box(kind, begin, at + length)
        at += length


def _samsung(data: bytes) -> Iterator[tuple[int, int]]:
    """By the directory at the end: of each entry the kind, how far before it its block begins, its size."""
    if not data.endswith(_SAMSUNG_END) or len(data) < 20:
        return
    start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    if start < 0 or data[start : start + 4] != _SAMSUNG_BEGIN:
        return
    (many,) = struct.unpack_from("<I", data, start + 8)
    for at in range(start + 12, start + 12 + min(many, _MOST_ENTRIES) * 12, 12):
        if at + 12 > len(data):
            return
        _zero, kind, back, size = struct.unpack_from("<HHII", data, at)
        block = start - back
        if kind != _SAMSUNG_FILM or block < 0 or size < 8 or block + size > start:
            continue
        name = int.from_bytes(data[block + 4 : block + 8], "little")
        if name <= size - 8:
            yield block + 8 + name, block + size
