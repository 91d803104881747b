"""The blocks of metadata a picture file carries, as they are put back into it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Carried:
    """`exif`: from its TIFF header on. `xmp`: a packet. `resources`: Photoshop's, with IPTC. `iptc`: bare.

    None where the file has none. `extended`: XMP goes on in other places, which are never changed.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    resources: bytes | None = None
    iptc: bytes | None = None
    extended: bool = False
