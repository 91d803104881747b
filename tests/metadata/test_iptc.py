"""IPTC in every encoding it was ever written in."""

import struct
from hashlib import md5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.metadata.dates import Stamp
from keepers.metadata.iptc import Iptc, read_iptc

UTF8 = (1, 90, b"\x1b%G")


def block(*datasets: tuple[int, int, bytes]) -> bytes:
    return b"".join(
        bytes([0x1C, record, number]) + struct.pack(">H", len(value)) + value
        for record, number, value in datasets
    )


def test_all_that_is_read() -> None:
    data = block(
        UTF8, (2, 5, b"Title"), (2, 105, b"Headline"), (2, 120, "Grüße".encode()), (2, 25, b"a"),
        (2, 25, b"b"),
        (2, 80, b"Ana"), (2, 116, "© Ana".encode()), (2, 90, b"Rome"), (2, 92, b"Forum"), (2, 95, b"Lazio"),
        (2, 100, b"ITA"), (2, 101, b"Italy"), (2, 55, b"20190521"), (2, 60, b"104552+0200"),
        (2, 62, b"20190522"), (2, 63, b"104552"),
    )  # fmt: skip
    assert read_iptc(data) == Iptc(
        "Title", "Headline", "Grüße", ("a", "b"), ("Ana",), "© Ana", "Rome", "Forum", "Lazio", "Italy", "ITA",
        Stamp("2019-05-21 10:45:52", "+02:00"), Stamp("2019-05-22 10:45:52"),
        md5(data, usedforsecurity=False).digest(),
    )  # fmt: skip


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(
    "raw",
    [
        "Zürich – Café".encode(),
        "Zürich – Café".encode("cp1252"),
        "Zürich – Café".encode().decode("cp1252").encode(),
    ],
)
def test_one_text_however_it_was_encoded(raw: bytes, announced: bool) -> None:
    datasets = [(2, 90, raw)]
    if announced and b"\xfc" not in raw:
        datasets.insert(0, UTF8)
    assert read_iptc(block(*datasets)).city == "Zürich – Café"


def looks_encoded_twice(text: str, code: str) -> bool:
    try:
        return text.encode(code).decode() != text
    except UnicodeError:
        return False


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_any_announced_text_comes_back(text: str) -> None:
    twice = any(looks_encoded_twice(text, code) for code in ("latin-1", "cp1252"))
    found = read_iptc(block(UTF8, (2, 25, text.encode()))).keywords
    assert found == (text,) or twice


def test_days_and_months_that_are_not_known() -> None:
    for date, clock, expected in (
        (b"19560000", b"000000", Stamp("1956")),
        (b"19560800", b"", Stamp("1956-08")),
        (b"19560802", b"xx", Stamp("1956-08-02")),
        (b"1956", b"", None),
        (b"notadate", b"", None),
    ):
        assert read_iptc(block((2, 55, date), (2, 60, clock))).created == expected


def test_what_is_cut_off_is_told_and_the_rest_is_kept() -> None:
    whole = block((2, 90, b"Rome"), (2, 101, b"Italy"))
    found = read_iptc(whole[:-2])
    assert (found.city, found.country) == ("Rome", None)
    assert [(each.code, each.detail) for each in found.left_out] == [("cut_off", "2:101")]
    assert read_iptc(whole + bytes(7)).left_out == ()
    assert [each.code for each in read_iptc(whole + b"rest").left_out] == ["cut_off"]


def test_lengths_that_cannot_be() -> None:
    for tail in (b"\x1c\x02\x78\x80\x04\xff\xff\xff\xff", b"\x1c\x02\x78\xff\xff", b"\x1c\x02\x78\x80\x09"):
        assert len(read_iptc(block((2, 90, b"Rome")) + tail).left_out) == 1
    long = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 40_000) + b"a" * 40_000
    assert len(read_iptc(long).description or "") == 20_000
    assert [each.code for each in read_iptc(block((2, 0, b"")) * 6000).left_out] == ["too_many"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_an_answer(noise: bytes) -> None:
    assert isinstance(read_iptc(noise), Iptc)
    assert isinstance(read_iptc(b"\x1c\x02" + noise), Iptc)
