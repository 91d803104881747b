"""A city of the gazetteer as a place in words."""

from keepers.geography.gazetteer import Gazetteer
from keepers.geography.place import Place, alike
from keepers.geography.words import Words


def described(gazetteer: Gazetteer, words: Words, index: int, distance_km: float | None) -> Place:
    """The city, and the one it is a part of, its region and country, in the language of `words`."""
    cities = gazetteer.cities
    whole = int(cities.parent[index])
    region = gazetteer.region(index)
    code = gazetteer.countries[int(cities.country[index])]
    city = whole if whole >= 0 else index
    state = None if region is None else words.region(region)
    named_alike = state is not None and (
        alike(state, words.city(city)) or alike(gazetteer.regions[region or 0], gazetteer.name(city))
    )
    return Place(
        words.city(index) if whole >= 0 else None,
        words.city(city),
        state,
        words.country(code),
        code,
        None if distance_km is None else round(distance_km, 1),
        named_alike,
    )
