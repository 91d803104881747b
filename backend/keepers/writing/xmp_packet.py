"""XMP packets to be put into a photo: with the begin and end that programs scan for, and room to grow."""

from collections.abc import Mapping
from typing import Final

from keepers.metadata.fields import Field, Value
from keepers.writing.about import About
from keepers.writing.xmp_merge import check, merged
from keepers.writing.xmp_serial import serialised

#: How a packet begins and ends (ISO 16684-1, 7.3.2); the end says that it may be changed in place.
HEAD: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
FOOT: Final = '<?xpacket end="w"?>'
# The specification asks for 2 to 4 KB.
_PADDING: Final = 2048
_LINE: Final = 100
#: Bytes of a packet that one segment of a JPEG holds (XMP part 3, 1.1.3).
SEGMENT: Final = 65_502


def write_packet(existing: bytes | None, changes: Mapping[Field, Value], about: About) -> bytes:
    """A packet in UTF-8 with the changes merged into what is there; a new one where there is none.

    Padded as far as it fits into one segment of a JPEG; a longer one has no padding.
    Raises as `sidecar.write_sidecar` does.
    """
    merge = merged(existing, changes, about)
    body = serialised(merge.document, envelope=False)
    used = len(f"{HEAD}\n{body}\n{FOOT}".encode())
    lines = min(_PADDING, max(0, SEGMENT - used)) // _LINE
    made = f"{HEAD}\n{body}\n{(' ' * (_LINE - 1) + chr(10)) * lines}{FOOT}".encode()
    check(merge, made, about)
    return made
