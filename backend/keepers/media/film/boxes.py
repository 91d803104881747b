"""What the boxes of an MP4, QuickTime or 3GP film say (ISO 14496-12, QuickTime File Format).

Boxes are stepped over, never read whole: what is wanted is a few hundred bytes of a file of any length. Which
words lie where is told by `quicktime`; XMP lies in user data or in a box of its own, where Adobe puts it.
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from keepers.media.film.quicktime import USER_DATA, Words, read_item, read_user_data
from keepers.media.film.said import FilmSaid, codec_name, length_ms
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES

_MAX_BOXES: Final = 20_000
_MAX_DEPTH: Final = 8
_MAX_BYTES: Final = 64 << 10
_INSIDE: Final = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"mvex", b"ilst"}
# From 1904, as QuickTime counts, to 1970.
_SINCE_1904_S: Final = 2_082_844_800
# Boxes behind `moov` that are looked at.
_MAX_AFTER: Final = 1000
# The name of the box Adobe keeps XMP in (XMP specification part 3).
_XMP_BOX: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


@dataclass
class _Track:
    is_picture: bool = False
    size: tuple[int, int] | None = None
    turn: int = 0
    codec: str | None = None
    duration_ms: int | None = None


@dataclass
class _Found:
    boxes: int = 0
    duration_ms: int | None = None
    per_second: int = 0
    made_utc_ms: int | None = None
    tracks: list[_Track] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    xmp: bytes | None = None


@dataclass(frozen=True)
class _Box:
    kind: bytes
    begin: int
    end: int


def read_boxes(stream: BinaryIO, length: int) -> FilmSaid:
    """What the boxes of a film of `length` bytes say. Any bytes give an answer; OSError comes through."""
    found = _Found()
    for box in _boxes(stream, 0, length, found):
        if box.kind == b"moov":
            _descend(stream, box, found, 1)
            # What lies behind is pictures, or a packet: of a film in pieces there are many.
            found.boxes = max(found.boxes, _MAX_BOXES - _MAX_AFTER)
        elif box.kind == b"uuid":
            _own_box(stream, box, found)
    picture = next((each for each in found.tracks if each.is_picture), _Track())
    width, height = picture.size or (None, None)
    about = FilmSaid(
        duration_ms=found.duration_ms or picture.duration_ms,
        width=width,
        height=height,
        turn=picture.turn,
        codec=picture.codec,
        made_utc_ms=found.made_utc_ms,
        xmp=found.xmp,
    )
    return found.words.spoken(about)


def _boxes(stream: BinaryIO, at: int, end: int, found: _Found) -> Iterator[_Box]:
    while at + 8 <= end and found.boxes < _MAX_BOXES:
        found.boxes += 1
        stream.seek(at)
        head = stream.read(16)
        if len(head) < 8:
            return
        length, kind, begin = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if length == 1:
            length, begin = int.from_bytes(head[8:16], "big"), at + 16
        elif length == 0:
            length = end - at
        if length < begin - at:
            return
        yield _Box(kind, begin, max(begin, min(at + length, end)))
        at += length


def _descend(stream: BinaryIO, box: _Box, found: _Found, depth: int) -> None:
    if depth > _MAX_DEPTH:
        return
    for inner in _boxes(stream, box.begin, box.end, found):
        if inner.kind == b"trak":
            found.tracks.append(_Track())
        if inner.kind in _INSIDE:
            _descend(stream, inner, found, depth + 1)
        elif inner.kind == b"meta":
            _descend(stream, _meta(stream, inner), found, depth + 1)
        elif box.kind == b"ilst":
            _item(stream, inner, found)
        elif inner.kind == b"XMP_":
            _packet(stream, inner, found)
        elif inner.kind == b"uuid":
            _own_box(stream, inner, found)
        elif inner.kind in _LEAVES or inner.kind in USER_DATA:
            _leaf(inner.kind, _read(stream, inner), found)


def _read(stream: BinaryIO, box: _Box) -> bytes:
    stream.seek(box.begin)
    return stream.read(min(_MAX_BYTES, box.end - box.begin))


def _meta(stream: BinaryIO, box: _Box) -> _Box:
    """ISO puts a version of four bytes before the boxes of a `meta`, QuickTime does not."""
    stream.seek(box.begin)
    plain = stream.read(8)[4:8] in (b"hdlr", b"keys", b"ilst")
    return box if plain else _Box(box.kind, box.begin + 4, box.end)


def _leaf(kind: bytes, data: bytes, found: _Found) -> None:
    reader = _LEAVES.get(kind)
    try:
        if reader is not None:
            reader(data, found, found.tracks[-1] if found.tracks else _Track())
        else:
            read_user_data(kind, data, found.words)
    except (struct.error, IndexError):
        return  # cut off: what it would have said is not said


def _own_box(stream: BinaryIO, box: _Box, found: _Found) -> None:
    stream.seek(box.begin)
    if stream.read(16) == _XMP_BOX:
        _packet(stream, _Box(box.kind, box.begin + 16, box.end), found)


def _packet(stream: BinaryIO, box: _Box, found: _Found) -> None:
    if found.xmp is None and 0 < box.end - box.begin <= MAX_PACKET_BYTES:
        stream.seek(box.begin)
        found.xmp = stream.read(box.end - box.begin)


def _movie(data: bytes, found: _Found, _track: _Track) -> None:
    made, _changed, per_second, units = struct.unpack_from(">QQIQ" if data[0] == 1 else ">IIII", data, 4)
    found.per_second = per_second
    found.duration_ms = length_ms(units, per_second)
    # Nought is 1904, which no camera saw: the field was never filled in.
    found.made_utc_ms = (made - _SINCE_1904_S) * 1000 if 0 < made < 1 << 40 else None


def _fragments(data: bytes, found: _Found, _track: _Track) -> None:
    (units,) = struct.unpack_from(">Q" if data[0] == 1 else ">I", data, 4)
    found.duration_ms = found.duration_ms or length_ms(units, found.per_second)


def _track_head(data: bytes, _found: _Found, track: _Track) -> None:
    at = 52 if data[0] == 1 else 40
    across, down = struct.unpack_from(">ii", data, at)
    track.turn = round(math.degrees(math.atan2(down, across)) / 90) * 90 % 360
    width, height = struct.unpack_from(">II", data, at + 36)
    if width >> 16 and height >> 16:
        track.size = (width >> 16, height >> 16)


def _track_time(data: bytes, _found: _Found, track: _Track) -> None:
    long = data[0] == 1
    per_second, units = struct.unpack_from(">IQ" if long else ">II", data, 20 if long else 12)
    track.duration_ms = length_ms(units, per_second)


def _handler(data: bytes, _found: _Found, track: _Track) -> None:
    track.is_picture = track.is_picture or data[8:12] == b"vide"


def _samples(data: bytes, _found: _Found, track: _Track) -> None:
    track.codec = codec_name(data[12:16])


def _key_names(data: bytes, found: _Found, _track: _Track) -> None:
    at, found.keys = 8, []
    for _ in range(min(int.from_bytes(data[4:8], "big"), 200)):
        length = int.from_bytes(data[at : at + 4], "big")
        if length < 8:
            return
        found.keys.append(data[at + 8 : at + length])
        at += length


def _item(stream: BinaryIO, box: _Box, found: _Found) -> None:
    """A value of `ilst`: under a number it is that of `keys`, else its own name."""
    number = int.from_bytes(box.kind, "big")
    named = found.keys[number - 1] if 0 < number <= len(found.keys) else b""
    for inner in _boxes(stream, box.begin, box.end, found):
        if inner.kind == b"data":
            read_item(box.kind, named, _read(stream, inner), found.words)


_LEAVES: Final = {
    b"mvhd": _movie,
    b"mehd": _fragments,
    b"tkhd": _track_head,
    b"mdhd": _track_time,
    b"hdlr": _handler,
    b"stsd": _samples,
    b"keys": _key_names,
}
