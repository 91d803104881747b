"""WebP: simple files become extended ones, flags are kept in line, frames and pixels stay."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from keepers.writing.embed import embed
from keepers.writing.errors import Unwritable
from keepers.writing.webp import chunks_of
from media.pictures import encoded, quadrants
from writing.sample import EVERYTHING, NOTHING, about

_EXIF, _XMP, _ALPHA, _PROFILE, _ANIMATION = 0x08, 0x04, 0x10, 0x20, 0x02


def kinds(data: bytes) -> list[bytes]:
    return [each.kind for each in chunks_of(data)]


def flags(data: bytes) -> int:
    return data[chunks_of(data)[0].begin + 8]


def transparent() -> Image.Image:
    picture = quadrants().convert("RGBA")
    picture.putalpha(128)
    return picture


@pytest.mark.parametrize(
    ("picture", "options", "pixels", "expected"),
    [
        (quadrants(95, 63), {}, b"VP8 ", 0),
        (quadrants(), {"lossless": True}, b"VP8L", 0),
        (transparent(), {"lossless": True}, b"VP8L", _ALPHA),
        (transparent(), {}, b"VP8 ", _ALPHA),
        (
            quadrants(),
            {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()},
            b"VP8 ",
            _PROFILE,
        ),
    ],
)
def test_any_still_picture(
    picture: Image.Image, options: dict[str, Any], pixels: bytes, expected: int
) -> None:
    data = encoded(picture, "WEBP", **options)
    after = embed(data, "webp", EVERYTHING, about(data))
    assert kinds(after)[0] == b"VP8X"
    assert kinds(after)[-2:] == [b"EXIF", b"XMP "]
    assert flags(after) == expected | _EXIF | _XMP
    assert int.from_bytes(after[4:8], "little") == len(after) - 8
    assert len(after) % 2 == 0
    width, height = (int.from_bytes(after[at : at + 3], "little") + 1 for at in (24, 27))
    assert (width, height) == picture.size
    with Image.open(io.BytesIO(after)) as image:
        assert image.size == picture.size
        assert image.getexif()[0x010E].encode("latin-1").decode() == EVERYTHING["caption"]
    assert pixels in kinds(after)


def test_only_what_there_is_is_flagged() -> None:
    data = encoded(quadrants(), "WEBP")
    assert flags(embed(data, "webp", {"title": "Title"}, about(data))) == _XMP


def test_an_animation_plays_on() -> None:
    frames = [quadrants().rotate(angle) for angle in (0, 90, 180)]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=[100, 200, 300])
    after = embed(data, "webp", EVERYTHING, about(data))
    assert kinds(after) == [*kinds(data), b"EXIF", b"XMP "]
    assert flags(after) == flags(data) | _EXIF | _XMP
    with Image.open(io.BytesIO(after)) as image:
        assert image.n_frames == 3


@pytest.mark.photos
def test_real_ones(photos_dir: Path) -> None:
    for path in (*(photos_dir / "formats").rglob("*.webp"), *(photos_dir / "quality").rglob("*.webp")):
        data = path.read_bytes()
        after = embed(data, "webp", EVERYTHING, about(data))
        assert [kind for kind in kinds(after) if kind not in (b"VP8X", b"EXIF", b"XMP ")] == [
            kind for kind in kinds(data) if kind not in (b"VP8X", b"EXIF", b"XMP ")
        ]
        assert embed(after, "webp", NOTHING, about(after))[-2000:].count(b"xpacket end") == 1


def test_a_name_in_front_of_exif_stays() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    data = encoded(quadrants(), "WEBP", exif=b"Exif\x00\x00" + exif.tobytes()[6:])
    at = data.index(b"EXIF")
    named = data[:at] + b"EXIF" + (len(exif.tobytes())).to_bytes(4, "little") + exif.tobytes()
    named += bytes(len(named) % 2)
    named = named[:4] + (len(named) - 8).to_bytes(4, "little") + named[8:]
    after = embed(named, "webp", EVERYTHING, about(named))
    begin = next(each.begin for each in chunks_of(after) if each.kind == b"EXIF") + 8
    assert after[begin : begin + 8] in (b"Exif\x00\x00II", b"Exif\x00\x00MM")


def test_what_stands_behind_the_file_stays() -> None:
    data = encoded(quadrants(), "WEBP") + b"behind"
    assert embed(data, "webp", EVERYTHING, about(data)).endswith(b"behind")


@pytest.mark.parametrize(
    "broken",
    [
        b"RIFF\x04\x00\x00\x00WEBP",
        encoded(quadrants(), "WEBP")[:-9],
        encoded(quadrants(), "WEBP").replace(b"VP8 ", b"VP9 "),
        encoded(quadrants(), "WEBP").replace(b"\x9d\x01\x2a", b"\x9d\x01\x2b"),
    ],
)
def test_broken_ones_are_refused(broken: bytes) -> None:
    with pytest.raises(Unwritable) as refused:
        embed(broken, "webp", EVERYTHING, about(b""))
    assert refused.value.reason == "broken"
