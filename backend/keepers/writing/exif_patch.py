"""Tags of a TIFF or of a block of EXIF set and removed, without moving anything that stays. Pure.

Maker notes and previews are found by their distance from the beginning: what is there keeps its place. A new
value takes the place of the old one where it fits, else it comes behind all others, as does a directory that
grows. Bytes that nothing uses any more become noughts.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import (
    ASCII,
    EXIF,
    GPS,
    LONG,
    MAIN,
    POINTERS,
    UNDEFINED,
    Directory,
    Entry,
    ranges,
    read_block,
)

# A TIFF counts in four bytes.
_MOST_BYTES: Final = 0xFFFF_FFF0


@dataclass(frozen=True)
class TagValue:
    """A value to be set: its type, how many there are, and its bytes in the order of the block."""

    kind: int
    count: int
    data: bytes


#: Directory (MAIN, EXIF or GPS), tag, and its value; None takes the tag away.
Edits = Mapping[str, Mapping[int, TagValue | None]]


def text_value(said: str) -> TagValue:
    """A text, in UTF-8 as the Metadata Working Group wants it, and its nought."""
    data = said.encode("utf-8") + b"\x00"
    return TagValue(ASCII, len(data), data)


def raw_value(data: bytes, kind: int = UNDEFINED) -> TagValue:
    """Bytes."""
    return TagValue(kind, len(data), data)


def empty_block(order: str = "<") -> bytes:
    """A block that says nothing yet."""
    return {"<": b"II", ">": b"MM"}[order] + struct.pack(order + "HIHI", 42, 8, 0, 0)


def patch(data: bytes, edits: Edits) -> bytes:
    """The block with these tags set or removed; the very same bytes where nothing changes.

    Raises Unwritable: `broken`, `unsupported` as `read_block` does, `too_large` beyond four gigabytes.
    """
    patcher = _Patcher(data)
    for name in (EXIF, GPS):
        pointer = patcher.directory(name, edits.get(name, {}))
        patcher.point(name, pointer)
    first = patcher.directory(MAIN, {**patcher.pointers, **edits.get(MAIN, {})})
    if first is not None and first != patcher.block.pages[0].at:
        struct.pack_into(patcher.block.order + "I", patcher.made, 4, first)
    if len(patcher.made) > _MOST_BYTES:
        raise Unwritable("too_large")
    return bytes(patcher.made)


class _Patcher:
    """A block while it is changed."""

    def __init__(self, data: bytes) -> None:
        self.block = read_block(data)
        self.made = bytearray(data)
        self.pointers: dict[int, TagValue | None] = {}
        self._used = ranges(data, self.block)

    def point(self, name: str, at: int | None) -> None:
        """Note where a directory is now, where that is elsewhere than before."""
        before = self.block.named(name)
        if at is None:
            if before is not None:
                self.pointers[POINTERS[name]] = None
        elif before is None or before.at != at:
            self.pointers[POINTERS[name]] = TagValue(LONG, 1, struct.pack(self.block.order + "I", at))

    def directory(self, name: str, edits: Mapping[int, TagValue | None]) -> int | None:
        """Change a directory; where it is now, None where it does not exist or holds nothing any more."""
        old = self.block.named(name)
        entries = old.entries if old else ()
        table: list[tuple[int, bytes]] = []
        seen: set[int] = set()
        for entry in entries:
            if entry.tag not in edits:
                table.append((entry.tag, bytes(self.made[entry.at : entry.at + 12])))
            elif entry.tag not in seen:
                seen.add(entry.tag)
                value = edits[entry.tag]
                if value is not None:
                    table.append((entry.tag, self._entry(entry.tag, value, entry)))
                else:
                    self._wipe(entry)
            else:
                self._wipe(entry)
        new = [(tag, value) for tag, value in edits.items() if value is not None and tag not in seen]
        table += [(tag, self._entry(tag, value, None)) for tag, value in new]
        if new:
            # Tables are in the order of their tags; one that is not stays as it is until it grows.
            table.sort(key=lambda each: each[0])
        if not table and name != MAIN:
            if old is not None:
                self._clear(old.at, old.end)
            return None
        return self._table(old, [each for _, each in table])

    def _table(self, old: Directory | None, entries: list[bytes]) -> int:
        order = self.block.order
        following = struct.pack(order + "I", old.following if old else 0)
        whole = struct.pack(order + "H", len(entries)) + b"".join(entries) + following
        if old is not None and len(entries) <= len(old.entries):
            self.made[old.at : old.end] = whole.ljust(old.end - old.at, b"\x00")
            return old.at
        if old is not None:
            self._clear(old.at, old.end)
        return self._append(whole)

    def _entry(self, tag: int, value: TagValue, old: Entry | None) -> bytes:
        head = struct.pack(self.block.order + "HHI", tag, value.kind, value.count)
        if len(value.data) <= 4:
            if old is not None:
                self._wipe(old)
            return head + value.data.ljust(4, b"\x00")
        return head + struct.pack(self.block.order + "I", self._place(value.data, old))

    def _place(self, data: bytes, old: Entry | None) -> int:
        if old is None or old.inline or not self._alone(old.begin, old.end):
            return self._append(data)
        room = old.end - old.begin
        if len(data) <= room:
            self.made[old.begin : old.end] = data.ljust(room, b"\x00")
            return old.begin
        if old.end == len(self.made):
            # The last value of all may simply grow.
            self.made[old.begin :] = data
            return old.begin
        self._wipe(old)
        return self._append(data)

    def _append(self, data: bytes) -> int:
        if len(self.made) % 2:
            self.made.append(0)
        at = len(self.made)
        self.made += data
        return at

    def _wipe(self, entry: Entry) -> None:
        if not entry.inline:
            self._clear(entry.begin, entry.end)

    def _clear(self, begin: int, end: int) -> None:
        if self._alone(begin, end):
            self.made[begin:end] = bytes(end - begin)

    def _alone(self, begin: int, end: int) -> bool:
        """Whether nothing else that is known lies in there."""
        return sum(one < end and begin < other for one, other in self._used) <= 1
