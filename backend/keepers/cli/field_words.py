"""Fields a person can change, from the words of a command line and back into words."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from keepers.base.errors import Invalid
from keepers.metadata.date_reasons import REASONS
from keepers.metadata.fields import FIELDS, PLACE_PARTS, Field, Value

#: What each field is called in a table.
TITLES: Final[Mapping[Field, str]] = {
    "title": "title",
    "caption": "caption",
    "keywords": "keywords",
    "people": "people",
    "rating": "rating",
    "label": "label",
    "date": "date",
    "position": "position",
    "place": "place",
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def field_named(name: str) -> Field:
    """The field of this name. Raises Invalid."""
    found = next((field for field in FIELDS if field == name), None)
    if found is None:
        raise Invalid(f'There is no field "{name}". There are: {", ".join(FIELDS)}.', field=name)
    return found


def in_words(field: Field, value: Value) -> str:
    """A value for people; empty where there is none."""
    return "" if value is None else _IN_WORDS.get(field, str)(value)


def moment(time_ms: int, offset_min: int | None) -> str:
    """A wall clock, and its zone where known: 2024-08-17 14:03:09 +01:00."""
    said = (_EPOCH + timedelta(milliseconds=time_ms)).strftime("%Y-%m-%d %H:%M:%S")
    if offset_min is None:
        return said
    hours, minutes = divmod(abs(offset_min), 60)
    return f"{said} {'-' if offset_min < 0 else '+'}{hours:02}:{minutes:02}"


def here_and_now(time_ms: int) -> str:
    """When something was done, by the clock of this computer: 2024-08-17 14:03:09."""
    return (_EPOCH + timedelta(milliseconds=time_ms)).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def date_of(text: str) -> Value:
    """The value of a date as typed: 2024-08-17, 2024-08-17T14:03, …:09, with +01:00 or Z where known.

    A day alone stands for its noon. Raises Invalid.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(
            f'"{text}" is no date. Write it as 2024-08-17 or 2024-08-17T14:03:09, with +01:00 where the zone '
            "is known.",
            field="date",
        ) from None
    if len(text.strip()) <= len("2024-08-17"):
        found = found.replace(hour=12)
    offset = found.utcoffset()
    wall = found.replace(tzinfo=UTC) - _EPOCH
    return {
        "time_ms": round(wall / timedelta(milliseconds=1)),
        "offset_min": None if offset is None else round(offset / timedelta(minutes=1)),
    }


def check_country_code(code: str) -> None:
    """Raise Invalid for what is no code of two or three letters (ISO 3166), as a country's name."""
    if not re.fullmatch("[A-Za-z]{2,3}", code.strip()):
        raise Invalid(
            f'"{code}" is no code of a country. Codes have two or three letters, as PT; '
            "names go into --country.",
            field="place",
        )


def unsure_of(code: str | None) -> str | None:
    """Why the date is unsure, in a few words; None where it is not."""
    if code is None or REASONS[code][0] != "unsure":
        return None
    reason = REASONS[code][1].rstrip(".")
    return f"unsure: {reason[:1].lower()}{reason[1:]}"


def position_of(text: str) -> Value:
    """The value of a position as typed: "38.7139, -9.1394". Raises Invalid."""
    parts = text.replace(",", " ").split()
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        raise Invalid(
            f'"{text}" is no position. Write latitude and longitude in degrees: "38.7139, -9.1394".',
            field="position",
        ) from None
    return [latitude, longitude]


def _stars(rating: Value) -> str:
    return "rejected" if rating < 0 else f"{rating} of 5"


_IN_WORDS: Final[Mapping[Field, Callable[[Value], str]]] = {
    "keywords": ", ".join,
    "people": lambda people: ", ".join(person["name"] for person in people),
    "rating": _stars,
    "date": lambda date: moment(date["time_ms"], date["offset_min"]),
    "position": lambda position: f"{position[0]}, {position[1]}",
    "place": lambda place: ", ".join(place[part] for part in PLACE_PARTS if place[part]),
}
