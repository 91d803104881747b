"""Which tags of EXIF a change of fields sets and removes: the tags other programs read, and no more. Pure."""

import struct
from collections.abc import Mapping
from typing import Final

from keepers.metadata.exif import Exif
from keepers.metadata.fields import BETWEEN, Field, Value
from keepers.metadata.wall_clock import from_ms
from keepers.writing.exif_block import BYTE, EXIF, GPS, LONG, MAIN, RATIONAL, SHORT, UNDEFINED, TiffBlock
from keepers.writing.exif_patch import TagValue, raw_value, text_value
from keepers.writing.xmp_words import PERCENT

_DESCRIPTION, _RATING, _PERCENT = 0x010E, 0x4746, 0x4749
_XP_TITLE, _XP_COMMENT, _XP_KEYWORDS = 0x9C9B, 0x9C9C, 0x9C9E
_ORIGINAL, _OFFSET, _SUBSEC = 0x9003, 0x9011, 0x9291
_COMMENT: Final = 0x9286
_DATUM: Final = 18
# What the first directory of a JPEG has to hold (EXIF 2.32, 4.6.2), resolution apart.
_CENTRED: Final = 0x0213
# What a directory of the shot, or of the place, has to hold (EXIF 2.32, 4.6.3 and 4.6.6).
_COMPONENTS: Final = 0x9101
_SIZE: Final = (0xA002, 0xA003)
_OF_SHOT: Final = {
    0x9000: TagValue(UNDEFINED, 4, b"0232"),
    _COMPONENTS: TagValue(UNDEFINED, 4, b"\x01\x02\x03\x00"),
    0xA000: TagValue(UNDEFINED, 4, b"0100"),
    # "Uncalibrated": whoever made the picture said nothing of its colours here.
    0xA001: TagValue(SHORT, 1, b"\xff\xff"),
}
_OF_PLACE: Final = {0: TagValue(BYTE, 4, b"\x02\x03\x00\x00")}
#: Fields that get EXIF where a file has none: without it few programs find them.
MAKES_EXIF: Final[frozenset[Field]] = frozenset({"date", "position", "caption"})

_Tags = dict[int, TagValue | None]


def exif_edits(
    changes: Mapping[Field, Value],
    before: Exif,
    block: TiffBlock,
    *,
    in_tiff: bool = False,
    size: tuple[int, int] | None = None,
) -> dict[str, _Tags]:
    """The tags to set (a value) and to remove (None), by directory.

    `before`: what the block says now; `block`: its directories, which tell how numbers are spelt and what is
    there; `in_tiff`: they are those of a TIFF file; `size`: width and height of a JPEG. Tags of Windows and
    a rating in per cent are kept in line where they are, never added.
    """
    edits = _Edits(before, block)
    if in_tiff:
        # A TIFF tells that in tags of its own.
        edits.needed.pop(_COMPONENTS)
    if size is not None:
        long = (TagValue(LONG, 1, struct.pack(block.order + "I", length)) for length in size)
        edits.needed |= dict(zip(_SIZE, long, strict=True))
    for field, value in changes.items():
        write = _WRITERS.get(field)
        if write is not None:
            write(edits, value)
    return edits.made()


def resolution_edits(block: TiffBlock, density: tuple[int, int, int]) -> _Tags:
    """What a new block of EXIF in a JPEG has to say of the picture: the resolution JFIF gave, and no more.

    `density`: across, down, and EXIF's unit (2 an inch, 3 a centimetre).
    """
    across, down, unit = density
    return {
        0x011A: TagValue(RATIONAL, 1, struct.pack(block.order + "2I", across, 1)),
        0x011B: TagValue(RATIONAL, 1, struct.pack(block.order + "2I", down, 1)),
        0x0128: TagValue(SHORT, 1, struct.pack(block.order + "H", unit)),
        _CENTRED: TagValue(SHORT, 1, struct.pack(block.order + "H", 1)),
    }


