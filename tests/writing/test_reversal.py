"""A file comes back as it was, byte for byte, from little more than what was changed."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.writing.errors import Unwritable
from keepers.writing.reversal import reversal, reverse

_PIXELS = random.Random(1).randbytes(300_000)


@given(st.binary(max_size=600), st.binary(max_size=600))
def test_any_two_files(before: bytes, after: bytes) -> None:
    assert reverse(after, reversal(before, after)) == before


@given(st.data())
def test_any_edits(data: st.DataObject) -> None:
    """Cuts, insertions and changes anywhere in a file."""
    before = _PIXELS[:20_000]
    after = before
    for _ in range(data.draw(st.integers(0, 4))):
        at, gone = data.draw(st.integers(0, len(after))), data.draw(st.integers(0, 3000))
        after = after[:at] + data.draw(st.binary(max_size=300)) + after[at + gone :]
    assert reverse(after, reversal(before, after)) == before


def header(length: int) -> bytes:
    return random.Random(length).randbytes(length)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(header(900) + _PIXELS, header(4000) + _PIXELS, id="metadata in front grows"),
        pytest.param(_PIXELS + header(900), _PIXELS + header(4000), id="metadata behind grows"),
        pytest.param(
            b"RIFF1234WEBP" + _PIXELS + header(9),
            b"RIFF5678WEBPVP8X........" + _PIXELS + header(4000),
            id="both, and the pixels move",
        ),
        pytest.param(
            _PIXELS[:4] + b"\x01\x02\x03\x04" + _PIXELS[8:],
            _PIXELS[:4] + b"\x05\x06\x07\x08" + _PIXELS[8:90_000] + b"!" + _PIXELS[90_001:] + header(4000),
            id="a few bytes anywhere, the rest behind",
        ),
        pytest.param(
            header(300) + _PIXELS[:100_000] + header(200) + _PIXELS[100_000:],
            header(500) + _PIXELS[:100_000] + header(40) + _PIXELS[100_000:],
            id="two places, with other distances",
        ),
    ],
)
def test_is_as_small_as_the_metadata(before: bytes, after: bytes) -> None:
    told = reversal(before, after)
    assert reverse(after, told) == before
    assert len(told) < 1400


def test_a_file_changed_since_is_left_alone() -> None:
    told = reversal(b"before" + _PIXELS, b"after" + _PIXELS)
    with pytest.raises(Unwritable) as refused:
        reverse(b"after" + _PIXELS[:-1] + b"?", told)
    assert refused.value.reason == "changed"


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_damaged_reversal_gives_nothing(at: int, flip: int) -> None:
    before, after = b"before" + _PIXELS[:5000], b"after" + _PIXELS[:5000] + b"more"
    told = bytearray(reversal(before, after))
    told[at % len(told)] ^= flip
    # Where the damage does not matter (a length that is not needed), the very bytes come back all the same.
    with suppress(Unwritable):
        assert reverse(after, bytes(told)) == before


@given(st.binary(max_size=200))
def test_any_bytes_for_a_reversal(told: bytes) -> None:
    with pytest.raises(Unwritable):
        reverse(b"after", told)
