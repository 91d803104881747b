from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from keepers.media import heif
from keepers.media.formats import HEAD_BYTES, claims_picture, is_candidate, sniff
from media.pictures import encoded, quadrants


def test_every_format_is_told_by_its_content() -> None:
    picture = quadrants()
    for kind, name in (
        ("JPEG", "jpeg"),
        ("PNG", "png"),
        ("WEBP", "webp"),
        ("TIFF", "tiff"),
        ("GIF", "gif"),
        ("BMP", "bmp"),
        (heif.OPENER, "heic"),
        ("AVIF", "avif"),
    ):
        assert sniff(encoded(picture, kind)[:HEAD_BYTES]) == name


def test_what_is_no_picture_is_none() -> None:
    for head in (
        b"",
        b"hello",
        b"BM is how this text begins, and no bitmap",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42",
        b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom",
        b"%PDF-1.7",
    ):
        assert sniff(head) is None


def test_a_brand_that_says_only_heif_is_decided_by_the_others() -> None:
    assert sniff(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf") == "avif"
    assert sniff(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf") == "heic"
    assert sniff(b"\x00\x00\x00\x14ftypmif1\x00\x00\x00\x00mif1") == "heic"


@given(st.binary(max_size=HEAD_BYTES))
def test_any_bytes_are_sniffed_without_complaint(head: bytes) -> None:
    assert sniff(head) in {None, "jpeg", "png", "webp", "tiff", "gif", "bmp", "heic", "avif"}


def test_names_are_candidates_when_they_claim_a_picture_or_nothing() -> None:
    for name in ("IMG_1.JPG", "a.b.heic", "photo .jpeg", "x.AVIF", "scan.tif", "no_ending", "日本.png"):
        assert is_candidate(name)
    for name in ("film.mp4", "raw.CR2", "raw.dng", "notes.txt", "IMG_1.AAE", "IMG_1.jpg.xmp", "archive.zip"):
        assert not is_candidate(name)
    assert claims_picture("IMG.JPG")
    assert not claims_picture("no_ending")


def test_pillow_knows_every_format_we_name() -> None:
    Image.init()
    assert {"JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", heif.OPENER} <= set(Image.OPEN)
