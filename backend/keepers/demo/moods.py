"""The light of a day, as a colour change: a matrix over RGB, then one curve for each colour."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from keepers.demo.optics import Picture, vignette

_GREY: Final = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True)
class Mood:
    """Saturation (1: as it is), gain of red, green and blue, gamma (above 1: darker middle), and what black
    and white become (0..255 each). `corners`: how much darker they are, 0..1.
    """

    saturation: float = 1.0
    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    gamma: float = 1.0
    black: tuple[int, int, int] = (0, 0, 0)
    white: tuple[int, int, int] = (255, 255, 255)
    corners: float = 0.10


MOODS: Final = {
    "day": Mood(saturation=1.06),
    "fresh": Mood(saturation=1.12, gains=(0.97, 1.03, 1.0), gamma=0.94),
    "golden": Mood(saturation=1.06, gains=(1.09, 1.0, 0.80), gamma=0.97, black=(10, 5, 4), corners=0.2),
    "evening": Mood(saturation=0.98, gains=(1.02, 0.90, 0.86), gamma=1.12, black=(16, 8, 24), corners=0.25),
    "dusk": Mood(saturation=0.9, gains=(0.82, 0.86, 1.08), gamma=1.16, black=(8, 8, 26), corners=0.25),
    "winter": Mood(saturation=0.58, gains=(0.98, 1.02, 1.09), gamma=0.86, black=(12, 16, 22), corners=0.08),
    "film": Mood(
        saturation=0.86,
        gains=(1.03, 1.0, 0.93),
        black=(28, 24, 30),
        white=(250, 246, 232),
        corners=0.2,
    ),
    "faded": Mood(saturation=0.7, gains=(1.04, 0.99, 0.94), black=(38, 34, 36), white=(246, 240, 226)),
    "noir": Mood(saturation=0.0, gamma=1.08, corners=0.25),
    "silver": Mood(saturation=0.0, gamma=0.92, black=(14, 14, 16), corners=0.12),
    "sepia": Mood(saturation=0.0, gains=(1.07, 0.98, 0.82), black=(26, 18, 12), corners=0.22),
    "terracotta": Mood(saturation=0.0, gains=(1.28, 0.83, 0.66), gamma=1.1, black=(30, 14, 10), corners=0.2),
    "meadow": Mood(saturation=0.0, gains=(0.80, 1.10, 0.42), gamma=1.05, black=(10, 22, 6), corners=0.2),
    "sand": Mood(saturation=0.0, gains=(1.10, 0.98, 0.80), gamma=0.9, black=(28, 20, 14), corners=0.15),
    "autumn": Mood(saturation=1.0, gains=(1.12, 0.95, 0.72), gamma=1.04, black=(14, 8, 4), corners=0.18),
}


def in_mood(picture: Picture, name: str) -> Picture:
    """The picture in the light of a mood of MOODS."""
    mood = MOODS[name]
    grey = np.broadcast_to(_GREY, (3, 3))
    matrix = np.eye(3) * mood.saturation + grey * (1 - mood.saturation)
    mixed = picture if mood.saturation == 1 else np.asarray(cv2.transform(picture, matrix), np.uint8)
    toned = np.asarray(cv2.LUT(mixed, _tables(mood)), np.uint8)
    return vignette(toned, mood.corners)


def _tables(mood: Mood) -> NDArray[np.uint8]:
    values = np.power(np.arange(256) / 255, mood.gamma)[:, None] * np.array(mood.gains)
    black, white = np.array(mood.black), np.array(mood.white)
    # A shoulder instead of a cut where a gain lifts the lights over the top.
    rolled = np.where(values > 0.85, 0.85 + 0.15 * np.tanh((values - 0.85) / 0.15), values)
    table = black + rolled * (white - black)
    return np.asarray(np.clip(table, 0, 255), np.uint8)[None]
