from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geography.known_places import KNOWN
from keepers.geography.atlas import Atlas


@pytest.mark.parametrize("name", KNOWN)
def test_known_places_are_called_what_a_family_calls_them(atlas: Atlas, name: str) -> None:
    latitude, longitude, *expected = KNOWN[name]
    place = atlas.place_at(latitude, longitude)
    assert place is not None
    assert [place.district, place.city, place.country_code] == expected


def test_small_countries_are_not_their_neighbours(atlas: Atlas) -> None:
    for latitude, longitude, code in (
        (36.1408, -5.3536, "GI"), (43.7384, 7.4246, "MC"), (43.9367, 12.4461, "SM"), (42.506, 1.522, "AD"),
        (47.1410, 9.5209, "LI"), (49.6116, 6.1319, "LU"), (22.276, 114.146, "HK"), (-29.315, 27.487, "LS"),
    ):  # fmt: skip
        place = atlas.place_at(latitude, longitude)
        assert place is not None
        assert place.country_code == code


def test_at_sea_and_nowhere_there_is_no_place(atlas: Atlas) -> None:
    for latitude, longitude in (
        (30.0, -40.0),
        (90.0, 0.0),
        (91.0, 0.0),
        (0.0, 181.0),
        (nan, 0.0),
        (0.0, inf),
    ):
        assert atlas.place_at(latitude, longitude) is None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Kreuzberg, Berlin, Germany"),
        ("de", "Kreuzberg, Berlin, Deutschland"),
        ("de-AT", "Kreuzberg, Berlin, Deutschland"),
        ("fr", "Kreuzberg, Berlin, Allemagne"),
        ("xx", "Kreuzberg, Berlin, Germany"),
    ],
)
def test_a_place_in_other_languages(atlas: Atlas, language: str, sentence: str) -> None:
    place = atlas.place_at(52.4990, 13.4030, language)
    assert place is not None
    assert place.sentence == sentence


def test_regions_and_cities_in_other_languages(atlas: Atlas) -> None:
    def said(latitude: float, longitude: float, language: str) -> str:
        place = atlas.place_at(latitude, longitude, language)
        assert place is not None
        return place.sentence

    assert said(43.7680, 11.2531, "de") == "Florenz, Toskana, Italien"
    assert said(47.5622, 13.6493, "de") == "Hallstatt, Oberösterreich, Österreich"
    assert said(48.1374, 11.5755, "en-GB") == "Munich, Bavaria, Germany"
    assert said(38.7223, -9.1393, "de_DE").endswith("Lissabon, Portugal")
    # What bears one name is said once, also where one of the two is not known in the language.
    assert said(35.6595, 139.7005, "de") == "Dōgenzaka, Tokio, Japan"
    assert said(1.3521, 103.8198, "en").count("Singapore") == 1


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_position_has_an_answer(latitude: float, longitude: float) -> None:
    place = _ATLAS.place_at(latitude, longitude)
    if place is not None:
        assert place.country
        assert len(place.country_code) == 2
        assert (place.city is None) == (place.distance_km is None)
        assert place.distance_km is None or place.distance_km < 60
        assert place.sentence.endswith(place.country) or place.city is not None


_ATLAS = Atlas()
