"""From what a person types to the places they may mean.

"Lisb", "Lissabon" and "Лиссабон" find Lisbon; "Springfield, Illinois" or "Paris, US" say which one. What
comes behind a comma has to begin the name of the city around it, the region, the country, or be its code.
Larger places come first, whole names before beginnings. If nothing begins like that, names that one slip of
the finger explains are taken.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from keepers.geography.describing import described
from keepers.geography.folding import fold
from keepers.geography.gazetteer import Gazetteer, Keys
from keepers.geography.place import Place
from keepers.geography.words import Words

MOST_LETTERS: Final = 100
# Of one letter there are tens of thousands of names: the largest of them are looked at.
_MOST_LOOKED_AT: Final = 400
_LEAST_FOR_SLIPS: Final = 4


@dataclass(frozen=True)
class Found:
    """A place that may be meant: what it is called, its middle in degrees, and how many people live there."""

    place: Place
    latitude: float
    longitude: float
    population: int


def search(gazetteer: Gazetteer, words: Words, text: str, limit: int) -> list[Found]:
    """The likeliest first, at most `limit`; nothing for what has no letters or more than 100."""
    if len(text) > MOST_LETTERS:
        return []
    name, *around = (fold(part) for part in text.split(","))
    around = [part for part in around if part]
    if not name:
        return []
    for match in (_beginning, _one_slip):
        found = _ranked(gazetteer, words, match(gazetteer.keys, name), around, limit)
        if found:
            return found
    return []


@dataclass(frozen=True)
class _Candidates:
    """Cities, and whether the whole of a name of theirs was typed."""

    city: NDArray[np.int64]
    whole: NDArray[np.bool_]


def _ranked(
    gazetteer: Gazetteer, words: Words, candidates: _Candidates, around: list[str], limit: int
) -> list[Found]:
    cities = gazetteer.cities
    # A whole name counts as ten times the people: who types "York" means York, who types "Lo" means London.
    weight = (cities.population[candidates.city] + 1.0) * np.where(candidates.whole, 10.0, 1.0)
    order = candidates.city[np.argsort(-weight, kind="stable")]
    found: dict[int, Found] = {}
    for index in map(int, order[:_MOST_LOOKED_AT]):
        if index in found:
            continue
        place = described(gazetteer, words, index, None)
        if all(_lies_in(place, part) for part in around):
            latitude, longitude = float(cities.latitude[index]), float(cities.longitude[index])
            population = int(cities.population[index])
            found[index] = Found(place, round(latitude, 5), round(longitude, 5), population)
        if len(found) == limit:
            break
    return list(found.values())


def _lies_in(place: Place, part: str) -> bool:
    if part == place.country_code.lower():
        return True
    names = (place.city, place.state, place.country)
    return any(fold(name).startswith(part) for name in names if name)


def _beginning(keys: Keys, name: str) -> _Candidates:
    begin, end = _range(keys, name.encode())
    lengths = np.diff(np.append(keys.starts, len(keys.lines) + 1)[begin : end + 1]) - 1
    return _Candidates(keys.city[begin:end].astype(np.int64), lengths == len(name.encode()))


def _one_slip(keys: Keys, name: str) -> _Candidates:
    """Names with the same first letter that one letter more, less, other or two turned around make of it."""
    if len(name) < _LEAST_FOR_SLIPS:
        return _Candidates(np.empty(0, np.int64), np.empty(0, np.bool_))
    begin, end = _range(keys, name[0].encode())
    alike = [at for at in range(begin, end) if _a_slip_apart(_line(keys, at), name)]
    return _Candidates(keys.city[alike].astype(np.int64), np.ones(len(alike), np.bool_))


def _a_slip_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    left, right = one[same:], other[same:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[1:2] + left[:1] == right[:2] and left[2:] == right[2:])
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def _range(keys: Keys, beginning: bytes) -> tuple[int, int]:
    """The lines that begin so: from the first to behind the last."""
    cut = len(beginning)
    every = range(len(keys.starts))
    first = bisect_left(every, beginning, key=lambda at: _bytes(keys, at)[:cut])
    return first, bisect_right(every, beginning, lo=first, key=lambda at: _bytes(keys, at)[:cut])


def _line(keys: Keys, at: int) -> str:
    return _bytes(keys, at).decode()


def _bytes(keys: Keys, at: int) -> bytes:
    begin = int(keys.starts[at])
    end = int(keys.starts[at + 1]) - 1 if at + 1 < len(keys.starts) else len(keys.lines)
    return keys.lines[begin:end]
