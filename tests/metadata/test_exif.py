"""What people and cameras write into EXIF, beyond what the look needs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from keepers.metadata.exif import Exif, people_of, read_exif
from keepers.metadata.exif_values import MAX_WORDS, comment, windows_text
from media.pictures import degrees, exif

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def said(block: Image.Exif) -> Exif:
    return read_exif(block.tobytes())


def windows(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\x00\x00"


def test_what_people_wrote() -> None:
    found = said(
        exif(
            {
                0x010E: "Am See",
                0x013B: 'Ana Alt; "Bo; Sons"; Cy',
                0x8298: "(c) Ana\x00(c) Editor",
                0x9C9B: windows("Titel 😀"),
                0x9C9C: windows("Kommentar"),
                0x9C9D: windows("Autor"),
                0x9C9E: windows("See;Sommer; See"),
                0x9C9F: windows("Thema"),
                0x4746: 4,
                0x4749: 75,
            },
            {0x9286: b"UNICODE\x00" + "Größe".encode("utf-16-be")},
        )
    )
    assert (found.description, found.comment) == ("Am See", "Größe")
    assert found.artists == ("Ana Alt", "Bo; Sons", "Cy")
    assert found.copyright == "(c) Ana; (c) Editor"
    assert (found.windows_title, found.windows_comment, found.windows_author) == (
        "Titel 😀",
        "Kommentar",
        "Autor",
    )
    assert (found.windows_keywords, found.windows_subject) == (("See", "Sommer"), "Thema")
    assert (found.rating, found.rating_percent) == (4, 75)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"ASCII\x00\x00\x00hello", "hello"),
        (b"ASCII\x00\x00\x00Gr\xc3\xb6\xc3\x9fe\x00\x00", "Größe"),
        (b"\x00" * 8 + b"no code", "no code"),
        (b"JIS\x00\x00\x00\x00\x00\x1b$B<L??\x1b(B", "写真"),
        (b"UNICODE\x00" + "Größe".encode("utf-16-le"), "Größe"),
        (b"UNICODE\x00" + "Größe".encode("utf-16-be"), "Größe"),
        (b"UNICODE\x00" + "Größe".encode("utf-16"), "Größe"),
        (b"UNICODE\x00" + "写真".encode("utf-16-be"), "写真"),
        (b"just a text without a code", "just a text without a code"),
        (b"ASCII\x00\x00\x00" + b" " * 200, None),
        (b"", None),
        (b"UNICODE\x00\x00", None),
    ],
)
def test_comments_in_every_encoding(raw: bytes, expected: str | None) -> None:
    assert comment(raw) == expected


def test_what_a_camera_writes_as_a_caption_is_none() -> None:
    for text in ("OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "DCIM\x00", "  "):
        assert said(exif({0x010E: text})).description in (None, "DCIM")


def test_the_shot() -> None:
    found = said(
        exif(
            {0x0131: "Firmware 1.0"},
            {
                0x9209: 25, 0xA405: 35, 0xA002: 6000, 0xA003: 4000, 0xA431: "B1", 0xA435: "L1",
                0xA433: "Maker", 0xA430: "Owner", 0xA420: "abc", 0xA300: b"\x01",
            },
            {
                1: "N", 2: degrees(1), 3: "E", 4: degrees(2), 5: b"\x01", 6: IFDRational(125, 10),
                12: "M", 13: IFDRational(10), 16: "T", 17: IFDRational(3600, 10), 31: IFDRational(5),
            },
        )
    )  # fmt: skip
    assert (found.flash_fired, found.focal_35mm, found.width, found.height) == (True, 35, 6000, 4000)
    assert (found.body_serial, found.lens_serial, found.lens_make, found.owner) == (
        "B1",
        "L1",
        "Maker",
        "Owner",
    )
    assert (found.software, found.image_id, found.file_source) == ("Firmware 1.0", "abc", "film_scanner")
    assert (found.altitude_m, found.direction_deg, found.direction_from) == (-12.5, 0.0, "true")
    assert found.accuracy_m == 5.0
    assert found.speed_kmh == pytest.approx(16.09344)


def test_numbers_that_cannot_be_are_left_out() -> None:
    found = said(
        exif(
            {0x4746: 900, 0x4749: 101},
            {0xA405: 0, 0x9209: 70_000, 0xA002: 0},
            {
                6: IFDRational(1, 0),
                17: IFDRational(400),
                31: IFDRational(2_000_000, 1),
                13: IFDRational(0, 0),
            },
        )
    )
    assert found == Exif(basics=found.basics)


@given(st.text(st.characters(codec="utf-16", exclude_categories=["C", "Z"]), max_size=40))
def test_windows_texts_come_back(text: str) -> None:
    assert windows_text(windows(text)) == (text or None)
    assert windows_text(tuple(windows(text))) == (text or None)


@given(
    st.lists(
        st.text(st.characters(exclude_characters='";', exclude_categories=["C", "Z"]), min_size=1), min_size=1
    )
)
def test_names_in_one_text_come_back(names: list[str]) -> None:
    assert people_of("; ".join(f'"{name}"' for name in names)) == tuple(names)
    assert people_of("; ".join(names)) == tuple(names)


def test_texts_without_end_are_bounded() -> None:
    assert len(said(exif({0x010E: "a" * 100_000})).description or "") == MAX_WORDS
    assert len(comment(b"ASCII\x00\x00\x00" + b"a" * 1_000_000) or "") == MAX_WORDS


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"II*\x00\x08\x00\x00\x00", b"MM\x00*\x00\x00\x00\x08", b"Exif\x00\x00II*\x00"]),
)
def test_any_bytes_give_an_answer(noise: bytes, head: bytes) -> None:
    assert isinstance(read_exif(head + noise), Exif)


WHOLE = exif(
    {0x010E: "Am See", 0x9C9B: windows("Titel"), 0x4746: 4},
    {0x9286: b"UNICODE\x00" + "Größe".encode("utf-16-be"), 0xA431: "B1", 0x9003: "2019:05:20 10:45:52"},
    {1: "N", 2: degrees(1), 3: "E", 4: degrees(2), 6: IFDRational(125, 10)},
).tobytes()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_block_gives_an_answer(data: st.DataObject) -> None:
    block = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        block[data.draw(st.integers(0, len(block) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read_exif(bytes(block)), Exif)
