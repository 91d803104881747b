"""How pets are told apart: by the look of the whole animal, far less than a face tells. Light to import.

The vectors are those of the everyday search, made for likeness of pictures. Its entry's thresholds are about
words, so those for likeness of pets stand here: different cats and dogs of the development photos are at most
0.58 alike.
"""

from collections.abc import Mapping
from typing import Final

#: The model whose picture of an animal is compared.
LOOKS_MODEL: Final = "search-basic"
#: Vectors of pets are kept under this and the key of that model.
PREFIX: Final = "looks:"
#: Of the cosine of two animals: the same, surely the same, perhaps the same.
PET_THRESHOLDS: Final[Mapping[str, float]] = {"same": 0.72, "core": 0.85, "unsure": 0.64}


def pet_thresholds(key: str) -> Mapping[str, float] | None:
    """The thresholds for vectors kept under `key`; None where they are not of pets."""
    return PET_THRESHOLDS if key.startswith(PREFIX) else None
