"""What is asked about places, in one object: it reads the gazetteer when it is first asked, and keeps it."""

import threading
from functools import cached_property, lru_cache
from typing import Final

from keepers.geography.forward import Found, search
from keepers.geography.gazetteer import Gazetteer
from keepers.geography.place import Place
from keepers.geography.reverse import place_at
from keepers.geography.words import Dictionary

_KEPT: Final = 4096


class Atlas:
    """Places of positions, and positions of places. One of a process is enough; threads may share it."""

    def __init__(self) -> None:
        self._reading = threading.Lock()
        self._place = lru_cache(_KEPT)(self._read_place)

    def place_at(self, latitude: float, longitude: float, language: str = "en") -> Place | None:
        """The place at a position in degrees; None at sea, and for what is no position."""
        return self._place(latitude, longitude, language)

    def search(self, text: str, language: str = "en", limit: int = 10) -> list[Found]:
        """The places a person may mean by what they typed, the likeliest first."""
        with self._reading:
            gazetteer, dictionary = self._gazetteer, self._dictionary
            gazetteer.keys  # noqa: B018 - read once, whoever comes first
        return search(gazetteer, dictionary.of(language), text, limit)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer()

    @cached_property
    def _dictionary(self) -> Dictionary:
        return Dictionary(self._gazetteer)

    def _read_place(self, latitude: float, longitude: float, language: str) -> Place | None:
        with self._reading:
            return place_at(self._gazetteer, self._dictionary.of(language), latitude, longitude)
