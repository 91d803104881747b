"""The fields people can change: what is kept is normal, what is normal stays, and files say no other."""

import json
import unicodedata
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.metadata.dates import CaptureTime
from keepers.metadata.dating import Dated
from keepers.metadata.facts import Fact
from keepers.metadata.fields import FIELDS, PLACE_PARTS, Field, normal, of_said, same
from keepers.metadata.people import Person
from keepers.metadata.regions import Box
from keepers.metadata.said import Said

_NOON_2019 = 1_560_600_000_000


def fact(value: Any) -> Fact[Any]:
    return Fact(value, "xmp:some", "only")


def said(**facts: Any) -> dict[Field, Any]:
    dated = Dated(CaptureTime(_NOON_2019, 120, "exif_original"), "second", "camera")
    return of_said(Said(**facts), dated)


number = st.floats(allow_nan=True, allow_infinity=True) | st.integers() | st.booleans()
texts = st.text(max_size=300)
plain = st.none() | number | texts | st.lists(number, max_size=5) | st.lists(texts, max_size=5)
boxes = st.lists(st.floats(-0.5, 1.5), max_size=5)
shaped = st.one_of(
    plain,
    st.lists(st.fixed_dictionaries({"name": texts, "box": st.none() | boxes})),
    st.fixed_dictionaries({"time_ms": st.integers(), "offset_min": st.none() | st.integers(-900, 900)}),
    st.dictionaries(st.sampled_from([*PLACE_PARTS, "planet"]), texts | st.none()),
    st.tuples(st.floats(-91, 91), st.floats(-181, 181)),
)


@settings(max_examples=500)
@given(st.sampled_from(FIELDS), shaped)
def test_any_value_is_refused_in_words_or_kept_and_kept_again_as_it_is(field: Field, value: Any) -> None:
    try:
        kept = normal(field, value)
    except Invalid:
        return
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept
    assert normal(field, kept) == kept
    assert same(field, kept, kept)
    assert kept is None or not same(field, kept, None)


paths = st.lists(st.text(max_size=90), min_size=1, max_size=4).map(tuple)


@settings(max_examples=300)
@given(
    title=texts,
    words=st.text(max_size=2500),
    flat=st.lists(texts, max_size=8),
    trees=st.lists(paths | st.tuples(st.sampled_from(["People", "people", "Places"]), texts), max_size=6),
    names=st.lists(texts, max_size=4),
    rating=st.integers(-1, 5),
    box=st.builds(Box, *[st.floats(0, 0.5)] * 4),
)
def test_whatever_files_say_is_something_a_person_could_have_written(
    title: str, words: str, flat: list[str], trees: list[Any], names: list[str], rating: int, box: Box
) -> None:
    found = said(
        title=fact(title), description=fact(words), label=fact(words), city=fact(title),
        keywords=fact(tuple(flat)), keyword_paths=fact(tuple(trees)),
        people=tuple(Person(name, box, ()) for name in names), rating=fact(rating),
    )  # fmt: skip
    assert tuple(found) == FIELDS
    for field, value in found.items():
        assert normal(field, value) == value


def test_every_field_has_its_empty_value() -> None:
    empty: dict[Field, Any] = {
        "title": " \n", "caption": "", "label": "\x00", "keywords": ["", " | "], "people": [], "rating": 0,
        "place": {"city": " ", "country": None},
    }  # fmt: skip
    assert {field: normal(field, value) for field, value in empty.items()} == dict.fromkeys(empty)
    assert get_args(Field) == FIELDS


def test_texts_are_composed_stripped_and_shown_as_they_can_be() -> None:
    spelt = unicodedata.normalize("NFD", "  Café\u00a0Ouï\n")
    assert normal("title", spelt) == "Café Ouï"
    assert normal("caption", "one\r\ntwo\rthree\x07\n") == "one\ntwo\nthree"
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 می\u200cخواهم"
    assert normal("title", family) == family
    assert said(title=fact(family))["title"] == family
    with pytest.raises(Invalid, match="2,001 characters"):
        normal("title", "a" * 2001)
    assert normal("caption", "a" * 20_000) == "a" * 20_000


@pytest.mark.parametrize(
    "words",
    [
        # An emoji of a Unicode that is newer than this Python, Apple's own sign, a soft hyphen, Thai with
        # places to break, a flag.
        "\U0001fae9 \U0001fadf", "\uf8ff", "Donau\u00addampfer", "ไป\u200bเที่ยว",
        "\U0001f3f4\U000e0067\U000e007f",
    ],
)  # fmt: skip
def test_signs_that_this_python_does_not_know_are_words_too(words: str) -> None:
    assert normal("title", words) == words
    assert normal("caption", words) == words
    assert said(title=fact(words), description=fact(words))["title"] == words


@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u202e", "\ufeff", "\x1b\x07", "\ufffe\ufdd0", "\u200d \u2060"]
)
def test_what_shows_nothing_is_nothing(nothing: str) -> None:
    assert normal("title", nothing) is None
    assert normal("caption", nothing) is None
    assert normal("title", f"a{nothing[0]}b") in ("ab", f"a{nothing[0]}b")


