"""What the elements of a Matroska or WebM film say (RFC 8794, RFC 9559), up to its first picture.

Tags may lie behind the pictures: the index at the beginning (SeekHead) then says where.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from keepers.media.film.said import FilmSaid, length_ms, position, split, words
from keepers.metadata.dates import Stamp

_MAX_ELEMENTS: Final = 5000
_MAX_BYTES: Final = 80_000
# Elements that are looked at where the index leads.
_MAX_LED_TO: Final = 1000
_MAX_DEPTH: Final = 6
_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_TRACK, _VIDEO = 0xAE, 0xE0
_INDEX, _PLACE, _TAGS, _TAG, _TARGETS, _SIMPLE = 0x114D9B74, 0x4DBB, 0x1254C367, 0x7373, 0x63C0, 0x67C8
_INSIDE: Final = {
    _SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO, _INDEX, _PLACE, _TAGS, _TAG, _TARGETS, _SIMPLE
}  # fmt: skip
_SCALE, _DURATION, _DATE, _TITLE, _PROGRAM = 0x2AD7B1, 0x4489, 0x4461, 0x7BA9, 0x5741
_PLACE_OF, _PLACE_AT = 0x53AB, 0x53AC
_OF_PART, _NAME, _TEXT = {0x63C5, 0x63C9, 0x63C4, 0x63C6}, 0x45A3, 0x4487
# Tags by name (Matroska's list of official tags, and what FFmpeg and cameras write), and their characters.
_WORDS: Final = {
    "TITLE": ("title", 2000),
    "DESCRIPTION": ("caption", 20_000),
    "SUMMARY": ("caption", 20_000),
    "COMMENT": ("comment", 20_000),
    "KEYWORDS": ("keywords", 20_000),
    "ARTIST": ("creators", 2000),
    "DIRECTOR": ("creators", 2000),
    "COPYRIGHT": ("rights", 2000),
    "DATE_RECORDED": ("taken", 40),
    "COM.APPLE.QUICKTIME.CREATIONDATE": ("taken", 40),
    "DATE": ("taken", 40),
    "LOCATION": ("place", 100),
    "COM.APPLE.QUICKTIME.LOCATION.ISO6709": ("place", 100),
    "MAKE": ("make", 200),
    "COM.APPLE.QUICKTIME.MAKE": ("make", 200),
    "MODEL": ("model", 200),
    "COM.APPLE.QUICKTIME.MODEL": ("model", 200),
}
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
    said: dict[str, str] = field(default_factory=dict)
    program: str | None = None
    # Of the tag that is being read: its name, and whether it is of the whole film.
    name: str = ""
    of_all: bool = True
    # Where the segment begins, what the entry of the index that is being read leads to, and where tags lie.
    segment: int = 0
    leads_to: int = 0
    tags_at: int | None = None
    has_tags: bool = False


def read_matroska(stream: BinaryIO, length: int) -> FilmSaid:
    """What a film of `length` bytes says. Any bytes give an answer; OSError comes through."""
    found = _Found()
    _descend(stream, 0, length, found, 0)
    if found.tags_at is not None:
        found.elements = _MAX_ELEMENTS - _MAX_LED_TO
        for number, begin, until in _elements(stream, found.segment + found.tags_at, length, found):
            if number == _TAGS:
                _descend(stream, begin, until, found, 1)
            break
    said = found.said
    at = position(said.get("place", ""))
    picture = next((each for each in found.tracks if _number(each.get(_TRACK_TYPE)) == _PICTURE), {})
    codec = words(picture.get(_CODEC, b""))
    return FilmSaid(
        duration_ms=length_ms(found.duration * found.scale_ns, 1e9),
        width=_number(picture.get(_WIDTH)) or None,
        height=_number(picture.get(_HEIGHT)) or None,
        codec=codec.removeprefix("V_") if codec else None,
        made_utc_ms=found.made_utc_ms,
        taken=Stamp(said["taken"].replace("T", " ")) if "taken" in said else None,
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
        altitude_m=at[2] if at else None,
        make=said.get("make"),
        model=said.get("model"),
        software=found.program,
        title=said.get("title"),
        caption=said.get("caption") or said.get("comment"),
        keywords=split(said.get("keywords")),
        creators=split(said.get("creators"), ";"),
        rights=said.get("rights"),
    )


def _descend(stream: BinaryIO, at: int, end: int, found: _Found, depth: int) -> None:
    for number, begin, until in _elements(stream, at, end, found):
        if number == _CLUSTER:
            # Pictures: what describes them lies before. All that is above ends here too.
            found.elements = _MAX_ELEMENTS
        elif number in _INSIDE:
            _enter(number, begin, found)
            if depth < _MAX_DEPTH:
                _descend(stream, begin, until, found, depth + 1)
        elif until - begin <= _MAX_BYTES:
            stream.seek(begin)
            _leaf(number, stream.read(until - begin), found)


def _enter(number: int, begin: int, found: _Found) -> None:
    if number == _TRACK:
        found.tracks.append({})
    elif number == _SEGMENT:
        found.segment = begin
    elif number == _TAGS:
        found.has_tags, found.tags_at = True, None
    elif number == _TAG:
        found.of_all = True


def _leaf(number: int, data: bytes, found: _Found) -> None:
    if number == _SCALE:
        found.scale_ns = _number(data) or found.scale_ns
    elif number == _DURATION and len(data) in (4, 8):
        (said,) = struct.unpack(">f" if len(data) == 4 else ">d", data)
        found.duration = said if 0 < said < 1e18 else 0.0
    elif number == _DATE and len(data) == 8:
        said_ns = int.from_bytes(data, "big", signed=True)
        found.made_utc_ms = _SINCE_2001_MS + said_ns // 1_000_000 if said_ns else None
    elif number == _PLACE_OF:
        found.leads_to = _number(data)
    elif number == _PLACE_AT and found.leads_to == _TAGS and not found.has_tags:
        found.tags_at = _number(data)
    elif number in _OF_PART and _number(data):
        found.of_all = False
    elif number == _NAME:
        found.name = (words(data) or "").upper()
    elif number in (_TEXT, _TITLE, _PROGRAM):
        _word(number, data, found)
    elif found.tracks and number in (_TRACK_TYPE, _CODEC, _WIDTH, _HEIGHT):
        found.tracks[-1].setdefault(number, data)


def _word(number: int, data: bytes, found: _Found) -> None:
    if number == _PROGRAM:
        found.program = words(data)
        return
    what, most = ("title", 2000) if number == _TITLE else _WORDS.get(found.name, ("", 0))
    said = words(data, most, lines=what in ("caption", "comment")) if what and found.of_all else None
    if said:
        found.said.setdefault(what, said)


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
