"""python scripts/gazetteer/make.py [FOLDER]: makes backend/keepers/geography/data anew.

The packages it is made from are fetched into FOLDER (default: out/gazetteer) and held to their hashes. What
is in the files depends on nothing else but the map of zones in the tzfpy that is installed; run twice, it
makes the same bytes.
"""

import json
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from cities import City, countries_of_zones, parents, read_cities, search_keys
from regions import read_regions
from sources import PACKAGES, Sources
from translations import of_cldr, of_iso_codes
from tzfpy import data_version

from keepers.geography.cells import COLUMNS, ROWS, SIDE_DEGREES, cell_of, column_of, row_of

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = CHECKOUT / "backend" / "keepers" / "geography" / "data"
FORMAT = 1
# Degrees within a cell are kept in steps of this: a metre and a bit.
STEP = 1e-5


def arrays(cities: list[City], regions: list[dict[str, Any]], countries: list[str]) -> dict[str, np.ndarray]:
    """The cities in columns, little-endian."""
    region_at = {region["code"]: index for index, region in enumerate(regions)}
    country_at = {code: index for index, code in enumerate(countries)}
    cells = np.zeros(ROWS * COLUMNS, "<u2")
    for city in cities:
        cells[cell_of(city.latitude, city.longitude)] += 1
    north = [city.latitude + 90 - row_of(city.latitude) * SIDE_DEGREES for city in cities]
    east = [(city.longitude + 180) % 360 - column_of(city.longitude) * SIDE_DEGREES for city in cities]
    return {
        "cells": cells,
        "north": np.rint(np.array(north) / STEP).clip(0, 65_535).astype("<u2"),
        "east": np.rint(np.array(east) / STEP).clip(0, 65_535).astype("<u2"),
        "population": np.array([city.population for city in cities], "<u4"),
        "country": np.array([country_at[city.country] for city in cities], "<u2"),
        "region": np.array([region_at.get(city.region, 65_535) for city in cities], "<u2"),
        "parent": np.array(parents(cities), "<i4"),
    }


def write(path: Path, members: Mapping[str, bytes]) -> None:
    """A zip whose bytes depend on its members alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in sorted(members.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_LZMA
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def packed(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def about(*licences: str) -> bytes:
    """What the file was made from, and on what terms it is passed on."""
    sources = [
        {"package": f"{package.name} {package.version} ({package.where})", "data": package.data}
        | {"licence": package.licence, "sha256": package.sha256}
        for package in PACKAGES.values()
        if package.licence in licences
    ]
    changed = "Reduced to names, positions, population, region and country, and rearranged, by Keepers."
    return packed({"format": FORMAT, "sources": sources, "changed": changed, "zones": data_version()})


def main() -> int:
    """Fetch, make, say how large it is."""
    sources = Sources(Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT / "out" / "gazetteer")
    cities = read_cities(sources)
    regions = read_regions(sources, cities)
    zones = countries_of_zones(cities)
    countries = sorted({city.country for city in cities}.union(*zones.values()))
    keys = search_keys(cities)
    members = {name: column.tobytes() for name, column in arrays(cities, regions, countries).items()}
    members |= {
        "about.json": about("CC-BY-4.0", "Unicode-3.0"),
        "names": "\n".join(city.name for city in cities).encode(),
        "keys": "\n".join(key for key, _ in keys).encode(),
        "key_city": np.array([index for _, index in keys], "<u4").tobytes(),
        "countries.json": packed(countries),
        "regions.json": packed([{"name": region["name"], "iso": region["iso"]} for region in regions]),
        "zones.json": packed(zones),
    }
    for language, names in of_cldr(sources, cities).items():
        members[f"languages/{language}.json"] = packed(names)
    translated = {"about.json": about("LGPL-2.1-or-later")}
    for language, names in of_iso_codes(regions, cities, sources.translations()).items():
        translated[f"languages/{language}.json"] = packed(names)
    DATA.mkdir(exist_ok=True)
    write(DATA / "places.zip", members)
    write(DATA / "regions.zip", translated)
    known = sum(bool(region["iso"]) for region in regions)
    print(
        f"{len(cities)} cities, {len(regions)} regions ({known} of ISO 3166-2), {len(keys)} names to search"
    )
    for path in sorted(DATA.iterdir()):
        print(f"{path.relative_to(CHECKOUT)}: {path.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
