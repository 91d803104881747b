"""Framing, mood and mishap: how a sample picture becomes one of the family's photos."""

import random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from keepers.demo.scenes import FRAMINGS

Pixels = NDArray[np.uint8]

_LONG_SIDES: Final = (720, 1280)
_MOST_ENLARGED: Final = 2.2
# Gains for red, green and blue, gamma, saturation, lift of the shadows.
_MOODS: Final[dict[str, tuple[float, float, float, float, float, float]]] = {
    "": (1.00, 1.00, 1.00, 1.00, 1.00, 0.00),
    "golden": (1.10, 1.01, 0.84, 0.94, 1.12, 0.01),
    "dusk": (0.86, 0.84, 1.06, 1.14, 0.92, 0.02),
    "winter": (0.95, 1.00, 1.08, 0.88, 0.72, 0.03),
    "haze": (1.00, 1.01, 1.03, 0.90, 0.86, 0.05),
    "film": (1.02, 1.00, 0.97, 1.00, 0.00, 0.02),
}


def moods() -> tuple[str, ...]:
    """Names of the moods a view may have."""
    return tuple(_MOODS)


def split(view: str) -> tuple[str, bool, str]:
    """Take "~cat/film" apart into framing, mirrored, mood."""
    framing, _, mood = view.partition("/")
    return framing.removeprefix("~"), framing.startswith("~"), mood


def frame(samples: dict[str, Pixels], view: str, rng: random.Random, *, shake: float = 0.0) -> Pixels:
    """Cut the view out of its sample picture, 720 to 1280 pixels on the long side, sharp, RGB uint8.

    `shake` moves the cut by up to that share of its size, as a hand does between two frames.
    """
    framing, mirrored, mood = split(view)
    source, (left, top, right, bottom) = FRAMINGS[framing]
    sample = samples[source]
    height, width = sample.shape[:2]
    dx = rng.uniform(-shake, shake) * (right - left)
    dy = rng.uniform(-shake, shake) * (bottom - top)
    x0, x1 = (round(min(1.0, max(0.0, x + dx)) * width) for x in (left, right))
    y0, y1 = (round(min(1.0, max(0.0, y + dy)) * height) for y in (top, bottom))
    cut = sample[y0:y1, x0:x1]
    if mirrored:
        cut = cut[:, ::-1]
    return _toned(_enlarged(np.ascontiguousarray(cut)), mood)


def _enlarged(cut: Pixels) -> Pixels:
    height, width = cut.shape[:2]
    long_side = max(height, width)
    least, most = _LONG_SIDES
    scale = min(most, max(least, long_side * _MOST_ENLARGED)) / long_side
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    large = cv2.resize(cut, size, interpolation=cv2.INTER_LANCZOS4)
    # Enlarging softens edges by about the scale; give back what it took.
    soft = cv2.GaussianBlur(large, (0, 0), max(0.8, 0.55 * scale))
    return np.asarray(cv2.addWeighted(large, 2.1, soft, -1.1, 0), dtype=np.uint8)


def _toned(picture: Pixels, mood: str) -> Pixels:
    red, green, blue, gamma, saturation, lift = _MOODS[mood]
    if mood == "":
        return picture
    toned = np.power(picture.astype(np.float32) / 255.0, gamma) * np.array([red, green, blue], np.float32)
    grey = (toned @ np.array([0.299, 0.587, 0.114], np.float32))[..., None]
    toned = grey + (toned - grey) * saturation
    return np.asarray(np.clip((toned * (1 - lift) + lift) * 255.0, 0, 255), dtype=np.uint8)


def moved(picture: Pixels, rng: random.Random) -> Pixels:
    """Blur it as if the camera moved: a straight path of 15 to 27 pixels at a chance angle."""
    length = rng.randint(15, 27)
    level = np.zeros((length, length), np.float32)
    level[length // 2] = 1.0
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1.0)
    kernel = cv2.warpAffine(level, turn, (length, length))
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), dtype=np.uint8)


def defocused(picture: Pixels, rng: random.Random) -> Pixels:
    """Blur it as if the lens had focused elsewhere: a disc of 7 to 11 pixels radius."""
    radius = rng.randint(7, 11)
    disc = np.zeros((2 * radius + 1, 2 * radius + 1), np.float32)
    cv2.circle(disc, (radius, radius), radius, 1.0, -1, cv2.LINE_AA)
    return np.asarray(cv2.filter2D(picture, -1, disc / disc.sum()), dtype=np.uint8)


def exposed(picture: Pixels, stops: float) -> Pixels:
    """Shift the light by `stops` (negative: darker) as a wrong exposure does, highlights clipping."""
    linear = np.power(picture.astype(np.float32) / 255.0, 2.2) * 2.0**stops
    return np.asarray(np.power(np.clip(linear, 0, 1), 1 / 2.2) * 255.0, dtype=np.uint8)
