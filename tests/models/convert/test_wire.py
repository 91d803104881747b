"""Protocol buffers: what is read is what was written, and no bytes do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.models.convert.wire import Field, fields, joined, message_field, number_field

_NUMBERS = st.integers(1, 2**29 - 1)
_FIELDS = st.lists(
    st.one_of(
        st.builds(number_field, _NUMBERS, st.integers(0, 2**64 - 1)),
        st.builds(message_field, _NUMBERS, st.binary(max_size=300)),
    ),
    max_size=8,
)


@given(_FIELDS)
def test_what_was_written_is_read(row: list[Field]) -> None:
    read = list(fields(joined(row)))
    assert [(each.number, each.value, bytes(each.content)) for each in read] == [
        (each.number, each.value, bytes(each.content)) for each in row
    ]


@given(_FIELDS)
def test_what_is_read_can_be_put_together_to_the_same_bytes(row: list[Field]) -> None:
    assert joined(list(fields(joined(row)))) == joined(row)


@given(st.binary(max_size=400))
def test_any_bytes_are_fields_or_refused(content: bytes) -> None:
    try:
        row = list(fields(content))
    except Invalid:
        return
    assert joined(row) == content


def test_numbers_of_fixed_length_are_kept_whole() -> None:
    content = b"\x0d\x01\x02\x03\x04" + b"\x11\x01\x02\x03\x04\x05\x06\x07\x08"
    assert [bytes(each.content) for each in fields(content)] == [content[1:5], content[6:]]
    assert joined(list(fields(content))) == content


@pytest.mark.parametrize(
    "content",
    [
        b"\x0a\x05abc",
        b"\x0a" + b"\xff" * 9 + b"\x01",
        b"\x80" * 20,
        b"\x08",
        b"\x0d\x01",
        b"\x0b",
        b"\x0f",
    ],
    ids=["cut", "longer than anything", "endless number", "no value", "cut number", "group", "no kind"],
)
def test_what_cannot_be_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="not a whole ONNX file"):
        list(fields(content))
