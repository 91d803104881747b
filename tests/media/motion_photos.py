"""Motion photos as Pixel and Samsung phones make them: a JPEG, and behind it a film."""

import struct
from io import BytesIO

from PIL import Image

from metadata.packets import packet

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + kind + content


def tiny_film(filling: bytes = b"frames") -> bytes:
    """The boxes of a film, without a picture in it."""
    moved = box(b"mvhd", bytes(12), struct.pack(">II", 1000, 2500), bytes(80))
    return box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41") + box(b"mdat", filling) + box(b"moov", moved)


def jpeg(colour: int = 90) -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), (colour, 120, 60)).save(out, "JPEG")
    return out.getvalue()


def with_xmp(picture: bytes, said: bytes) -> bytes:
    """A JPEG with this packet in a segment behind its first marker."""
    segment = _XMP + said
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + picture[2:]


def micro_video(film: bytes, picture: bytes | None = None, offset: int | None = None) -> bytes:
    """Of the first Pixels: an offset from the end."""
    at = len(film) if offset is None else offset
    said = packet(attributes=f'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="{at}"')
    return with_xmp(picture or jpeg(), said) + film


def motion_photo(film: bytes, behind: bytes = b"", picture: bytes | None = None) -> bytes:
    """Google's format 1.0: items one behind the other, here the film and perhaps something behind it."""
    items = [("Primary", "image/jpeg", 0), ("MotionPhoto", "video/mp4", len(film))]
    if behind:
        items.append(("GainMap", "image/jpeg", len(behind)))
    told = "".join(
        f'<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="{what}" Item:Mime="{kind}"'
        f' Item:Length="{length}" Item:Padding="0"/></rdf:li>'
        for what, kind, length in items
    )
    said = packet(
        f"<Container:Directory><rdf:Seq>{told}</rdf:Seq></Container:Directory>",
        'GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1"',
    )
    return with_xmp(picture or jpeg(), said) + film + behind


def samsung(film: bytes, picture: bytes | None = None) -> bytes:
    """A film and the time of the picture, each in a block, and a directory of both at the end."""
    blocks = [(0x0A01, b"Image_UTC_Data", b"1714825815000"), (0x0A30, b"MotionPhoto_Data", film)]
    content, entries = b"", []
    for kind, name, value in blocks:
        block = struct.pack("<HHI", 0, kind, len(name)) + name + value
        entries.append((kind, len(content), len(block)))
        content += block
    directory = b"SEFH" + struct.pack("<II", 107, len(entries))
    for kind, at, size in entries:
        directory += struct.pack("<HHII", 0, kind, len(content) - at, size)
    return (picture or jpeg()) + content + directory + struct.pack("<I", len(directory)) + b"SEFT"
