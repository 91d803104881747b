"""The boxes an ISO base media file (HEIC, AVIF) is made of, as far as to see whether it is whole. Pure."""

# What follows the last of these is not the picture's, however it looks.
_VITAL = {b"ftyp", b"meta", b"mdat", b"moov"}
_HEADER, _LONG_HEADER = 8, 16


def ends_inside_a_box(data: bytes) -> bool:
    """Whether the file stops before one of its vital boxes does: decoders may show that without a word."""
    at = 0
    while at + _HEADER <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + _HEADER : at + _LONG_HEADER], "big")
        if length == 0:
            return False  # to the end of the file, wherever that is
        if at + length > len(data):
            return kind in _VITAL
        if length < _HEADER:
            return False
        at += length
    return False
