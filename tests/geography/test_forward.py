import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.geography.atlas import Atlas
from keepers.geography.folding import fold


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Lisb", "Lisbon, Portugal"),
        ("Lissabon", "Lisbon, Portugal"),
        ("Лиссабон", "Lisbon, Portugal"),
        ("東京", "Tokyo, Japan"),
        ("MÜNCHEN", "Munich, Bavaria, Germany"),
        ("munchen", "Munich, Bavaria, Germany"),
        ("Springfield, Illinois", "Springfield, Illinois, United States"),
        ("Paris, US", "Paris, Texas, United States"),
        ("kreuzberg, berlin", "Kreuzberg, Berlin, Germany"),
        ("Niagara Falls, Canada", "Niagara Falls, Ontario, Canada"),
        ("sao paulo", "São Paulo, Brazil"),
        # Slips of the finger: a letter too few, too many, another, two turned around.
        ("Lisbn", "Lisbon, Portugal"),
        ("Kyotto", "Kyoto, Japan"),
        ("Kyoot", "Kyoto, Japan"),
        ("Hallstutt", "Hallstatt, Upper Austria, Austria"),
    ],
)
def test_what_is_typed_finds_the_place(atlas: Atlas, typed: str, sentence: str) -> None:
    first, *_ = atlas.search(typed, limit=3)
    assert first.place.sentence == sentence


def test_the_middle_of_a_place_is_found_again(atlas: Atlas) -> None:
    (lisbon,) = atlas.search("Lisboa", limit=1)
    assert (lisbon.latitude, lisbon.longitude) == pytest.approx((38.72509, -9.1498), abs=1e-4)
    assert lisbon.population > 400_000
    again = atlas.place_at(lisbon.latitude, lisbon.longitude)
    assert again is not None
    assert again.city == "Lisbon"


def test_the_larger_come_first_and_nothing_comes_twice(atlas: Atlas) -> None:
    found = atlas.search("ber", limit=20)
    assert len(found) == 20
    assert found[0].place.city == "Berlin"
    assert len({(each.latitude, each.longitude) for each in found}) == 20


def test_answers_are_in_the_language_asked_for(atlas: Atlas) -> None:
    (found,) = atlas.search("Florenz, Italien", "de", 1)
    assert found.place.sentence == "Florenz, Toskana, Italien"


def test_what_is_no_name_finds_nothing(atlas: Atlas) -> None:
    for typed in ("", " ", ",", "!?", "\x00", "x" * 101, "Qqqqqqqzzz", "Berlin, Narnia", "ab" * 50):
        assert atlas.search(typed) == []


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_text_has_an_answer(text: str) -> None:
    assert len(_ATLAS.search(text, limit=3)) <= 3


@settings(deadline=None)
@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


_ATLAS = Atlas()
