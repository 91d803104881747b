"""What stands behind the first picture of a JPEG, and whether it is found by where it lies. Pure.

Films of motion photos and what Samsung keeps are found from the end of the file, pictures of the standard
segment (`jpeg_linked`) by numbers that are brought in line. A preview that only the maker's notes know is
found by its distance from the beginning, in a way of each maker: that must not move.
"""

import re
import struct
from typing import Final

from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import EXIF, LONG, UNDEFINED, Entry, read_block

_MAKER_NOTE: Final = 0x927C
# Within pixels FF is followed by 00, or by one of the marks that may stand there.
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_MAX_SCANS: Final = 10_000
# Google's list of what is in the file: lengths, counted from its end.
_LISTED: Final = b"http://ns.google.com/photos/1.0/container/"
# An entry of a directory: type, count, value. Bytes are noted by length and place, others by a number.
_ENTRY: Final = struct.Struct("HII")
_BYTES_OF_PREVIEW: Final = 256
# Makers fill up to a full block before a preview.
_FILLING: Final = 1 << 16


def end_of_picture(data: bytes, scan: int) -> int:
    """Where the first picture ends; the end of the file where it is cut off. `scan`: where pixels begin."""
    at = scan
    for _ in range(_MAX_SCANS):
        # The first marker is that of the scan itself; others (tables, further scans) have a length.
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at : at + 2] == b"\xff\xd9":
            return at + 2
        if at + 4 > len(data) or data[at] != 0xFF:
            break
        after = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        found = _MARKER.search(data, after)
        if found is None:
            break
        at = found.start()
    return len(data)


def hides_preview(data: bytes, scan: int, exif: bytes | None, xmp: bytes | None) -> bool:
    """Whether a picture stands behind the first that only maker's notes may lead to."""
    end = end_of_picture(data, scan)
    behind = data[end : end + _FILLING + 3].lstrip(b"\x00")
    if not behind.startswith(b"\xff\xd8\xff") or exif is None or _LISTED in (xmp or b""):
        return False
    return _maker_note(exif) is not None


def is_noted(exif: bytes | None, begin: int, end: int) -> bool:
    """Whether maker's notes lead to what lies from `begin` to `end`, counted from where EXIF begins.

    Sony's lead into the picture that MPF lists, past its head. They are searched for entries that could:
    what looks like one and is none costs a sidecar, what is overlooked costs the preview.
    """
    note = _maker_note(exif) if exif is not None else None
    if exif is None or note is None or begin >= end:
        return False
    for order in "<>":
        entry = struct.Struct(order + _ENTRY.format)
        for at in range(note.begin, note.end - entry.size + 1):
            kind, count, place = entry.unpack_from(exif, at)
            if not begin <= place < end:
                continue
            if kind == UNDEFINED and _BYTES_OF_PREVIEW <= count <= end - place:
                return True
            if kind == LONG and count == 1:
                return True
    return False


def _maker_note(exif: bytes) -> Entry | None:
    try:
        shot = read_block(exif).named(EXIF)
    except Unwritable:
        return None
    return shot.entry(_MAKER_NOTE) if shot is not None else None
