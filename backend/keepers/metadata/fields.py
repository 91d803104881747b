"""The fields a person can change, and their values as plain JSON: what is the same, what is allowed. Pure.

A value is None where there is nothing. docs/metadata.md lists where each is read and written.

    title, caption, label   text
    keywords    ["Places|Portugal|Lisbon", "beach"]: a path is written with "|"; each once
    people      [{"name": text, "box": [x, y, width, height] or None}], parts of the upright picture
    rating      -1 (rejected), 1 to 5
    date        {"time_ms": wall clock as if UTC, "offset_min": minutes east of UTC or None}
    position    [latitude, longitude], degrees, WGS 84
    place       {"sublocation", "city", "state", "country", "country_code"}, each text or None
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from keepers.base.errors import Invalid
from keepers.metadata.dates import is_sensible
from keepers.metadata.dating import Dated
from keepers.metadata.exif_values import MAX_WORDS
from keepers.metadata.regions import Box, within
from keepers.metadata.words import in_lines, in_one_line
from keepers.metadata.xmp_keywords import MAX_LEVELS, names_person

if TYPE_CHECKING:
    # Reading brings Pillow along, and the server needs the fields without it.
    from keepers.metadata.said import Said

Field = Literal["title", "caption", "keywords", "people", "rating", "label", "date", "position", "place"]
#: Plain JSON, of the shape the field has.
Value = Any

FIELDS: Final[tuple[Field, ...]] = get_args(Field)
PLACE_PARTS: Final = ("sublocation", "city", "state", "country", "country_code")
#: What stands between the parts of a keyword's path.
BETWEEN: Final = "|"
#: Keywords, or people, of one photo.
MOST_ENTRIES: Final = 500
#: Sources of a time that nobody gave to the photo.
NOT_GIVEN: Final = frozenset({"file_name", "file_modified"})

_MOST_CHARACTERS: Final = {"title": 2000, "caption": MAX_WORDS, "label": 100}
_MOST_OF_ENTRY: Final = 250
_OFFSETS_MIN: Final = (-12 * 60, 14 * 60)
_NEAR_DEGREES: Final = 1e-6
# Six digits are kept, and turning and halving costs the last of them.
_NEAR_BOX: Final = 1e-4


def normal(field: Field, value: Value) -> Value:
    """The value as it is kept: texts stripped and NFC, numbers rounded, each entry once, None for nothing.

    Raises Invalid with a sentence where it makes no sense for the field, or is longer than it may be.
    """
    if value is None:
        return None
    made: Value = _text(field, value) if field in _MOST_CHARACTERS else _NORMAL[field](value)
    return made


def same(field: Field, one: Value, other: Value) -> bool:
    """Whether two normal values say the same, so that writing one over the other would change nothing.

    Lists in any order; times to the second, offsets where both have one; positions to a hand's breadth.
    """
    if one is None or other is None:
        return one is other
    if field == "keywords":
        return set(one) == set(other)
    if field == "people":
        return _same_people(one, other)
    if field == "date":
        offsets = {each["offset_min"] for each in (one, other)} - {None}
        return one["time_ms"] // 1000 == other["time_ms"] // 1000 and len(offsets) < 2
    if field == "position":
        return all(abs(a - b) <= _NEAR_DEGREES for a, b in zip(one, other, strict=True))
    return bool(one == other)


def of_said(said: "Said", dated: Dated) -> dict[Field, Value]:
    """What the files of a picture say, by field; every field is there, its value normal.

    What is longer than a person may write is cut. A date that only the file's name or time tells is None.
    """
    time = dated.time
    given = time.source not in NOT_GIVEN
    place = {part: fact.value if (fact := getattr(said, part)) else None for part in PLACE_PARTS}
    found: dict[Field, Value] = {
        "title": said.title and _cut(in_one_line(said.title.value), _MOST_CHARACTERS["title"]),
        "caption": said.description and _cut(in_lines(said.description.value), _MOST_CHARACTERS["caption"]),
        "keywords": _keywords_said(said),
        "people": _people_said(said),
        "rating": said.rating and (said.rating.value or None),
        "label": said.label and _cut(in_one_line(said.label.value), _MOST_CHARACTERS["label"]),
        "date": {"time_ms": time.time_ms, "offset_min": time.offset_min} if given else None,
        "position": said.position and _degrees(*said.position.value),
        "place": _some({part: _cut(in_one_line(text or ""), _MOST_OF_ENTRY) for part, text in place.items()}),
    }
    return {field: found[field] or None for field in FIELDS}


def _text(field: Field, value: Value) -> str | None:
    clean = in_lines if field == "caption" else in_one_line
    return _bounded(clean(_string(value, f"A {field} is text.")), _MOST_CHARACTERS[field], f"A {field}")


def _keywords(value: Value) -> list[str] | None:
    paths = []
    for entry in _entries(value, "Keywords are a list of texts."):
        path = _path(_string(entry, "Keywords are a list of texts.").split(BETWEEN))
        if names_person(path):
            raise Invalid(
                f'{path[1]} under "{path[0]}" is somebody: add them to the people of the photo instead.'
            )
        if len(path) > MAX_LEVELS:
            raise Invalid(f"A keyword of {len(path)} levels is deeper than the {MAX_LEVELS} that are kept.")
        if path:
            paths.append(path)
    return [
        cast(str, _bounded(keyword, _MOST_OF_ENTRY, "A keyword")) for keyword in _each_once(paths)
    ] or None


def _keywords_said(said: "Said") -> list[str] | None:
    paths = said.keyword_paths.value if said.keyword_paths else ()
    flat = said.keywords.value if said.keywords else ()
    # Programs list somebody's name among the plain keywords too; there they are people.
    people = {_key(path[-1]) for path in paths if names_person(path)}
    named = [_path(path) for path in paths if not names_person(path)]
    named += [_path(keyword.split(BETWEEN)) for keyword in flat if _key(keyword) not in people]
    short = [
        _path((_cut(BETWEEN.join(path[:MAX_LEVELS]), _MOST_OF_ENTRY) or "").split(BETWEEN)) for path in named
    ]
    return _each_once([path for path in short if path and not names_person(path)])[:MOST_ENTRIES] or None


def _path(parts: Iterable[str]) -> tuple[str, ...]:
    clean = (_nfc(in_one_line(part.replace(BETWEEN, "/"))) for part in parts)
    return tuple(part for part in clean if part)


def _each_once(paths: list[tuple[str, ...]]) -> list[str]:
    """The keywords, each once; one that is the last part of a path is in it, and not kept beside it."""
    last = {path[-1].casefold() for path in paths if len(path) > 1}
    found: dict[str, str] = {}
    for path in paths:
        if len(path) > 1 or path[0].casefold() not in last:
            keyword = BETWEEN.join(path)
            found.setdefault(keyword.casefold(), keyword)
    return list(found.values())


def _people(value: Value) -> list[dict[str, Value]] | None:
    names: dict[str, str] = {}
    boxes: dict[str, list[float]] = {}
    wrong = "People are a list of names, each with the place of the face or without."
    for entry in _entries(value, wrong):
        if not isinstance(entry, Mapping) or not entry.keys() <= {"name", "box"}:
            raise Invalid(wrong)
        name = _bounded(in_one_line(_string(entry.get("name"), wrong)), _MOST_OF_ENTRY, "A name")
        if name is None:
            raise Invalid("Somebody in the photo has no name.")
        names.setdefault(name.casefold(), name)
        if entry.get("box") is not None:
            boxes.setdefault(name.casefold(), _box(entry["box"]))
    return [{"name": name, "box": boxes.get(key)} for key, name in names.items()] or None


def _people_said(said: "Said") -> list[dict[str, Value]] | None:
    people: list[dict[str, Value]] = []
    for person in said.people[:MOST_ENTRIES]:
        box = _listed(person.box) if person.box else None
        if name := _cut(in_one_line(person.name), _MOST_OF_ENTRY):
            people.append({"name": name, "box": box if box and min(box[2:]) > 0 else None})
    return _people(people)


def _box(value: Value) -> list[float]:
    numbers = _numbers(value, 4, "A face is marked by four numbers between 0 and 1.")
    inside = within(Box(*numbers))
    box = _listed(inside) if inside else None
    if box is None or box[2] <= 0 or box[3] <= 0:
        raise Invalid("A face is marked within the picture, by four numbers between 0 and 1.")
    return box


def _listed(box: Box) -> list[float]:
    return [round(number, 6) for number in (box.x, box.y, box.width, box.height)]


def _same_people(one: list[dict[str, Value]], other: list[dict[str, Value]]) -> bool:
    boxes = {person["name"]: person["box"] for person in other}
    if {person["name"] for person in one} != boxes.keys() or len(one) != len(other):
        return False
    for person in one:
        mine, theirs = person["box"], boxes[person["name"]]
        if mine is None or theirs is None:
            if mine is not theirs:
                return False
        elif any(abs(a - b) > _NEAR_BOX for a, b in zip(mine, theirs, strict=True)):
            return False
    return True


def _rating(value: Value) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not -1 <= value <= 5:
        raise Invalid("A rating is a number of stars from 1 to 5, 0 for none, or -1 for rejected.")
    return value or None


def _date(value: Value) -> dict[str, int | None]:
    wrong = "A date is a moment on the camera's clock, and the minutes its zone is east of UTC where known."
    if not isinstance(value, Mapping) or not value.keys() <= {"time_ms", "offset_min"}:
        raise Invalid(wrong)
    time_ms, offset = value.get("time_ms"), value.get("offset_min")
    if isinstance(time_ms, bool) or not isinstance(time_ms, int):
        raise Invalid(wrong)
    if offset is not None and (isinstance(offset, bool) or not isinstance(offset, int)):
        raise Invalid(wrong)
    if offset is not None and not _OFFSETS_MIN[0] <= offset <= _OFFSETS_MIN[1]:
        raise Invalid("Zones lie between 12 hours west and 14 hours east of UTC.")
    if not is_sensible(time_ms):
        raise Invalid(
            "Photos are of the years 1826 to today. The first second of 1970 and of 1904 is what clocks say "
            "that were never set, so no program would believe it: take another second of that day."
        )
    return {"time_ms": time_ms, "offset_min": offset}


def _position(value: Value) -> list[float]:
    latitude, longitude = _numbers(value, 2, "A position is a latitude and a longitude, in degrees.")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise Invalid("A latitude lies between -90 and 90 degrees, a longitude between -180 and 180.")
    position = _degrees(latitude, longitude)
    if position is None:
        raise Invalid("0, 0 is what receivers write that know no place, so no program would believe it.")
    return position


def _degrees(latitude: float, longitude: float) -> list[float] | None:
    position = [round(latitude, 7), round(longitude, 7)]
    return position if any(position) else None


def _place(value: Value) -> dict[str, str | None] | None:
    if not isinstance(value, Mapping) or not value.keys() <= set(PLACE_PARTS):
        raise Invalid("A place has a location, a city, a state, a country and a country code, each text.")
    wrong = "The parts of a place are texts."
    parts = {part: in_one_line(_string(value.get(part) or "", wrong)) for part in PLACE_PARTS}
    return _some({part: _bounded(said, _MOST_OF_ENTRY, "A place's name") for part, said in parts.items()})


_NORMAL: Final[Mapping[Field, Callable[[Value], Value]]] = {
    "keywords": _keywords,
    "people": _people,
    "rating": _rating,
    "date": _date,
    "position": _position,
    "place": _place,
}


def _some(parts: dict[str, str | None]) -> dict[str, str | None] | None:
    return parts if any(parts.values()) else None


def _entries(value: Value, wrong: str) -> list[Value]:
    if not isinstance(value, list | tuple):
        raise Invalid(wrong)
    if len(value) > MOST_ENTRIES:
        raise Invalid(f"{len(value):,} are more than the {MOST_ENTRIES} one photo can have.")
    return list(value)


def _string(value: Value, wrong: str) -> str:
    if not isinstance(value, str):
        raise Invalid(wrong)
    return value


def _bounded(said: str, most: int, what: str) -> str | None:
    text = _nfc(said)
    if len(text) > most:
        raise Invalid(f"{what} of {len(text):,} characters is longer than the {most:,} that are kept.")
    return text or None


def _cut(said: str, most: int) -> str | None:
    return _nfc(said)[:most].strip() or None


def _numbers(value: Value, count: int, wrong: str) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != count:
        raise Invalid(wrong)
    for each in value:
        if isinstance(each, bool) or not isinstance(each, int | float) or not math.isfinite(each):
            raise Invalid(wrong)
    return [float(each) for each in value]


def _nfc(said: str) -> str:
    return unicodedata.normalize("NFC", said)


def _key(keyword: str) -> str:
    return _nfc(in_one_line(keyword)).casefold()
