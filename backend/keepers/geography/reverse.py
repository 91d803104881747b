"""From a position to the city a family would name.

A city reaches as far as its people need room (`reach`). Of those whose reach a position is in, the one whose
middle is nearest is meant: the quarter rather than the next one, and the city where no quarter is near.
Outside of all, the one whose edge is nearest, up to 25 km: the town rather than the hamlet that lies about as
far. Only cities of the country that the map of zones puts the position in count, which tells Basel from
Lörrach and San Diego from Tijuana.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from keepers.geography.cells import COLUMNS, SIDE_DEGREES, column_of, row_of
from keepers.geography.describing import described
from keepers.geography.gazetteer import Gazetteer
from keepers.geography.place import Place
from keepers.geography.reach import reaches_km
from keepers.geography.words import Words
from keepers.geography.zones import zone_name_at

#: Farther than this from any city's edge, a position is in the wild.
FARTHEST_KM: Final = 25.0
# What has to be looked through: the reach of the largest city more than that.
_LOOK_KM: Final = 55.0
_KM_A_DEGREE: Final = 111.195


def place_at(gazetteer: Gazetteer, words: Words, latitude: float, longitude: float) -> Place | None:
    """The place at a position in degrees; None more than twelve miles out at sea, and for no position."""
    zone = zone_name_at(latitude, longitude)
    if zone is None:
        return None
    countries = gazetteer.zones.get(zone, [])
    found = _nearest(gazetteer, latitude, longitude, countries)
    if found is None:
        return _wild(words, countries)
    return described(gazetteer, words, *found)


def _wild(words: Words, countries: list[str]) -> Place | None:
    if len(countries) != 1:
        return None
    return Place(None, None, None, words.country(countries[0]), countries[0], None)


def _nearest(
    gazetteer: Gazetteer, latitude: float, longitude: float, countries: list[str]
) -> tuple[int, float] | None:
    """(index, kilometres to its middle) of the city that is meant."""
    cities = gazetteer.cities
    near = _around(cities.starts, latitude, longitude)
    of_country = np.isin(cities.country[near], [gazetteer.countries.index(code) for code in countries])
    near = near[of_country]
    if not near.size:
        return None
    distances = _distances_km(latitude, longitude, cities.latitude[near], cities.longitude[near])
    reaches = reaches_km(cities.population[near])
    # Within reaches the nearest middle counts, outside of all of them the nearest edge.
    far = np.where(distances <= reaches, distances - _LOOK_KM, distances - reaches)
    best = int(np.argmin(far))
    return None if far[best] > FARTHEST_KM else (int(near[best]), float(distances[best]))


def _around(starts: NDArray[np.int32], latitude: float, longitude: float) -> NDArray[np.int64]:
    """The indices of all cities in the cells within some 55 km."""
    up = _LOOK_KM / _KM_A_DEGREE
    shrinks = math.cos(math.radians(min(89.9, abs(latitude) + up)))
    # Near a pole, all the way around.
    wide = min(COLUMNS // 2, math.ceil(up / shrinks / SIDE_DEGREES))
    first = column_of(longitude) - wide
    count = min(COLUMNS, 2 * wide + 1)
    parts = []
    for row in range(row_of(latitude - up), row_of(latitude + up) + 1):
        for begin, end in _spans(first, count):
            parts.append(np.arange(starts[row * COLUMNS + begin], starts[row * COLUMNS + end]))
    return np.concatenate(parts)


def _spans(first: int, count: int) -> list[tuple[int, int]]:
    """The columns from `first` on, which may go over the edge of the map, as one or two spans within it."""
    begin = first % COLUMNS
    if begin + count <= COLUMNS:
        return [(begin, begin + count)]
    return [(begin, COLUMNS), (0, begin + count - COLUMNS)]


def _distances_km(
    latitude: float, longitude: float, latitudes: NDArray[np.float32], longitudes: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Along the earth, from one position to many."""
    a, b = math.radians(latitude), np.radians(latitudes.astype(np.float64))
    east = np.radians(longitudes.astype(np.float64) - longitude)
    half = np.sin((b - a) / 2) ** 2 + math.cos(a) * np.cos(b) * np.sin(east / 2) ** 2
    return np.asarray(2 * 6371.0088 * np.arcsin(np.minimum(1.0, np.sqrt(half))), dtype=np.float64)
