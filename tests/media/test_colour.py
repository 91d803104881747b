"""Colours as they were meant: wide spaces, grey and print, deep and shallow, held against the definitions."""

import io
import shutil
import subprocess
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from keepers.media.decode import decode_once
from media.pictures import encoded, quadrants
from media.profiles import SPACES, grey_profile, in_srgb, rgb_profile, srgb_encode

CONVERT = shutil.which("convert")
PRINT = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
COLOURS = ((200, 30, 40), (40, 190, 60), (35, 50, 205), (128, 128, 128), (250, 240, 20), (90, 60, 45))
PRINTABLE = ((190, 70, 70), (90, 150, 90), (80, 90, 150), (128, 128, 128), (210, 190, 80), (90, 60, 45))


def patches(colours: tuple[tuple[int, ...], ...], side: int = 24) -> Image.Image:
    image = Image.new("RGB", (side * len(colours), side))
    for at, colour in enumerate(colours):
        image.paste(colour, (side * at, 0, side * (at + 1), side))
    return image


def middles(rgb: np.ndarray, count: int) -> np.ndarray:
    side = rgb.shape[1] // count
    return np.stack([rgb[rgb.shape[0] // 2, side * at + side // 2] for at in range(count)]).astype(int)


def assert_near(found: np.ndarray, expected: object, within: int) -> None:
    assert np.abs(found - np.asarray(expected)).max() <= within, (found.tolist(), expected)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "JPEG"])
@pytest.mark.parametrize("space", SPACES)
def test_colours_of_a_wide_space_are_those_of_its_definition(space: str, kind: str) -> None:
    options: dict[str, int] = {
        "WEBP": {"lossless": 1},
        "JPEG": {"quality": 98, "subsampling": 0},
    }.get(kind, {})
    data = encoded(patches(COLOURS), kind, icc_profile=rgb_profile(space), **options)
    expected = [in_srgb(colour, space) for colour in COLOURS]
    # Of a space much wider than sRGB, one step of 8 bits is several in the dark.
    assert_near(middles(decode_once(data).rgb, len(COLOURS)), expected, 8 if kind == "JPEG" else 3)


@pytest.mark.parametrize("space", SPACES)
def test_a_large_picture_has_the_same_colours_as_a_small_one(space: str) -> None:
    data = encoded(patches(COLOURS, side=600), "JPEG", quality=98, icc_profile=rgb_profile(space))
    expected = [in_srgb(colour, space) for colour in COLOURS]
    assert_near(middles(decode_once(data, 1024).rgb, len(COLOURS)), expected, 8)


def deep_png(values: np.ndarray, profile: bytes | None = None) -> bytes:
    """A PNG of 16 bits a channel, which Pillow does not write in colour; H x W x 3 or H x W."""
    colour = 2 if values.ndim == 3 else 0
    height, width = values.shape[:2]
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)

    def chunk(name: bytes, content: bytes) -> bytes:
        summed = zlib.crc32(name + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + name + content + summed

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([16, colour, 0, 0, 0])
    with_profile = chunk(b"iCCP", b"p\0\0" + zlib.compress(profile)) if profile else b""
    content = chunk(b"IHDR", head) + with_profile + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


@pytest.mark.parametrize("space", [None, *SPACES])
def test_sixteen_bits_a_channel(space: str | None) -> None:
    values = np.asarray(patches(COLOURS)).astype(np.uint16) * 257
    data = deep_png(values, rgb_profile(space) if space else None)
    expected = [in_srgb(colour, space) if space else colour for colour in COLOURS]
    assert_near(middles(decode_once(data).rgb, len(COLOURS)), expected, 3)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_use_the_whole_range(kind: str) -> None:
    tones = np.array([0, 1000, 12_000, 33_000, 54_321, 65_535], np.uint16)
    grey = np.repeat(np.repeat(tones, 24)[None], 24, axis=0)
    data = deep_png(grey) if kind == "PNG" else encoded(Image.fromarray(grey), "TIFF")
    assert_near(middles(decode_once(data).rgb, len(tones)), (tones / 257)[:, None].repeat(3, 1), 1)


@pytest.mark.parametrize("gamma", [1.0, 1.8, 2.2, 2.6])
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "deep PNG"])
def test_grey_with_a_curve_of_its_own(gamma: float, kind: str) -> None:
    tones = (10, 60, 128, 200, 250)
    image = patches(tuple((tone,) * 3 for tone in tones)).convert("L")
    if kind == "deep PNG":
        data = deep_png(np.asarray(image).astype(np.uint16) * 257, grey_profile(gamma))
    else:
        data = encoded(
            image, kind, icc_profile=grey_profile(gamma), **({"quality": 98} if kind == "JPEG" else {})
        )
    meant = np.round(srgb_encode((np.array(tones) / 255) ** gamma) * 255)
    assert_near(middles(decode_once(data).rgb, len(tones)), meant[:, None].repeat(3, 1), 3)


