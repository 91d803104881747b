"""Whether a changed block of EXIF, or TIFF, still holds every tag that was not to be changed. Pure."""

from typing import Final

from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import EXIF, GPS, MAIN, POINTERS, read_block

# Tags that a change of a field may set or remove; in a TIFF, those of XMP and IPTC too.
_WRITTEN: Final = {
    MAIN: {0x010E, 0x4746, 0x4749, 0x9C9B, 0x9C9C, 0x9C9E, 700, 33723, 34377, *POINTERS.values()},
    EXIF: {0x9003, 0x9011, 0x9291, 0x9286},
    GPS: {1, 2, 3, 4, 18},
}
# Tags that a new directory has to hold.
_VERSION: Final = (GPS, 0)
_NEEDED: Final = {
    *((EXIF, tag) for tag in (0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003)),
    *((MAIN, tag) for tag in (0x011A, 0x011B, 0x0128, 0x0213)),
    _VERSION,
}

_Found = dict[tuple[str, int], list[tuple[int, int, int, bytes]]]


def keeps(before: bytes | None, after: bytes | None) -> bool:
    """Whether all other tags have the same values where they were, as maker notes need it."""
    if before == after:
        return True
    if after is None:
        return False
    try:
        was = _tags(before) if before is not None else {}
        now = _tags(after)
    except Unwritable:
        return False
    if not any(name == GPS for name, _ in now):
        # A directory in which nothing is left but its version goes.
        was.pop(_VERSION, None)
    return all(now.get(key) == value for key, value in was.items()) and now.keys() - was.keys() <= _NEEDED


def _tags(data: bytes) -> _Found:
    """Type, count, place and bytes of every tag that stays, by directory and tag."""
    found: _Found = {}
    for name, directory in read_block(data).every():
        for entry in directory.entries:
            if entry.tag not in _WRITTEN.get(name, set()):
                place = 0 if entry.inline else entry.begin
                value = (entry.kind, entry.count, place, data[entry.begin : entry.end])
                found.setdefault((name, entry.tag), []).append(value)
    return found
