"""Single values as XMP spells them: numbers, times, degrees, texts in several languages. Pure."""

import math
import re
from collections.abc import Iterable, Mapping

from keepers.metadata.dates import Stamp
from keepers.metadata.exif_values import MAX_NAME, cleaned
from keepers.metadata.words import in_one_line
from keepers.metadata.xmp_tree import Value

#: Entries of one list of texts.
MAX_ENTRIES = 2000
_NAME = 4 * MAX_NAME
_NUMBER = re.compile(
    r"\s*([+-]?(?:\d{1,15}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?)(?:/(\d{1,15}))?\s*"
)
# "52,31.504896N", "52,31,30.3N", "52.5250816": ISO 16684-1, 8.2.2.4, and what Apple and others write.
_DEGREES = re.compile(
    r"\s*([+-]?\d{1,3}(?:\.\d{1,20})?(?:[eE][+-]?\d\d?)?)(?:[,°\s]\s*(\d{1,2}(?:\.\d{1,20})?)(?:[,'\s]\s*(\d{1,2}(?:\.\d{1,20})?))?)?"
    r"[\"'°\s]*([NSEWnsew])?\s*"
)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:[T ].{0,40})?", re.ASCII)
_DEFAULT = "x-default"

Properties = Mapping[str, Value]


def text(properties: Properties, name: str) -> str | None:
    """The text of a property, of its first entry where it is a list, in one line."""
    value = properties.get(name)
    said = next(iter(value.texts()), "") if value is not None else ""
    return one_line(said)


def one_line(said: str) -> str | None:
    """A name: one line of at most 320 characters; None when blank."""
    return in_one_line(said[:_NAME]) or None


def texts(properties: Properties, name: str) -> tuple[str, ...]:
    """The entries of a list, each in one line and once."""
    value = properties.get(name)
    return once(value.texts()) if value is not None else ()


def once(said: Iterable[str]) -> tuple[str, ...]:
    """Names without repetition, in their order; at most MAX_ENTRIES."""
    found: dict[str, None] = {}
    for each in said:
        if len(found) >= MAX_ENTRIES:
            break
        name = one_line(each)
        if name:
            found[name] = None
    return tuple(found)


def languages(properties: Properties, name: str) -> dict[str, str]:
    """A text by language; 'x-default' first where there is one. A plain text counts as the default."""
    value = properties.get(name)
    if value is None:
        return {}
    found: dict[str, str] = {}
    for item in (value.items or [value])[:MAX_ENTRIES]:
        said = cleaned(item.text)
        if said:
            found.setdefault(item.lang.lower() or _DEFAULT, said)
    if _DEFAULT in found:
        return {_DEFAULT: found[_DEFAULT], **found}
    return found


def best(said: Mapping[str, str]) -> str | None:
    """The text for people whose language is not known: the default, else the first."""
    return next(iter(said.values()), None)


def number(properties: Properties, name: str) -> float | None:
    """A finite number, also as a fraction; None when it is none."""
    said = text(properties, name)
    return None if said is None else as_number(said)


def as_number(said: str) -> float | None:
    """'0.5', '.5' and '1/2' as 0.5; None when it is no number, or one divided by nought."""
    match = _NUMBER.fullmatch(said)
    if match is None:
        return None
    below = float(match[2]) if match[2] else 1.0
    found = float(match[1]) / below if below else math.nan
    return found if math.isfinite(found) else None


def between(properties: Properties, name: str, low: float, high: float) -> float | None:
    """A number within limits."""
    found = number(properties, name)
    return found if found is not None and low <= found <= high else None


def yes(properties: Properties, name: str) -> bool | None:
    """True or false; None when it is neither."""
    said = (text(properties, name) or "").lower()
    return True if said in ("true", "1", "yes") else False if said in ("false", "0", "no") else None


def degrees(properties: Properties, name: str, limit: int) -> float | None:
    """A latitude (limit 90) or longitude (180), south and west negative; None when out of range."""
    said = text(properties, name)
    match = _DEGREES.fullmatch(said) if said else None
    if match is None:
        return None
    whole, minutes, seconds = (float(part) if part else 0.0 for part in match.group(1, 2, 3))
    if minutes >= 60.001 or seconds >= 60.001:
        return None
    found = abs(whole) + minutes / 60 + seconds / 3600
    side = (match[4] or text(properties, f"{name}Ref") or "").upper()[:1]
    negative = match[1].startswith("-") != (side in ("S", "W"))
    return None if found > limit else -found if negative else found


def stamp(properties: Properties, name: str) -> Stamp | None:
    """A time as ISO 8601 or EXIF spells it, also of a year or a month only; unread."""
    said = text(properties, name)
    if said is None or len(said) > 48:
        return None
    if _ISO.fullmatch(said):
        return Stamp(said.replace("T", " ", 1))
    return Stamp(said)
