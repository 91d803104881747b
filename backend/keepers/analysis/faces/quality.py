"""How well a face shows who it is: 0..1, and from where on it may stand for a person.

Pure, and light enough for every process. The thresholds were chosen on the development photos: what lies
below ELIGIBLE there are textures, statues, faces that are cut, turned away, or too small to tell apart.
"""

from dataclasses import dataclass
from typing import Final

#: Faces below this are not taken for anybody; they are kept under "not sure".
ELIGIBLE: Final = 0.33
#: The presence (of the mesh) below which there is no face to speak of.
PRESENT: Final = 0.5


@dataclass(frozen=True)
class Evidence:
    """What is known of one face.

    `certainty` 0..1 of the detector; `detail_px`: height of the box in the pixels that were searched;
    `sharpness` 0..1 of the upright face; `yaw`, `pitch` in degrees, None where the points make no face;
    `presence` 0..1 and `apart` (how far mesh and detector disagree, in distances of the eyes), None without
    a mesh; `inside`: the share of the face, brows to chin, that lies within the picture, 0..1.
    """

    certainty: float
    detail_px: float
    sharpness: float
    yaw: float | None
    pitch: float | None
    presence: float | None
    apart: float | None
    inside: float


def quality(seen: Evidence) -> float:
    """0..1: the product of what each piece of evidence leaves of a perfect face."""
    if seen.yaw is None or seen.pitch is None:
        return 0.0
    value = min(1.0, max(0.0, seen.certainty))
    value *= _ramp(seen.detail_px, 12, 64)
    value *= 0.25 + 0.75 * _ramp(seen.sharpness, 0.05, 0.45)
    value *= 1 - 0.8 * _ramp(abs(seen.yaw), 30, 75)
    value *= 1 - 0.7 * _ramp(abs(seen.pitch), 30, 65)
    value *= _ramp(seen.inside, 0.85, 0.97)
    if seen.presence is not None:
        value *= _ramp(seen.presence, PRESENT - 0.2, 0.95)
    if seen.apart is not None:
        value *= 1 - 0.8 * _ramp(seen.apart, 0.22, 0.5)
    return value


def pet_quality(score: float, detail_px: float) -> float:
    """0..1 of an animal: how sure its detector is (0..1), and the shorter side of its box in pixels."""
    return _ramp(score, 0.35, 0.75) * _ramp(detail_px, 24, 96)


def eligible(value: float | None, verdict: str | None = None) -> bool:
    """Whether a face of this quality may stand for a person; what somebody said of it goes first.

    `verdict`: 'face', 'not_face', 'unsure' or None, as in the catalogue: who could not tell has said nothing.
    A face that was never measured is not.
    """
    if verdict in {"face", "not_face"}:
        return verdict == "face"
    return value is not None and value >= ELIGIBLE


def _ramp(value: float, start: float, end: float) -> float:
    """0 up to `start`, 1 from `end`, straight between; 0 for what is no number."""
    return min(1.0, max(0.0, (value - start) / (end - start))) if value == value else 0.0  # noqa: PLR0124