class _Edits:
    """The tags of one block to be changed."""

    def __init__(self, before: Exif, block: TiffBlock) -> None:
        self.before = before
        self._block = block
        self.main: _Tags = {}
        self.shot: _Tags = {}
        self.place: _Tags = {}
        self.needed: _Tags = dict(_OF_SHOT)

    def made(self) -> dict[str, _Tags]:
        """By directory; one that is new gets what it has to hold."""
        for name, tags, needed in ((EXIF, self.shot, self.needed), (GPS, self.place, _OF_PLACE)):
            if any(tags.values()) and self._block.named(name) is None:
                tags.update(needed)
        return {MAIN: self.main, EXIF: self.shot, GPS: self.place}

    def has(self, name: str, tag: int) -> bool:
        """Whether the block has this tag."""
        directory = self._block.named(name)
        return directory is not None and directory.entry(tag) is not None

    def tags(self, name: str) -> set[int]:
        """The tags of a directory."""
        directory = self._block.named(name)
        return {entry.tag for entry in directory.entries} if directory else set()

    def windows(self, tag: int, said: str | None) -> None:
        """A text as Windows writes it, where it is there already."""
        if self.has(MAIN, tag):
            data = said.encode("utf-16-le") + b"\x00\x00" if said else b""
            self.main[tag] = raw_value(data, BYTE) if said else None

    def comment(self, said: str) -> TagValue:
        """A comment, with the name of its encoding in front (EXIF 2.32, 4.6.5)."""
        if said.isascii():
            return raw_value(b"ASCII\x00\x00\x00" + said.encode("ascii"))
        code = "utf-16-le" if self._block.order == "<" else "utf-16-be"
        return raw_value(b"UNICODE\x00" + said.encode(code))

    def short(self, number: int) -> TagValue:
        """A whole number of two bytes."""
        return TagValue(SHORT, 1, struct.pack(self._block.order + "H", number))

    def angle(self, degrees: float) -> TagValue:
        """Degrees, minutes and millionths of a second."""
        millionths = round(abs(degrees) * 3_600_000_000)
        minutes, seconds = divmod(millionths, 60_000_000)
        parts = (minutes // 60, 1, minutes % 60, 1, seconds, 1_000_000)
        return TagValue(RATIONAL, 3, struct.pack(self._block.order + "6I", *parts))


def _title(edits: _Edits, value: Value) -> None:
    edits.windows(_XP_TITLE, value)


def _keywords(edits: _Edits, value: Value) -> None:
    edits.windows(_XP_KEYWORDS, ";".join(path.split(BETWEEN)[-1] for path in value or ()))


def _caption(edits: _Edits, value: Value) -> None:
    before = edits.before
    if value:
        edits.main[_DESCRIPTION] = text_value(value)
        if before.comment is not None and before.comment == before.description:
            # digiKam writes both. A comment that says something else is somebody's own words.
            edits.shot[_COMMENT] = edits.comment(value)
    else:
        # What cameras put there is no caption and stays; a comment of somebody's would now be taken for one.
        if before.description is not None:
            edits.main[_DESCRIPTION] = None
        if before.comment is not None:
            edits.shot[_COMMENT] = None
    edits.windows(_XP_COMMENT, value)


def _rating(edits: _Edits, value: Value) -> None:
    # EXIF has no word for "rejected"; only XMP has.
    stars = value if value and value > 0 else None
    edits.main[_RATING] = edits.short(stars) if stars else None
    if edits.has(MAIN, _PERCENT):
        edits.main[_PERCENT] = edits.short(PERCENT[stars]) if stars else None


def _date(edits: _Edits, value: Value) -> None:
    edits.shot |= dict.fromkeys((_ORIGINAL, _OFFSET, _SUBSEC))
    if value is None:
        # Other times, of a scanner, a program or the satellites, were never given by a person.
        return
    wall, offset = from_ms(value["time_ms"] // 1000 * 1000), value["offset_min"]
    edits.shot[_ORIGINAL] = text_value(
        f"{wall.year:04d}:{wall.month:02d}:{wall.day:02d} {wall.hour:02d}:{wall.minute:02d}:{wall.second:02d}"
    )
    if value["time_ms"] % 1000:
        # Photos of a burst are told apart, and put in order, by these.
        edits.shot[_SUBSEC] = text_value(f"{value['time_ms'] % 1000:03d}")
    if offset is not None:
        side = "-" if offset < 0 else "+"
        edits.shot[_OFFSET] = text_value(f"{side}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}")


def _position(edits: _Edits, value: Value) -> None:
    if value is None:
        edits.place |= dict.fromkeys((1, 2, 3, 4))
        if edits.tags(GPS) <= {0, 1, 2, 3, 4, _DATUM}:
            # Nothing is left of which a version or a datum could be told.
            edits.place |= dict.fromkeys((0, _DATUM))
        return
    latitude, longitude = value
    edits.place |= {
        1: text_value("S" if latitude < 0 else "N"),
        2: edits.angle(latitude),
        3: text_value("W" if longitude < 0 else "E"),
        4: edits.angle(longitude),
    }
    if edits.has(GPS, _DATUM):
        edits.place[_DATUM] = text_value("WGS-84")


_WRITERS = {
    "title": _title,
    "keywords": _keywords,
    "caption": _caption,
    "rating": _rating,
    "date": _date,
    "position": _position,
}
