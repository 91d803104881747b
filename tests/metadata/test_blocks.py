"""The blocks of metadata are found in every format, and no bytes make the search fail."""

import io
import struct
import zlib
from collections.abc import Callable
from hashlib import md5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from keepers.media import heif
from keepers.metadata.blocks import Blocks, find_blocks
from keepers.metadata.embedded import Embedded, read_embedded
from keepers.metadata.exif import read_exif
from keepers.metadata.photoshop_resources import resources
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES
from media.pictures import encoded, exif, quadrants
from metadata.packets import bag, packet

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

XMP = packet(bag("dc:subject", ["lake"]))
EXIF = exif({0x0110: "Cam", 0x0112: 6})
IPTC = b"\x1c\x02\x19\x00\x04lake"
DIGEST = md5(IPTC, usedforsecurity=False).digest()


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    pascal = bytes([len(name)]) + name
    pascal += b"\x00" * (len(pascal) % 2)
    return (
        b"8BIM"
        + struct.pack(">H", number)
        + pascal
        + struct.pack(">I", len(data))
        + data
        + b"\x00" * (len(data) % 2)
    )


PHOTOSHOP = resource(0x03ED, b"12345", b"abc") + resource(0x0404, IPTC) + resource(0x0425, DIGEST)


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def jpeg(*segments: bytes) -> bytes:
    whole = encoded(quadrants(), "JPEG")
    return whole[:2] + b"".join(segments) + whole[2:]


def png() -> bytes:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    return encoded(quadrants(), "PNG", exif=EXIF, pnginfo=info)


def tiff() -> bytes:
    tags = exif({0x0110: "Cam", 0x0112: 6, 700: XMP, 33723: IPTC, 34377: PHOTOSHOP})
    return encoded(quadrants(), "TIFF", exif=tags)


def gif() -> bytes:
    whole = encoded(quadrants(), "GIF")
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    return whole[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP + trailer + b";"


FILES: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: encoded(quadrants(), "JPEG", exif=EXIF, xmp=XMP),
    "png": png,
    "webp": lambda: encoded(quadrants(), "WEBP", exif=EXIF, xmp=XMP),
    "webp lossless": lambda: encoded(quadrants(), "WEBP", lossless=True, exif=EXIF, xmp=XMP),
    "tiff": tiff,
    "gif": gif,
    "heic": lambda: encoded(quadrants(), heif.OPENER, exif=EXIF, xmp=XMP),
    "avif": lambda: encoded(quadrants(), "AVIF", exif=EXIF, xmp=XMP),
}


@pytest.mark.parametrize("kind", sorted(FILES))
def test_every_format_holds_them(kind: str) -> None:
    found = find_blocks(FILES[kind]())
    assert found.xmp is not None
    assert found.xmp.strip(b"\x00 \n") == XMP
    assert found.left_out == ()
    # HEIC and AVIF turn by what their own boxes say; Pillow moves the tag there.
    assert found.size in ((96, 64), (64, 96))
    if kind != "gif":
        assert found.exif is not None
        assert read_exif(found.exif).model == "Cam"


def test_a_tiff_holds_iptc_twice_over() -> None:
    found = find_blocks(tiff())
    assert found.iptc == IPTC
    assert found.iptc_digest == DIGEST


def test_iptc_as_turned_numbers_in_a_tiff() -> None:
    padded = IPTC + b"\x00" * (-len(IPTC) % 4)
    turned = struct.unpack(f">{len(padded) // 4}I", padded)
    head = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1)
    data = (
        head
        + struct.pack("<HHII", 33723, 4, len(turned), 26)
        + bytes(4)
        + struct.pack(f"<{len(turned)}I", *turned)
    )
    assert find_blocks(data + bytes(64)).iptc == padded


def test_photoshops_resources_in_several_segments() -> None:
    cut = len(PHOTOSHOP) - 10
    found = find_blocks(
        jpeg(
            segment(0xED, b"Photoshop 3.0\x00" + PHOTOSHOP[:cut]),
            segment(0xED, b"Photoshop 3.0\x00" + PHOTOSHOP[cut:]),
        )
    )
    assert (found.iptc, found.iptc_digest) == (IPTC, DIGEST)
    assert resources(PHOTOSHOP[:cut]).iptc == IPTC
    assert resources(b"8BIM" * 1000).iptc is None


EXTENDED = packet(bag("lr:hierarchicalSubject", ["Places|Lake"]))
GUID = md5(EXTENDED, usedforsecurity=False).hexdigest().upper()


def pieces(guid: str = GUID, whole: int = len(EXTENDED), step: int = 400) -> list[bytes]:
    head = b"http://ns.adobe.com/xmp/extension/\x00" + guid.encode() + struct.pack(">I", whole)
    return [
        segment(0xE1, head + struct.pack(">I", at) + EXTENDED[at : at + step])
        for at in range(0, len(EXTENDED), step)
    ]


