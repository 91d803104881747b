"""Photoshop's image resources, in which JPEG, PNG and TIFF carry IPTC: 8BIM blocks, as far as those. Pure."""

from dataclasses import dataclass

_IPTC, _DIGEST = 0x0404, 0x0425
_MOST = 1000


@dataclass(frozen=True)
class Resources:
    """The IPTC block, and the MD5 Photoshop noted of it when it last brought it and XMP together."""

    iptc: bytes | None = None
    iptc_digest: bytes | None = None


def resources(block: bytes) -> Resources:
    """What is in a block of 8BIM resources; as much as is whole."""
    found: dict[int, bytes] = {}
    at = 0
    for _ in range(_MOST):
        if block[at : at + 4] != b"8BIM" or at + 12 > len(block):
            break
        number = int.from_bytes(block[at + 4 : at + 6], "big")
        name = block[at + 6] + 1
        at += 6 + name + name % 2
        length = int.from_bytes(block[at : at + 4], "big")
        if at + 4 + length > len(block):
            break
        if number in (_IPTC, _DIGEST):
            found.setdefault(number, block[at + 4 : at + 4 + length])
        at += 4 + length + length % 2
    digest = found.get(_DIGEST)
    return Resources(found.get(_IPTC), digest if digest is not None and len(digest) == 16 else None)
