"""Where a day was spent, in as few words as a heading has room for. Pure."""

from collections import Counter
from collections.abc import Mapping

from keepers.geography.place import Place


def day_names(photos: Mapping[Place, int]) -> list[str]:
    """Names for the photos of a day, that of the most first; nothing twice. `photos`: how many at each place.

    One city: its part in front of it, if all were taken there. Several: the cities. Where no city is known,
    the country.
    """
    cities: Counter[str] = Counter()
    for place, count in photos.items():
        cities[place.city or place.country] += count
    if len(cities) == 1:
        parts = {place.district for place in photos}
        part = parts.pop() if len(parts) == 1 else None
        if part is not None:
            return [part, *cities]
    return [name for name, _ in cities.most_common()]
