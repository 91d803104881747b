"""Raw files of cameras: real ones whose values were taken out, and a real small one."""

import io
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from keepers.base.errors import FileUnreadable
from keepers.media.decode import decode_once
from keepers.media.raw_marks import is_raw
from keepers.media.raw_metadata import raw_metadata
from media.pictures import BLUE, GREY, RED, encoded, quadrants

# Of each file: its picture's size as shown, or why it cannot be shown.
FILES = {
    "canon_eos_6d.dng": (1224, 816),
    "CanonRaw.cr2": "unsupported",
    "CanonRaw.cr3": "truncated",
    "DNG.dng": "truncated",
    "FujiFilm.raf": "truncated",
    "Nikon.nef": "truncated",
    "Panasonic.rw2": "truncated",
}
CAMERAS = {
    "CanonRaw.cr2": ("cr2", "Canon EOS 350D DIGITAL", "2005:08:03 18:59:18"),
    "CanonRaw.cr3": ("cr3", "Canon EOS M50", "2018:02:21 12:08:56"),
    "FujiFilm.raf": ("raf", "FUJIFILM FinePix S5Pro", "2007:05:22 13:58:30"),
    "Nikon.nef": ("tiff", "NIKON D70", "2004:06:09 16:02:35"),
    "canon_eos_6d.dng": ("tiff", "Canon EOS 6D", "2019:06:06 07:29:51"),
}


def mosaic(orientation: int = 1, width: int = 96, height: int = 64) -> bytes:
    """A DNG without any preview: the four quarters, as a sensor behind filters sees them."""
    rgb = np.asarray(quadrants(width, height), np.uint16) * 16
    values = np.empty((height, width), np.uint16)
    for row, column, channel in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
        values[row::2, column::2] = rgb[row::2, column::2, channel]
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, kind, value in (
        (254, 4, 0), (262, 3, 32803), (271, 2, "Keepers"), (272, 2, "Test"), (274, 3, orientation),
        (33421, 3, (2, 2)), (33422, 1, bytes((0, 1, 1, 2))), (50706, 1, bytes((1, 4, 0, 0))),
        (50707, 1, bytes((1, 1, 0, 0))), (50708, 2, "Keepers Test"), (50714, 3, 0), (50717, 4, 4095),
        (50721, 10, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)), (50728, 5, (1.0, 1.0, 1.0)),
        (50778, 3, 21),
    ):  # fmt: skip
        tags.tagtype[tag] = kind
        tags[tag] = value
    stream = io.BytesIO()
    Image.fromarray(values).save(stream, "TIFF", tiffinfo=tags)
    return stream.getvalue()


def hue(pixel: object) -> int:
    """Which of red, green and blue there is most of."""
    return int(np.argmax(np.asarray(pixel)))


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_file_is_shown_or_has_its_reason(photos_dir: Path, name: str) -> None:
    data = (photos_dir / "formats" / "raw" / name).read_bytes()
    wanted = FILES[name]
    if isinstance(wanted, tuple):
        found = decode_once(data, 1024, name)
        assert (found.width, found.height) == wanted
        assert found.rgb.shape == (683, 1024, 3)
        assert found.format == "dng"
    else:
        with pytest.raises(FileUnreadable) as caught:
            decode_once(data, 1024, name)
        assert caught.value.code == wanted


@pytest.mark.parametrize("name", sorted(CAMERAS))
def test_what_it_says_is_read_wherever_its_maker_put_it(photos_dir: Path, name: str) -> None:
    kind, camera, original = CAMERAS[name]
    found = raw_metadata((photos_dir / "formats" / "raw" / name).read_bytes(), kind)
    assert (found.camera, found.times.original and found.times.original.text) == (camera, original)


def test_without_a_preview_it_is_developed_in_half_its_size() -> None:
    found = decode_once(mosaic(), 1024)
    assert (found.format, found.width, found.height) == ("raw", 96, 64)
    assert found.rgb.shape == (32, 48, 3)
    assert (hue(found.rgb[6, 8]), hue(found.rgb[26, 8])) == (hue(RED), hue(BLUE))
    assert found.metadata.camera == "Keepers Test"


@pytest.mark.parametrize(("orientation", "corner"), [(1, RED), (3, GREY), (6, BLUE), (8, (30, 200, 40))])
def test_it_stands_upright(orientation: int, corner: tuple[int, int, int]) -> None:
    found = decode_once(mosaic(orientation), 1024, "IMG_1.DNG")
    assert (found.width, found.height) == ((96, 64) if orientation < 5 else (64, 96))
    assert found.rgb.shape[:2] == (found.height // 2, found.width // 2)
    shown = found.rgb[6, 8].astype(int)
    assert np.ptp(shown) < 40 if corner == GREY else hue(shown) == hue(corner)


def test_a_tiff_called_a_raw_file_is_still_a_tiff() -> None:
    plain = encoded(quadrants(), "TIFF")
    assert not is_raw(plain)
    assert decode_once(plain, 1024, "scan.nef").format == "tiff"


def test_a_raw_file_called_a_tiff_is_still_raw() -> None:
    assert is_raw(mosaic())
    assert decode_once(mosaic(), 1024, "IMG_1.tif").format == "raw"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["tiff", "raf", "cr3", "rw2", "orf", "cr2"]))
def test_any_bytes_say_something(data: bytes, kind: str) -> None:
    raw_metadata(data, kind)
    is_raw(data)
    raw_metadata(b"II*\x00" + data, kind)
    is_raw(b"II*\x00\x08\x00\x00\x00" + data)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_raw_file_gives_a_picture_or_a_reason(data: st.DataObject) -> None:
    whole = mosaic()
    damaged = bytearray(whole[: data.draw(st.integers(8, len(whole)))])
    at = data.draw(st.integers(0, len(damaged) - 1))
    damaged[at] ^= data.draw(st.integers(0, 255))
    # Any other error would come through.
    with suppress(FileUnreadable):
        decode_once(bytes(damaged), 256, "a.dng")
