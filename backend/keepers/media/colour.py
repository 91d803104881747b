"""Pixels of any kind to 8 bit sRGB: wide profiles, grey, print, 16 bit, palettes, transparency (on white)."""

import io
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from keepers.base.reader_errors import READER_ERRORS

_WIDE_INTEGERS = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
_MAX_PROFILE_BYTES = 4 << 20
_CMS_MODES = ("RGB", "CMYK", "L")
# Tones that colours are tried with, and steps of 255 that nobody sees.
_TONES = np.array([0, 16, 64, 128, 192, 240, 255], np.uint8)
_SAME = 2


def to_srgb(image: Image.Image) -> Image.Image:
    """An RGB picture of the same size; in sRGB where the embedded profile can be followed."""
    profile = image.info.get("icc_profile")
    if image.mode in _WIDE_INTEGERS:
        image = _eight_bits(image)
    elif image.mode == "PA" or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode not in {*_CMS_MODES, "RGBA", "LA"}:
        image = image.convert("RGBA" if image.mode in {"La", "RGBa"} else "RGB")
    if image.mode in {"RGBA", "LA"}:
        image = _on_white(image.convert("RGBA"))
    if isinstance(profile, bytes) and 128 < len(profile) <= _MAX_PROFILE_BYTES:
        image = _converted(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits, or floats, as 8 bits: whole 16 bit range where the format fixes it."""
    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        return Image.fromarray((values.astype(np.uint16) >> 8).astype(np.uint8))
    numbers = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    top = float(numbers.max(initial=0.0))
    # An I or F picture does not say its range: the smallest usual one that holds the values.
    white = next((limit for limit in (1.0, 255.0, 65535.0) if top <= limit), top)
    if image.mode == "I":
        white = max(white, 255.0)
    return Image.fromarray(np.clip(numbers * (255.0 / white), 0, 255).astype(np.uint8))


def _on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGB", image.size, (255, 255, 255))
    white.paste(image, mask=image.getchannel("A"))
    return white


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        transform = _transform(profile, image.mode)
        return image if transform is None else (transform.apply(image) or image)
    except (*READER_ERRORS, ImageCms.PyCMSError):
        # A profile that cannot be followed is ignored, as every viewer does.
        return image


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> Any:
    """The way from `profile` to sRGB, or None where there is nothing to do. Raises PyCMSError."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    space = (source.profile.xcolor_space or "").strip()
    if {"RGB": "RGB", "CMYK": "CMYK", "L": "GRAY"}[mode] != space:
        return None
    transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    return transform if mode == "CMYK" or _changes(transform, mode) else None


def _changes(transform: Any, mode: str) -> bool:
    """Whether colours come out otherwise than they went in. Names do not tell: there is a linear "sRGB"."""
    samples = np.stack(np.meshgrid(*[_TONES] * 3), axis=-1).reshape(-1, 1, 3)
    before = Image.fromarray(samples if mode == "RGB" else np.ascontiguousarray(samples[:, :, 0]))
    after = transform.apply(before) or before
    apart = np.asarray(after, np.int16) - np.asarray(before.convert("RGB"), np.int16)
    return bool(np.abs(apart).max() > _SAME)
