import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms

from keepers.base.errors import FileUnreadable
from keepers.media import heif
from keepers.media.decode import decode_once, scaled
from media.pictures import BLUE, GREEN, GREY, RED, encoded, exif, quadrants, scene

UPRIGHT = {
    1: (RED, GREEN, BLUE, GREY),
    2: (GREEN, RED, GREY, BLUE),
    3: (GREY, BLUE, GREEN, RED),
    4: (BLUE, GREY, RED, GREEN),
    5: (RED, BLUE, GREEN, GREY),
    6: (BLUE, RED, GREY, GREEN),
    7: (GREY, GREEN, BLUE, RED),
    8: (GREEN, GREY, RED, BLUE),
}


def corners(rgb: np.ndarray) -> list[tuple[int, ...]]:
    height, width = rgb.shape[:2]
    places = ((height // 4, width // 4), (height // 4, width * 3 // 4))
    places += ((height * 3 // 4, width // 4), (height * 3 // 4, width * 3 // 4))
    return [tuple(int(part) for part in rgb[place]) for place in places]


def near(found: list[tuple[int, ...]], expected: tuple[tuple[int, ...], ...], within: int = 24) -> bool:
    return bool(np.abs(np.array(found) - np.array(expected)).max() <= within)


def code_of(data: bytes) -> str:
    with pytest.raises(FileUnreadable) as caught:
        decode_once(data)
    return caught.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(kind: str, orientation: int) -> None:
    data = encoded(quadrants(), kind, exif=exif({0x0112: orientation}))
    decoded = decode_once(data)
    assert near(corners(decoded.rgb), UPRIGHT[orientation])
    assert (decoded.width, decoded.height) == ((64, 96) if orientation >= 5 else (96, 64))
    assert decoded.rgb.shape == (decoded.height, decoded.width, 3)
    assert decoded.rgb.flags["C_CONTIGUOUS"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_heif_is_turned_once_only(orientation: int) -> None:
    picture = quadrants()
    # As cameras write it: a transformation of the container, and the same again in EXIF.
    picture.info["exif"] = exif({0x0112: orientation}).tobytes()
    data = encoded(picture, heif.OPENER)
    assert (b"irot" in data or b"imir" in data) == (orientation > 1)
    decoded = decode_once(data)
    assert near(corners(decoded.rgb), UPRIGHT[orientation])
    assert (decoded.width, decoded.height) == ((64, 96) if orientation >= 5 else (96, 64))


def test_exif_alone_does_not_turn_heif() -> None:
    # ISO/IEC 23008-12: the container's transformations count, EXIF is a note.
    decoded = decode_once(encoded(quadrants(), heif.OPENER, exif=exif({0x0112: 6})))
    assert near(corners(decoded.rgb), UPRIGHT[1])


def test_an_orientation_out_of_range_is_none() -> None:
    for value in (0, 9, 77):
        assert near(corners(decode_once(encoded(quadrants(), exif=exif({0x0112: value}))).rgb), UPRIGHT[1])


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4032, 3024), (1008, 756)),
        ((4000, 3000), (1000, 750)),
        ((2048, 1536), (1024, 768)),
        ((1600, 1200), (1024, 768)),
        ((1000, 750), (1000, 750)),
        ((3, 2), (3, 2)),
        ((1, 1), (1, 1)),
        ((5000, 2), (1024, 1)),
    ],
)
def test_a_jpeg_is_shrunk_while_it_is_unpacked_and_never_enlarged(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    decoded = decode_once(encoded(quadrants(*size)))
    assert (decoded.rgb.shape[1], decoded.rgb.shape[0]) == expected
    assert (decoded.width, decoded.height) == size


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_other_formats_are_shrunk_to_1024(kind: str) -> None:
    decoded = decode_once(encoded(quadrants(2600, 1300), kind))
    assert decoded.rgb.shape == (512, 1024, 3)
    assert (decoded.width, decoded.height) == (2600, 1300)
    assert near(corners(decoded.rgb), UPRIGHT[1])


def test_transparency_is_laid_on_white() -> None:
    image = Image.new("RGBA", (40, 40), (200, 0, 0, 0))
    image.paste((0, 0, 200, 255), (0, 0, 20, 40))
    for kind in ("PNG", "WEBP", "TIFF"):
        rgb = decode_once(encoded(image, kind, **({"lossless": True} if kind == "WEBP" else {}))).rgb
        assert tuple(rgb[20, 30]) == (255, 255, 255)
        assert tuple(rgb[20, 5]) == (0, 0, 200)
    palette = image.convert("P")
    palette.info["transparency"] = palette.getpixel((30, 20))
    rgb = decode_once(encoded(palette, "PNG", transparency=palette.getpixel((30, 20)))).rgb
    assert tuple(rgb[20, 30]) == (255, 255, 255)
    grey = decode_once(encoded(image.convert("LA"), "PNG")).rgb
    assert tuple(grey[20, 30]) == (255, 255, 255)


def test_sixteen_bits_keep_their_tones() -> None:
    ramp = np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (64, 1))
    for kind in ("PNG", "TIFF"):
        rgb = decode_once(encoded(Image.fromarray(ramp), kind)).rgb
        assert int(rgb[5, 0, 0]) == 0
        assert abs(int(rgb[5, 32, 0]) - 129) <= 2
        assert int(rgb[5, 63, 0]) == 255


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "I", "F", "LAB"])
def test_unusual_modes_come_out_as_rgb(mode: str) -> None:
    image = Image.new("L", (50, 30), 200)
    image.paste(20, (0, 0, 25, 30))
    if mode == "LAB":
        image = Image.new("LAB", (50, 30), (200, 128, 128))
        image.paste((20, 128, 128), (0, 0, 25, 30))
    else:
        image = image.convert("RGB").convert(mode) if mode not in {"I", "F"} else image.convert(mode)
    decoded = decode_once(encoded(image, "TIFF"))
    assert decoded.rgb.shape == (30, 50, 3)
    assert int(decoded.rgb[15, 40, 1]) > 150
    assert int(decoded.rgb[15, 5, 1]) < 60