def main(guid: str = GUID) -> bytes:
    return segment(
        0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet(attributes=f'xmpNote:HasExtendedXMP="{guid}"')
    )


def test_a_long_packet_is_put_together_in_whatever_order_it_lies() -> None:
    found = read_embedded(jpeg(main(), *reversed(pieces())))
    assert found.xmp is not None
    assert found.xmp.keywords.paths == (("Places", "Lake"),)
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("segments", "code"),
    [
        (lambda: [main(), *pieces()[:-1]], "cut_off"),
        (lambda: [main("0" * 32), *pieces()], "incomplete"),
        (pieces, "incomplete"),
        (lambda: [main(), *pieces(whole=MAX_PACKET_BYTES + 1)], "too_large"),
        (lambda: [main(), *pieces(whole=2**32 - 1)], "too_large"),
        (lambda: [main(), *pieces(whole=len(EXTENDED) - 7)], "cut_off"),
    ],
)
def test_a_long_packet_that_is_not_whole_is_told(segments: Callable[[], list[bytes]], code: str) -> None:
    assert [each.code for each in read_embedded(jpeg(*segments())).left_out] == [code]


def test_filling_bytes_and_markers_without_content_are_passed() -> None:
    found = find_blocks(
        jpeg(b"\xff\xff\xff\xff", b"\xff\x01", segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP))
    )
    assert found.xmp == XMP


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_text_in_a_png_that_unpacks_to_gigabytes_is_left_alone() -> None:
    bomb = zlib.compress(bytes(64 << 20))
    whole = encoded(quadrants(), "PNG")
    key = b"XML:com.adobe.xmp\x00\x01\x00\x00\x00"
    found = find_blocks(whole[:33] + chunk(b"iTXt", key + bomb) + whole[33:])
    assert found.xmp is None
    assert found.size == (96, 64)


def test_imagemagicks_profiles_in_a_png() -> None:
    whole = encoded(quadrants(), "PNG")
    block = b"\nexif\n      %d\n" % len(EXIF.tobytes()) + EXIF.tobytes().hex().encode() + b"\n"
    found = find_blocks(
        whole[:33] + chunk(b"zTXt", b"Raw profile type exif\x00\x00" + zlib.compress(block)) + whole[33:]
    )
    assert found.exif is not None
    assert read_exif(found.exif).model == "Cam"
    text = b"\niptc\n 3\n" + PHOTOSHOP.hex().encode()
    found = find_blocks(whole[:33] + chunk(b"tEXt", b"Raw profile type iptc\x00" + text) + whole[33:])
    assert found.iptc == IPTC


WHOLE = {kind: make() for kind, make in FILES.items()} | {
    "long": jpeg(main(), *pieces(), segment(0xED, b"Photoshop 3.0\x00" + PHOTOSHOP))
}


@pytest.mark.parametrize("kind", sorted(WHOLE))
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_bytes_changed_anywhere(kind: str, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    assert isinstance(read_embedded(bytes(damaged)), Embedded)


@pytest.mark.parametrize("kind", sorted(WHOLE))
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_cut_off_or_cut_out_anywhere(kind: str, data: st.DataObject) -> None:
    whole = WHOLE[kind]
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, len(whole)))
    assert isinstance(read_embedded(whole[:begin] + whole[end:]), Embedded)
    assert isinstance(read_embedded(whole[:begin]), Embedded)


@pytest.mark.parametrize("kind", sorted(WHOLE))
@settings(max_examples=60, deadline=None)
@given(noise=st.binary(max_size=400))
def test_a_right_beginning_and_then_noise(kind: str, noise: bytes) -> None:
    assert isinstance(find_blocks(WHOLE[kind][:40] + noise), Blocks)


def test_counts_and_lengths_that_cannot_be() -> None:
    for data in (
        b"II*\x00\x08\x00\x00\x00" + b"\xff\xff" + b"\xbc\x02\x01\x00\xff\xff\xff\xff\x00\x00\x00\x00" * 20,
        b"II+\x00\x08\x00\x00\x00\x10" + b"\x00" * 7 + b"\xff" * 40,
        b"MM\x00*" + b"\xff" * 64,
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8" + b"\xff\xe1\x00\x02" * 50_000,
        b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xffiTXt",
        b"RIFF\xff\xff\xff\xffWEBP" + b"XMP \xff\xff\xff\xff" * 100,
        b"GIF89a" + b"\x21\xff\x0bXMP DataXMP" * 1000,
        b"\x00\x00\x00\x14ftypheic\x00\x00\x00\x00mif1" + b"\x00\x00\x00\x01meta" + b"\xff" * 64,
    ):
        found = find_blocks(data)
        assert found.xmp is None or len(found.xmp) <= len(data)


def test_pillow_reads_back_what_was_put_in() -> None:
    with Image.open(io.BytesIO(WHOLE["jpeg"])) as image:
        assert image.info["xmp"].rstrip(b"\x00") == XMP
