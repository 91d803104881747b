"""Small files that would cost a reader minutes or gigabytes: each is answered within the limits of a test.

A measured limit would be a timed test; these would not end at all, or not within the memory of a machine.
"""

import struct
import tracemalloc
import zlib
from html import escape

import pytest

from keepers.metadata.blocks import find_blocks
from keepers.metadata.exif import Exif, read_exif
from keepers.metadata.exif_bounds import fits
from keepers.metadata.people import regions_of
from keepers.metadata.regions import MAX_REGIONS, Box, Region
from keepers.metadata.xmp import Xmp, read_xmp
from keepers.metadata.xmp_regions import Marked
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES, read_tree
from media.pictures import degrees, exif
from metadata.packets import bag, packet

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def box(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside) + 8) + kind + inside


def test_extents_without_bytes_in_a_heic() -> None:
    entry = struct.pack(">HHH", 1, 0, 0xFFFF)
    iloc = box(b"iloc", b"\x00\x00\x00\x00" + b"\x00\x00" + struct.pack(">H", 0xFFFF) + entry * 0xFFFF)
    iinf = box(b"iinf", b"\x00" * 6)
    data = box(b"ftyp", b"heic\x00\x00\x00\x00heic") + box(b"meta", b"\x00" * 4 + iinf + iloc)
    assert find_blocks(data).exif is None


def overlapping(tags: int, length: int) -> bytes:
    """A directory whose values are all of the block, again and again."""
    head = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", tags)
    entries = b"".join(struct.pack("<HHII", 0x100 + tag, 3, length // 2, 8) for tag in range(tags))
    return head + entries + bytes(length)


def test_values_that_lie_over_each_other_are_not_copied() -> None:
    block = overlapping(4000, 2 << 20)
    tracemalloc.start()
    found = read_exif(block)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == Exif()
    assert peak < 1 << 20


def test_what_cameras_write_fits() -> None:
    whole = exif({0x010E: "x" * 5000}, {0x9003: "2019:05:20 10:45:52"}, {1: "N", 2: degrees(1)}).tobytes()
    assert fits(whole)
    assert fits(whole[6:])
    assert not fits(b"")
    assert not fits(b"II*\x00")
    assert not fits(overlapping(5000, 10))


@pytest.mark.parametrize(
    "piece",
    [b"<?", b"<!--", b"<![CDATA[", b"&", b"&#x41;", b"<a ", b"<a><b/>", b"]]>", b"\x00"],
)
def test_the_same_few_signs_for_megabytes(piece: bytes) -> None:
    noise = piece * (MAX_PACKET_BYTES // len(piece) - 100)
    assert read_tree(noise).properties == {}
    inside = read_tree(packet(f"<dc:title>{noise.decode()[: 1 << 20]}</dc:title>"))
    assert inside.left_out or inside.properties


def test_one_attribute_of_megabytes_and_very_many_of_them() -> None:
    long = read_xmp(packet(attributes=f'xmp:Label="{"x" * 3_000_000}" exif:GPSLatitude="{"1," * 500_000}"'))
    assert len(long.label or "") == 320
    assert long.position.latitude is None
    many = " ".join(f'xmp:a{n}="1"' for n in range(60_000))
    assert [each.code for each in read_tree(packet(attributes=many)).left_out] == ["too_many"]


def test_a_document_within_a_text_that_is_all_depth() -> None:
    deep = "<Category>" * 11_000 + "</Category>" * 11_000
    found = read_xmp(
        packet(f"<acdsee:categories>{escape(f'<Categories>{deep}</Categories>')}</acdsee:categories>")
    )
    assert found.keywords.paths == ()


def test_trees_of_keywords_without_end() -> None:
    found = read_xmp(packet(bag("lr:hierarchicalSubject", ["|".join("abcdefgh" * 100)] * 1500)))
    assert len(found.keywords.paths) == 1
    assert len(found.keywords.paths[0]) == 32


def test_as_many_faces_as_are_read_beside_as_many_others() -> None:
    def crowd(shift: float) -> Xmp:
        small = [Box(n / (MAX_REGIONS + 1), shift, 0.001, 0.001) for n in range(MAX_REGIONS)]
        return Xmp(marked=Marked(tuple(Region("person", each) for each in small)))

    assert len(regions_of(crowd(0.1), crowd(0.9), None, 1)) == 2 * MAX_REGIONS


def test_a_thousand_texts_that_unpack_to_megabytes_in_a_png() -> None:
    text = b"Raw profile type exif\x00\x00" + zlib.compress(b"\nexif\n 9\n" + b"20" * (1 << 20))
    piece = struct.pack(">I", len(text)) + b"zTXt" + text + bytes(4)
    found = find_blocks(b"\x89PNG\r\n\x1a\n" + piece * 1000)
    assert [each.code for each in found.left_out] == ["too_many"]