def without_adobe(data: bytes) -> bytes:
    """A JPEG without the segment in which Adobe's programs say how its colours are stored."""
    at = data.index(b"\xff\xee")
    assert data[at + 4 : at + 9] == b"Adobe"
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]


@pytest.mark.parametrize("marked", [True, False])
def test_print_colours_without_a_profile(marked: bool) -> None:
    data = encoded(patches(PRINTABLE).convert("CMYK"), "JPEG", quality=98)
    data = data if marked else without_adobe(data)
    assert_near(middles(decode_once(data).rgb, len(PRINTABLE)), PRINTABLE, 6)


@pytest.mark.skipif(
    not PRINT.exists(), reason="no profile of print colours is installed (Debian: libgs-common)"
)
@pytest.mark.parametrize("kind", ["JPEG", "JPEG without Adobe's mark", "TIFF"])
def test_print_colours_by_their_profile(kind: str) -> None:
    profile = PRINT.read_bytes()
    way = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile)), "RGB", "CMYK"
    )
    printed = way.apply(patches(PRINTABLE))
    options = {} if kind == "TIFF" else {"quality": 98}
    data = encoded(printed, kind.partition(" ")[0], icc_profile=profile, **options)
    data = without_adobe(data) if "without" in kind else data
    assert_near(middles(decode_once(data).rgb, len(PRINTABLE)), PRINTABLE, 12)


@pytest.mark.skipif(CONVERT is None, reason="ImageMagick is not installed (Debian: imagemagick)")
@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png", "b.jpg"])
def test_as_imagemagick_shows_it(tmp_path: Path, name: str) -> None:
    """Files ImageMagick wrote, and what it says their colours are."""
    options = {
        "a.jpg": ["-colorspace", "CMYK", "-quality", "98"],
        "a.tif": ["-depth", "16", "-compress", "lzw", "-endian", "msb"],
        "a.png": ["-define", "png:bit-depth=16", "-define", "png:color-type=2"],
        "b.jpg": ["-colorspace", "Gray", "-quality", "98"],
    }[name]
    assert CONVERT is not None
    (tmp_path / "in.png").write_bytes(encoded(patches(PRINTABLE), "PNG"))
    path, shown = tmp_path / name, tmp_path / "out.png"
    subprocess.run([CONVERT, tmp_path / "in.png", *options, path], check=True, timeout=60)
    subprocess.run(
        [CONVERT, path, "-colorspace", "sRGB", "-type", "TrueColor", "-depth", "8", shown],
        check=True,
        timeout=60,
    )
    with Image.open(shown) as image:
        theirs = np.asarray(image.convert("RGB"))
    ours = decode_once(path.read_bytes()).rgb
    assert_near(middles(ours, len(PRINTABLE)), middles(theirs, len(PRINTABLE)), 4)


def test_of_two_pictures_of_a_stereo_camera_the_first_is_shown() -> None:
    first, second = quadrants(), quadrants().rotate(180)
    rgb = decode_once(encoded(first, "MPO", save_all=True, append_images=[second])).rgb
    assert_near(rgb[16, 24].astype(int), (220, 30, 30), 24)


@pytest.mark.parametrize("size", [(4000, 2), (2, 4000), (8000, 400), (3000, 1), (1, 1)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_panoramas_keep_their_ends(size: tuple[int, int], kind: str) -> None:
    wide, high = size
    image = Image.new("RGB", size, (30, 40, 220))
    image.paste((220, 30, 30), (0, 0, max(1, wide // 2), max(1, high // 2)))
    for most in (256, 1024, 12_000):
        decoded = decode_once(encoded(image, kind), most)
        assert (decoded.width, decoded.height) == size
        # A JPEG may come out a little smaller than asked: it unpacks itself at an eighth.
        longest = max(decoded.rgb.shape[:2])
        assert 0.92 * min(most, max(size)) <= longest <= most
        part = longest / max(size)
        assert decoded.rgb.shape[:2] == pytest.approx((max(1, high * part), max(1, wide * part)), abs=1)
        assert decoded.rgb[0, 0, 0] > 120
        assert size == (1, 1) or decoded.rgb[-1, -1, 2] > 120
