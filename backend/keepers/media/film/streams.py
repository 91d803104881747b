"""What films made for discs and television say (MPEG program and transport streams): they have no head.

Only a piece at each end is read: how long a film is is told by the clocks that run along in both kinds (ISO
13818-1), how large by the head of its first picture, and by camcorders when it was recorded.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from keepers.media.film.camcorder import read_camcorder
from keepers.media.film.said import FilmSaid, length_ms

_HEAD: Final = 1 << 20
_TAIL: Final = 512 << 10
_CLOCK_HZ: Final = 90_000
_CLOCK_BITS: Final = 33
# Packets of pictures: stuffing and the size of a buffer may lie before the time one is shown at (MPEG-1), or
# flags and a length (MPEG-2).
_PACKET: Final = re.compile(
    rb"\x00\x00\x01[\xe0-\xef]..(?:\xff{0,16}(?:[\x40-\x7f].)?|[\x80-\xbf][\x80-\xff].)([\x20-\x3f].{4})",
    re.DOTALL,
)
_SEQUENCE: Final = b"\x00\x00\x01\xb3"
_SYNC: Final = 0x47
# Bits of a time that are always set.
_MARKS: Final = 1 << 32 | 1 << 16 | 1
# Kinds of pictures in a table of what a transport stream has.
_CODECS: Final = {0x01: "MPEG-1", 0x02: "MPEG-2", 0x10: "MPEG-4", 0x1B: "H.264", 0x24: "H.265"}
_MOST_STREAMS: Final = 64


def read_program(stream: BinaryIO, length: int) -> FilmSaid:
    """What an MPEG film (.mpg) of `length` bytes says. Any bytes give an answer; OSError comes through."""
    head, tail = _ends(stream, length)
    first, last = next(_shown_at(head), None), max(_shown_at(tail), default=None)
    width, height = _sequence_size(head)
    codec = "MPEG-2" if head[4:5] and head[4] >> 6 == 1 else "MPEG-1"
    return FilmSaid(
        duration_ms=_between(first, last), width=width, height=height, codec=codec if width else None
    )


def read_transport(stream: BinaryIO, length: int) -> FilmSaid:
    """What a transport stream (.mts, .m2ts) of `length` bytes says; as `read_program`."""
    head, tail = _ends(stream, length)
    lead = 4 if len(head) > 196 and head[4] == _SYNC and head[196] == _SYNC else 0
    step = 188 + lead
    # The tail begins anywhere in a packet.
    behind = (length - len(tail)) % step
    packets = [head[at + lead : at + step] for at in range(0, len(head) - step + 1, step)]
    last = [tail[at + lead : at + step] for at in range(-behind % step, len(tail) - step + 1, step)]
    clocks = [found for packet in packets if (found := _packet_clock(packet))]
    ends = [found for packet in last if (found := _packet_clock(packet))]
    begun = clocks[0] if clocks else None
    ended = next((found for found in reversed(ends) if begun and found[0] == begun[0]), None)
    payloads = _payloads(packets).values()
    about = FilmSaid(
        duration_ms=_between(begun[1] if begun else None, ended[1] if ended else None),
        codec=next((kind for data in payloads if (kind := _pictures(data))), None),
    )
    words = next((said for data in payloads if (said := read_camcorder(data))), None)
    if words is None:
        return about
    return replace(
        about,
        taken=words.taken,
        latitude=words.latitude,
        longitude=words.longitude,
        altitude_m=words.altitude_m,
        make=words.make,
    )


def _ends(stream: BinaryIO, length: int) -> tuple[bytes, bytes]:
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(max(0, length - _TAIL))
    return head, stream.read(_TAIL)


def _between(first: int | None, last: int | None) -> int | None:
    """Milliseconds from one clock to another, which begins anew after 26 hours."""
    if first is None or last is None:
        return None
    return length_ms((last - first) % (1 << _CLOCK_BITS), _CLOCK_HZ)


def _shown_at(data: bytes) -> Iterator[int]:
    """When the packets of pictures are shown, as far as they say."""
    for packet in _PACKET.finditer(data):
        bits = int.from_bytes(packet[1], "big")
        if bits & _MARKS != _MARKS:
            continue
        yield (bits >> 33 & 7) << 30 | (bits >> 17 & 0x7FFF) << 15 | bits >> 1 & 0x7FFF


def _sequence_size(data: bytes) -> tuple[int, int] | tuple[None, None]:
    at = data.find(_SEQUENCE)
    bits = int.from_bytes(data[at + 4 : at + 7], "big") if at >= 0 else 0
    return (bits >> 12, bits & 0xFFF) if bits >> 12 and bits & 0xFFF else (None, None)


def _packet_clock(packet: bytes) -> tuple[int, int] | None:
    """The stream a packet is of, and the clock it carries; None where it carries none."""
    if packet[0] != _SYNC or not packet[3] & 0x20 or packet[4] < 7 or not packet[5] & 0x10:
        return None
    return int.from_bytes(packet[1:3], "big") & 0x1FFF, int.from_bytes(packet[6:11], "big") >> 7


def _payloads(packets: list[bytes]) -> dict[int, bytes]:
    """What the packets carry, by stream."""
    parts: dict[int, list[bytes]] = {}
    for packet in packets:
        if packet[0] != _SYNC or not packet[3] & 0x10:
            continue
        begin = 5 + packet[4] if packet[3] & 0x20 else 4
        number = int.from_bytes(packet[1:3], "big") & 0x1FFF
        if number in parts or len(parts) < _MOST_STREAMS:
            parts.setdefault(number, []).append(packet[begin:])
    return {number: b"".join(each) for number, each in parts.items()}


def _pictures(data: bytes) -> str | None:
    """The kind of pictures that a table of a program (number 2) names."""
    table = data[1 + data[0] :] if data else b""
    if len(table) < 12 or table[0] != 2:
        return None
    end = min(3 + (int.from_bytes(table[1:3], "big") & 0xFFF) - 4, len(table) - 4)
    at = 12 + (int.from_bytes(table[10:12], "big") & 0xFFF)
    while at < end:
        if table[at] in _CODECS:
            return _CODECS[table[at]]
        at += 5 + (int.from_bytes(table[at + 3 : at + 5], "big") & 0xFFF)
    return None
