"""Maker notes as Apple's phones write them, and a JPEG that carries one."""

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO

from PIL import Image

_TEXT = 2


def note(texts: Mapping[int, str], order: str = ">", before: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """A note with these texts by tag; `before`: (tag, kind, count) of values of noughts in front."""
    head = b"Apple iOS\x00\x00\x01" + (b"MM" if order == ">" else b"II")
    values = [(tag, kind, count, bytes(count)) for tag, kind, count in before]
    values += [
        (tag, _TEXT, len(text.encode()) + 1, text.encode() + b"\x00") for tag, text in sorted(texts.items())
    ]
    at = len(head) + 2 + 12 * len(values) + 4
    directory, behind = struct.pack(order + "H", len(values)), b""
    for tag, kind, count, value in values:
        inline = len(value) <= 4
        where = value.ljust(4, b"\x00") if inline else struct.pack(order + "I", at + len(behind))
        directory += struct.pack(order + "HHI", tag, kind, count) + where
        behind += b"" if inline else value
    return head + directory + bytes(4) + behind


def apple_jpeg(
    content_id: str | None,
    taken: str = "2024:05:04 12:30:15",
    size: tuple[int, int] = (64, 48),
    colour: int = 90,
) -> bytes:
    """A JPEG of an iPhone, taken at `taken` (+02:00), with this content identifier."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Apple", "iPhone 12"
    detail = exif.get_ifd(0x8769)
    detail[0x9003], detail[0x9011] = taken, "+02:00"
    if content_id is not None:
        detail[0x927C] = note({0x11: content_id})
    out = BytesIO()
    Image.new("RGB", size, (colour, 120, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()
