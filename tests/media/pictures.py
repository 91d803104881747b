"""Small pictures made for tests."""

import io
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 200, 40), (30, 40, 220), (128, 128, 128)


def quadrants(width: int = 96, height: int = 64) -> Image.Image:
    """Red, green, blue and grey quarters: every orientation of it looks different."""
    image = Image.new("RGB", (width, height))
    half, middle = width // 2, height // 2
    for box, colour in (
        ((0, 0, half, middle), RED),
        ((half, 0, width, middle), GREEN),
        ((0, middle, half, height), BLUE),
        ((half, middle, width, height), GREY),
    ):
        image.paste(colour, box)
    return image


def scene(seed: int = 1, width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """Discs and bars with crisp edges on a soft gradient: something a lens can be in focus on."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:height, 0:width]
    picture = np.stack([60 + 80 * columns / width, 70 + 60 * rows / height, 90 + 0 * rows], axis=2)
    for _ in range(40):
        x, y, radius = rng.integers(0, width), rng.integers(0, height), rng.integers(6, 45)
        colour = rng.integers(0, 256, 3)
        if rng.random() < 0.5:
            inside = (columns - x) ** 2 + (rows - y) ** 2 < radius**2
        else:
            inside = (abs(columns - x) < radius) & (abs(rows - y) < radius // 3 + 2)
        picture[inside] = colour
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


def encoded(image: Image.Image | NDArray[np.uint8], kind: str = "JPEG", **options: Any) -> bytes:
    """The bytes of a picture file."""
    stream = io.BytesIO()
    picture = image if isinstance(image, Image.Image) else Image.fromarray(image)
    picture.save(stream, kind, **options)
    return stream.getvalue()


def exif(
    main: dict[int, Any] | None = None,
    detail: dict[int, Any] | None = None,
    gps: dict[int, Any] | None = None,
) -> Image.Exif:
    """An EXIF block of these tags."""
    block = Image.Exif()
    for tag, value in (main or {}).items():
        block[tag] = value
    block.get_ifd(0x8769).update(detail or {})
    block.get_ifd(0x8825).update(gps or {})
    return block


def degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Degrees, minutes and seconds the way GPS tags hold them."""
    whole = Fraction(value).limit_denominator(360_000)
    minutes = (whole - int(whole)) * 60
    seconds = (minutes - int(minutes)) * 60
    return IFDRational(int(whole)), IFDRational(int(minutes)), IFDRational(round(seconds * 100), 100)
