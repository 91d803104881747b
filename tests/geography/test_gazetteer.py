import itertools
import json
import zipfile
from importlib.resources import as_file, files

import numpy as np
import pytest

from keepers.geography.cells import COLUMNS, ROWS, cell_of
from keepers.geography.gazetteer import Gazetteer


def test_the_columns_belong_together() -> None:
    gazetteer = Gazetteer()
    cities, keys = gazetteer.cities, gazetteer.keys
    count = len(cities.population)
    assert count > 200_000
    assert len(cities.starts) == ROWS * COLUMNS + 1
    assert cities.starts[-1] == count
    for column in (cities.latitude, cities.longitude, cities.country, cities.region, cities.parent):
        assert len(column) == count
    assert len(cities.name_starts) == count
    assert len(keys.starts) == len(keys.city)
    assert int(keys.city.max()) < count
    assert int(cities.country.max()) < len(gazetteer.countries)
    assert int(cities.parent.max()) < count
    # A whole is no part itself: "Kreuzberg, Berlin", never a chain.
    whole = cities.parent[cities.parent >= 0]
    assert np.mean(cities.parent[whole] >= 0) < 0.2


def test_cities_lie_in_their_cells() -> None:
    cities = Gazetteer().cities
    for index in range(0, len(cities.population), 997):
        cell = cell_of(float(cities.latitude[index]), float(cities.longitude[index]))
        begin, end = cities.starts[cell], cities.starts[cell + 1]
        # Within a metre of an edge, rounding may move one over.
        assert begin <= index < end or abs(float(cities.latitude[index]) * 2 % 1 - 0.5) > 0.499


def test_keys_are_sorted_for_search() -> None:
    lines = Gazetteer().keys.lines.split(b"\n")
    assert all(one <= two for one, two in itertools.pairwise(lines))


@pytest.mark.parametrize(
    ("name", "licences"),
    [("places.zip", {"CC-BY-4.0", "Unicode-3.0"}), ("regions.zip", {"LGPL-2.1-or-later"})],
)
def test_the_files_say_whose_they_are(name: str, licences: set[str]) -> None:
    with as_file(files("keepers.geography") / "data" / name) as path, zipfile.ZipFile(path) as archive:
        about = json.loads(archive.read("about.json"))
        assert archive.testzip() is None
    assert {source["licence"] for source in about["sources"]} == licences
    assert all(len(source["sha256"]) == 64 for source in about["sources"])
    assert about["format"] == 1
