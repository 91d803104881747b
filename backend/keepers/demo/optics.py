"""What a lens and a hand do to a picture: framing, focus, shake, light. Arrays are RGB uint8 H x W x 3."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

# Halos show from here on; edges steepen well below it.
_MOST_OVERSHOOT = 14.0


def frame(source: Picture, box: Sequence[float], size: tuple[int, int], turn: float = 0.0) -> Picture:
    """Cut `box` (left, top, width, height as parts of `source`) and enlarge it to `size` (width, height).

    `turn` degrees about its middle. The box may reach over the edge a little: what is there is mirrored.
    """
    height, width = source.shape[:2]
    left, top, wide, high = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    scale = min(wide / size[0], high / size[1])
    middle = (left + wide / 2, top + high / 2)
    radians = np.deg2rad(turn)
    cos, sin = scale * np.cos(radians), scale * np.sin(radians)
    to_source = np.array(
        [
            [cos, -sin, middle[0] - cos * size[0] / 2 + sin * size[1] / 2],
            [sin, cos, middle[1] - sin * size[0] / 2 - cos * size[1] / 2],
        ]
    )
    clean = cv2.bilateralFilter(source, 5, 9, 1.5) if scale < 1 else source
    flags = cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP
    large = cv2.warpAffine(clean, to_source, size, flags=flags, borderMode=cv2.BORDER_REFLECT_101)
    return _crisp(np.asarray(large, np.uint8), 1 / scale) if scale < 1 else np.asarray(large, np.uint8)


def _crisp(large: Picture, enlarged: float) -> Picture:
    """Steepen edges that enlarging has smeared: at their own width, then by one step of a shock filter."""
    picture = large.astype(np.float32)
    detail = picture - cv2.GaussianBlur(picture, (0, 0), 0.9 * enlarged)
    picture += 0.6 * np.clip(detail, -_MOST_OVERSHOOT, _MOST_OVERSHOOT)
    grey = cv2.cvtColor(np.clip(picture, 0, 255), cv2.COLOR_RGB2GRAY)
    curve = cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 0.45 * enlarged), cv2.CV_32F, ksize=3)
    push = 0.7 * np.clip(curve * (enlarged * enlarged / 60), -1, 1)[..., None]
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    down, up = cv2.erode(picture, disc) - picture, cv2.dilate(picture, disc) - picture
    picture += np.maximum(push, 0) * down + np.maximum(-push, 0) * up
    picture += 1.0 * (picture - cv2.GaussianBlur(picture, (0, 0), 0.8))
    return np.clip(picture, 0, 255).astype(np.uint8)


def defocus(picture: Picture, radius: float) -> Picture:
    """Out of focus: every point becomes a soft-edged disc of `radius` pixels."""
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return np.asarray(cv2.filter2D(picture, -1, disc / disc.sum()), np.uint8)


def shake(picture: Picture, length: float, angle: float) -> Picture:
    """The hand moved by `length` pixels at `angle` degrees while the shutter was open."""
    reach = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    middle = np.array([reach, reach], np.float64)
    step = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
    # A slight bend, as hands move.
    for at in np.linspace(-0.5, 0.5, 6 * reach):
        x, y = middle + step * length * at + step[::-1] * (0.12 * length * at * at)
        kernel[round(y), round(x)] += 1
    path = cv2.GaussianBlur(kernel, (0, 0), 0.7)
    return np.asarray(cv2.filter2D(picture, -1, path / np.sum(path)), np.uint8)


def expose(picture: Picture, stops: float) -> Picture:
    """Exposed wrongly by `stops`: light doubles with each, and what is too bright washes out to white."""
    light = np.power(picture.astype(np.float32) / 255, 2.2) * np.float32(2.0**stops)
    over = np.clip(light.max(axis=2, keepdims=True) - 1, 0, 1)
    shown = np.power(np.clip(light, 0, 1), 1 / 2.2)
    return np.asarray((shown + (1 - shown) * over) * 255, np.uint8)


def vignette(picture: Picture, strength: float) -> Picture:
    """Corners darker by `strength` (0..1), as lenses make them."""
    height, width = picture.shape[:2]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] ** 2
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :] ** 2
    gain = 1 - strength * ((x + y) / 2) ** 1.5
    return np.asarray(picture * gain[..., None], np.uint8)
