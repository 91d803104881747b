"""JPEG: its segments, and the same file with other EXIF, XMP and Photoshop segments in it. Pure.

All other segments, the pixels and what follows them stay byte for byte, but for the distances to further
pictures behind the first (`jpeg_linked`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from keepers.writing.carried import Carried
from keepers.writing.errors import Unwritable
from keepers.writing.jpeg_behind import end_of_picture, hides_preview, is_noted
from keepers.writing.jpeg_linked import MARK as _LINKED
from keepers.writing.jpeg_linked import moved, unlinked

_EXIF: Final = b"Exif\x00\x00"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE: Final = b"http://ns.adobe.com/xmp/extension/\x00"
_PHOTOSHOP: Final = b"Photoshop 3.0\x00"
_APP0, _APP1, _APP2, _APP13, _SOS, _EOI = 0xE0, 0xE1, 0xE2, 0xED, 0xDA, 0xD9
_ALONE: Final = {0x01, *range(0xD0, 0xD8)}
#: Bytes a segment has for what is in it.
ROOM: Final = 0xFFFF - 2
_MAX_SEGMENTS: Final = 10_000


@dataclass(frozen=True)
class Segment:
    """A segment as it stands: `raw` from its marker on (and what fills up before), `body` without head."""

    marker: int
    raw: bytes
    body: bytes

    def is_a(self, marker: int, mark: bytes) -> bool:
        """Whether it is of this marker, and begins so."""
        return self.marker == marker and self.body.startswith(mark)


def made(marker: int, body: bytes) -> Segment:
    """A new segment. Raises Unwritable `no_room` where it would be too long."""
    if len(body) > ROOM:
        raise Unwritable("no_room", f"{len(body):,} bytes in one segment")
    return Segment(marker, bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body, body)


def carried(data: bytes) -> Carried:
    """What the file carries. Raises Unwritable `broken` where its segments do not lead to pixels."""
    segments, _ = segments_of(data)
    exif = _only([each for each in segments if each.is_a(_APP1, _EXIF)], "no_room")
    xmp = _only([each for each in segments if each.is_a(_APP1, _XMP)], "extended_xmp")
    photoshop = [each.body[len(_PHOTOSHOP) :] for each in segments if each.is_a(_APP13, _PHOTOSHOP)]
    return Carried(
        exif.body[len(_EXIF) :] if exif else None,
        xmp.body[len(_XMP) :] if xmp else None,
        b"".join(photoshop) if photoshop else None,
        extended=any(each.is_a(_APP1, _XMP_MORE) for each in segments),
    )


def carrying(data: bytes, blocks: Carried) -> bytes:
    """The same file with these blocks. Raises Unwritable: `no_room`, `linked`, `broken`."""
    before, rest = segments_of(data)
    after = list(before)
    if blocks.exif is not None:
        _put(after, made(_APP1, _EXIF + blocks.exif), _APP1, (_EXIF,))
    if blocks.xmp is not None:
        _put(after, made(_APP1, _XMP + blocks.xmp), _APP1, (_XMP, _EXIF))
    if blocks.resources is not None:
        _put_resources(after, blocks.resources)
    after = _relinked(data, before, after)
    return b"".join((data[:2], *(each.raw for each in after), data[rest:]))


def kept(data: bytes) -> Iterator[bytes | memoryview]:
    """What no change of metadata may touch, piece by piece: other segments, pixels, what follows them."""
    segments, rest = segments_of(data)
    for each in segments:
        if not any(each.is_a(*ours) for ours in ((_APP1, _EXIF), (_APP1, _XMP), (_APP13, _PHOTOSHOP))):
            yield unlinked(each.body) if each.is_a(_APP2, _LINKED) else each.raw
    yield memoryview(data)[rest:]


def density(data: bytes) -> tuple[int, int, int]:
    """What JFIF says of the resolution: across, down, and EXIF's unit; else 72 an inch, as if nothing."""
    for each in segments_of(data)[0][:1]:
        if each.is_a(_APP0, b"JFIF\x00") and len(each.body) >= 12 and each.body[7] in (1, 2):
            across, down = (int.from_bytes(each.body[at : at + 2], "big") for at in (8, 10))
            if across and down:
                return across, down, each.body[7] + 1
    return 72, 72, 2


