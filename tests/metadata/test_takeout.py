"""What Google's JSON says, and what is made of any other."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.metadata.left_out import LeftOut
from keepers.metadata.takeout import MAX_JSON_BYTES, TakeoutAlbum, TakeoutPhoto, read_takeout


def photo(**said: Any) -> TakeoutPhoto:
    found = read_takeout(json.dumps({"photoTakenTime": {"timestamp": "1696573800"}, **said}).encode())
    assert isinstance(found, TakeoutPhoto)
    return found


def code(data: bytes) -> str:
    found = read_takeout(data)
    assert isinstance(found, LeftOut)
    return found.code


def test_all_that_is_read() -> None:
    found = photo(
        title="IMG_1.jpg",
        description="Am See\nzweite Zeile",
        creationTime={"timestamp": "1697872351"},
        geoData={"latitude": 48.8, "longitude": -2.3, "altitude": 82.09},
        geoDataExif={"latitude": 1.0, "longitude": 1.0, "altitude": 1.0},
        people=[{"name": "Ana"}, {"name": "Ana"}, {"name": 7}, "x", {"name": "שלום"}],
        favorited=True,
        archived=True,
        trashed=True,
        url="https://photos.google.com/photo/x",
        googlePhotosOrigin={"fromPartnerSharing": {}},
    )
    assert found == TakeoutPhoto(
        "IMG_1.jpg", "Am See\nzweite Zeile",
        1_696_573_800_000, 1_697_872_351_000, 48.8, -2.3, 82.09, "geoData",
        ("Ana", "שלום"), True, True, True, True, "https://photos.google.com/photo/x",
    )  # fmt: skip


def test_where_google_knows_no_place_the_photos_own_counts() -> None:
    nowhere = {"latitude": 0.0, "longitude": 0.0, "altitude": 0.0}
    found = photo(geoData=nowhere, geoDataExif={"latitude": 1.5, "longitude": 2.5, "altitude": 0.0})
    assert (found.latitude, found.longitude, found.altitude_m, found.place_from) == (
        1.5,
        2.5,
        None,
        "geoDataExif",
    )
    none = photo(geoData=nowhere, geoDataExif=nowhere)
    assert (none.latitude, none.longitude, none.place_from) == (None, None, None)


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": 91, "longitude": 1},
        {"latitude": "48", "longitude": 1},
        [],
        None,
        {"latitude": True, "longitude": True},
    ],
)
def test_places_that_are_none(place: Any) -> None:
    assert photo(geoData=place).latitude is None


@pytest.mark.parametrize("stamp", ["", "soon", None, 1.5, True, "9" * 30, [], "-"])
def test_times_that_are_none(stamp: Any) -> None:
    assert photo(photoTakenTime={"timestamp": stamp}).taken_ms is None


def test_before_1970() -> None:
    assert photo(photoTakenTime={"timestamp": "-423327600"}).taken_ms == -423_327_600_000


def test_albums_of_every_age() -> None:
    now = {"title": "Été", "description": "", "access": "protected", "date": {"timestamp": "1697872351"}}
    assert read_takeout(json.dumps(now).encode()) == TakeoutAlbum("Été", None, 1_697_872_351_000)
    then = {"albumData": {"title": "Summer", "description": "Hot"}}
    assert read_takeout(json.dumps(then).encode()) == TakeoutAlbum("Summer", "Hot", None)
    untitled = {"title": "", "description": "", "access": "", "date": {}}
    assert read_takeout(json.dumps(untitled).encode()) == TakeoutAlbum("", None, None)


def test_what_is_neither() -> None:
    assert code(b"") == "empty"
    assert code(b"{") == "not_json"
    assert code(b"\xff\xfe") == "not_json"
    assert code(b"[" * 100_000) == "not_json"
    assert code(b"[1, 2]") == "incomplete"
    assert code(b'{"title": "x"}') == "incomplete"
    assert code(b'{"subscriptions": []}') == "incomplete"
    assert code(b" " * (MAX_JSON_BYTES + 1)) == "too_large"
    assert code(b'{"photoTakenTime": {"timestamp": ' + b"9" * 5000 + b"}}") == "not_json"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["title", "description", "photoTakenTime", "creationTime", "geoData", "geoDataExif", "people",
     "favorited",
     "url", "albumData", "date", "googlePhotosOrigin", "latitude", "longitude", "timestamp", "name"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, ANYTHING | st.dictionaries(KEYS, ANYTHING, max_size=3), max_size=6))
def test_any_object_gives_an_answer(said: dict[str, Any]) -> None:
    assert isinstance(read_takeout(json.dumps(said).encode()), TakeoutPhoto | TakeoutAlbum | LeftOut)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_answer(noise: bytes) -> None:
    assert isinstance(read_takeout(noise), TakeoutPhoto | TakeoutAlbum | LeftOut)
