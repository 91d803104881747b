"""Landscapes drawn from nothing: ridges in haze, and the sea under a low sun. All by seed."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from keepers.demo.optics import Picture

Colour = tuple[int, int, int]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Palette:
    """Sky at the top and at the horizon, the sun's glow, the farthest and the nearest land or water."""

    top: Colour
    horizon: Colour
    glow: Colour
    far: Colour
    near: Colour
    sun: tuple[float, float] = (0.6, 0.5)
    sun_size: float = 0.03


PALETTES: Final = {
    "dawn": Palette(
        (96, 128, 178), (250, 214, 186), (255, 226, 170), (170, 164, 184), (38, 48, 66), (0.33, 0.46)
    ),
    "noon": Palette(
        (62, 124, 196), (204, 226, 240), (255, 255, 250), (142, 172, 200), (44, 74, 58), (0.8, 0.08), 0
    ),
    "sunset": Palette(
        (70, 74, 130), (250, 158, 96), (255, 214, 130), (164, 104, 116), (40, 26, 44), (0.62, 0.5)
    ),
    "blue_hour": Palette(
        (22, 34, 76), (158, 158, 190), (214, 190, 196), (86, 100, 140), (14, 20, 38), (0.4, 0.6), 0
    ),
    "fog": Palette(
        (186, 198, 206), (230, 232, 230), (246, 244, 238), (204, 212, 214), (62, 82, 82), (0.5, 0.3), 0
    ),
    "snow": Palette(
        (120, 164, 212), (232, 238, 244), (255, 252, 246), (176, 198, 224), (84, 104, 126), (0.2, 0.2), 0
    ),
    "autumn": Palette(
        (126, 160, 196), (246, 226, 192), (255, 236, 190), (190, 160, 138), (92, 48, 22), (0.7, 0.4)
    ),
}


def ridges(size: tuple[int, int], palette: str, seed: int, layers: int = 6) -> Picture:
    """Hills behind hills, paler with distance, trees along the nearest. `size`: width, height."""
    look = PALETTES[palette]
    random = np.random.default_rng(seed)
    picture = _sky(size, look, random)
    width, height = size
    x = np.linspace(0, 1, width)
    y = np.arange(height, dtype=np.float32)[:, None]
    for layer in range(layers):
        near = (layer + 1) / layers
        base = height * (0.44 + 0.47 * near**1.5)
        rough = _outline(random, x, 0.8 + 0.5 * near) * height * (0.13 - 0.05 * near)
        if near > 0.45:
            rough = rough + _trees(random, width, height * 0.026 * near)
        edge = (base - rough).astype(np.float32)[None, :]
        land = _between(look.far, look.near, near**1.1)
        depth = np.clip((y - edge) / (height * 0.30), 0, 1)
        haze = np.array(_between(look.horizon, look.far, 0.35 + 0.5 * near), np.float32)
        body = land[None, None] + (haze - land)[None, None] * (depth * (0.55 - 0.4 * near))[..., None]
        rugged = 0.03 if palette == "snow" else 0.11 * near
        body = body * (1 + rugged * _grain(random, size)[..., None])
        cover = np.clip(y - edge + 0.5, 0, 1)[..., None]
        picture = picture * (1 - cover) + body * cover
    return _developed(picture, random)


def sea(size: tuple[int, int], palette: str, seed: int) -> Picture:
    """Water to the horizon with the sun's path on it, and a headland now and then. `size`: width, height."""
    look = PALETTES[palette]
    random = np.random.default_rng(seed)
    picture = _sky(size, look, random)
    width, height = size
    line = int(height * random.uniform(0.52, 0.62))
    rows = height - line
    far_near = np.linspace(0, 1, rows, dtype=np.float32)[:, None, None] ** 0.7
    water = _between(look.horizon, look.far, 0.75)[None, None] * (1 - far_near)
    water = water + _between(look.far, look.near, 0.72)[None, None] * far_near
    water = np.repeat(water, width, axis=1)
    waves = np.zeros((rows, width), np.float32)
    for octave in range(5):
        cells = (max(2, int(14 * 1.9**octave)), max(2, int(5 * 1.7**octave)))
        noise = random.standard_normal(cells).astype(np.float32)
        waves += _stretched(noise, (width, rows)) / np.float32(1.35**octave)
    slope = np.linspace(0.3, 1, rows, dtype=np.float32)[:, None]
    water = water * (1 + 0.09 * (waves * slope)[..., None])
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    path = np.exp(-(((x - look.sun[0]) / (0.05 + 0.13 * far_near[..., 0])) ** 2))
    glint = np.clip(waves - 0.4, 0, 2.2) * path * (0.95 if look.sun_size else 0.3)
    water = water + glint[..., None] * np.array(look.glow, np.float32) * 0.45
    picture[line:] = water
    if random.random() < 0.7:
        _headland(picture, line, look, random)
    return _developed(picture, random)


