"""What countries, regions and cities are called in a language, as far as it is known; else in English."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from keepers.geography.gazetteer import Gazetteer

_LANGUAGES_KEPT: Final = 4


@dataclass(frozen=True)
class Words:
    """The names in one language and, behind it, in those it is a kind of: "pt-PT", "pt", English."""

    gazetteer: Gazetteer
    layers: tuple[dict[str, dict[str, str]], ...]

    def country(self, code: str) -> str:
        """A country's name by its code."""
        return self._first("countries", code) or code

    def region(self, index: int) -> str:
        """A region's name."""
        return self._first("regions", str(index)) or self.gazetteer.regions[index]

    def city(self, index: int) -> str:
        """A city's name."""
        return self._first("cities", str(index)) or self.gazetteer.name(index)

    def _first(self, kind: str, key: str) -> str | None:
        return next((layer[kind][key] for layer in self.layers if key in layer.get(kind, {})), None)


class Dictionary:
    """Finds the words of a language; keeps those last asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known = {name: gazetteer.languages(name) for name in ("places.zip", "regions.zip")}
        self.of = lru_cache(_LANGUAGES_KEPT)(self._of)

    def _of(self, language: str) -> Words:
        """The words of a language tag ("de-AT"); an unknown one is English."""
        asked = _tags(language)
        layers = []
        for tag in asked:
            for archive, known in self._known.items():
                found = next((each for each in known if each.lower() == tag), None)
                if found is not None:
                    layers.append(self._gazetteer.words(archive, found))
        return Words(self._gazetteer, tuple(layers))


def _tags(language: str) -> list[str]:
    """The tag, then without its last parts, then English. English itself needs no translated regions."""
    parts = language.replace("_", "-").lower().split("-")
    tags = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return tags if tags[-1] == "en" else [*tags, "en"]
