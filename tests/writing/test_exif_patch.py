"""Tags are set and removed, and whatever stays keeps its place and its bytes."""

import io
import struct
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from keepers.metadata.exif import Exif, read_exif
from keepers.writing.errors import Unwritable
from keepers.writing.exif_block import EXIF, GPS, MAIN, TiffBlock, ranges, read_block
from keepers.writing.exif_fields import exif_edits
from keepers.writing.exif_patch import TagValue, empty_block, patch, raw_value, text_value

_MAKER_NOTE = bytes(range(256)) * 3
_TAGS = {MAIN: (0x010E, 0x013B, 0x8298, 0x9C9B), EXIF: (0x9003, 0x9011, 0x9286), GPS: (1, 2, 29)}


def camera_block(order: str = "<") -> bytes:
    """A block as cameras write it: a maker note in the middle, a small picture at the end."""
    exif = Image.Exif()
    exif.endian = order
    exif[0x010F], exif[0x0110], exif[0x010E] = "Maker", "Model", "As it came"
    exif.get_ifd(0x8769).update({0x9003: "2019:05:21 10:45:52", 0x927C: _MAKER_NOTE, 0x9000: b"0231"})
    exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 2.0, 3.0), 29: "2019:05:21"})
    data: bytes = exif.tobytes()
    return data[6:]


def values(data: bytes) -> dict[tuple[str, int], tuple[int, int, bytes]]:
    """Type, count and bytes of every tag; where the pointers lead is no value."""
    block = read_block(data)
    found: dict[tuple[str, int], tuple[int, int, bytes]] = {}
    for name in (MAIN, EXIF, GPS):
        directory = block.named(name)
        for entry in directory.entries if directory else ():
            if entry.tag not in (0x8769, 0x8825):
                found[name, entry.tag] = (entry.kind, entry.count, data[entry.begin : entry.end])
    return found


def values_of(*texts: str) -> st.SearchStrategy[TagValue | None]:
    some = st.one_of(st.text(max_size=60).filter(lambda said: "\x00" not in said), st.sampled_from(texts))
    return st.one_of(st.none(), some.map(text_value), st.binary(min_size=1, max_size=300).map(raw_value))


@st.composite
def edits(draw: Any) -> dict[str, dict[int, TagValue | None]]:
    return {
        name: {tag: draw(values_of("", "x")) for tag in tags if draw(st.booleans())}
        for name, tags in _TAGS.items()
    }


@given(st.lists(edits(), min_size=1, max_size=4), st.sampled_from("<>"), st.booleans())
def test_only_what_is_changed_changes(
    turns: list[dict[str, dict[int, TagValue | None]]], order: str, fresh: bool
) -> None:
    data = empty_block(order) if fresh else camera_block(order)
    for turn in turns:
        before, data = data, patch(data, turn)
        expected = values(before)
        for name, tags in turn.items():
            for tag, value in tags.items():
                expected.pop((name, tag), None)
                if value is not None:
                    expected[name, tag] = (value.kind, value.count, value.data)
        assert values(data) == expected
        assert apart(data, read_block(data))
        assert len(data) <= len(before) + 2000
        if not fresh:
            # Maker notes hold distances from the beginning: theirs may not change.
            assert data.index(_MAKER_NOTE) == before.index(_MAKER_NOTE)


def apart(data: bytes, block: TiffBlock) -> bool:
    used = sorted(ranges(data, block))
    return all(end <= begin for (_, end), (begin, _) in pairwise(used))


@given(edits())
def test_doing_it_twice_changes_nothing(turn: dict[str, dict[int, TagValue | None]]) -> None:
    once = patch(camera_block(), turn)
    assert patch(once, turn) == once


def test_nothing_to_change_is_the_same_bytes() -> None:
    assert patch(camera_block(), {}) == camera_block()


def test_what_is_removed_is_gone() -> None:
    data = patch(camera_block(), {MAIN: {0x010E: None}, GPS: dict.fromkeys((1, 2, 29))})
    assert b"As it came" not in data
    assert read_block(data).named(GPS) is None


def test_a_longer_value_at_the_end_grows_where_it_is() -> None:
    data = camera_block()
    for length in range(20, 400):
        data = patch(data, {MAIN: {0x013B: text_value("x" * length)}})
    assert len(data) < len(camera_block()) + 700


def test_a_value_two_tags_share_is_not_written_over() -> None:
    data = bytearray(camera_block())
    block = read_block(bytes(data))
    make, model = block.pages[0].entry(0x010F), block.pages[0].entry(0x0110)
    assert make is not None
    assert model is not None
    data[model.at + 4 : model.at + 12] = data[make.at + 4 : make.at + 12]
    changed = patch(bytes(data), {MAIN: {0x010F: text_value("Other")}})
    assert values(changed)[MAIN, 0x0110][2] == b"Maker\x00"
    assert values(changed)[MAIN, 0x010F][2] == b"Other\x00"


def test_others_read_it() -> None:
    picture = io.BytesIO()
    data = patch(
        empty_block(">"), {MAIN: {0x010E: text_value("Große Ferien")}, EXIF: {0x9003: text_value("2019")}}
    )
    Image.new("L", (1, 1)).save(picture, "JPEG", exif=b"Exif\x00\x00" + data)
    exif = Image.open(picture).getexif()
    assert exif[0x010E].encode("latin-1").decode("utf-8") == "Große Ferien"
    assert exif.get_ifd(0x8769)[0x9003] == "2019"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:11], id="cut off"),
        pytest.param(lambda data: b"XX" + data[2:], id="no byte order"),
        pytest.param(lambda data: data[:4] + struct.pack("<I", len(data)) + data[8:], id="begins outside"),
        pytest.param(lambda data: data[:8] + b"\xff\xff" + data[10:], id="absurd count"),
        pytest.param(lambda data: data[:-300], id="values cut off"),
    ],
)
def test_what_does_not_hold_together_is_refused(damage: Any) -> None:
    with pytest.raises(Unwritable) as refused:
        patch(damage(camera_block()), {MAIN: {0x010E: text_value("Caption")}})
    assert refused.value.reason == "broken"


def test_circles_are_refused() -> None:
    data = bytearray(camera_block())
    end = read_block(bytes(data)).pages[0].end
    data[end - 4 : end] = data[4:8]
    with pytest.raises(Unwritable) as refused:
        patch(bytes(data), {MAIN: {0x010E: text_value("Caption")}})
    assert refused.value.reason == "broken"


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6), st.integers(0, 5000), edits()
)
def test_any_damage_is_refused_or_written(
    flips: list[tuple[int, int]], length: int, turn: dict[str, dict[int, TagValue | None]]
) -> None:
    data = bytearray(camera_block())
    for at, value in flips:
        data[at % len(data)] = value
    broken = bytes(data[:length]) if length < len(data) else bytes(data)
    with suppress(Unwritable):
        made = patch(broken, turn)
        assert len(made) <= len(broken) + 4000
        read_block(made)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("caption", ["By the lake", "Am See, größer"])
def test_a_comment_that_says_the_same_as_the_caption_goes_with_it(order: str, caption: str) -> None:
    def changed(comment: bytes) -> Exif:
        block = patch(
            empty_block(order),
            {
                MAIN: {0x010E: text_value("Old one")},
                EXIF: {0x9286: raw_value(b"ASCII\x00\x00\x00" + comment)},
            },
        )
        return read_exif(patch(block, exif_edits({"caption": caption}, read_exif(block), read_block(block))))

    assert changed(b"Old one").comment == changed(b"Old one").description == caption
    assert changed(b"steps: 20").comment == "steps: 20"
    assert changed(b"steps: 20").description == caption
