"""The EXIF of a camera's raw file, wherever its maker put it. What is broken in there is left out."""

from collections.abc import Mapping
from typing import Any, Final

from PIL import Image

from keepers.metadata.exif_basics import EXIF_IFD, GPS_IFD, Metadata, metadata_of
from keepers.metadata.exif_bounds import fits
from keepers.metadata.exif_values import quietly

# Makers number their own kind of TIFF otherwise; the rest of it is the same.
_TIFF: Final = {b"II": b"II*\x00", b"MM": b"MM\x00*"}
_MOST_BYTES: Final = 1 << 20
# Canon's box in `moov`, and the boxes in it for what EXIF calls its directories.
_CANON: Final = b"\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48"
_CANON_BLOCKS: Final = (b"CMT1", b"CMT2", b"CMT4")


def raw_metadata(data: bytes, format_name: str) -> Metadata:
    """What a raw file says. Any bytes give an answer; `format_name` as `formats.sniff` tells it."""
    if format_name == "cr3":
        return metadata_of(*(_main(_canon_block(data, kind)) for kind in _CANON_BLOCKS))
    if format_name == "raf":
        return _of_block(_exif_of_jpeg(data[int.from_bytes(data[84:88], "big") :]))
    mark = _TIFF.get(data[:2])
    return _of_block(mark + data[4:]) if mark else Metadata()


def _of_block(block: bytes) -> Metadata:
    exif = _loaded(block)
    main: Mapping[int, Any] = quietly(lambda: dict(exif), {})
    detail: Mapping[int, Any] = quietly(lambda: exif.get_ifd(EXIF_IFD), {})
    gps: Mapping[int, Any] = quietly(lambda: exif.get_ifd(GPS_IFD), {})
    return metadata_of(main, detail, gps)


def _main(block: bytes) -> Mapping[int, Any]:
    exif = _loaded(block)
    return quietly(lambda: dict(exif), {})


def _loaded(block: bytes) -> Image.Exif:
    exif = Image.Exif()
    if fits(block):
        quietly(lambda: exif.load(block), None)
    return exif


def _exif_of_jpeg(data: bytes) -> bytes:
    """The block in the first segment of a JPEG."""
    at = data.find(b"Exif\x00\x00", 0, 64)
    return data[at + 6 : at + 6 + (1 << 16)] if data.startswith(b"\xff\xd8") and at > 0 else b""


def _canon_block(data: bytes, kind: bytes) -> bytes:
    """The content of one of Canon's boxes: they lie one behind the other, each with its length in front."""
    at = data.find(_CANON, 0, 1 << 16)
    begin = data.find(kind, at, at + _MOST_BYTES) if at > 0 else -1
    if begin < 4:
        return b""
    length = min(int.from_bytes(data[begin - 4 : begin], "big"), _MOST_BYTES)
    return data[begin + 4 : begin - 4 + length]
