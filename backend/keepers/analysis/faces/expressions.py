"""Eyes and smiles by measures of the mesh, calibrated to the person: some people's eyes are narrow.

Pure. The measures are those of `faces` in the catalogue: eye_left, eye_right (height by width of the open
eye), smile (width of the mouth by the distance of the eyes).
"""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Below this an eye is closed, whoever it is.
CLOSED: Final = 0.12
#: Below this share of the person's own median it is closed too.
CLOSED_SHARE: Final = 0.55
#: Faces of a person from which on their own median counts.
ENOUGH: Final = 4
# A mouth so much wider than the person's own median smiles; with no median of theirs, than most people's.
_SMILE_RISE, _USUAL_MOUTH = 1.10, 0.84
# An eye seen from the side shows its lids shortened: only the nearer one is believed.
_TURNED_DEG = 25.0


@dataclass(frozen=True)
class Looks:
    """What was measured on one face; `yaw` in degrees, to the right of the picture. None: not measured."""

    eye_left: float | None
    eye_right: float | None
    smile: float | None
    yaw: float | None = None


@dataclass(frozen=True)
class Usual:
    """A person's own medians; None while too few faces are known."""

    eye: float | None = None
    smile: float | None = None


def usual(faces: Iterable[Looks]) -> Usual:
    """The medians of one person, of all faces that are known to be theirs, in any order."""
    looks = list(faces)
    eyes = [value for each in looks if (value := openness(each)) is not None]
    smiles = [each.smile for each in looks if each.smile is not None]
    return Usual(
        statistics.median(eyes) if len(eyes) >= ENOUGH else None,
        statistics.median(smiles) if len(smiles) >= ENOUGH else None,
    )


def openness(looks: Looks) -> float | None:
    """How far the eyes are open: the mean of both, of a head turned aside the nearer one; None: unknown."""
    left, right = looks.eye_left, looks.eye_right
    if left is None or right is None:
        return left if right is None else right
    if looks.yaw is not None and abs(looks.yaw) > _TURNED_DEG:
        # Looking to the right of the picture, the eye on its left is the nearer one.
        return left if looks.yaw > 0 else right
    return (left + right) / 2


def eyes_open(looks: Looks, person: Usual = Usual()) -> bool | None:
    """Whether the eyes are open; None where that was not measured. A wink is no closed face."""
    value = openness(looks)
    if value is None:
        return None
    return value >= max(CLOSED, CLOSED_SHARE * (person.eye or 0.0))


def smiles(looks: Looks, person: Usual = Usual()) -> bool | None:
    """Whether the mouth is drawn wide, for this person; None where that was not measured."""
    if looks.smile is None:
        return None
    return looks.smile >= _SMILE_RISE * (person.smile or _USUAL_MOUTH)
