"""Whole, well-formed input for every reader, small: damage to it reaches deep."""

import json
import struct
from functools import cache

from keepers.media import heif
from media.films import SINCE_1904, box, chunk, element, keyed, movie
from media.pictures import encoded, exif, quadrants
from metadata.packets import bag, packet

_GPS = {1: "N", 2: (48.0, 51.0, 27.7), 3: "E", 4: (2.0, 17.0, 42.0), 7: (12.0, 1.0, 2.0), 29: "2024:07:14"}
_MDPM = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66") + b"MDPM"


@cache
def xmp() -> bytes:
    """A packet with keywords, regions, a film and words."""
    return packet(
        bag("dc:subject", ["See", "Sommer"])
        + bag("digiKam:TagsList", ["Orte/See", "People/Ana"], "Seq")
        + "<mwg-rs:Regions rdf:parseType='Resource'><mwg-rs:RegionList><rdf:Bag>"
        "<rdf:li rdf:parseType='Resource'><mwg-rs:Name>Ana</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>"
        "<mwg-rs:Area stArea:x='0.5' stArea:y='0.25' stArea:w='0.2' stArea:h='0.3' stArea:unit='normalized'/>"
        "</rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>",
        "xmp:Rating='4' xmp:CreateDate='2024-07-14T12:00:05+02:00' exif:GPSLatitude='48,51.4N'"
        " exif:GPSLongitude='2,17.7E' photoshop:City='Paris' GCamera:MicroVideo='1'"
        " GCamera:MicroVideoOffset='40'",
    )


@cache
def exif_block() -> bytes:
    """An EXIF block with a camera, times, a comment, a place and Apple's note."""
    note = b"Apple iOS\x00\x00\x01MM" + struct.pack(">HHHII", 1, 0x11, 2, 20, 32) + bytes(4) + b"A" * 20
    block = exif(
        {0x010E: "Caption", 0x010F: "Apple", 0x0110: "iPhone 12", 0x0112: 6, 0x4746: 4},
        {0x9003: "2024:07:14 12:00:05", 0x9011: "+02:00", 0x927C: note, 0x9286: b"ASCII\x00\x00\x00Words"},
        _GPS,
    )
    return block.tobytes().removeprefix(b"Exif\x00\x00")


@cache
def iptc() -> bytes:
    """Datasets with a title, keywords and a date."""
    said = (
        (5, b"Title"),
        (25, b"one"),
        (25, b"two"),
        (55, b"20190521"),
        (60, b"104552+0200"),
        (120, b"Words"),
    )
    return b"".join(b"\x1c\x02" + bytes([name]) + struct.pack(">H", len(data)) + data for name, data in said)


@cache
def photoshop() -> bytes:
    """Resources of Photoshop: IPTC and its digest."""

    def resource(number: int, data: bytes) -> bytes:
        head = b"8BIM" + struct.pack(">HHI", number, 0, len(data))
        return head + data + bytes(len(data) % 2)

    return resource(0x0404, iptc()) + resource(0x0425, bytes(16))


@cache
def pictures() -> dict[str, bytes]:
    """A picture of each format, with all the blocks the format has room for."""
    image = quadrants(32, 24)
    blocks = {"exif": exif_block(), "xmp": xmp()}
    resources = b"Photoshop 3.0\x00" + photoshop()
    segment = b"\xff\xed" + struct.pack(">H", len(resources) + 2) + resources
    jpeg = encoded(image, "JPEG", exif=b"Exif\x00\x00" + exif_block(), xmp=xmp())
    return {
        "jpeg": jpeg[:2] + segment + jpeg[2:] + box(b"ftyp", b"mp42", bytes(4)) + box(b"mdat", bytes(16)),
        "png": encoded(image, "PNG", exif=exif_block()),
        "apng": encoded(image, "PNG", save_all=True, append_images=[image.rotate(90)]),
        "webp": encoded(image, "WEBP", **blocks),
        "webp that moves": encoded(image, "WEBP", save_all=True, append_images=[image.rotate(90)]),
        "gif": encoded(image, "GIF", save_all=True, append_images=[image.rotate(90)]),
        "tiff": encoded(image, "TIFF", tiffinfo={270: "Caption", 700: xmp(), 33723: iptc()}),
        "heic": encoded(image, heif.OPENER, exif=exif_block(), xmp=xmp()),
        "avif": encoded(image, "AVIF", **blocks),
    }


