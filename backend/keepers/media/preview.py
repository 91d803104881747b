"""The small JPEG that cameras keep inside a photo: something to show before the photo was looked at.

Light enough for the server: Pillow's parsers only, no pixel is unpacked unless it must be turned.
"""

import io
import struct
from pathlib import Path

from PIL import ExifTags, Image, ImageOps

from keepers.base.reader_errors import READER_ERRORS

_HEAD_BYTES = 256 << 10
_IFD1_OFFSET, _IFD1_LENGTH, _ORIENTATION = 0x0201, 0x0202, 0x0112
_EXIF_MARK = b"Exif\x00\x00"


def embedded_preview(path: Path) -> bytes | None:
    """The preview in the EXIF of a JPEG as upright JPEG bytes (mostly 160 x 120), or None when there is none.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    block = _exif_block(head)
    try:
        return _preview(block) if block else None
    except READER_ERRORS:
        return None


def _exif_block(head: bytes) -> bytes | None:
    """The payload of the APP1 segment that holds EXIF."""
    at = 2
    while head[:2] == b"\xff\xd8" and at + 4 <= len(head) and head[at] == 0xFF:
        marker, length = head[at + 1], struct.unpack_from(">H", head, at + 2)[0]
        if marker in (0xDA, 0xD9) or length < 2:
            return None
        payload = head[at + 4 : at + 2 + length]
        if marker == 0xE1 and payload.startswith(_EXIF_MARK):
            return payload
        at += 2 + length
    return None


def _preview(block: bytes) -> bytes | None:
    exif = Image.Exif()
    exif.load(block)
    second = exif.get_ifd(ExifTags.IFD.IFD1)
    offset, length = second.get(_IFD1_OFFSET), second.get(_IFD1_LENGTH)
    if not isinstance(offset, int) or not isinstance(length, int):
        return None
    start = len(_EXIF_MARK) + offset
    data = block[start : start + length]
    if len(data) < length or not data.startswith(b"\xff\xd8"):
        return None
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        orientation = exif.get(_ORIENTATION, 1)
        if orientation == 1:
            return data
        image.getexif()[_ORIENTATION] = orientation
        turned = ImageOps.exif_transpose(image)
        stream = io.BytesIO()
        turned.convert("RGB").save(stream, "JPEG", quality=85)
        return stream.getvalue()
