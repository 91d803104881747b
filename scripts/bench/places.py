"""Names of places and places of names: CPU for each, and what the data takes in memory.

Positions are drawn around towns of the gazetteer itself, as photos lie around towns; none is asked twice.
CPU time, not wall time.
"""

import random
import time

import psutil
from report import arguments, publish

from keepers.geography.atlas import Atlas
from keepers.geography.gazetteer import Gazetteer
from keepers.geography.zones import zone_at, zone_name_at

_LOOKUPS = 1_000
_TYPED = ("Lisb", "Springfield, Illinois", "München", "東京", "s", "Kyoot", "Praia das Macas", "New York")


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


def _around_towns() -> list[tuple[float, float]]:
    draw = random.Random(5)
    cities = Gazetteer().cities
    chosen = draw.sample(range(len(cities.population)), _LOOKUPS)
    return [
        (
            max(-90.0, min(90.0, float(cities.latitude[at]) + draw.uniform(-0.2, 0.2))),
            max(-180.0, min(180.0, float(cities.longitude[at]) + draw.uniform(-0.2, 0.2))),
        )
        for at in chosen
    ]


def figures() -> dict[str, float]:
    """CPU in ms for one, of the thousand and of the typed names; megabytes as parts are first used."""
    positions = _around_towns()
    bare = _memory_mb()
    zone_name_at(0.0, 10.0)
    zones = _memory_mb()
    atlas = Atlas()
    begun = time.process_time()
    atlas.place_at(0.0, 10.0)
    first = time.process_time() - begun
    places = _memory_mb()
    begun = time.process_time()
    for latitude, longitude in positions:
        atlas.place_at(latitude, longitude)
    named = time.process_time() - begun
    begun = time.process_time()
    for latitude, longitude in positions:
        zone_at(latitude, longitude, 0)
    zoned = time.process_time() - begun
    before_search = _memory_mb()
    atlas.search("a")
    begun = time.process_time()
    for typed in _TYPED:
        atlas.search(typed)
    searched = time.process_time() - begun
    return {
        "place_ms": named / _LOOKUPS * 1e3,
        "zone_ms": zoned / _LOOKUPS * 1e3,
        "first_ms": first * 1e3,
        "search_ms": searched / len(_TYPED) * 1e3,
        "zones_mb": zones - bare,
        "places_mb": places - zones,
        "search_mb": _memory_mb() - before_search,
    }


def main() -> None:
    """Measure, print, compare."""
    publish("places", {"names": figures()}, arguments(__doc__).parse_args())


if __name__ == "__main__":
    main()
