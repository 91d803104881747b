"""Changes to be written in tests, and what to know of the file for it."""

from typing import Any

from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.metadata.embedded import read_embedded
from keepers.metadata.fields import FIELDS, Field, Value, normal
from keepers.writing.about import About

#: 2026-09-21, as clocks of computers count.
NOW_MS = 1_790_000_000_000
#: Something in every field.
EVERYTHING: dict[Field, Value] = {
    "title": "Am See 😀",
    "caption": "Große Ferien\nzweite Zeile",
    "keywords": ["Orte|Italien|Como", "Sommer"],
    "people": [{"name": "Ana", "box": [0.1, 0.2, 0.3, 0.25]}, {"name": "Bo", "box": None}],
    "rating": 4,
    "label": "Green",
    "date": {"time_ms": 1_558_435_552_000, "offset_min": 120},
    "position": [-33.5123456, -70.2543211],
    "place": {
        "sublocation": "Lungolago",
        "city": "Como",
        "state": "Lombardia",
        "country": "Italia",
        "country_code": "ITA",
    },
}
#: Nothing in any.
NOTHING: dict[Field, Value] = dict.fromkeys(FIELDS)


def about(data: bytes) -> About:
    """What writing has to know of a picture, read from it."""
    said = read_embedded(data)
    width, height = said.size or (1, 1)
    return About(width, height, said.exif.basics.orientation, NOW_MS, "Keepers 1.0")


def _normal(field: Field, value: Value) -> Value:
    try:
        return normal(field, value)
    except Invalid:
        return None


_UNSET = {0, -2_082_844_800}
_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)
_PART = st.floats(0, 0.7).map(lambda part: round(part, 6))
_SIDE = st.floats(0.01, 0.3).map(lambda part: round(part, 6))
_BOX = st.none() | st.tuples(_PART, _PART, _SIDE, _SIDE).map(list)
_RAW: dict[Field, st.SearchStrategy[Any]] = {
    "title": _LINE,
    "caption": st.lists(_LINE, min_size=1, max_size=3).map("\n".join),
    "keywords": st.lists(st.lists(_LINE, min_size=1, max_size=3).map("|".join), max_size=4),
    "people": st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(["Ana", "Bo", "Zoë 写", 'O"Neil & <co>']), "box": _BOX}
        ),
        max_size=3,
    ),
    "rating": st.integers(-1, 5),
    "label": _LINE,
    "date": st.fixed_dictionaries(
        {
            # Whole seconds and parts; clocks that were never set say the first second of 1970 or 1904.
            "time_ms": st.integers(-4_000_000_000_000, NOW_MS).filter(lambda ms: ms // 1000 not in _UNSET),
            "offset_min": st.none() | st.integers(-720, 840),
        }
    ),
    "position": st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(list),
    "place": st.fixed_dictionaries(
        {name: st.none() | _LINE for name in ("sublocation", "city", "state", "country", "country_code")}
    ),
}


@st.composite
def some_changes(draw: st.DrawFn) -> dict[Field, Value]:
    """Any fields with any values a person may give them, or none."""
    fields = draw(st.lists(st.sampled_from(FIELDS), unique=True, min_size=1))
    return {
        field: draw(st.none() | _RAW[field].map(lambda raw, f=field: _normal(f, raw))) for field in fields
    }
