"""The directories of a TIFF, and of EXIF, which is built like one: where each entry and its value lie. Pure.

Stricter than any reader: what does not hold together is refused, as nothing can be added to it safely.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from keepers.writing.errors import Unwritable

MAIN, EXIF, GPS, INTEROP, SUB = "main", "exif", "gps", "interop", "sub"
#: Tags of the first directory that point at the others, by their names.
POINTERS: Final = {EXIF: 0x8769, GPS: 0x8825}
INTEROP_TAG, SUB_TAG = 0xA005, 0x014A
BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
_BYTES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
# Where what a directory describes begins, and how long it is: strips, tiles, the small picture.
_PARTS: Final = ((0x0111, 0x0117), (0x0144, 0x0145), (0x0201, 0x0202))
# More than any camera or scanner writes.
_MAX_TAGS: Final = 4096
_MAX_DIRECTORIES: Final = 4096
_MAX_PARTS: Final = 500_000
# Bytes of values that may lie over others.
_SHARED: Final = 1 << 20
# Of all directories together: a TIFF of a thousand pages has thirty thousand.
_MAX_ENTRIES: Final = 200_000


@dataclass(frozen=True)
class Entry:
    """One entry. `at`: where its twelve bytes begin; `begin`, `end`: where its value lies."""

    tag: int
    kind: int
    count: int
    at: int
    begin: int
    end: int

    @property
    def inline(self) -> bool:
        """Whether the value lies in the entry itself."""
        return self.begin == self.at + 8


@dataclass(frozen=True)
class Directory:
    """A directory, as long as its table: from `at` to `end`; `following` is 0 behind the last."""

    at: int
    entries: tuple[Entry, ...]
    following: int

    @property
    def end(self) -> int:
        """Where its table ends."""
        return self.at + 6 + 12 * len(self.entries)

    def entry(self, tag: int) -> Entry | None:
        """The first entry of this tag."""
        return next((each for each in self.entries if each.tag == tag), None)


@dataclass(frozen=True)
class TiffBlock:
    """`order`: "<" or ">". `pages`: the chain of the first directory; `below`: all others, by name."""

    order: str
    pages: tuple[Directory, ...]
    below: dict[str, tuple[Directory, ...]] = field(default_factory=dict)

    def named(self, name: str) -> Directory | None:
        """The directory of the picture, of the shot or of the place."""
        return self.pages[0] if name == MAIN else next(iter(self.below.get(name, ())), None)

    def every(self) -> Iterator[tuple[str, Directory]]:
        """All of them, each with a name of its own."""
        for at, page in enumerate(self.pages):
            yield f"page {at}" if at else MAIN, page
        for name, directories in self.below.items():
            for at, directory in enumerate(directories):
                yield f"{name} {at}" if at else name, directory


def read_block(data: bytes) -> TiffBlock:
    """The directories in a TIFF or in a block of EXIF, from its header on.

    Raises Unwritable: `broken` where entries or values lie outside, or directories lead in circles or
    overlap; `too_many` where there are more than any program writes, or more values over each other;
    `unsupported` for BigTIFF.
    """
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 14:
        raise Unwritable("broken")
    version, first = struct.unpack_from(order + "HI", data, 2)
    if version != 42:
        raise Unwritable("unsupported" if version == 43 else "broken")
    met: dict[int, int] = {}
    pages = _chain(data, order, first, met)
    below: dict[str, tuple[Directory, ...]] = {}
    for name, tag in POINTERS.items():
        below[name] = tuple(
            _directory(data, order, at, met) for at in _numbers(data, order, pages[0].entry(tag), 1)
        )
    for shot in below[EXIF]:
        below[INTEROP] = tuple(
            _directory(data, order, at, met) for at in _numbers(data, order, shot.entry(INTEROP_TAG), 1)
        )
    subs: list[Directory] = []
    for page in pages:
        for at in _numbers(data, order, page.entry(SUB_TAG), _MAX_DIRECTORIES):
            subs += _chain(data, order, at, met)
    below[SUB] = tuple(subs)
    block = TiffBlock(order, pages, below)
    values = sum(
        each.end - each.begin
        for _, directory in block.every()
        for each in directory.entries
        if not each.inline
    )
    # Pages may share a colour profile; but whoever compares or copies them all must come to an end.
    if values > 2 * len(data) + _SHARED:
        raise Unwritable("too_many", "values over each other")
    return block


def ranges(data: bytes, block: TiffBlock) -> list[tuple[int, int]]:
    """All that is known to be in use: header, tables, values, pixels, the small picture."""
    found = [(0, 8)]
    pixels: list[tuple[int, int]] = []
    for _, directory in block.every():
        found.append((directory.at, directory.end))
        found += [(entry.begin, entry.end) for entry in directory.entries if not entry.inline]
        pixels += parts(data, block.order, directory)
        if len(pixels) > _MAX_PARTS:
            raise Unwritable("too_many", "strips")
    return found + _joined(pixels)


def parts(data: bytes, order: str, directory: Directory) -> list[tuple[int, int]]:
    """Where the strips, tiles or the small picture of a directory lie, as far as they are in the file."""
    found: list[tuple[int, int]] = []
    for begins, lengths in _PARTS:
        starts = _numbers(data, order, directory.entry(begins), _MAX_PARTS)
        counts = _numbers(data, order, directory.entry(lengths), _MAX_PARTS)
        found += [(at, at + long) for at, long in zip(starts, counts, strict=False) if at < len(data)]
    return found


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same room in as few pieces: strips mostly lie one behind the other."""
    made: list[tuple[int, int]] = []
    for begin, end in sorted(pieces):
        if made and begin <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((begin, end))
    return made


def first_number(data: bytes, order: str, entry: Entry | None) -> int | None:
    """The value of an entry that is one whole number."""
    return next(iter(_numbers(data, order, entry, 1)), None)


def _chain(data: bytes, order: str, at: int, met: dict[int, int]) -> tuple[Directory, ...]:
    found = [_directory(data, order, at, met)]
    while found[-1].following:
        found.append(_directory(data, order, found[-1].following, met))
    return tuple(found)


def _directory(data: bytes, order: str, at: int, met: dict[int, int]) -> Directory:
    if at in met or at < 8 or at + 2 > len(data) or len(met) >= _MAX_DIRECTORIES:
        raise Unwritable("broken")
    (many,) = struct.unpack_from(order + "H", data, at)
    end = at + 6 + 12 * many
    met[at] = many
    # Directories may lie over each other: together, too, they hold no more than there is room for.
    together = sum(met.values())
    if end > len(data) or together * 12 > len(data):
        raise Unwritable("broken")
    if many > _MAX_TAGS or together > _MAX_ENTRIES:
        raise Unwritable("too_many", "tags")
    entries = []
    for index in range(many):
        here = at + 2 + 12 * index
        tag, kind, count, place = struct.unpack_from(order + "HHII", data, here)
        length = _BYTES.get(kind, 0) * count
        begin = here + 8 if length <= 4 else place
        if begin + length > len(data):
            raise Unwritable("broken")
        entries.append(Entry(tag, kind, count, here, begin, begin + length))
    return Directory(at, tuple(entries), struct.unpack_from(order + "I", data, end - 4)[0])


def _numbers(data: bytes, order: str, entry: Entry | None, most: int) -> tuple[int, ...]:
    """The whole numbers of an entry; none where it is not there or holds others."""
    letter = {SHORT: "H", LONG: "I", 13: "I"}.get(entry.kind) if entry is not None else None
    if entry is None or letter is None:
        return ()
    return struct.unpack_from(f"{order}{min(entry.count, most)}{letter}", data, entry.begin)
