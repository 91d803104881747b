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
from keepers.writing.png import Chunk, chunks_of
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


def profile(name: bytes, body: bytes, kind: bytes = b"zTXt") -> bytes:
    """A raw profile as ImageMagick writes it."""
    text = b"\n%s\n%8d\n%s\n" % (name, len(body), body.hex().encode())
    spelt = b"\x00" + zlib.compress(text) if kind == b"zTXt" else text
    return chunk(kind, b"Raw profile type " + name + b"\x00" + spelt)


def test_pixels_stay_where_apples_chunk_says_they_are() -> None:
    # iDOT tells how far behind itself the second half of the pixels begins.
    plain = encoded(quadrants(), "PNG")
    data = with_chunks(plain, chunk(b"iDOT", bytes(28)))
    after = embed(data, "png", EVERYTHING, about(data))
    assert kinds(after)[kinds(after).index(b"iDOT") + 1] == b"IDAT"
    assert kinds(after).index(b"iTXt") < kinds(after).index(b"iDOT")


def test_what_cannot_be_taken_over_from_between_apples_chunk_and_the_pixels_is_refused() -> None:
    packet = chunk(b"iTXt", b"XML:com.adobe.xmp" + bytes(5) + b"<x/>")
    data = with_chunks(encoded(quadrants(), "PNG"), chunk(b"iDOT", bytes(28)), packet)
    with pytest.raises(Unwritable):
        embed(data, "png", {"title": "New"}, about(data))
    readable = embed(encoded(quadrants(), "PNG"), "png", {"title": "Old"}, about(encoded(quadrants(), "PNG")))
    found = next(each for each in chunks_of(readable) if each.kind == b"iTXt")
    between = readable[found.begin : found.end]
    data = with_chunks(encoded(quadrants(), "PNG"), chunk(b"iDOT", bytes(28)), between)
    with pytest.raises(Unwritable) as refused:
        embed(data, "png", {"title": "New"}, about(data))
    assert refused.value.reason == "linked"


@pytest.mark.parametrize(
    "unread",
    [
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(bytes(5 << 20))),
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00no zlib"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00no end"),
        chunk(b"zTXt", b"Raw profile type exif\x00\x00no zlib"),
        chunk(b"tEXt", b"Raw profile type exif\x00no digits"),
        chunk(b"zTXt", b"Raw profile type xmp\x00\x00" + zlib.compress(b"\nxmp\n 9\n" + b"20" * (5 << 20))),
        chunk(b"zTXt", b"Raw profile type iptc\x00\x00no zlib"),
    ],
)
def test_metadata_that_cannot_be_read_is_not_written_over(unread: bytes) -> None:
    data = with_chunks(encoded(quadrants(), "PNG"), unread)
    with pytest.raises(Unwritable) as refused:
        embed(data, "png", EVERYTHING, about(data))
    assert refused.value.reason in ("broken", "too_large")


def test_a_raw_profile_of_xmp_under_the_name_of_its_segment_stays() -> None:
    body = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    foreign = profile(b"APP1", body)
    data = with_chunks(encoded(quadrants(), "PNG"), foreign)
    assert foreign in embed(data, "png", EVERYTHING, about(data))


def test_profiles_that_are_not_read_stay() -> None:
    foreign = chunk(b"iTXt", b"Raw profile type exif" + bytes(5) + b"\nexif\n 2\n4949\n")
    data = with_chunks(encoded(quadrants(), "PNG"), foreign)
    assert foreign in embed(data, "png", EVERYTHING, about(data))


def test_both_of_imagemagicks_profiles_of_photoshop_say_the_same_and_keep_what_else_they_hold() -> None:
    old = block((1, 90, b"\x1b%G"), (2, 80, b"Ana"), (2, 5, b"Old"))
    paths = resource(2000, b"a clipping path")
    data = with_chunks(
        encoded(quadrants(), "PNG"),
        profile(b"8bim", paths + resource(0x0404, old)),
        profile(b"iptc", resource(0x0404, old)),
    )
    after = embed(data, "png", EVERYTHING, about(data))
    assert kinds(after).count(b"zTXt") == 2
    found = [raw_profile(after, each) for each in chunks_of(after) if each.kind == b"zTXt"]
    assert found[0].startswith(paths)
    for each in found:
        assert b"Old" not in each
        assert b"Am See" in each
        assert b"Ana" in each


def raw_profile(data: bytes, at: Chunk) -> bytes:
    body = data[at.begin + 8 : at.end - 4]
    text = zlib.decompress(body.partition(b"\x00")[2][1:])
    return bytes.fromhex(text.split(b"\n", 3)[3].replace(b"\n", b"").decode())


def test_two_blocks_that_say_different_things_are_both_kept() -> None:
    one, other = (
        patch(empty_block(), {"main": {0x010F: text_value(maker)}})
        for maker in ("One maker", "Another maker")
    )
    data = with_chunks(encoded(quadrants(), "PNG"), chunk(b"eXIf", one), profile(b"exif", other))
    with pytest.raises(Unwritable) as refused:
        embed(data, "png", {"title": "New"}, about(data))
    assert refused.value.reason == "extended_xmp"
    same = with_chunks(encoded(quadrants(), "PNG"), chunk(b"eXIf", one), profile(b"exif", b"Exif\0\0" + one))
    after = embed(same, "png", EVERYTHING, about(same))
    assert read_embedded(after).exif.make == "One maker"
    assert b"zTXt" not in kinds(after)