def segments_of(data: bytes) -> tuple[list[Segment], int]:
    """The segments before the pixels, and where the first scan begins."""
    if data[:2] != b"\xff\xd8":
        raise Unwritable("broken", "no JPEG")
    found: list[Segment] = []
    at = 2
    while len(found) < _MAX_SEGMENTS:
        begin = at
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        marker = data[at + 1] if at + 4 <= len(data) and data[at] == 0xFF else _EOI
        if marker == _SOS:
            return found, begin
        length = 0 if marker in _ALONE else int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if marker in (_EOI, 0xD8, 0x00) or (length < 2 and marker not in _ALONE) or end > len(data):
            raise Unwritable("broken", "segments")
        found.append(Segment(marker, data[begin:end], data[at + 4 : end]))
        at = end
    raise Unwritable("too_many", "segments")


def _only(segments: list[Segment], reason: str) -> Segment | None:
    """The one of its kind; several are a block in parts, or contradict each other."""
    if len(segments) > 1:
        raise Unwritable(reason, f"{len(segments)} segments of one kind")
    return segments[0] if segments else None


def _put(segments: list[Segment], new: Segment, marker: int, marks: Iterable[bytes]) -> None:
    """In the place of the first with the first mark, else behind one with the next, else in front (JFIF stays
    first)."""
    for index, mark in enumerate(marks):
        at = next((at for at, each in enumerate(segments) if each.is_a(marker, mark)), None)
        if at is not None:
            if index == 0:
                if segments[at].body != new.body:
                    segments[at] = new
            else:
                segments.insert(at + 1, new)
            return
    first = next((at for at, each in enumerate(segments) if each.marker != _APP0), len(segments))
    segments.insert(first, new)


def _put_resources(segments: list[Segment], resources: bytes) -> None:
    """In the place of the first Photoshop segment, in as many as it takes; the others go."""
    places = [at for at, each in enumerate(segments) if each.is_a(_APP13, _PHOTOSHOP)]
    if b"".join(segments[at].body[len(_PHOTOSHOP) :] for at in places) == resources:
        return
    step = ROOM - len(_PHOTOSHOP)
    new = [made(_APP13, _PHOTOSHOP + resources[at : at + step]) for at in range(0, len(resources), step)]
    for at in reversed(places):
        del segments[at]
    segments[places[0] : places[0]] = new


def _relinked(data: bytes, before: list[Segment], after: list[Segment]) -> list[Segment]:
    """The segments with the distances to further pictures in line with how much longer they became."""
    where = _body_at(before, _APP2, _LINKED)
    scan = 2 + sum(len(each.raw) for each in before)
    grown = 2 + sum(len(each.raw) for each in after) - scan
    if where is None:
        blocks = carried(data)
        if grown and hides_preview(data, scan, blocks.exif, blocks.xmp):
            raise Unwritable("linked", "a preview behind the picture")
        return after
    noted_from = _body_at(before, _APP1, _EXIF)
    if grown and noted_from is not None:
        noted_from += len(_EXIF)
        behind = end_of_picture(data, scan) - noted_from
        if is_noted(carried(data).exif, behind, len(data) - noted_from):
            raise Unwritable("linked", "a preview that maker's notes lead to")
    index = next(at for at, each in enumerate(after) if each.is_a(_APP2, _LINKED))
    now = 2 + sum(len(each.raw) for each in after[: index + 1]) - len(after[index].body)
    if not grown and now == where:
        return after
    new = moved(data, where, after[index].body, grown, now - where)
    after[index] = replace(made(_APP2, new), raw=after[index].raw[: -len(new)] + new)
    return after


def _body_at(segments: list[Segment], marker: int, mark: bytes) -> int | None:
    """Where in the file the body of the first segment with this mark begins."""
    at = 2
    for each in segments:
        at += len(each.raw)
        if each.is_a(marker, mark):
            return at - len(each.body)
    return None
