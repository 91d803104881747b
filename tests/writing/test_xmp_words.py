"""Ratings, times and places: spelt as the specification asks, and nothing else in a packet says otherwise."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.fields import Field
from keepers.metadata.wall_clock import wall_ms
from keepers.metadata.xmp import read_xmp
from keepers.metadata.xmp_tree import read_tree
from keepers.writing.sidecar import write_sidecar
from keepers.writing.xmp_merge import fields_of
from keepers.writing.xmp_words import degrees_minutes
from metadata.packets import packet
from writing.xmp_values import about

_NOWHERE = {"sublocation": None, "city": None, "state": None, "country": None, "country_code": None}


def put(existing: bytes, field: Field, value: Any) -> dict[str, str]:
    """The texts of the packet's properties afterwards."""
    made = write_sidecar(existing, {field: value}, about())
    if field != "date" or value is not None:
        assert fields_of(made, about())[field] == value
    return {name: said.text for name, said in read_tree(made).properties.items()}


@pytest.mark.parametrize(("stars", "percent"), [(1, "1"), (2, "25"), (3, "50"), (4, "75"), (5, "99")])
def test_windows_stars_follow(stars: int, percent: str) -> None:
    said = put(packet(attributes='MicrosoftPhoto:Rating="25" xmp:Rating="2"'), "rating", stars)
    assert (said["xmp:Rating"], said["MicrosoftPhoto:Rating"]) == (str(stars), percent)


@pytest.mark.parametrize("value", [None, -1])
def test_windows_has_no_stars_for_none_and_rejected(value: int | None) -> None:
    said = put(packet(attributes='MicrosoftPhoto:Rating="25"'), "rating", value)
    assert "MicrosoftPhoto:Rating" not in said
    assert said.get("xmp:Rating") == (None if value is None else "-1")
    assert "MicrosoftPhoto:Rating" not in put(packet(), "rating", 3)


@pytest.mark.parametrize(
    ("wall", "offset", "spelt"),
    [
        (datetime(2019, 5, 21, 10, 45, 52), 120, "2019-05-21T10:45:52+02:00"),  # noqa: DTZ001 - a wall clock
        (datetime(1907, 1, 2), None, "1907-01-02T00:00:00"),  # noqa: DTZ001 - a wall clock
        (datetime(2019, 5, 21, 10, 45, 52, 7000), -210, "2019-05-21T10:45:52.007-03:30"),  # noqa: DTZ001
        (datetime(2019, 5, 21, 10, 45, 52), 0, "2019-05-21T10:45:52+00:00"),  # noqa: DTZ001 - a wall clock
    ],
)
def test_a_time_is_spelt_with_its_zone_where_it_is_known(
    wall: datetime, offset: int | None, spelt: str
) -> None:
    before = packet(attributes='photoshop:DateCreated="2001" exif:SubSecTimeOriginal="77"')
    said = put(before, "date", {"time_ms": wall_ms(wall), "offset_min": offset})
    assert (said["exif:DateTimeOriginal"], said["photoshop:DateCreated"]) == (spelt, spelt)
    assert "exif:SubSecTimeOriginal" not in said


def test_a_time_that_is_taken_away_leaves_those_of_devices() -> None:
    before = packet(
        attributes='photoshop:DateCreated="2001-02-03" xmp:CreateDate="2002-02-03" '
        'exif:GPSTimeStamp="2003-01-01T00:00:00Z"'
    )
    said = put(before, "date", None)
    assert "photoshop:DateCreated" not in said
    assert said["xmp:CreateDate"] == "2002-02-03"
    assert said["exif:GPSTimeStamp"] == "2003-01-01T00:00:00Z"


@given(st.floats(-180, 180).map(lambda number: round(number, 7)))
def test_degrees_are_exact_to_a_hair(degrees: float) -> None:
    spelt = degrees_minutes(degrees, "EW")
    whole, minutes = spelt[:-1].split(",")
    assert 0 <= float(minutes) < 60
    assert round(int(whole) + float(minutes) / 60, 7) == abs(degrees)
    assert spelt[-1] == ("W" if degrees < 0 else "E")


def test_a_side_of_its_own_as_apple_writes_it_follows() -> None:
    apple = packet(
        "<exif:GPSLongitude>13.369</exif:GPSLongitude><exif:GPSLongitudeRef>E</exif:GPSLongitudeRef>"
        "<exif:GPSLatitude>52.52</exif:GPSLatitude><exif:GPSLatitudeRef>N</exif:GPSLatitudeRef>"
        "<exif:GPSAltitude>34/1</exif:GPSAltitude>"
    )
    said = put(apple, "position", [-33.5, -70.25])
    assert (said["exif:GPSLatitude"], said["exif:GPSLatitudeRef"]) == ("33,30.000000S", "S")
    assert (said["exif:GPSLongitude"], said["exif:GPSLongitudeRef"]) == ("70,15.000000W", "W")
    gone = put(apple, "position", None)
    assert [name for name in gone if name.startswith("exif:GPS")] == ["exif:GPSAltitude"]
    assert "exif:GPSLatitudeRef" not in put(packet(), "position", [1.5, 2.5])


def locations(name: str, *places: str) -> str:
    items = "".join(f'<rdf:li rdf:parseType="Resource">{place}</rdf:li>' for place in places)
    return f"<Iptc4xmpExt:{name}><rdf:Bag>{items}</rdf:Bag></Iptc4xmpExt:{name}>"


def city(name: str) -> str:
    return f"<Iptc4xmpExt:City>{name}</Iptc4xmpExt:City>"


def test_where_it_was_made_by_iptcs_extension_follows() -> None:
    before = packet(locations("LocationCreated", city("Como"), city("Second")))
    made = write_sidecar(before, {"place": {**_NOWHERE, "city": "Lecco", "country": "Italia"}}, about())
    text = made.decode()
    assert "Como" not in text
    assert "Second" in text
    assert text.count("Lecco") == 2
    assert text.count("Italia") == 2


def test_what_is_shown_may_lie_elsewhere_but_says_nothing_of_where_it_was_taken() -> None:
    shown = city("Paris") + "<Iptc4xmpExt:CountryName>France</Iptc4xmpExt:CountryName>"
    before = packet(locations("LocationShown", shown))
    assert fields_of(before, about())["place"] == {**_NOWHERE, "city": "Paris", "country": "France"}
    made = write_sidecar(before, {"place": {**_NOWHERE, "city": "Lecco"}}, about())
    assert fields_of(made, about())["place"] == {**_NOWHERE, "city": "Lecco"}
    assert b"Paris" in made
    assert b"France" not in made


def test_structures_of_which_nothing_is_left_go() -> None:
    before = packet(
        locations("LocationCreated", city("Como")) + locations("LocationShown", city("Como"), city("Rome"))
    )
    made = write_sidecar(before, {"place": None}, about())
    assert fields_of(made, about())["place"] is None
    assert b"LocationCreated" not in made
    # The next of the list would be read in the place of the first.
    assert b"Rome" not in made


def test_when_the_words_were_changed_is_noted_and_by_whom_the_file_was_not() -> None:
    before = packet(
        attributes='xmp:ModifyDate="2001-01-01" xmp:CreatorTool="Camera" xmp:MetadataDate="2001-01-01"'
    )
    made = write_sidecar(before, {"rating": 3}, about())
    assert read_xmp(made).times.modified == read_xmp(before).times.modified
    assert read_xmp(made).lineage.creator_tool == "Camera"
    assert b'xmp:MetadataDate="2026-09-21T14:13:20+00:00"' in made