def test_what_steers_the_line_around_it_is_taken_out() -> None:
    assert normal("title", "photo\u202egpj.exe\x1b[31m") == "photogpj.exe[31m"


def test_keywords_are_no_deeper_than_they_are_read() -> None:
    deep = "|".join(f"l{at}" for at in range(33))
    with pytest.raises(Invalid, match="33 levels"):
        normal("keywords", [deep])
    assert normal("keywords", [deep.rpartition("|")[0]])
    assert said(keywords=fact((deep,)))["keywords"] == [deep.rpartition("|")[0]]


@pytest.mark.parametrize("unset", [0, 1, 999, -2_082_844_800_000, -2_082_844_799_001])
def test_a_clock_that_was_never_set_is_no_date(unset: int) -> None:
    with pytest.raises(Invalid, match="never set"):
        normal("date", {"time_ms": unset, "offset_min": None})
    assert normal("date", {"time_ms": unset + 1000, "offset_min": None})
    assert normal("date", {"time_ms": unset - 1000, "offset_min": None})


def test_keywords_are_each_once_and_what_ends_a_path_is_in_it() -> None:
    given = ["beach", " Beach ", "Places | Portugal|Lisbon|", "lisbon", "Portugal"]
    assert normal("keywords", given) == ["beach", "Places|Portugal|Lisbon", "Portugal"]
    assert same("keywords", ["a", "b"], ["b", "a"])
    assert not same("keywords", ["a"], ["A"])
    with pytest.raises(Invalid, match="Anna"):
        normal("keywords", ["People|Anna"])
    with pytest.raises(Invalid, match="501"):
        normal("keywords", [str(each) for each in range(501)])
    with pytest.raises(Invalid, match="251"):
        normal("keywords", ["a" * 251])


def test_keywords_of_files_leave_people_to_the_people() -> None:
    found = said(
        keyword_paths=fact((("Places", "Portugal", "Lisbon"), ("People", "Anna Berg"), ("Holiday",))),
        keywords=fact(("Lisbon", "anna berg", "Holiday", "beach")),
        people=(Person("Anna Berg", None, ("xmp:keywords",)),),
    )
    assert found["keywords"] == ["Places|Portugal|Lisbon", "Holiday", "beach"]
    assert found["people"] == [{"name": "Anna Berg", "box": None}]


def test_people_are_each_once_with_the_first_box() -> None:
    given = [
        {"name": "Anna", "box": None},
        {"name": "anna", "box": [0.1, 0.2, 0.30000004, 0.4]},
        {"name": "Bo"},
    ]
    kept = normal("people", given)
    assert kept == [{"name": "Anna", "box": [0.1, 0.2, 0.3, 0.4]}, {"name": "Bo", "box": None}]
    near = [{"name": "Bo", "box": None}, {"name": "Anna", "box": [0.10005, 0.2, 0.3, 0.4]}]
    assert same("people", kept, near)
    assert not same("people", kept, [{"name": "Anna", "box": [0.2, 0.2, 0.3, 0.4]}, near[0]])
    assert not same("people", kept, [{"name": "Anna", "box": None}, near[0]])
    for wrong in ([{"name": "A", "box": [0, 0, 0, 0]}], [{"name": " "}], [{"name": "A", "age": 3}], ["Anna"]):
        with pytest.raises(Invalid):
            normal("people", wrong)


def test_dates_are_moments_that_readers_believe() -> None:
    kept = normal("date", {"time_ms": _NOON_2019})
    assert kept == {"time_ms": _NOON_2019, "offset_min": None}
    assert same("date", kept, {"time_ms": _NOON_2019 + 999, "offset_min": 120})
    assert not same("date", {**kept, "offset_min": 60}, {**kept, "offset_min": 120})
    assert not same("date", kept, {**kept, "time_ms": _NOON_2019 + 1000})
    never_set, year_2107, year_0 = 0, 4_323_456_000_000, -62_150_000_000_000
    for wrong in (never_set, year_2107, year_0, True, "2019"):
        with pytest.raises(Invalid):
            normal("date", {"time_ms": wrong})
    with pytest.raises(Invalid, match="14 hours"):
        normal("date", {"time_ms": _NOON_2019, "offset_min": 841})


@pytest.mark.parametrize("source", ["file_name", "file_modified"])
def test_a_date_of_the_file_alone_is_nothing_a_photo_says(source: str) -> None:
    dated = Dated(CaptureTime(_NOON_2019, None, source), "second", "file")
    assert of_said(Said(), dated)["date"] is None


def test_positions_are_on_earth_and_not_where_receivers_know_none() -> None:
    assert normal("position", (38.71670004, -9.13999996)) == [38.7167, -9.14]
    assert same("position", [38.7167, -9.14], [38.7167009, -9.14])
    assert not same("position", [38.7167, -9.14], [38.7168, -9.14])
    for wrong in ([91, 0], [0, 181], [0, 0], [1e-9, 0], [float("nan"), 1], [1], "1,2", [True, 2]):
        with pytest.raises(Invalid):
            normal("position", wrong)
    assert said(position=fact((1e-9, 0.0)))["position"] is None
