"""How much room an XMP packet takes: with padding, the next change moves nothing that follows. Pure."""

import re

from keepers.writing.errors import Unwritable

_END = re.compile(rb"\s*(<\?xpacket\s+end\s*=\s*['\"][rw]['\"]\s*\?>)\s*\Z")


def fitted(packet: bytes, room: int, most: int | None = None) -> bytes:
    """The packet padded to just `room` bytes where it fits in there, else with the padding it has.

    `most`: bytes there are at all; padding gives way first. Raises Unwritable `no_room`.
    """
    end = _END.search(packet[-100_000:])
    if end is None:
        if most is not None and len(packet) > most:
            raise Unwritable("no_room", f"{len(packet):,} bytes of XMP")
        return packet
    body, tail = packet[: -len(end[0])], end[1]
    bare = len(body) + 1 + len(tail)
    if most is not None and bare > most:
        raise Unwritable("no_room", f"{bare:,} bytes of XMP")
    length = room if bare <= room else len(packet)
    if most is not None:
        length = min(length, most)
    padding = max(length - bare, 0)
    lines = (b" " * 99 + b"\n") * (padding // 100) + b" " * (padding % 100)
    return body + b"\n" + lines + tail
