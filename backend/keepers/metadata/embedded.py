"""What the bytes of a picture say of it, block by block, and with what lies beside it. Pure."""

from dataclasses import dataclass

from keepers.metadata.beside import Beside
from keepers.metadata.blocks import find_blocks
from keepers.metadata.exif import Exif, read_exif
from keepers.metadata.iptc import Iptc, read_iptc
from keepers.metadata.left_out import LeftOut
from keepers.metadata.witnesses import Witnesses
from keepers.metadata.xmp import Xmp, read_xmp


@dataclass(frozen=True)
class Embedded:
    """What is in the bytes of a file. `size`: width, height as stored; `left_out`: what was passed over."""

    exif: Exif
    xmp: Xmp | None = None
    iptc: Iptc | None = None
    iptc_digest: bytes | None = None
    size: tuple[int, int] | None = None
    left_out: tuple[LeftOut, ...] = ()


def read_embedded(data: bytes) -> Embedded:
    """What the bytes of a picture say. Any bytes give an answer."""
    blocks = find_blocks(data)
    exif = read_exif(blocks.exif) if blocks.exif else Exif()
    xmp = read_xmp(blocks.xmp, blocks.xmp_extended) if blocks.xmp else None
    iptc = read_iptc(blocks.iptc) if blocks.iptc else None
    missing = blocks.left_out + (xmp.left_out if xmp else ()) + (iptc.left_out if iptc else ())
    return Embedded(exif, xmp, iptc, blocks.iptc_digest, blocks.size, missing)


def witnesses_of(embedded: Embedded, beside: Beside) -> Witnesses:
    """All that speaks of one picture: its own bytes, and the files beside it."""
    return Witnesses(
        embedded.exif,
        embedded.xmp,
        embedded.iptc,
        embedded.iptc_digest,
        beside.sidecar,
        beside.takeout,
        beside.icloud,
        beside.albums,
        embedded.size,
    )
