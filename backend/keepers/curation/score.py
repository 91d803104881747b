"""How good a photo is, from what was measured of it."""

from dataclasses import dataclass

from keepers.curation.candidate import Candidate

# What each sub-score counts for when every slider stands at Normal.
SHARES = {"sharpness": 0.45, "light": 0.30, "composition": 0.25}
NORMAL = 2.0

# Below these a photo is clearly bad: it is taken only when nothing decent is left.
NOT_SHARP = 0.35
BAD_LIGHT = 0.20
# Mean lightness (0..255) that parts "too dark" from "too bright".
MIDDLE_LIGHTNESS = 118.0
# Stands in for the score of a photo none of whose measured sub-scores has any weight.
NEUTRAL = 0.5

DECENT, NOT_JUDGED, BAD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Sliders:
    """Where the sliders stand: 0 not at all, 1 less, 2 normal, 3 more, 4 most; fractions allowed."""

    sharpness: float = NORMAL
    light: float = NORMAL
    composition: float = NORMAL


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the sub-scores, >= 0. Only their proportions matter."""

    sharpness: float
    light: float
    composition: float


def strength(slider: float) -> float:
    """How much a slider multiplies: 0, 0.5, 1, 2, 4 at 0..4, straight lines between."""
    if slider <= 2.0:
        return slider / 2.0
    if slider <= 3.0:
        return slider - 1.0
    return 2.0 + (slider - 3.0) * 2.0


def weights(sliders: Sliders) -> Weights:
    """Return the weights the sliders stand for."""
    return Weights(
        sharpness=SHARES["sharpness"] * strength(sliders.sharpness),
        light=SHARES["light"] * strength(sliders.light),
        composition=SHARES["composition"] * strength(sliders.composition),
    )


NORMAL_WEIGHTS = weights(Sliders())
# In a burst the scene is the same in every frame, so sharpness decides nearly alone.
BURST_WEIGHTS = weights(Sliders(sharpness=4.0, light=1.0, composition=1.0))


def score(photo: Candidate, by: Weights = NORMAL_WEIGHTS) -> float | None:
    """Return the weighted mean (0..1) of the sub-scores that were measured and have weight; None without any.

    What was not measured drops out and the remaining weights are renormalised: it neither helps nor hurts.
    The additions run in a fixed order, so that every port of this rule gives the same bits.
    """
    total = 0.0
    weight = 0.0
    if photo.sharpness is not None and by.sharpness > 0.0:
        total = total + by.sharpness * photo.sharpness
        weight = weight + by.sharpness
    if photo.light is not None and by.light > 0.0:
        total = total + by.light * photo.light
        weight = weight + by.light
    if photo.composition is not None and by.composition > 0.0:
        total = total + by.composition * photo.composition
        weight = weight + by.composition
    if weight == 0.0:
        return None
    return total / weight


def lightness(colour: bytes | None) -> float | None:
    """Return the mean lightness 0..255 of a 48-byte Lab grid (L, a, b per cell); None without a grid."""
    if colour is None or len(colour) != 48:
        return None
    return sum(colour[0:48:3]) / 16.0


def fault(photo: Candidate, by: Weights = NORMAL_WEIGHTS) -> str | None:
    """Return what makes a photo clearly bad: blank, not_sharp, too_dark, too_bright; None when nothing does.

    A sub-score whose slider stands at "not at all" cannot make a photo bad.
    """
    if photo.blank:
        return "blank"
    if by.sharpness > 0.0 and photo.sharpness is not None and photo.sharpness < NOT_SHARP:
        return "not_sharp"
    if by.light > 0.0 and photo.light is not None and photo.light < BAD_LIGHT:
        level = lightness(photo.colour)
        return "too_bright" if level is not None and level > MIDDLE_LIGHTNESS else "too_dark"
    return None


def standing(photo: Candidate, by: Weights = NORMAL_WEIGHTS) -> int:
    """Return DECENT (0), NOT_JUDGED (1: nothing was measured yet) or BAD (2)."""
    if fault(photo, by) is not None:
        return BAD
    if photo.sharpness is None and photo.light is None and photo.composition is None:
        return NOT_JUDGED
    return DECENT
