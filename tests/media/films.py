"""Small films made for tests, and containers written byte by byte."""

import struct
from pathlib import Path

import cv2
import numpy as np

from media.pictures import quadrants

RATE = 10
SINCE_1904 = 2_082_844_800

# Columns of a track's matrix, by how far it turns the picture clockwise.
_MATRIX = {
    0: (0x10000, 0, 0, 0, 0x10000),
    90: (0, 0x10000, 0, -0x10000, 0),
    180: (-0x10000, 0, 0, 0, -0x10000),
    270: (0, -0x10000, 0, 0x10000, 0),
}


def film(
    path: Path, codec: str = "mp4v", seconds: float = 2, size: tuple[int, int] = (96, 64), dark: float = 0
) -> Path:
    """Red, green, blue and grey quarters, after `dark` seconds of nothing."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*codec), RATE, size)  # type: ignore[attr-defined]
    assert writer.isOpened()
    picture = cv2.cvtColor(np.asarray(quadrants(*size)), cv2.COLOR_RGB2BGR)
    for number in range(round(seconds * RATE)):
        writer.write(picture if number >= dark * RATE else np.zeros_like(picture))
    writer.release()
    return path


def patched(path: Path, *, made_1904_s: int | None = None, turn: int | None = None) -> Path:
    """The MP4 at `path` with another time of making, or turned clockwise by `turn` degrees."""
    data = bytearray(path.read_bytes())
    if made_1904_s is not None:
        at = data.index(b"mvhd")
        struct.pack_into(">I", data, at + 8, made_1904_s)
    if turn is not None:
        at = data.index(b"tkhd") + 4
        struct.pack_into(">iiiii", data, at + 40, *_MATRIX[turn])
    path.write_bytes(data)
    return path


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of an ISO base media file."""
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def movie(made: int = 0, per_second: int = 1000, units: int = 2500) -> bytes:
    """A movie's head: made so many seconds after 1904."""
    return box(b"mvhd", bytes(4), struct.pack(">IIII", made, made, per_second, units), bytes(80))


def keyed(**values: str) -> bytes:
    """QuickTime's own metadata: names under com.apple.quicktime and their texts, blanks for dots as `_`."""
    names = [f"com.apple.quicktime.{name.replace('_', '.')}".encode() for name in values]
    keys = box(b"keys", bytes(4), struct.pack(">I", len(names)), *(box(b"mdta", name) for name in names))
    items = [
        box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0), text.encode()))
        for number, text in enumerate(values.values(), 1)
    ]
    return box(b"meta", box(b"hdlr", bytes(25)), keys, box(b"ilst", *items))


def element(number: int, content: bytes) -> bytes:
    """An element of a Matroska file."""
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return name + (1 << 56 | len(content)).to_bytes(8, "big") + content


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of an AVI file."""
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
