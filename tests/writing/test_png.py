"""PNG and APNG: chunks stay in their order, each byte for byte, and new ones come before the pixels."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from keepers.metadata.embedded import read_embedded
from keepers.writing.embed import embed
from keepers.writing.errors import Unwritable
from keepers.writing.exif_patch import empty_block, patch, text_value
from keepers.writing.png import chunks_of
from media.pictures import encoded, quadrants
from writing.sample import EVERYTHING, about
from writing.test_iptc import block, resource


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def with_chunks(data: bytes, *chunks: bytes, before: bytes = b"IDAT") -> bytes:
    at = next(each.begin for each in chunks_of(data) if each.kind == before)
    return data[:at] + b"".join(chunks) + data[at:]


def kinds(data: bytes) -> list[bytes]:
    return [each.kind for each in chunks_of(data)]


def whole(data: bytes) -> bool:
    """Whether every check sum is right."""
    return all(
        zlib.crc32(data[each.begin + 4 : each.end - 4])
        == int.from_bytes(data[each.end - 4 : each.end], "big")
        for each in chunks_of(data)
    )


def rich() -> bytes:
    """With a colour profile, a palette, transparency, a text, and something behind the last chunk."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Title", "As it came")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = quadrants().convert("P")
    return (
        encoded(picture, "PNG", pnginfo=said, icc_profile=profile, transparency=1, dpi=(72, 72)) + b"behind"
    )


def test_what_is_there_stays_in_its_order() -> None:
    data = rich()
    after = embed(data, "png", EVERYTHING, about(data))
    assert whole(after)
    assert after.endswith(b"behind")
    assert [kind for kind in kinds(after) if kind not in (b"eXIf", b"iTXt")] == kinds(data)
    assert kinds(after)[: kinds(after).index(b"IDAT")][-2:] == [b"eXIf", b"iTXt"]


def test_an_animation_plays_on() -> None:
    frames = [quadrants().rotate(angle) for angle in (0, 90, 180)]
    data = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=[100, 200, 300])
    after = embed(data, "png", EVERYTHING, about(data))
    ours = [kind for kind in kinds(after) if kind not in (b"eXIf", b"iTXt")]
    assert ours == kinds(data)
    assert {b"acTL", b"fcTL", b"fdAT"} <= set(ours)
    # What belongs to a frame stands directly before its pixels.
    assert kinds(after)[kinds(after).index(b"IDAT") - 1] == b"fcTL"
    with Image.open(io.BytesIO(after)) as image:
        assert image.n_frames == 3
        image.seek(2)
        assert image.info["duration"] == 300


def test_blocks_behind_the_pixels_move_before_them_once() -> None:
    old = patch(empty_block(), {"main": {0x010F: text_value("Maker")}})
    packet = embed(encoded(quadrants(), "PNG"), "png", {"title": "Old"}, about(encoded(quadrants(), "PNG")))
    found = next(each for each in chunks_of(packet) if each.kind == b"iTXt")
    data = with_chunks(
        encoded(quadrants(), "PNG"), chunk(b"eXIf", old), packet[found.begin : found.end], before=b"IEND"
    )
    assert read_embedded(data).exif.make == "Maker"
    after = embed(data, "png", EVERYTHING, about(data))
    assert kinds(after).count(b"eXIf") == kinds(after).count(b"iTXt") == 1
    assert kinds(after).index(b"eXIf") < kinds(after).index(b"IDAT")
    assert read_embedded(after).exif.make == "Maker"


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt"])
def test_raw_profiles_of_imagemagick_are_taken_over(kind: bytes) -> None:
    old = b"Exif\x00\x00" + patch(empty_block(), {"main": {0x010F: text_value("Maker")}})
    iptc = resource(0x0404, block((1, 90, b"\x1b%G"), (2, 80, b"Ana"), (2, 5, b"Old")))
    chunks = []
    for name, body in ((b"exif", old), (b"iptc", iptc)):
        text = b"\n%s\n%8d\n%s\n" % (name, len(body), body.hex().encode())
        spelt = b"\x00" + zlib.compress(text) if kind == b"zTXt" else text
        chunks.append(chunk(kind, b"Raw profile type " + name + b"\x00" + spelt))
    data = with_chunks(encoded(quadrants(), "PNG"), *chunks)
    assert read_embedded(data).exif.make == "Maker"
    after = embed(data, "png", EVERYTHING, about(data))
    assert whole(after)
    assert (kinds(after).count(b"eXIf"), kinds(after).count(kind)) == (1, 1)
    said = read_embedded(after)
    assert said.exif.make == "Maker"
    assert said.iptc is not None
    assert (said.iptc.title, said.iptc.creators) == (EVERYTHING["title"], ("Ana",))


@pytest.mark.photos
def test_real_ones(photos_dir: Path) -> None:
    for name in ("odd/gray16.png", "odd/mode_16bit.png", "odd/one_pixel.png", "tiny_meta/PNG.png"):
        data = (photos_dir / "formats" / name).read_bytes()
        assert whole(embed(data, "png", EVERYTHING, about(data))), name


@pytest.mark.parametrize(
    "broken",
    [
        b"\x89PNG\r\n\x1a\n",
        encoded(quadrants(), "PNG")[:-5],
        encoded(quadrants(), "PNG")[:60],
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b""),
    ],
)
def test_broken_ones_are_refused(broken: bytes) -> None:
    with pytest.raises(Unwritable) as refused:
        embed(broken, "png", EVERYTHING, about(b""))
    assert refused.value.reason == "broken"
