from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from keepers.media import heif
from keepers.media.formats import FILMS, HEAD_BYTES, RAWS, claims_picture, is_candidate, sniff
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
        b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42",
        b"\x1a\x45\xdf\xa3\x84\x42\x82\x81x",
        b"GAME: a text that begins with a G" * 10,
        b"#EXTM3U\nhttp://example.org/film.ts\n",
        b"%PDF-1.7",
    ):
        assert sniff(head) is None


def test_a_brand_that_says_only_heif_is_decided_by_the_others() -> None:
    assert sniff(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf") == "avif"
    assert sniff(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf") == "heic"
    assert sniff(b"\x00\x00\x00\x14ftypmif1\x00\x00\x00\x00mif1") == "heic"


@given(st.binary(max_size=HEAD_BYTES))
def test_any_bytes_are_sniffed_without_complaint(head: bytes) -> None:
    still = {None, "jpeg", "png", "webp", "tiff", "gif", "bmp", "heic", "avif"}
    assert sniff(head) in still | FILMS | RAWS


def test_films_and_raw_files_are_told_by_their_beginnings() -> None:
    packet = b"\x47" + bytes(187)
    for head, name in (
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42", "mp4"),
        (b"\x00\x00\x00\x18ftypFACE\x00\x00\x00\x00isommp42", "mp4"),
        (b"\x00\x00\x00\x14ftypqt  \x20\x05\x03\x00qt  ", "mov"),
        (b"\x00\x00\x00\x08wide\x00\x10\x00\x00mdat", "mov"),
        (b"\x00\x00\x00\x18ftyp3gp5\x00\x00\x02\x003gp5isom", "3gp"),
        (b"RIFF\x10\x00\x00\x00AVI LIST", "avi"),
        (b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska", "mkv"),
        (b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm", "webm"),
        (packet * 3, "mts"),
        ((bytes(4) + packet) * 3, "mts"),
        (b"\x00\x00\x01\xba\x44", "mpg"),
        (b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom", "cr3"),
        (b"II*\x00\x10\x00\x00\x00CR\x02\x00", "cr2"),
        (b"FUJIFILMCCD-RAW 0201", "raf"),
        (b"IIRO\x08\x00\x00\x00", "orf"),
        (b"IIU\x00\x18\x00\x00\x00", "rw2"),
    ):
        assert sniff(head[:HEAD_BYTES]) == name


def test_names_are_candidates_when_they_claim_a_picture_or_nothing() -> None:
    for name in (
        "IMG_1.JPG",
        "a.b.heic",
        "photo .jpeg",
        "x.AVIF",
        "scan.tif",
        "no_ending",
        "日本.png",
        "film.mp4",
        "raw.CR2",
        "raw.dng",
    ):
        assert is_candidate(name)
    for name in ("code.ts", "song.m4a", "notes.txt", "IMG_1.AAE", "IMG_1.jpg.xmp", "archive.zip"):
        assert not is_candidate(name)
    assert claims_picture("IMG.JPG")
    assert not claims_picture("no_ending")


def test_pillow_knows_every_format_we_name() -> None:
    Image.init()
    assert {"JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", heif.OPENER} <= set(Image.OPEN)
