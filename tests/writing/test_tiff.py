"""TIFF: everything new comes behind what is there; strips, tiles and other pages stay where they are."""

import io
import struct
from hashlib import md5
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from keepers.metadata.beside import Beside
from keepers.metadata.embedded import read_embedded, witnesses_of
from keepers.metadata.facts import Trust
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


def overlapping(data: bytes, tags: int) -> bytes:
    """The picture with a megabyte behind it that many private tags all claim as their value."""
    block = read_block(data)
    first = block.pages[0]
    whole = data + bytes(1 << 20)
    entries = [data[each.at : each.at + 12] for each in first.entries]
    entries += [struct.pack("<HHII", 50_000 + tag, 7, 1 << 20, len(data)) for tag in range(tags)]
    table = struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
    return whole[:4] + struct.pack("<I", len(whole)) + whole[8:] + table


def test_values_over_each_other_are_bounded() -> None:
    data = encoded(quadrants(), "TIFF")
    shared = overlapping(data, 2)
    assert len(embed(shared, "tiff", EVERYTHING, about(shared))) > len(shared)
    bomb = overlapping(data, 1000)
    with pytest.raises(Unwritable) as refused:
        embed(bomb, "tiff", EVERYTHING, about(bomb))
    assert refused.value.reason == "too_many"


def test_more_tags_than_any_program_writes_are_refused() -> None:
    page = struct.pack("<H", 4000) + struct.pack("<HHII", 50_000, 1, 0, 0) * 4000
    pages = [8 + index * (len(page) + 4) for index in range(60)] + [0]
    data = b"II*\x00" + struct.pack("<I", 8)
    data += b"".join(page + struct.pack("<I", following) for following in pages[1:])
    with pytest.raises(Unwritable) as refused:
        read_block(data)
    assert refused.value.reason == "too_many"


@pytest.mark.parametrize("long", [False, True])
def test_photoshops_note_of_an_iptc_that_lies_beside_it_is_renewed(long: bool) -> None:
    iptc = block((1, 90, b"\x1b%G"), (2, 5, b"Old1"))
    iptc += bytes(-len(iptc) % 4)
    kept_too = resource(2000, b"a clipping path")
    noted = kept_too + resource(0x0425, md5(iptc, usedforsecurity=False).digest())
    as_stored = TagValue(LONG, len(iptc) // 4, iptc) if long else raw_value(iptc)
    data = patch(encoded(quadrants(), "TIFF"), {MAIN: {33723: as_stored, 34377: raw_value(noted)}})
    assert not trusted(data).iptc_changed
    after = embed(data, "tiff", EVERYTHING, about(data))
    assert not trusted(after).iptc_changed
    assert kept_too in after
    # What was not right before still tells that the IPTC was changed.
    stale = patch(data, {MAIN: {33723: raw_value(iptc.replace(b"Old1", b"Old2"))}})
    assert trusted(stale).iptc_changed
    assert trusted(embed(stale, "tiff", {"rating": 3, "title": "New"}, about(stale))).iptc_changed


def trusted(data: bytes) -> Trust:
    return witnesses_of(read_embedded(data), Beside()).trust
