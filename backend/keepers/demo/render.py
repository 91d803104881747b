"""Makes one demo photo, in a worker process: only here and below are OpenCV, NumPy and Pillow imported."""

import os
from datetime import UTC
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from keepers.demo.exif import exif_of
from keepers.demo.moods import in_mood
from keepers.demo.optics import Picture, defocus, expose, frame, shake
from keepers.demo.plan import Frame, plan
from keepers.demo.samples import find_samples
from keepers.demo.scenery import ridges, sea, starry
from keepers.demo.scenes import Scene

# Enlarged further than this, a picture looks drawn.
_MOST_ENLARGED = 3.2
_LONG_SIDE = (1000, 1500)
_DRAWN = (1320, 880)
# What frames of a burst are moved within.
_MARGIN = 0.03
_QUALITY = {"resaved": 62, "sent": 70}
_SMALLER = {"resaved": 0.6, "sent": 0.75}


def render(item: dict[str, Any]) -> dict[str, Any]:
    """Write the `index`-th file of the plan of `seed` under `folder`; {"index"}. OSError, SamplesMissing."""
    planned = plan(item["seed"])[item["index"]]
    path = Path(item["folder"], planned.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = _photo(planned)
    temporary = path.with_name(f".{path.name}.part")
    _save(picture, planned, temporary)
    # Files date from when the photo was taken, as if copied off the card with their times.
    at = planned.taken.replace(tzinfo=UTC).timestamp()
    os.utime(temporary, (at, at))
    temporary.replace(path)
    return {"index": item["index"]}


def _photo(planned: Frame) -> Picture:
    picture = _seen(planned.scene)
    if planned.kind == "burst":
        picture = _moved(picture, planned)
    long_side = max(picture.shape[:2])
    if planned.blur == "shake":
        picture = shake(picture, 1.6 * planned.amount * long_side, planned.angle)
    elif planned.blur == "defocus":
        picture = defocus(picture, 0.45 * planned.amount * long_side)
    return expose(picture, planned.stops) if planned.stops else picture


def _seen(scene: Scene) -> Picture:
    if scene.kind == "ridges":
        return ridges(_DRAWN, scene.of, scene.seed)
    if scene.kind == "sea":
        return sea(_DRAWN, scene.of, scene.seed)
    source = _sample(scene.of)
    height, width = source.shape[:2]
    left, top, wide, high = scene.box
    if scene.kind == "starry":
        part = source[round(top * height) :, round(left * width) :]
        return starry(_DRAWN, part[: round(high * height), : round(wide * width)], scene.seed)
    long_side = max(wide * width, high * height)
    scale = min(max(_MOST_ENLARGED * long_side, _LONG_SIDE[0]), _LONG_SIDE[1]) / long_side
    size = (round(wide * width * scale) // 2 * 2, round(high * height * scale) // 2 * 2)
    picture = frame(source, scene.box, size, scene.turn)
    return in_mood(np.ascontiguousarray(picture[:, ::-1]) if scene.flip else picture, scene.mood)


def _moved(picture: Picture, planned: Frame) -> Picture:
    """The frame of a burst: a little to the side and closer, as hands move between two pictures."""
    height, width = picture.shape[:2]
    inner = (1 - 2 * _MARGIN) / planned.zoom
    left = (1 - inner) / 2 + planned.shift[0]
    top = (1 - inner) / 2 + planned.shift[1]
    y, x = round(top * height), round(left * width)
    return np.ascontiguousarray(picture[y : y + round(inner * height), x : x + round(inner * width)])


def _sample(name: str) -> Picture:
    grey_or_colour = cv2.imread(str(find_samples()[name]), cv2.IMREAD_COLOR)
    if grey_or_colour is None:
        raise OSError(f"The sample picture {name} cannot be read.")
    return np.asarray(cv2.cvtColor(grey_or_colour, cv2.COLOR_BGR2RGB), np.uint8)


def _save(picture: Picture, planned: Frame, path: Path) -> None:
    image = Image.fromarray(picture)
    if planned.copy is not None:
        factor = _SMALLER[planned.copy]
        image = image.resize(
            (round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS
        )
    exif, lying = exif_of(planned, image.width, image.height)
    if lying:
        image = image.transpose(Image.Transpose.ROTATE_90)
    quality = 88 if planned.copy is None else _QUALITY[planned.copy]
    image.save(path, "JPEG", quality=quality, exif=exif)
