"""IPTC is kept in line where a photo has it: fields by IPTC-IIM, everything else byte for byte."""

from hashlib import md5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.dates import Stamp
from keepers.metadata.iptc import read_iptc
from keepers.metadata.photoshop_resources import resources
from keepers.writing.errors import Unwritable
from keepers.writing.iptc_datasets import write_iptc
from keepers.writing.iptc_resources import other_resources, write_resources

_UTF8 = (1, 90, b"\x1b%G")


def dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def block(*datasets: tuple[int, int, bytes]) -> bytes:
    return b"".join(dataset(*each) for each in datasets)


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    head = b"8BIM" + number.to_bytes(2, "big") + bytes((len(name),)) + name + bytes((len(name) + 1) % 2)
    return head + len(data).to_bytes(4, "big") + data + bytes(len(data) % 2)


def test_every_field() -> None:
    old = block(_UTF8, (2, 0, b"\x00\x04"), (2, 80, b"Ana"), (2, 25, b"one"), (2, 25, b"two"), (3, 10, b"!"))
    said = read_iptc(
        write_iptc(
            old,
            {
                "title": "Größe", "caption": "Am See\nim Sommer", "keywords": ["Orte|See", "Köln"],
                "date": {"time_ms": 1558435552999, "offset_min": -150},
                "place": {
                    "sublocation": "Ufer", "city": "Köln", "state": None,
                    "country": "Italia", "country_code": "ITA",
                },
                "rating": 3, "label": "Red", "people": None, "position": [1.0, 2.0],
            },
        )
    )  # fmt: skip
    assert (said.title, said.description, said.keywords) == ("Größe", "Am See\nim Sommer", ("See", "Köln"))
    assert said.created == Stamp("2019-05-21 10:45:52", "-02:30")
    assert (said.sublocation, said.city, said.state, said.country, said.country_code) == (
        "Ufer", "Köln", None, "Italia", "ITA",
    )  # fmt: skip
    assert (said.creators, said.left_out) == (("Ana",), ())


def test_what_is_not_changed_keeps_its_bytes() -> None:
    old = block(
        (2, 0, b"\x00\x04"), (2, 25, b"a"), (2, 80, b"\xe9"), (2, 25, b"b"), (7, 10, b"\xff")
    ) + bytes(3)
    assert write_iptc(old, {"keywords": ["c"]}) == (
        block((2, 0, b"\x00\x04"), (2, 25, b"c"), (2, 80, b"\xe9"), (7, 10, b"\xff")) + bytes(3)
    )
    assert write_iptc(old, {"keywords": None}) == (
        block((2, 0, b"\x00\x04"), (2, 80, b"\xe9"), (7, 10, b"\xff")) + bytes(3)
    )
    assert write_iptc(old, {"rating": 5, "position": None}) == old


def test_latin_becomes_utf8_when_it_has_to() -> None:
    old = block((2, 80, "José".encode("latin-1")), (2, 200, b"\xe9\xff"))
    made = write_iptc(old, {"title": "写真"})
    assert made == block(_UTF8, (2, 80, "José".encode()), (2, 200, b"\xe9\xff"), (2, 5, "写真".encode()))


def test_what_is_too_long_is_cut_between_letters() -> None:
    made = write_iptc(block(_UTF8), {"title": "ä" * 40, "keywords": ["ä" * 33, "ä" * 40]})
    said = read_iptc(made)
    assert said.title == "ä" * 32
    assert said.keywords == ("ä" * 32,)


@given(
    st.text("aZ ä写😀\n", max_size=3000),
    st.lists(st.text(min_size=1, max_size=40), max_size=5),
    st.sampled_from([b"", b"\x1b%G"]),
)
def test_any_text_reads_back(caption: str, keywords: list[str], charset: bytes) -> None:
    old = block((1, 90, charset), (2, 80, "José".encode("utf-8" if charset else "latin-1")))
    made = write_iptc(old, {"caption": caption or None, "keywords": keywords or None})
    said = read_iptc(made)
    assert (caption.strip() or "").startswith(said.description or "")
    assert len((said.description or "").encode()) > min(len(caption.strip().encode()), 1990) - 1
    assert said.creators == ("José",)
    assert said.left_out == ()
    assert write_iptc(made, {"caption": caption or None, "keywords": keywords or None}) == made


@pytest.mark.parametrize("broken", [b"\x1c\x02\x05\x00\x09Title", b"\x1c\x02\x05\x00\x01Txx", b"no datasets"])
def test_broken_ones_are_refused(broken: bytes) -> None:
    with pytest.raises(Unwritable) as refused:
        write_iptc(broken, {"title": "Title"})
    assert refused.value.reason == "broken"


@given(st.binary(max_size=200))
def test_any_bytes_are_written_or_refused(data: bytes) -> None:
    for mark in (b"", b"\x1c\x02\x05\x00\x02"):
        try:
            made = write_iptc(mark + data, {"title": "Title"})
        except Unwritable:
            continue
        assert read_iptc(made).title == "Title"


@given(st.binary(max_size=200))
def test_any_resources_are_written_or_refused(data: bytes) -> None:
    for mark in (b"", b"8BIM\x04\x04\x00\x00\x00\x00\x00\x08"):
        try:
            made = write_resources(mark + data, {"title": "Title"})
        except Unwritable:
            continue
        assert other_resources(made) == other_resources(mark + data)


def test_resources_around_it_stay() -> None:
    old = block(_UTF8, (2, 5, b"Old"))
    before = (
        resource(0x03ED, b"\x00\x48", b"name")
        + resource(0x0404, old)
        + resource(0x0425, md5(old, usedforsecurity=False).digest())
        + resource(0x040C, b"small picture")
        + b"tail"
    )
    made = write_resources(before, {"title": "New one"})
    found = resources(made)
    assert found.iptc == block(_UTF8, (2, 5, b"New one"))
    assert found.iptc_digest == md5(found.iptc, usedforsecurity=False).digest()
    assert other_resources(made) == other_resources(before)


def test_a_note_that_was_out_of_line_stays_so() -> None:
    """Somebody changed the IPTC after the XMP: what is not changed now is still to be believed from IPTC."""
    before = resource(0x0404, block(_UTF8, (2, 90, "Köln".encode()))) + resource(0x0425, bytes(16))
    found = resources(write_resources(before, {"title": "New"}))
    assert found.iptc_digest == bytes(16)


def test_no_iptc_is_made() -> None:
    before = resource(0x03ED, b"\x00\x48")
    assert write_resources(before, {"title": "New"}) == before


def test_the_note_of_the_encoding_stands_behind_the_version_of_the_envelope() -> None:
    old = block((1, 0, b"\x00\x04"), (2, 0, b"\x00\x04"), (2, 5, b"Old"))
    made = write_iptc(old, {"title": "Köln"})
    assert made == block((1, 0, b"\x00\x04"), _UTF8, (2, 0, b"\x00\x04"), (2, 5, "Köln".encode()))
