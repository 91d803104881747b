"""Sidecars: what is written reads back, what is taken away is gone, and what was made for nothing is told."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.metadata.fields import FIELDS, Field, same
from keepers.metadata.xmp import read_xmp
from keepers.writing.sidecar import is_bare, write_sidecar
from keepers.writing.xmp_merge import fields_of
from keepers.writing.xmp_packet import write_packet
from writing.xmp_values import about, all_changes, changes

orientations = st.integers(1, 8)


def undated(packet: bytes) -> bytes:
    """The packet without the time of the change."""
    return re.sub(rb"(<xmp:MetadataDate>)[^<]*", rb"\1", packet)


@settings(deadline=None)
@given(all_changes, changes, orientations)
def test_every_field_reads_back_and_the_others_stay(
    first: dict[Field, Any], second: dict[Field, Any], orientation: int
) -> None:
    of = about(orientation)
    made = write_sidecar(None, first, of)
    for field, value in first.items():
        assert same(field, fields_of(made, of)[field], value), field
    changed = write_sidecar(made, second, of)
    for field, value in {**first, **second}.items():
        assert same(field, fields_of(changed, of)[field], value), field


@settings(deadline=None)
@given(changes, orientations)
def test_the_same_written_twice_is_the_same(said: dict[Field, Any], orientation: int) -> None:
    of = about(orientation)
    later = type(of)(of.width, of.height, of.orientation, of.now_ms + 3_600_000, of.software)
    made = write_sidecar(None, said, of)
    assert write_sidecar(made, said, of) == made
    assert undated(write_sidecar(made, said, later)) == undated(made)
    inside = write_packet(None, said, of)
    assert write_packet(inside, said, of) == inside


@settings(deadline=None)
@given(changes)
def test_what_is_taken_away_again_leaves_nothing(said: dict[Field, Any]) -> None:
    of = about()
    made = write_sidecar(None, said, of)
    assert is_bare(made) == all(value is None for value in said.values())
    left = write_sidecar(made, dict.fromkeys(said), of)
    assert is_bare(left)
    assert fields_of(left, of) == dict.fromkeys(FIELDS)
    assert b"<rdf:li" not in left


def test_the_moment_of_the_change_is_told_in_utc() -> None:
    stamp = read_xmp(write_sidecar(None, {"rating": 3}, about())).times.metadata
    assert stamp is not None
    assert stamp.text == "2026-09-21 14:13:20+00:00"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rating", 9),
        ("position", [0, 0]),
        ("keywords", "See"),
        ("people", [{"name": ""}]),
        ("date", {"time_ms": 0}),
    ],
)
def test_values_that_make_no_sense_are_refused(field: Field, value: Any) -> None:
    with pytest.raises(Invalid):
        write_sidecar(None, {field: value}, about())


def test_long_captions_are_kept_whole() -> None:
    caption = "Ein langer Tag am See. 🌊\n" * 800
    made = write_sidecar(None, {"caption": caption[:20_000]}, about())
    assert fields_of(made, about())["caption"] == caption[:20_000].strip()


def test_five_hundred_people_and_keywords() -> None:
    people = [{"name": f"Person {at}", "box": [at / 1000, 0.25, 0.125, 0.125]} for at in range(500)]
    keywords = [f"Top|Kind {at % 7}|Keyword {at}" for at in range(500)]
    made = write_sidecar(None, {"people": people, "keywords": keywords}, about(6))
    read = fields_of(made, about(6))
    assert same("people", read["people"], people)
    assert same("keywords", read["keywords"], keywords)


def test_a_packet_for_a_photo_can_be_found_and_can_grow() -> None:
    made = write_packet(None, {"title": "Am See"}, about())
    assert made.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert made.endswith(b'<?xpacket end="w"?>')
    assert 2000 <= len(re.findall(rb"\s*(?=<\?xpacket end)", made)[0]) <= 4096
    assert b"<?xml" not in made


def test_padding_leaves_room_in_a_segment_of_a_jpeg() -> None:
    words = {"caption": "ö" * 15_000}
    short = write_packet(None, {**words, "keywords": [f"{at:03d}" + "k" * 240 for at in range(60)]}, about())
    assert 64_500 < len(short) <= 65_502
    long = write_packet(None, {"keywords": [f"{at:03d}" + "k" * 240 for at in range(300)]}, about())
    assert len(long) > 65_502
    assert not re.search(rb"\s{3,}<\?xpacket end", long)


@pytest.mark.parametrize("nothing", [b"", b"\n", b"\xef\xbb\xbf", bytes(64)])
def test_an_empty_file_is_filled(nothing: bytes) -> None:
    made = write_sidecar(nothing, {"title": "Am See"}, about())
    assert made == write_sidecar(None, {"title": "Am See"}, about())


def test_bare_is_only_what_we_made() -> None:
    bare = write_sidecar(None, {}, about())
    assert is_bare(bare)
    assert not is_bare(b"")
    assert not is_bare(b"no xml")
    assert not is_bare(bare.replace(b"Keepers 0.1.0", b"XMP Core 6.0.0"))
    assert not is_bare(bare.replace(b"</rdf:Description>", b'<a:b xmlns:a="urn:a"/></rdf:Description>'))
    assert not is_bare(bare.replace(b'rdf:about=""', b'rdf:about="" xmlns:a="urn:a" a:b="c"'))
    assert not is_bare(bare.replace(b"<x:xmpmeta", b"<!-- mine --><x:xmpmeta"))
    assert not is_bare(bare.replace(b"</rdf:RDF>", b"<!-- mine --></rdf:RDF>"))