def test_a_cmyk_jpeg_has_the_right_colours() -> None:
    decoded = decode_once(encoded(quadrants().convert("CMYK")))
    assert near(corners(decoded.rgb), UPRIGHT[1], within=40)


def test_a_wide_profile_is_converted() -> None:
    # Swapped primaries: what is stored as red is meant as green.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = bytearray(srgb)
    table = {swapped[132 + 12 * at : 136 + 12 * at].decode(): 132 + 12 * at for at in range(swapped[131])}
    red, green = table["rXYZ"] + 4, table["gXYZ"] + 4
    swapped[red : red + 8], swapped[green : green + 8] = swapped[green : green + 8], swapped[red : red + 8]
    name = table["desc"]
    offset, length = struct.unpack(">II", swapped[name + 4 : name + 12])
    swapped[offset : offset + length] = bytes(swapped[offset : offset + length]).replace(
        b"s\0R\0G\0B", b"W\0i\0d\0e"
    )
    image = Image.new("RGB", (32, 32), (200, 20, 20))
    plain = decode_once(encoded(image, "PNG", icc_profile=srgb)).rgb[16, 16]
    moved = decode_once(encoded(image, "PNG", icc_profile=bytes(swapped))).rgb[16, 16]
    assert tuple(plain) == (200, 20, 20)
    assert int(moved[1]) > 150 > int(moved[0])


def test_a_profile_that_makes_no_sense_is_ignored() -> None:
    image = Image.new("RGB", (32, 32), (200, 20, 20))
    rgb = decode_once(encoded(image, "PNG", icc_profile=b"nonsense" * 40)).rgb
    assert tuple(rgb[16, 16]) == (200, 20, 20)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF", "TIFF"])
