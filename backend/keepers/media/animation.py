"""Whether a GIF, PNG or WebP moves: told by its blocks alone, of which the second picture is enough. Pure."""

from typing import Final

_MAX_BLOCKS: Final = 1_000_000
_GIF_PICTURE, _GIF_EXTENSION = 0x2C, 0x21
_PNG_START: Final = 8
_WEBP_MOVES: Final = 0x02


def is_animated(data: bytes, kind: str) -> bool:
    """Whether a picture of the format `kind` (as `formats.sniff` names it) has more than one picture to show.

    Any bytes give an answer; steps are bounded by the length of `data`.
    """
    if kind == "gif":
        return _gif(data)
    if kind == "png":
        return _png(data)
    return kind == "webp" and _webp(data)


def _gif(data: bytes) -> bool:
    at = 13 + _colours(data, 10)
    pictures = 0
    for _ in range(_MAX_BLOCKS):
        mark = data[at : at + 1]
        if mark == bytes([_GIF_PICTURE]):
            pictures += 1
            if pictures == 2:
                return True
            at = _behind(data, at + 11 + _colours(data, at + 9))
        elif mark == bytes([_GIF_EXTENSION]):
            at = _behind(data, at + 2)
        else:
            return False
    return False


def _colours(data: bytes, at: int) -> int:
    """Bytes of the table of colours that the flags at `at` tell of."""
    flags = data[at] if at < len(data) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind(data: bytes, at: int) -> int:
    """Where a run of blocks ends, each with its length before it."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _png(data: bytes) -> bool:
    at = _PNG_START
    for _ in range(_MAX_BLOCKS):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"acTL":
            return int.from_bytes(data[at + 8 : at + 12], "big") > 1
        # Behind the pixels it would not count.
        if kind in (b"", b"IDAT"):
            return False
        at += 12 + length
    return False


def _webp(data: bytes) -> bool:
    if data[12:16] != b"VP8X" or not data[20:21] or not data[20] & _WEBP_MOVES:
        return False
    at, pictures = 12, 0
    for _ in range(_MAX_BLOCKS):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        pictures += kind == b"ANMF"
        if pictures == 2 or len(kind) < 4:
            break
        at += 8 + length + length % 2
    return pictures == 2
