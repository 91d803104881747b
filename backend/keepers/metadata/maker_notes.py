"""What Apple's phones write into the maker notes of a photo to tell what belongs together. Pure.

Read with ExifRead, which knows the notes of many makers. It is handed Apple's note alone, its directory cut
down to what is asked for: it reads values byte by byte, of any length and however many point at the same.
"""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from exifread.core.exceptions import ExifError
from exifread.core.exif_header import ExifHeader

from keepers.base.reader_errors import READER_ERRORS
from keepers.metadata.exif_values import MAX_NAME

_APPLE: Final = b"Apple iOS\x00"
# The name, a version of two bytes, the order of bytes; then a directory as in EXIF, counted from the name.
_DIRECTORY: Final = 14
_ORDERS: Final = {b"MM": ("M", ">"), b"II": ("I", "<")}
_BURST, _CONTENT = 0x000B, 0x0011
_TAGS: Final = {_BURST: ("BurstUUID", None), _CONTENT: ("ContentIdentifier", None)}
# Bytes of a note; a phone's has one or two thousand, one of a night shot up to sixty.
_MOST_BYTES: Final = 1 << 16
_MOST_TAGS: Final = 256
_TEXT: Final = 2


@dataclass(frozen=True)
class AppleNotes:
    """`content_id`: the photo and the film of a Live Photo share it. `burst_id`: all of one burst do."""

    content_id: str | None = None
    burst_id: str | None = None


_NOTHING: Final = AppleNotes()


def read_apple_notes(note: object) -> AppleNotes:
    """What a maker note says, from its first byte on; nothing where it is none of Apple's, or is damaged."""
    if not isinstance(note, bytes) or not note.startswith(_APPLE) or len(note) > _MOST_BYTES:
        return _NOTHING
    order = _ORDERS.get(note[_DIRECTORY - 2 : _DIRECTORY])
    if order is None:
        return _NOTHING
    header = ExifHeader(BytesIO(_cut_down(note, order[1])), order[0], 0, 0, strict=False)
    try:
        header.dump_ifd(_DIRECTORY, "Apple", tag_dict=_TAGS)
    except (*READER_ERRORS, ExifError):
        return _NOTHING
    return AppleNotes(_id(header, "ContentIdentifier"), _id(header, "BurstUUID"))


def _cut_down(note: bytes, order: str) -> bytes:
    """The note with those entries of its directory alone that are read; all values stay where they are."""
    first = _DIRECTORY + 2
    (many,) = struct.unpack_from(order + "H", note.ljust(first, b"\x00"), _DIRECTORY)
    entries = (note[at : at + 12] for at in range(first, first + min(many, _MOST_TAGS) * 12, 12))
    wanted: dict[int, bytes] = {}
    for entry in entries:
        if len(entry) == 12:
            tag, kind, length, where = struct.unpack(order + "HHII", entry)
            whole = length <= 4 or where + length <= len(note)
            if tag in _TAGS and kind == _TEXT and length <= MAX_NAME and whole:
                wanted.setdefault(tag, entry)
    directory = struct.pack(order + "H", len(wanted)) + b"".join(wanted.values())
    return note[:_DIRECTORY] + directory + note[_DIRECTORY + len(directory) :]


def _id(header: ExifHeader, name: str) -> str | None:
    tag = header.tags.get(f"Apple {name}")
    said = getattr(tag, "values", None)
    if not isinstance(said, str) or not said.isascii() or not said.isprintable():
        return None
    return said.strip()[:MAX_NAME].upper() or None