def test_of_several_pictures_the_first_is_shown(kind: str) -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in (RED, GREEN, BLUE)]
    decoded = decode_once(encoded(frames[0], kind, save_all=True, append_images=frames[1:]))
    assert near([tuple(int(part) for part in decoded.rgb[24, 32])], (RED,))


def test_a_progressive_jpeg_and_one_with_bytes_behind_it() -> None:
    picture = scene()
    plain = decode_once(encoded(picture, quality=90)).rgb
    progressive = decode_once(encoded(picture, quality=90, progressive=True)).rgb
    followed = decode_once(encoded(picture, quality=90) + b"\x00trailing \xff\xd9 bytes" * 50).rgb
    assert np.array_equal(plain, progressive)
    assert np.array_equal(plain, followed)


def test_a_jpeg_cut_off_is_truncated_and_not_shown_in_part() -> None:
    data = encoded(scene(), quality=90)
    for share in (0.2, 0.5, 0.9, 0.99):
        assert code_of(data[: int(len(data) * share)]) == "truncated"
    assert code_of(data[:20]) == "truncated"
    assert code_of(encoded(scene(), quality=90, progressive=True)[: len(data) // 2]) == "truncated"


@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_jpeg_cut_off_is_told_from_one_that_lacks_its_end_mark(progressive: bool) -> None:
    data = encoded(scene(width=4400, height=900), quality=90, progressive=progressive)
    for share in (0.5, 0.9, 0.99):
        assert code_of(data[: int(len(data) * share)]) == "truncated"
    assert decode_once(data[:-2]).width == 4400


def test_a_jpeg_that_lacks_only_its_end_mark_is_whole() -> None:
    data = encoded(scene(), quality=90)
    assert data.endswith(b"\xff\xd9")
    assert np.array_equal(decode_once(data[:-2]).rgb, decode_once(data).rgb)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", heif.OPENER])
def test_other_formats_cut_in_half_are_refused(kind: str) -> None:
    data = encoded(scene(), kind)
    assert code_of(data[: len(data) // 2]) in {"truncated", "broken"}


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_bombs_are_refused_by_their_header() -> None:
    assert code_of(png_claiming(20_000, 20_000)) == "too_large"
    assert code_of(png_claiming(400_000_000, 1)) == "too_large"
    gif = encoded(quadrants(), "GIF")
    assert code_of(gif[:6] + b"\xff\xff\xff\xff" + gif[10:]) == "too_large"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_needs_too_much_memory_is_refused_even_below_the_pixel_limit() -> None:
    # 280 million pixels of four bytes each.
    data = png_claiming(20_000, 14_000)
    true_colour = data[:24] + b"\x08\x06" + data[26:29]
    assert code_of(true_colour + struct.pack(">I", zlib.crc32(true_colour[12:])) + data[33:]) == "too_large"


def test_what_is_no_picture() -> None:
    assert code_of(b"") == "empty_file"
    assert code_of(b"only a text") == "not_a_picture"
    assert code_of(b"\x89PNG\r\n\x1a\n" + bytes(range(256))) in {"broken", "truncated"}


def test_scaling_down_averages_and_keeps_the_shape() -> None:
    checks = np.tile(np.array([[[0] * 3, [200] * 3], [[200] * 3, [0] * 3]], np.uint8), (600, 800, 1))
    small = scaled(checks, 256)
    assert small.shape == (192, 256, 3)
    assert abs(float(small.mean()) - 100) < 1
    assert scaled(small, 256) is small


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_pillow_itself_would_not_have_stopped_at_our_limit() -> None:
    # Between our limit on memory and Pillow's on pixels: it is ours that holds.
    with Image.open(io.BytesIO(png_claiming(16_000, 16_000))) as image:
        assert image.size == (16_000, 16_000)
