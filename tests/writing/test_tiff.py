"""TIFF: everything new comes behind what is there; strips, tiles and other pages stay where they are."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from keepers.metadata.embedded import read_embedded
from keepers.writing.embed import embed
from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import LONG, MAIN, SUB, TiffBlock, read_block
from keepers.writing.exif_patch import TagValue, patch, raw_value
from keepers.writing.tiff import kept
from media.pictures import encoded, quadrants, scene
from writing.sample import EVERYTHING, about
from writing.test_iptc import block, resource

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def same_rest(before: bytes, after: bytes) -> bool:
    """Whether the second file is the first with something behind it, but for the odd pointer and value."""
    changed = sum(one != other for one, other in zip(before, after, strict=False))
    return len(after) >= len(before) and changed < 1200


def in_order(order: str, **options: Any) -> bytes:
    """Pillow writes in the order the pixels were in."""
    pixels = np.arange(64 * 48, dtype=np.uint16).reshape(48, 64)
    image = Image.fromarray(pixels.astype(">u2")) if order == ">" else Image.fromarray(pixels)
    if order == ">":
        image = Image.frombytes("I;16B", (64, 48), pixels.astype(">u2").tobytes())
    return encoded(image, "TIFF", **options)


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders(order: str) -> None:
    data = in_order(order)
    assert data[:2] == {"<": b"II", ">": b"MM"}[order]
    after = embed(data, "tiff", EVERYTHING, about(data))
    assert same_rest(data, after)
    with Image.open(io.BytesIO(data)) as one, Image.open(io.BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()


def test_all_pages_stay() -> None:
    pages = [quadrants(), quadrants().rotate(90), quadrants().convert("L")]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    after = embed(data, "tiff", EVERYTHING, about(data))
    assert same_rest(data, after)
    assert list(map(bytes, kept(after))) == list(map(bytes, kept(data)))
    assert len(list(kept(data))) >= 6
    with Image.open(io.BytesIO(after)) as image:
        assert image.n_frames == 3
        for index, page in enumerate(pages):
            image.seek(index)
            assert image.tobytes() == page.tobytes()


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "jpeg"])
def test_packed_pixels(compression: str) -> None:
    data = encoded(scene(), "TIFF", compression=compression)
    after = embed(data, "tiff", EVERYTHING, about(data))
    assert same_rest(data, after)
    with Image.open(io.BytesIO(data)) as one, Image.open(io.BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()


def test_directories_below_stay() -> None:
    """Photoshop and others keep smaller pictures in directories below the first."""
    data = encoded(quadrants(), "TIFF")
    at = len(data) + len(data) % 2
    page = read_block(data).pages[0]
    below = struct.pack("<H", len(page.entries)) + data[page.at + 2 : page.end]
    data = data.ljust(at, b"\x00") + below
    data = patch(data, {MAIN: {0x014A: TagValue(LONG, 1, struct.pack("<I", at))}})
    after = embed(data, "tiff", EVERYTHING, about(data))

    def directory(block: TiffBlock) -> tuple[int, int]:
        (found,) = block.below[SUB]
        return found.at, len(found.entries)

    assert directory(read_block(after)) == directory(read_block(data)) == (at, len(page.entries))


@pytest.mark.parametrize("numbers", [False, True])
def test_iptc_is_kept_in_line(numbers: bool) -> None:
    iptc = block((1, 90, b"\x1b%G"), (2, 80, b"Ana"), (2, 5, b"Old"))
    iptc += bytes(-len(iptc) % 4)
    value = TagValue(LONG, len(iptc) // 4, iptc) if numbers else raw_value(iptc)
    data = patch(
        encoded(quadrants(), "TIFF"), {MAIN: {33723: value, 34377: raw_value(resource(0x0404, iptc))}}
    )
    after = embed(data, "tiff", EVERYTHING, about(data))
    said = read_embedded(after).iptc
    assert said is not None
    assert (said.title, said.creators) == (EVERYTHING["title"], ("Ana",))
    entry = read_block(after).pages[0].entry(33723)
    assert entry is not None
    assert entry.kind == value.kind
    assert b"Old" not in after


def test_what_stands_behind_the_file_stays() -> None:
    data = encoded(quadrants(), "TIFF") + b"behind"
    after = embed(data, "tiff", EVERYTHING, about(data))
    assert b"behind" in after
    assert same_rest(data, after)


@pytest.mark.photos
def test_a_real_one(photos_dir: Path) -> None:
    data = (photos_dir / "formats/odd/16_bit_noise.tif").read_bytes()
    assert same_rest(data, embed(data, "tiff", EVERYTHING, about(data)))


@pytest.mark.photos
@pytest.mark.parametrize("name", ["DNG.dng", "Nikon.nef", "canon_eos_6d.dng", "CanonRaw.cr2"])
def test_raw_files_are_refused(photos_dir: Path, name: str) -> None:
    data = (photos_dir / "formats/raw" / name).read_bytes()
    with pytest.raises(Unwritable) as refused:
        embed(data, "tiff", EVERYTHING, about(data))
    assert refused.value.reason == "unsupported"


def test_big_tiff_is_refused() -> None:
    data = encoded(quadrants(), "TIFF", big_tiff=True)
    assert TiffImagePlugin.TiffImageFile(io.BytesIO(data)).size == (96, 64)
    with pytest.raises(Unwritable) as refused:
        embed(data, "tiff", EVERYTHING, about(data))
    assert refused.value.reason == "unsupported"