@cache
def films() -> dict[str, bytes]:
    """A film of each container, with words but hardly a picture."""
    place = b"+48.8577+002.2950/"
    words = box(
        b"udta",
        box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place),
        box(b"titl", bytes(6), b"Titel\x00"),
        box(b"kywd", bytes(6), b"\x02", b"\x03See", b"\x06Sommer"),
        box(b"loci", bytes(6), b"Paris\x00\x00", struct.pack(">iii", 2 << 16, 48 << 16, 35 << 16)),
        box(b"XMP_", xmp()),
    )
    track = box(
        b"trak",
        box(b"tkhd", bytes(40), struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30), bytes(8)),
        box(
            b"mdia", box(b"mdhd", bytes(12), struct.pack(">II", 1000, 2500)), box(b"hdlr", bytes(8), b"vide")
        ),
    )
    head = movie(made=SINCE_1904 + 1_720_958_405)
    keys = keyed(title="Keys", creationdate="2024-07-14T14:00:05+0200", location_ISO6709="+48.8+002.2+35/")
    mp4 = box(b"ftyp", b"mp42", bytes(4)) + box(b"moov", head, track, words, keys) + box(b"mdat", bytes(8))
    adobe = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), xmp())
    tags = element(0x7373, element(0x67C8, element(0x45A3, b"TITLE") + element(0x4487, b"Am See")))
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x4461, bytes(8)))
    clusters = element(0x1F43B675, bytes(8))

    def index(at: int) -> bytes:
        place = element(0x53AB, b"\x12\x54\xc3\x67") + element(0x53AC, at.to_bytes(2, "big"))
        return element(0x114D9B74, element(0x4DBB, place))

    before = len(index(0) + info + clusters)
    segment = index(before) + info + clusters + element(0x1254C367, tags)
    told = b"hdrl" + chunk(b"avih", bytes(40)) + chunk(b"IDIT", b"2009:05:17 14:03:21")
    inside = b"INFO" + chunk(b"INAM", b"Title") + chunk(b"IKEY", b"a;b")
    riff = b"AVI " + chunk(b"LIST", told) + chunk(b"LIST", inside) + chunk(b"_PMX", xmp())
    message = _MDPM + b"\x02\x18\x02\x20\x09\x05\x19\x19\x17\x14\x03"
    clock = b"\x47\x41\x00\x30\x07\x10" + bytes(6)
    packets = [clock + message.ljust(176, b"\xff"), *(b"\x47\x01\x00\x10" + bytes(184) for _ in range(3))]
    shown = b"\x00\x00\x01\xe0\x00\x20\x80\x80\x05\x21\x00\x01\x00\x01"
    return {
        "mp4": mp4 + adobe,
        "mov": mp4.replace(b"mp42", b"qt  ", 1),
        "3gp": mp4.replace(b"mp42", b"3gp4", 1),
        "mkv": element(0x1A45DFA3, element(0x4282, b"matroska")) + element(0x18538067, segment),
        "webm": element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, segment),
        "avi": chunk(b"RIFF", riff),
        "mts": b"".join(packets),
        "mpg": b"\x00\x00\x01\xba\x44" + bytes(9) + b"\x00\x00\x01\xb3\x16\x01\x20" + shown * 2,
    }


@cache
def tables() -> dict[str, bytes]:
    """What services put beside photos."""
    photo = {
        "title": "IMG_1.jpg",
        "description": "Words",
        "photoTakenTime": {"timestamp": "1558094601"},
        "geoData": {"latitude": 48.1, "longitude": 11.5, "altitude": 500},
        "people": [{"name": "Mia"}],
        "favorited": True,
    }
    details = (
        "imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate\n"
        'IMG_1.HEIC,abc,yes,no,no,"Sunday July 14,2024 12:00 PM GMT",0,"Sunday July 14,2024 12:00 PM GMT"\n'
    )
    return {
        "takeout": json.dumps(photo).encode(),
        "icloud": details.encode(),
        "members": b"Images\nIMG_1.HEIC\nIMG_2.HEIC\n",
    }
