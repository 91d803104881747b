"""Photoshop's image resources with another block of IPTC in them, and its note of it in line. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import Final

from keepers.metadata.fields import Field, Value
from keepers.writing.errors import Unwritable
from keepers.writing.iptc_datasets import write_iptc

_IPTC, _DIGEST = 0x0404, 0x0425
_MOST: Final = 1000


@dataclass(frozen=True)
class _Resource:
    number: int
    head: bytes
    data: bytes
    raw: bytes

    def with_data(self, data: bytes) -> bytes:
        return self.head + len(data).to_bytes(4, "big") + data + bytes(len(data) % 2)


def write_resources(block: bytes, changes: Mapping[Field, Value]) -> bytes:
    """The resources with the fields changed in their IPTC; the very same bytes where they hold none.

    The digest is renewed where it was that of the IPTC before. Where it was not, somebody changed the IPTC
    after the XMP, and it still has to be believed for what is not changed now: then the note stays.
    Raises Unwritable `broken`.
    """
    found, tail = _resources(block)
    old = next((each.data for each in found if each.number == _IPTC), None)
    if old is None:
        return block
    new = write_iptc(old, changes)
    if new == old:
        return block
    made, told = [], False
    for each in found:
        if each.number == _IPTC and not told:
            told = True
            made.append(each.with_data(new))
        elif each.number == _DIGEST and each.data == _digest(old):
            made.append(each.with_data(_digest(new)))
        else:
            made.append(each.raw)
    return b"".join(made) + tail


def renoted(block: bytes, old: bytes, new: bytes) -> bytes:
    """The resources with the note of an IPTC that lies elsewhere renewed, where it was that of the old one.

    Raises Unwritable `broken`.
    """
    found, tail = _resources(block)
    noted = {_DIGEST: _digest(old)}
    made = [
        each.with_data(_digest(new)) if each.data == noted.get(each.number) else each.raw for each in found
    ]
    return b"".join(made) + tail


def in_line(block: bytes, told: bytes) -> bytes:
    """The resources with the IPTC, and the note of it, that `told` holds, where they hold them themselves.

    Raises Unwritable `broken`.
    """
    new = {each.number: each.data for each in _resources(told)[0] if each.number in (_IPTC, _DIGEST)}
    found, tail = _resources(block)
    made = [each.with_data(new[each.number]) if each.number in new else each.raw for each in found]
    return b"".join(made) + tail


def _digest(iptc: bytes) -> bytes:
    return md5(iptc, usedforsecurity=False).digest()


def _resources(block: bytes) -> tuple[list[_Resource], bytes]:
    """The resources, and what stands behind them that is none."""
    found: list[_Resource] = []
    at = 0
    while block[at : at + 4] == b"8BIM" and len(found) < _MOST:
        if at + 12 > len(block):
            break
        name = block[at + 6] + 1
        begin = at + 6 + name + name % 2
        length = int.from_bytes(block[begin : begin + 4], "big")
        end = begin + 4 + length
        if end > len(block):
            raise Unwritable("broken", "photoshop resources")
        padded = min(end + length % 2, len(block))
        found.append(
            _Resource(
                int.from_bytes(block[at + 4 : at + 6], "big"),
                block[at:begin],
                block[begin + 4 : end],
                block[at:padded],
            )
        )
        at = padded
    return found, block[at:]


def other_resources(block: bytes) -> list[bytes]:
    """The resources that are not IPTC or the note of it, and what stands behind them, as they are."""
    found, tail = _resources(block)
    return [*(each.raw for each in found if each.number not in (_IPTC, _DIGEST)), tail]
