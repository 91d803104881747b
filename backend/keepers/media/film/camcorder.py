"""What camcorders write into H.264 of AVCHD films: when, where and which make. Pure.

It lies in a message of the pictures' stream (user data, "Modified Digital Video Pack Metadata"), the only
place where such films say when they were recorded. Source: H264.pm of ExifTool.
"""

import struct
from typing import Final

from keepers.metadata.dates import Stamp
from keepers.metadata.film_words import FilmWords

_MESSAGE: Final = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66") + b"MDPM"
_MAKES: Final = {0x0103: "Panasonic", 0x0108: "Sony", 0x1011: "Canon", 0x1104: "JVC"}
_DATE, _TIME = 0x18, 0x19
_NORTH_OR_SOUTH, _LATITUDE, _EAST_OR_WEST, _LONGITUDE = 0xB1, 0xB2, 0xB5, 0xB6
_BELOW, _ALTITUDE, _MAKE = 0xB9, 0xBA, 0xE0
# An entry: a number of one byte, a value of four.
_ENTRY: Final = 5


def read_camcorder(pictures: bytes) -> FilmWords | None:
    """What the first message in a piece of a stream of pictures says; None where there is none."""
    at = pictures.find(_MESSAGE)
    if at < 0:
        return None
    # What is no beginning of a unit is kept from looking like one by a 3.
    data = pictures[at + len(_MESSAGE) : at + 2000].replace(b"\x00\x00\x03", b"\x00\x00")
    entries: dict[int, bytes] = {}
    for number in range(data[0] if data else 0):
        entry = data[1 + number * _ENTRY : 1 + (number + 1) * _ENTRY]
        if len(entry) == _ENTRY:
            entries.setdefault(entry[0], entry[1:])
    latitude = _degrees(entries, _LATITUDE, entries.get(_NORTH_OR_SOUTH, b"")[:1] == b"S")
    longitude = _degrees(entries, _LONGITUDE, entries.get(_EAST_OR_WEST, b"")[:1] == b"W")
    known = latitude is not None and longitude is not None and (latitude, longitude) != (0, 0)
    known = known and abs(latitude or 0) <= 90 and abs(longitude or 0) <= 180
    altitude = _ratio(entries.get(_ALTITUDE))
    return FilmWords(
        taken=_taken(entries.get(_DATE, b""), entries.get(_TIME, b"")),
        latitude=latitude if known else None,
        longitude=longitude if known else None,
        altitude_m=altitude if altitude is None or not any(entries.get(_BELOW, b"")) else -altitude,
        make=_MAKES.get(int.from_bytes(entries.get(_MAKE, b"")[:2], "big")),
    )


def _taken(date: bytes, time: bytes) -> Stamp | None:
    """Digits two to a byte: zone, century, year, month; day, hour, minute, second."""
    digits = (date[1:] + time).hex()
    if len(digits) != 14 or not digits.isdecimal():
        return None
    zone = date[0]
    offset = f"{'-' if zone & 0x20 else '+'}{(zone >> 1) & 0x0F:02d}:{'30' if zone & 1 else '00'}"
    text = f"{digits[:4]}:{digits[4:6]}:{digits[6:8]} {digits[8:10]}:{digits[10:12]}:{digits[12:]}"
    # All ones: the camera was never told its zone.
    return Stamp(text, None if zone == 0xFF else offset)


def _degrees(entries: dict[int, bytes], first: int, negative: bool) -> float | None:
    parts = [_ratio(entries.get(first + number)) for number in range(3)]
    if parts[0] is None:
        return None
    found = parts[0] + (parts[1] or 0) / 60 + (parts[2] or 0) / 3600
    return -found if negative else found


def _ratio(value: bytes | None) -> float | None:
    above, below = struct.unpack(">HH", value) if value else (0, 0)
    return above / below if below else None
