"""Countries, regions and some cities in other languages, where the sources have them."""

import gettext
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cities import City
from sources import Sources
from tzfpy import timezonenames

from keepers.geography.folding import fold

#: A region's name in a language counts as its city's only where GeoNames too knows the city by it.
LARGE = 15_000
#: Languages that name fewer countries are drafts.
LEAST_COUNTRIES = 200
#: Languages of one country or script that differ from the language so much that they are kept.
VARIANTS = {"de-AT", "de-CH", "es-419", "es-MX", "fr-CA", "pt-PT", "sr-Latn", "zh-Hant", "zh-Hant-HK"}

Translated = dict[str, dict[str, dict[str, str]]]


def of_cldr(sources: Sources, cities: list[City]) -> Translated:
    """By language: countries by code, and the cities that zones are named after by index."""
    english = _exemplars(sources, "en")
    known = _cities_of_zones(english, cities)
    found: Translated = {}
    for path in sources.names("cldr-localenames-full"):
        if not path.endswith("/territories.json"):
            continue
        language = path.split("/")[1]
        names = _main(sources.json("cldr-localenames-full", path), language)["localeDisplayNames"][
            "territories"
        ]
        countries = {code: name for code, name in names.items() if len(code) == 2 and name != code}
        if len(countries) < LEAST_COUNTRIES or ("-" in language and language not in VARIANTS):
            continue
        local = _exemplars(sources, language)
        named = {
            str(known[zone]): name
            for zone, name in local.items()
            if zone in known and "," not in name and name != cities[known[zone]].name
        }
        found[language] = {"countries": countries, "cities": named if language != "en" else {}}
    return _without_repeats(found)


def of_iso_codes(
    regions: list[dict[str, Any]], cities: list[City], translations: dict[str, gettext.GNUTranslations]
) -> Translated:
    """By language: regions by their index, and cities that bear a region's name by index."""
    of_country = {region["country"]: region["all_iso_names"] for region in regions}
    cities_of: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index, city in enumerate(cities):
        if city.population >= LARGE:
            for name in (city.name, *city.others):
                cities_of[city.country, fold(name)].add(index)
    found: Translated = {}
    for language, catalogue in translations.items():
        # English names are the regions' own here: CLDR's.
        if language.partition("-")[0] != "en":
            named = _regions_named(regions, catalogue)
            towns = dict(_towns_named(of_country, cities_of, cities, catalogue))
            found[language] = {"regions": named, "cities": towns}
    return _without_repeats(found)


def _regions_named(regions: list[dict[str, Any]], catalogue: gettext.GNUTranslations) -> dict[str, str]:
    found = {}
    for at, region in enumerate(regions):
        for name in map(catalogue.gettext, region["iso_names"]):
            # "Catalunya [Cataluña]": two languages of the country itself.
            if name and "[" not in name and name != region["name"]:
                found[str(at)] = name
    return found


def _towns_named(
    of_country: dict[str, list[str]],
    cities_of: dict[tuple[str, str], set[int]],
    cities: list[City],
    catalogue: gettext.GNUTranslations,
) -> Iterator[tuple[str, str]]:
    """Cities that are known by a region's name, and by what the region is called in the language."""
    for country, iso_names in of_country.items():
        for iso_name in iso_names:
            name = catalogue.gettext(iso_name)
            if name and "[" not in name:
                for index in sorted(cities_of[country, fold(iso_name)] & cities_of[country, fold(name)]):
                    if name != cities[index].name:
                        yield str(index), name


def _main(document: Any, language: str) -> Any:
    return document["main"][language]


def _exemplars(sources: Sources, language: str) -> dict[str, str]:
    """The cities that zones are named after, by zone."""
    names = _main(sources.json("cldr-dates-full", f"main/{language}/timeZoneNames.json"), language)
    found: dict[str, str] = {}

    def walk(node: Any, path: tuple[str, ...]) -> None:
        for key, value in node.items():
            if key == "exemplarCity":
                # Soft hyphens are for narrow lists.
                found["/".join(path)] = value.replace("\u00ad", "")
            elif isinstance(value, dict):
                walk(value, (*path, key))

    walk(names["dates"]["timeZoneNames"].get("zone", {}), ())
    return {zone: name for zone, name in found.items() if not zone.startswith("Etc/")}


def _cities_of_zones(english: dict[str, str], cities: list[City]) -> dict[str, int]:
    """The largest city of the zone that bears the name the zone is told by."""
    by_zone = defaultdict(list)
    for index, city in enumerate(cities):
        by_zone[city.zone].append(index)
    found = {}
    for zone in timezonenames():
        # English names a zone's city only where the zone's own name does not.
        wanted = {fold(english.get(zone, "")), fold(zone.rpartition("/")[2])} - {""}
        for index in sorted(by_zone[zone], key=lambda each: -cities[each].population)[:40]:
            if wanted & {fold(each) for each in (cities[index].name, *cities[index].others)}:
                found[zone] = index
                break
    return found


def _without_repeats(found: Translated) -> Translated:
    """Of a language of one country ("de-AT") only what differs from the language ("de")."""
    for language, kinds in found.items():
        base = found.get(language.partition("-")[0])
        if base is not None and base is not kinds:
            for kind, names in kinds.items():
                kinds[kind] = {key: name for key, name in names.items() if base[kind].get(key) != name}
    return {language: kinds for language, kinds in sorted(found.items()) if any(kinds.values())}
