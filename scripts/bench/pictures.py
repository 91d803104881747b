"""Folders of photos to read: few distinct ones, and as many files as wanted that differ in a few bytes.

A file that differs only in the time in its EXIF is another photo to Keepers (other bytes, other hash, other
day), and costs what any photo costs to read; so many can be made in little time.
"""

import io
import os
import re
import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

_TIME = re.compile(rb"(?:19|20)\d\d:\d\d:\d\d \d\d:\d\d:\d\d")
_NEWEST_S = 1_735_700_000
_PER_FOLDER = 250
_NOISE = 5.0


def small_ones(count: int, width: int, height: int, *, preview: bool) -> Iterator[bytes]:
    """JPEGs cut from the sample pictures that scikit-learn ships, each another cut, noise as of a sensor.

    With `preview`, each holds a small picture of itself in its EXIF as those of cameras do.
    """
    from sklearn.datasets import load_sample_images  # noqa: PLC0415 - slow to import

    samples = load_sample_images().images
    for number in range(count):
        rng = np.random.default_rng(number)
        sample = samples[number % len(samples)]
        pixels = _enlarged(_cut(sample, rng), width, height, rng)
        image = Image.fromarray(pixels)
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=85, exif=_exif(image if preview else None))
        yield stream.getvalue()


def _cut(sample: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    height, width = sample.shape[:2]
    share = rng.uniform(0.5, 1.0)
    tall, wide = int(height * share), int(width * share)
    top, left = int(rng.integers(0, height - tall + 1)), int(rng.integers(0, width - wide + 1))
    cut = sample[top : top + tall, left : left + wide]
    return np.ascontiguousarray(cut[:, ::-1] if rng.random() < 0.5 else cut)


def _enlarged(
    sample: NDArray[np.uint8], width: int, height: int, rng: np.random.Generator
) -> NDArray[np.uint8]:
    base = cv2.resize(sample, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    noise = rng.normal(0, _NOISE, (height, width, 1)).astype(np.float32)
    lit: NDArray[np.uint8] = np.clip(base * rng.uniform(0.8, 1.15) + noise, 0, 255).astype(np.uint8)
    return lit


def _exif(preview_of: Image.Image | None) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Keepers", "Bench", 1
    exif.get_ifd(0x8769)[0x9003] = "2024:06:01 12:00:00"
    block = exif.tobytes()
    if preview_of is None:
        return block
    small = io.BytesIO()
    preview_of.resize((160, 120)).save(small, "JPEG", quality=75)
    return _with_preview(block, small.getvalue())


def _with_preview(block: bytes, preview: bytes) -> bytes:
    """An EXIF block of one directory with a second one behind it, which holds the small picture."""
    tiff = bytearray(block.removeprefix(b"Exif\x00\x00"))
    order = "<" if tiff[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    entries = struct.unpack_from(order + "H", tiff, first)[0]
    struct.pack_into(order + "I", tiff, first + 2 + 12 * entries, len(tiff))
    at = len(tiff) + 2 + 3 * 12 + 4
    tiff += struct.pack(
        order + "H" + 3 * "HHII" + "I",
        *(3, 0x0103, 4, 1, 6, 0x0201, 4, 1, at, 0x0202, 4, 1, len(preview), 0),
    )
    return b"Exif\x00\x00" + bytes(tiff) + preview


def write_many(folder: Path, photos: Sequence[bytes], count: int, *, step_s: int) -> list[Path]:
    """Write `count` files, newest last, `step_s` seconds from one to the next; each of its own bytes.

    They lie 250 to a folder, as cameras do it, and were last changed when they were taken.
    """
    paths = []
    for number in range(count):
        moment = _NEWEST_S - (count - 1 - number) * step_s
        stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y:%m:%d %H:%M:%S").encode()
        data, found = _TIME.subn(stamp, photos[number % len(photos)])
        if not found:
            raise ValueError("a photo without a time in it cannot be made into another one")
        path = folder / f"{100 + number // _PER_FOLDER}CANON" / f"IMG_{number:05}.JPG"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (moment, moment))
        paths.append(path)
    return paths
