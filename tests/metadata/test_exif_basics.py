import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from keepers.media.decode import decode_once
from keepers.metadata.dates import Stamp
from keepers.metadata.exif_basics import Metadata, read_metadata
from media.pictures import degrees, encoded, exif, quadrants

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def told(block: Image.Exif, kind: str = "JPEG") -> Metadata:
    return decode_once(encoded(quadrants(), kind, exif=block)).metadata


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_every_format_tells_the_same(kind: str) -> None:
    found = told(
        exif(
            {0x010F: "Canon", 0x0110: "Canon EOS 6D", 0x0132: "2019:05:21 10:45:52"},
            {
                0x9003: "2019:05:20 10:45:52",
                0x9011: "+02:00",
                0x9291: "25",
                0x8827: 400,
                0x829A: IFDRational(1, 250),
                0x829D: IFDRational(28, 10),
                0x920A: IFDRational(50, 1),
                0xA434: "EF50mm f/1.8 STM",
            },
            {1: "S", 2: degrees(33.5), 3: "W", 4: degrees(70.25), 29: "2019:05:20", 7: (8.0, 45.0, 52.5)},
        ),
        kind,
    )
    assert found.times.original == Stamp("2019:05:20 10:45:52", "+02:00", "25")
    assert found.times.modified == Stamp("2019:05:21 10:45:52")
    assert found.times.gps == Stamp("2019:05:20 08:45:52", "Z", "500")
    assert (found.camera, found.lens, found.iso) == ("Canon EOS 6D", "EF50mm f/1.8 STM", 400)
    assert (found.exposure_s, found.f_number, found.focal_mm) == (0.004, 2.8, 50.0)
    assert (found.latitude, found.longitude) == (-33.5, -70.25)


def test_a_tiff_tells_it_in_its_own_tags() -> None:
    found = told(exif({0x010F: "Epson", 0x0110: "V600", 0x0132: "2019:05:21 10:45:52"}), "TIFF")
    assert (found.camera, found.times.modified) == ("Epson V600", Stamp("2019:05:21 10:45:52"))


def test_cameras_by_the_name_people_use() -> None:
    for make, model, expected in (
        ("NIKON CORPORATION", "NIKON D90", "NIKON D90"),
        ("SONY", "ILCE-7M3", "SONY ILCE-7M3"),
        ("Apple", "iPhone 7", "Apple iPhone 7"),
        ("OLYMPUS IMAGING CORP.", "E-M10", "OLYMPUS E-M10"),
        ("", "HERO7", "HERO7"),
        ("Google", "", "Google"),
    ):
        assert told(exif({0x010F: make, 0x0110: model})).camera == expected


def test_texts_are_cleaned_and_bounded() -> None:
    assert told(exif({0x0110: "  Cam\x00rest"})).camera == "Cam"
    assert told(exif({0x0110: "K" * 5000})).camera == "K" * 80
    assert told(exif({0x0110: "\x01\x02\x03"})).camera is None
    for written, expected in (("Фото".encode(), "Фото"), ("Fotó1234".encode("latin-1"), "Fotó1234")):
        block = exif({0x0110: "#" * len(written)}).tobytes().replace(b"#" * len(written), written)
        assert decode_once(encoded(quadrants(), exif=block)).metadata.camera == expected


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (10.0, 0.0, 0.0)},
        {1: "N", 2: (45.0, 0.0, 0.0), 3: "E", 4: (181.0, 0.0, 0.0)},
        {1: "N", 2: (45.0, 75.0, 0.0), 3: "E", 4: (10.0, 0.0, 0.0)},
        {1: "N", 2: (45.0, 0.0, 0.0)},
        {3: "E", 4: (45.0, 0.0, 0.0)},
        {1: "N", 2: (IFDRational(45, 0), 0.0, 0.0), 3: "E", 4: (10.0, 0.0, 0.0)},
    ],
)
def test_places_that_are_none(gps: dict[int, object]) -> None:
    found = told(exif(gps=gps))
    assert (found.latitude, found.longitude) == (None, None)


def test_division_by_nought_is_left_out_and_the_rest_is_kept() -> None:
    found = told(
        exif(
            {0x0110: "Cam"},
            {0x829A: IFDRational(1, 0), 0x829D: IFDRational(0, 0), 0x920A: IFDRational(0, 10), 0x8827: 0},
        )
    )
    assert found == Metadata(camera="Cam")


def test_an_orientation_in_xmp_alone_is_not_followed() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf tiff:Orientation="6"/></x:xmpmeta>'
    decoded = decode_once(encoded(quadrants(), "JPEG", xmp=packet))
    assert decoded.metadata.orientation == 1
    assert (decoded.width, decoded.height) == (96, 64)


@given(st.binary(max_size=400))
def test_any_bytes_in_place_of_exif_give_an_answer(data: bytes) -> None:
    with Image.open(io.BytesIO(encoded(quadrants(8, 8)))) as image:
        image.info["exif"] = b"Exif\x00\x00" + data
        assert isinstance(read_metadata(image, "jpeg"), Metadata)


@given(st.data())
def test_a_damaged_block_gives_an_answer(data: st.DataObject) -> None:
    block = bytearray(
        exif(
            {0x0110: "Cam"}, {0x9003: "2019:05:20 10:45:52"}, {1: "N", 2: degrees(1), 3: "E", 4: degrees(2)}
        ).tobytes()
    )
    for _ in range(data.draw(st.integers(1, 6))):
        block[data.draw(st.integers(6, len(block) - 1))] = data.draw(st.integers(0, 255))
    with Image.open(io.BytesIO(encoded(quadrants(8, 8)))) as image:
        image.info["exif"] = bytes(block)
        found = read_metadata(image, "jpeg")
    assert found.latitude is None or -90 <= found.latitude <= 90
    assert found.exposure_s is None or math.isfinite(found.exposure_s)
    assert len(found.camera or "") <= 80