def starry(size: tuple[int, int], stars: Picture, seed: int) -> Picture:
    """Stars (a picture of at least `size`) over black ridges, a faint glow at the horizon."""
    random = np.random.default_rng(seed)
    width, height = size
    picture = cv2.resize(stars, size, interpolation=cv2.INTER_LANCZOS4).astype(np.float32)
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    night = np.array([10, 15, 36], np.float32) * (1 - y) + np.array([64, 76, 104], np.float32) * y**1.6
    picture = np.maximum(picture - 14, 0) * (1.15 - 0.8 * y) + night
    x = np.linspace(0, 1, width)
    rows = np.arange(height, dtype=np.float32)[:, None]
    for base, near in ((0.80, 0.4), (0.9, 0.9)):
        rough = _outline(random, x, 2.5) * height * 0.12 + _trees(random, width, height * 0.03 * near)
        cover = np.clip(rows - (height * base - rough)[None, :] + 0.5, 0, 1)[..., None].astype(np.float32)
        picture = picture * (1 - cover) + np.array([20, 24, 40], np.float32) * (1 - 0.75 * near) * cover
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


def _sky(size: tuple[int, int], look: Palette, random: np.random.Generator) -> Floats:
    width, height = size
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    low = np.clip(y / 0.62, 0, 1)[..., None] ** 1.25
    sky = np.array(look.top, np.float32) * (1 - low) + np.array(look.horizon, np.float32) * low
    away = np.hypot((x - look.sun[0]) * width / height, y - look.sun[1])
    glow = np.exp(-((away / 0.30) ** 1.2))[..., None] * 0.75
    sky = sky * (1 - glow) + np.array(look.glow, np.float32) * glow
    clouds = np.zeros((height, width), np.float32)
    for octave in range(5):
        cells = (2 + 3 * 2**octave, 2 + int(1.6 * 2**octave))
        noise = random.standard_normal(cells).astype(np.float32)
        clouds += _stretched(noise, size) / np.float32(1.7**octave)
    veil = np.clip(clouds - random.uniform(0.1, 0.9), 0, 1.5)[..., None] * (0.25 + 0.35 * y[..., None])
    sky = sky + veil * (np.array(look.glow, np.float32) - sky) * 0.55
    if look.sun_size:
        disc = np.clip((look.sun_size - away) * height / 3, 0, 1)[..., None]
        sky = sky * (1 - disc) + np.array([255, 250, 232], np.float32) * disc
    return np.asarray(sky, np.float32)


def _outline(random: np.random.Generator, x: NDArray[np.float64], waves: float) -> NDArray[np.float64]:
    """A rough line about 0, most of it within -1..1."""
    line = np.zeros_like(x)
    for octave in range(8):
        reach = 0.44**octave
        line += reach * np.sin(2 * np.pi * (x * waves * 2.0**octave + random.random()))
        line += 0.5 * reach * np.sin(2 * np.pi * (x * waves * 2.6**octave + random.random()))
    return line / 1.8


def _trees(random: np.random.Generator, width: int, height: float) -> NDArray[np.float64]:
    """Tree tops along a line: pointed, of many heights, with gaps."""
    tops = np.zeros(width)
    for _ in range(width // 7):
        middle, tall = int(random.integers(width)), height * random.uniform(0.35, 1.5)
        half = max(2, int(tall * random.uniform(0.16, 0.26)))
        left, right = int(max(0, middle - half)), int(min(width, middle + half))
        slope = 1 - np.abs(np.arange(left, right) - middle) / half
        ragged = slope * tall * random.uniform(0.85, 1.0, right - left)
        tops[left:right] = np.maximum(tops[left:right], ragged)
    return tops


def _grain(random: np.random.Generator, size: tuple[int, int]) -> Floats:
    """The structure of woods and slopes: several sizes of roughness, about 0."""
    width, height = size
    total = np.zeros((height, width), np.float32)
    for step, weight in ((3, 0.8), (9, 0.6), (40, 0.6)):
        noise = random.standard_normal((height // step + 2, width // step + 2)).astype(np.float32)
        total += np.float32(weight) * _stretched(noise, size)
    return total


def _stretched(noise: Floats, size: tuple[int, int]) -> Floats:
    return np.asarray(cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC), np.float32)


def _headland(picture: Floats, line: int, look: Palette, random: np.random.Generator) -> None:
    height, width = picture.shape[:2]
    x = np.linspace(0, 1, width)
    right = random.random() < 0.5
    falls = np.clip((x - 0.62) / 0.38, 0, 1) if right else np.clip((0.36 - x) / 0.36, 0, 1)
    rough = falls**0.6 * height * random.uniform(0.08, 0.16) * (1 + 0.25 * _outline(random, x, 4))
    y = np.arange(line + 3, dtype=np.float32)[:, None]
    cover = np.where(falls > 0, np.clip(y - (line + 2 - rough)[None, :] + 0.5, 0, 1), 0)[..., None]
    land = _between(look.far, look.near, 0.7)[None, None] * (
        1 + 0.12 * _grain(random, (width, line + 3))[..., None]
    )
    picture[: line + 3] = picture[: line + 3] * (1 - cover) + land * cover


def _between(one: Colour, other: Colour, part: float) -> Floats:
    return (np.array(one, np.float32) * (1 - part) + np.array(other, np.float32) * part).astype(np.float32)


def _developed(picture: Floats, random: np.random.Generator) -> Picture:
    # A breath of grain: perfectly smooth skies look drawn.
    height, width = picture.shape[:2]
    grain = random.standard_normal((height, width, 1)).astype(np.float32)
    return np.clip(picture + 1.6 * grain, 0, 255).astype(np.uint8)
