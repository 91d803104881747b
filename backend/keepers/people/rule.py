"""How alike faces have to be: thresholds of one embedding model, for people or for pets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """Cosines of one embedding model, unsure < same < core.

    core: one pair this alike is one person. same: two groups whose faces are this alike on average are one
    person. unsure: from here on it is worth asking. quality: faces below it (0..1) never bring groups
    together; they join a clear person, or stay alone. lead: how much more alike than to the next person
    such a face has to be.
    """

    core: float
    same: float
    unsure: float
    quality: float
    lead: float

    def __post_init__(self) -> None:
        """Refuse thresholds out of order: ValueError."""
        if not -1.0 <= self.unsure < self.same < self.core <= 1.0:
            raise ValueError("thresholds out of order: unsure < same < core")


# Below it a face is too small, too soft or too much turned away to speak for others.
QUALITY_FLOOR: Final = 0.3


def rule_of(thresholds: Mapping[str, float]) -> Rule:
    """The rule of a model's entry in the catalogue: keys core, same, unsure (KeyError where one is missing).

    The lead is a quarter of what lies between unsure and core, so that it suits models whose likenesses are
    far apart and ones whose are close together.
    """
    core, same, unsure = thresholds["core"], thresholds["same"], thresholds["unsure"]
    return Rule(core, same, unsure, QUALITY_FLOOR, (core - unsure) / 4)
