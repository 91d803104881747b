"""What the elements of a Matroska or WebM film say (RFC 8794, RFC 9559), up to its first picture."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from keepers.media.film.said import FilmSaid, length_ms, words

_MAX_ELEMENTS: Final = 5000
_MAX_BYTES: Final = 4096
_MAX_DEPTH: Final = 6
_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_TRACK, _VIDEO = 0xAE, 0xE0
_INSIDE: Final = {_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO}
_SCALE, _DURATION, _DATE = 0x2AD7B1, 0x4489, 0x4461
_TRACK_TYPE, _CODEC, _WIDTH, _HEIGHT = 0x83, 0x86, 0xB0, 0xBA
_PICTURE: Final = 1
# From 1970 to 2001, where Matroska counts from.
_SINCE_2001_MS: Final = 978_307_200_000


@dataclass
class _Found:
    elements: int = 0
    scale_ns: int = 1_000_000
    duration: float = 0.0
    made_utc_ms: int | None = None
    tracks: list[dict[int, bytes]] = field(default_factory=list)


def read_matroska(stream: BinaryIO, length: int) -> FilmSaid:
    """What a film of `length` bytes says. Any bytes give an answer; OSError comes through."""
    found = _Found()
    _descend(stream, 0, length, found, 0)
    picture = next((each for each in found.tracks if _number(each.get(_TRACK_TYPE)) == _PICTURE), {})
    codec = words(picture.get(_CODEC, b""))
    return FilmSaid(
        duration_ms=length_ms(found.duration * found.scale_ns, 1e9),
        width=_number(picture.get(_WIDTH)) or None,
        height=_number(picture.get(_HEIGHT)) or None,
        codec=codec.removeprefix("V_") if codec else None,
        made_utc_ms=found.made_utc_ms,
    )


def _descend(stream: BinaryIO, at: int, end: int, found: _Found, depth: int) -> None:
    for number, begin, until in _elements(stream, at, end, found):
        if number == _CLUSTER:
            # Pictures: what describes them lies before. All that is above ends here too.
            found.elements = _MAX_ELEMENTS
        elif number in _INSIDE:
            if number == _TRACK:
                found.tracks.append({})
            if depth < _MAX_DEPTH:
                _descend(stream, begin, until, found, depth + 1)
        elif until - begin <= _MAX_BYTES:
            stream.seek(begin)
            _leaf(number, stream.read(until - begin), found)


def _leaf(number: int, data: bytes, found: _Found) -> None:
    if number == _SCALE:
        found.scale_ns = _number(data) or found.scale_ns
    elif number == _DURATION and len(data) in (4, 8):
        (said,) = struct.unpack(">f" if len(data) == 4 else ">d", data)
        found.duration = said if 0 < said < 1e18 else 0.0
    elif number == _DATE and len(data) == 8:
        said_ns = int.from_bytes(data, "big", signed=True)
        found.made_utc_ms = _SINCE_2001_MS + said_ns // 1_000_000 if said_ns else None
    elif found.tracks and number in (_TRACK_TYPE, _CODEC, _WIDTH, _HEIGHT):
        found.tracks[-1].setdefault(number, data)


def _elements(stream: BinaryIO, at: int, end: int, found: _Found) -> Iterator[tuple[int, int, int]]:
    """Number, begin and end of each element, one after another; one of unknown length goes to the end."""
    while at < end and found.elements < _MAX_ELEMENTS:
        found.elements += 1
        stream.seek(at)
        head = stream.read(12)
        width = _width(head[:1], 4)
        if not width or len(head) <= width:
            return
        long = _width(head[width : width + 1], 8)
        if not long or len(head) < width + long:
            return
        all_ones = (1 << 7 * long) - 1
        length = int.from_bytes(head[width : width + long], "big") & all_ones
        begin = at + width + long
        until = end if length == all_ones else min(begin + length, end)
        yield int.from_bytes(head[:width], "big"), begin, max(begin, until)
        at = until if length == all_ones else begin + length


def _width(first: bytes, most: int) -> int:
    """How many bytes a number has, by the noughts it begins with; 0 for none that there is."""
    if not first or not first[0]:
        return 0
    width = 9 - first[0].bit_length()
    return width if width <= most else 0


def _number(data: bytes | None) -> int:
    return int.from_bytes(data, "big") if data and len(data) <= 8 else 0
