"""What the chunks of an AVI film say (RIFF), INFO and XMP among them. Its pictures are stepped over."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from keepers.media.film.said import FilmSaid, codec_name, length_ms, split, words
from keepers.metadata.dates import Stamp
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES

_MAX_CHUNKS: Final = 2000
_MAX_BYTES: Final = 80_000
_MAX_DEPTH: Final = 5
_INSIDE: Final = {b"AVI ", b"hdrl", b"strl", b"INFO", b"odml"}
# As cameras write it: '2009:05:17 14:03:21', '2009/05/17/ 14:03', 'Sun May 17 14:03:21 2009'.
_DIGITS: Final = re.compile(
    r"(\d{4})[:/-] ?(\d{1,2})[:/-] ?(\d{1,2})/?[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII
)
# Names of RIFF's INFO, what they say, and how many characters of it are heard.
_WORDS: Final = {
    b"IMAK": ("make", 200),
    b"IMOD": ("model", 200),
    b"ISFT": ("software", 200),
    b"INAM": ("title", 2000),
    b"ICMT": ("caption", 20_000),
    b"ISBJ": ("subject", 2000),
    b"IKEY": ("keywords", 20_000),
    b"IART": ("creators", 2000),
    b"ICOP": ("rights", 2000),
}
# A day, month or year alone, as people give it.
_DAY: Final = re.compile(r"\d{4}(?:[:/-]\d{1,2}){0,2}", re.ASCII)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH: Final = re.compile(r"[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})", re.ASCII)


@dataclass
class _Found:
    chunks: int = 0
    size: tuple[int, int] | None = None
    codec: str | None = None
    duration_ms: int | None = None
    taken: Stamp | None = None
    xmp: bytes | None = None
    said: dict[str, str] = field(default_factory=dict)


def read_riff(stream: BinaryIO, length: int) -> FilmSaid:
    """What a film of `length` bytes says. Any bytes give an answer; OSError comes through."""
    found = _Found()
    _descend(stream, 0, length, found, 0)
    width, height = found.size or (None, None)
    return FilmSaid(
        duration_ms=found.duration_ms,
        width=width,
        height=height,
        codec=found.codec,
        taken=found.taken,
        make=found.said.get("make"),
        model=found.said.get("model"),
        software=found.said.get("software"),
        title=found.said.get("title"),
        caption=found.said.get("caption") or found.said.get("subject"),
        keywords=split(found.said.get("keywords")),
        creators=split(found.said.get("creators"), ";"),
        rights=found.said.get("rights"),
        xmp=found.xmp,
    )


def _descend(stream: BinaryIO, at: int, end: int, found: _Found, depth: int) -> None:
    for kind, begin, until in _chunks(stream, at, end, found):
        if kind in (b"RIFF", b"LIST"):
            stream.seek(begin)
            # Behind the pictures (movi) some cameras still say when.
            if stream.read(4) in _INSIDE and depth < _MAX_DEPTH:
                _descend(stream, begin + 4, until, found, depth + 1)
        elif kind == b"_PMX" and found.xmp is None and until - begin <= MAX_PACKET_BYTES:
            stream.seek(begin)
            found.xmp = stream.read(until - begin) or None
        elif until - begin <= _MAX_BYTES:
            stream.seek(begin)
            _leaf(kind, stream.read(until - begin), found)


def _chunks(stream: BinaryIO, at: int, end: int, found: _Found) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= end and found.chunks < _MAX_CHUNKS:
        found.chunks += 1
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8:
            return
        length = int.from_bytes(head[4:], "little")
        yield head[:4], at + 8, min(at + 8 + length, end)
        at += 8 + length + length % 2


def _leaf(kind: bytes, data: bytes, found: _Found) -> None:
    try:
        if kind == b"avih":
            _head(data, found)
        elif kind == b"strh" and data[:4] == b"vids":
            _stream_head(data, found)
    except struct.error:
        return  # cut off: what it would have said is not said
    if kind in (b"IDIT", b"ICRD"):
        found.taken = found.taken or _stamp(words(data) or "")
    elif kind in _WORDS:
        name, most = _WORDS[kind]
        said = words(data, most, lines=name == "caption")
        if said:
            found.said.setdefault(name, said)


def _head(data: bytes, found: _Found) -> None:
    (per_frame_us,), (frames,) = struct.unpack_from("<I", data), struct.unpack_from("<I", data, 16)
    found.duration_ms = found.duration_ms or length_ms(frames * per_frame_us, 1e6)
    width, height = struct.unpack_from("<II", data, 32)
    found.size = (width, height) if width and height else None


def _stream_head(data: bytes, found: _Found) -> None:
    found.codec = codec_name(data[4:8])
    scale, rate, _start, units = struct.unpack_from("<IIII", data, 20)
    # Of a film of several parts, the head counts the pictures of the first only.
    found.duration_ms = max(found.duration_ms or 0, length_ms(units * scale, rate) or 0) or None


def _stamp(said: str) -> Stamp | None:
    digits = _DIGITS.match(said)
    if digits:
        year, month, day, hour, minute, second = (int(part or 0) for part in digits.groups())
    elif _DAY.fullmatch(said):
        return Stamp(said)
    else:
        english = _ENGLISH.match(said.lower())
        if english is None or english[1] not in _MONTHS:
            return None
        month = _MONTHS.index(english[1]) + 1
        day, hour, minute, second, year = (int(part) for part in english.groups()[1:])
    return Stamp(f"{year:04d}:{month:02d}:{day:02d} {hour:02d}:{minute:02d}:{second:02d}")
