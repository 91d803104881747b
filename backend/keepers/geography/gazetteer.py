"""The towns and villages of the world, read from the package.

`scripts/gazetteer` makes the files, and says of what: GeoNames (CC BY 4.0), Unicode CLDR (Unicode-3.0), and
iso-codes (LGPL-2.1) for regions in other languages.
"""

import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from keepers.geography.cells import COLUMNS, ROWS, SIDE_DEGREES

_STEP: Final = 1e-5
_NONE: Final = 65_535


@dataclass(frozen=True)
class Cities:
    """The cities in columns, by cell, the larger ones of a cell first.

    `starts`: of each cell, and the end. Degrees. `region`: index of the region or 65,535. `parent`: index of
    the city it is a part of or -1. `names`: UTF-8, from `name_starts[i]` to the line break before the next.
    """

    starts: NDArray[np.int32]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    population: NDArray[np.uint32]
    country: NDArray[np.uint16]
    region: NDArray[np.uint16]
    parent: NDArray[np.int32]
    names: bytes
    name_starts: NDArray[np.int32]


@dataclass(frozen=True)
class Keys:
    """Names as they are compared, sorted by code points: UTF-8 in lines, and the city of each line."""

    lines: bytes
    starts: NDArray[np.int32]
    city: NDArray[np.uint32]


class Gazetteer:
    """Read part by part as it is asked for: 20 MB for names of places, 25 more for search."""

    @cached_property
    def cities(self) -> Cities:
        """Every city."""
        with _opened("places.zip") as archive:
            counts = _column(archive, "cells", "<u2")
            starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int32)]).astype(np.int32)
            cell = np.repeat(np.arange(ROWS * COLUMNS, dtype=np.int32), counts)
            north, east = _column(archive, "north", "<u2"), _column(archive, "east", "<u2")
            names = archive.read("names")
            return Cities(
                starts,
                (cell // COLUMNS * SIDE_DEGREES - 90 + north * _STEP).astype(np.float32),
                (cell % COLUMNS * SIDE_DEGREES - 180 + east * _STEP).astype(np.float32),
                _column(archive, "population", "<u4"),
                _column(archive, "country", "<u2"),
                _column(archive, "region", "<u2"),
                _column(archive, "parent", "<i4"),
                names,
                _line_starts(names),
            )

    @cached_property
    def keys(self) -> Keys:
        """Every name of every city, for search."""
        with _opened("places.zip") as archive:
            lines = archive.read("keys")
            return Keys(lines, _line_starts(lines), _column(archive, "key_city", "<u4"))

    @cached_property
    def countries(self) -> list[str]:
        """The codes of the countries, as cities count them."""
        return [str(code) for code in self._json("places.zip", "countries.json")]

    @cached_property
    def regions(self) -> list[str]:
        """The names of the regions in English, as cities count them."""
        return [str(region["name"]) for region in self._json("places.zip", "regions.json")]

    @cached_property
    def zones(self) -> dict[str, list[str]]:
        """The countries that a zone lies in, by its name; the one with the most cities first."""
        return dict(self._json("places.zip", "zones.json"))

    def languages(self, archive: str) -> list[str]:
        """The languages that "places.zip" (countries, cities) or "regions.zip" (regions, cities) knows."""
        with _opened(archive) as opened:
            names = opened.namelist()
        return [name[10:-5] for name in names if name.startswith("languages/")]

    def words(self, archive: str, language: str) -> dict[str, dict[str, str]]:
        """The names in one of `languages`: "countries" by code, "regions" and "cities" by index."""
        return dict(self._json(archive, f"languages/{language}.json"))

    def name(self, city: int) -> str:
        """A city's own name, as English texts have it."""
        cities = self.cities
        begin, last = int(cities.name_starts[city]), city + 1 == len(cities.name_starts)
        end = len(cities.names) if last else int(cities.name_starts[city + 1]) - 1
        return cities.names[begin:end].decode()

    def region(self, city: int) -> int | None:
        """The index of its region."""
        at = int(self.cities.region[city])
        return None if at == _NONE else at

    def _json(self, archive: str, member: str) -> Any:
        with _opened(archive) as opened:
            return json.loads(opened.read(member))


def _opened(name: str) -> zipfile.ZipFile:
    with as_file(files("keepers.geography") / "data" / name) as path:
        return zipfile.ZipFile(path)


def _column(archive: zipfile.ZipFile, name: str, kind: str) -> NDArray[Any]:
    return np.frombuffer(archive.read(name), kind)


def _line_starts(lines: bytes) -> NDArray[np.int32]:
    ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == 0x0A)
    return np.concatenate([[0], ends + 1]).astype(np.int32)
