"""Values of fields for tests: normal ones of every kind, with what is hard about texts in them."""

from typing import Any

from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.metadata.fields import FIELDS, PLACE_PARTS, Field, normal
from keepers.writing.about import About

#: 2026-09-21 14:13:20 UTC.
NOW_MS = 1_790_000_000_000


def about(orientation: int = 1, width: int = 4000, height: int = 3000) -> About:
    """A picture that lies, or stands where `orientation` says so."""
    return About(width, height, orientation, NOW_MS, "Keepers 0.1.0")


#: What programs trip over: markup, separators, other scripts, joined emoji, signs apart from their accents.
HARD = [
    "<b>&amp;</b>", "a & b", ']]>"\'', "24/7", "A|B", "עברית and English", "a\u200f\u202bb", "Cafe\u0301",
    "\u0641\u0627\u0631\u0633\u06cc \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "写真\u3000家",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "\ud800",
    "\ufffe", "a\x00b\x1fc", "&#x41;", "{x:y}", "rdf:li", " spaced  twice ", "People", "a\r\nb\x85c\u2028d",
]  # fmt: skip

texts = st.one_of(st.sampled_from(HARD), st.text(max_size=40), st.text("abc/|é ", max_size=12))
names = st.one_of(st.sampled_from(["Ana", "Bo", "ana", "Zoë", *HARD]), st.text(min_size=1, max_size=30))


@st.composite
def boxes(draw: st.DrawFn) -> list[float]:
    """A part of the picture, from a thousandth of it to nearly all."""
    width, height = draw(st.floats(0.001, 0.95)), draw(st.floats(0.001, 0.95))
    return [draw(st.floats(0, 1)) * (1 - width), draw(st.floats(0, 1)) * (1 - height), width, height]


_SHAPES: dict[Field, st.SearchStrategy[Any]] = {
    "title": texts,
    "caption": st.lists(texts, max_size=4).map("\n".join),
    "keywords": st.lists(st.one_of(texts, st.lists(texts, min_size=1, max_size=4).map("|".join)), max_size=6),
    "people": st.lists(st.fixed_dictionaries({"name": names, "box": st.none() | boxes()}), max_size=4),
    "rating": st.sampled_from([-1, 1, 2, 3, 4, 5]),
    "label": texts,
    "date": st.fixed_dictionaries(
        {
            "time_ms": st.integers(-4_500_000_000_000, NOW_MS),
            "offset_min": st.none() | st.integers(-12 * 60, 14 * 60),
        }
    ),
    "position": st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    "place": st.fixed_dictionaries(dict.fromkeys(PLACE_PARTS, st.none() | texts)),
}


def _normal(field: Field, value: Any) -> Any:
    if field == "people":
        value = [person for person in value if normal("title", person["name"])]
    if field == "keywords":
        value = [each for each in value if _is_keyword(each)]
    return normal(field, value)


def _is_keyword(said: str) -> bool:
    """Whether it is one, and not somebody under "People"."""
    try:
        return bool(normal("keywords", [said]))
    except Invalid:
        return False


def _sensible(field: Field, value: Any) -> bool:
    """Neither the place nor a moment of a device that knows none."""
    if field == "position":
        return bool(round(value[0], 7) or round(value[1], 7))
    return field != "date" or not any(
        0 <= value["time_ms"] - unset < 1000 for unset in (0, -2_082_844_800_000)
    )


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """A normal value of a field, None among them."""
    shaped = _SHAPES[field].filter(lambda value: _sensible(field, value))
    return st.none() | shaped.map(lambda value: _normal(field, value))


#: Changes of any fields.
changes = st.lists(st.sampled_from(FIELDS), unique=True).flatmap(
    lambda fields: st.fixed_dictionaries({field: value_of(field) for field in fields})
)
#: Changes of all fields.
all_changes = st.fixed_dictionaries({field: value_of(field) for field in FIELDS})
