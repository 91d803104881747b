"""TIFF: the same file with other EXIF, XMP and IPTC in it, everything new behind what is there. Pure.

Strips, tiles, other pages and private tags keep their places and their bytes. BigTIFF is refused, and so are
raw files that are built like a TIFF: their makers alone know what points where.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from keepers.metadata.tiff_tags import tiff_blocks
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES
from keepers.writing.carried import Carried
from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import BYTE, LONG, MAIN, Entry, TiffBlock, first_number, parts, read_block
from keepers.writing.exif_patch import Edits, TagValue, patch, raw_value
from keepers.writing.iptc_resources import renoted

_XMP, _IPTC, _RESOURCES = 700, 33723, 34377
_COMPRESSION, _PHOTOMETRIC, _DNG_VERSION = 259, 262, 50706
# A mosaic of colours, or its values before they are a picture; ways of packing that only cameras know.
_UNDEVELOPED: Final = {32803, 34892}
_PACKED_BY_CAMERAS: Final = {34713, 32767, 32770, 65000, 65535}


def carried(data: bytes) -> Carried:
    """What the file carries; `exif` is the file itself.

    Raises Unwritable: `unsupported`, `broken`, `too_large`.
    """
    block = read_block(data)
    if _is_raw(data, block):
        raise Unwritable("unsupported", "a raw file")
    for tag in (_XMP, _IPTC, _RESOURCES):
        entry = block.pages[0].entry(tag)
        if entry is not None and entry.end - entry.begin > MAX_PACKET_BYTES:
            raise Unwritable("too_large", f"tag {tag}")
    found = tiff_blocks(data)
    return Carried(data, found.xmp, found.photoshop, found.iptc)


def carrying(data: bytes, edits: Edits, blocks: Carried) -> bytes:
    """The same file with these tags changed, and these blocks. Raises Unwritable as `patch` does."""
    block = read_block(data)
    main: dict[int, TagValue | None] = dict(edits.get(MAIN, {}))
    if blocks.xmp is not None:
        main[_XMP] = raw_value(blocks.xmp, BYTE)
    found = tiff_blocks(data)
    resources = blocks.resources
    if blocks.iptc is not None:
        iptc = main[_IPTC] = _iptc(blocks.iptc, block.pages[0].entry(_IPTC))
        beside = resources if resources is not None else found.photoshop
        if beside is not None and found.iptc is not None:
            # Photoshop's note of it lies in its resources, also where the IPTC does not.
            noted = renoted(beside, found.iptc, iptc.data)
            resources = resources if noted == beside else noted
    if resources is not None:
        main[_RESOURCES] = raw_value(resources, BYTE)
    changed: Mapping[str, Mapping[int, TagValue | None]] = {**edits, MAIN: main}
    return patch(data, changed)


def kept(data: bytes) -> Iterator[bytes | memoryview]:
    """What no change of metadata may touch: strips and tiles of every page, and where they lie."""
    block = read_block(data)
    view = memoryview(data)
    for _, directory in block.every():
        for begin, end in parts(data, block.order, directory):
            yield b"%d" % begin
            yield view[begin:end]


def _iptc(data: bytes, old: Entry | None) -> TagValue:
    """As bytes, or as numbers of four where it was so: many programs know no other way."""
    if old is not None and old.kind == LONG:
        data += bytes(-len(data) % 4)
        return TagValue(LONG, len(data) // 4, data)
    return raw_value(data)


def _is_raw(data: bytes, block: TiffBlock) -> bool:
    if data[8:10] == b"CR":
        return True
    for _, directory in block.every():
        if directory.entry(_DNG_VERSION) is not None:
            return True
        if first_number(data, block.order, directory.entry(_PHOTOMETRIC)) in _UNDEVELOPED:
            return True
        if first_number(data, block.order, directory.entry(_COMPRESSION)) in _PACKED_BY_CAMERAS:
            return True
    return False
