"""Apple's maker notes, made by hand: two ids, whatever else is in there."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.embedded import read_embedded
from keepers.metadata.maker_notes import AppleNotes, read_apple_notes
from metadata.apple_notes import note

_CONTENT = "D3EC4F65-9D30-4AF2-9F75-7C6FEFF19F35"
_BURST = "3E8E2A9C-7B7A-4E0C-8A60-B5E7D6A1F0C1"


@pytest.mark.parametrize("order", [">", "<"])
def test_both_ids_are_read_in_either_order_of_bytes(order: str) -> None:
    made = note({0x0B: _BURST, 0x11: _CONTENT}, order)
    assert read_apple_notes(made) == AppleNotes(content_id=_CONTENT, burst_id=_BURST)


def test_ids_compare_equal_however_they_are_spelt() -> None:
    assert read_apple_notes(note({0x11: _CONTENT.lower()})).content_id == _CONTENT


def test_a_long_value_before_them_costs_nothing() -> None:
    """ExifRead alone would read a matrix of 60,000 bytes one by one."""
    made = note({0x11: _CONTENT}, before=[(0x02, 7, 60_000)])
    assert read_apple_notes(made).content_id == _CONTENT


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"Apple iOS\x00",
        b"Apple iOS\x00\x00\x01MM",
        b"Apple iOS\x00\x00\x01XX\x00\x01",
        b"Apple iOS\x00\x00\x01MM\xff\xff",
        note({0x11: _CONTENT})[:60],
        b"Nikon\x00\x02" + note({0x11: _CONTENT}),
        note({0x11: _CONTENT}) + bytes(1 << 16),
        note({0x11: "x" * 200}),
        note({0x11: "caf\u00e9"}),
    ],
)
def test_what_is_none_of_apples_or_damaged_says_nothing(damaged: bytes) -> None:
    assert read_apple_notes(damaged).content_id is None


def test_a_value_that_is_no_text_says_nothing() -> None:
    entry = struct.pack(">HHII", 0x11, 4, 0xFFFFFFFF, 0)
    made = b"Apple iOS\x00\x00\x01MM" + struct.pack(">H", 1) + entry + bytes(4)
    assert read_apple_notes(made) == AppleNotes()


@given(st.binary(max_size=600), st.sampled_from([b"MM", b"II"]))
def test_any_bytes_give_an_answer(rest: bytes, order: bytes) -> None:
    found = read_apple_notes(b"Apple iOS\x00\x00\x01" + order + rest)
    for each in (found.content_id, found.burst_id):
        assert each is None or (each and each.isprintable())


@pytest.mark.parametrize("nothing", [None, 5, "Apple iOS", (1, 2)])
def test_what_is_no_block_of_bytes_says_nothing(nothing: object) -> None:
    assert read_apple_notes(nothing) == AppleNotes()


@pytest.mark.photos
def test_a_real_photo_of_a_phone_is_read_through(photos_dir: Path) -> None:
    found = read_embedded((photos_dir / "formats" / "tiny_meta" / "Apple.jpg").read_bytes()).exif
    assert found.make == "Apple"
    assert (found.content_id, found.burst_id) == (None, None)
