"""Writes the demo photos into a folder, with the truth about them beside."""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from keepers.base.files import write_atomic
from keepers.demo.picture import Pixels, defocused, exposed, frame, moved
from keepers.demo.scenes import (
    BLURRED,
    BURSTS,
    COMPACT,
    COPIES,
    DAYS,
    MIRRORLESS,
    TOO_BRIGHT,
    TOO_DARK,
    Day,
)
from keepers.demo.sources import SOURCES, locate

SEED: Final = 20241117
TRUTH_NAME: Final = ".truth.json"
CREDITS_NAME: Final = "CREDITS.txt"
_MAKERS: Final = {COMPACT: "Panasonic", MIRRORLESS: "FUJIFILM"}


@dataclass(frozen=True)
class Planted:
    """What is true of one demo photo.

    `kind` is good, burst, blurred, too_dark, too_bright or copy; `group` names the burst, or the file a copy
    was made from; `sharp` is false for the frames of a burst that moved and for blurred photos.
    """

    path: str
    kind: str
    group: str
    sharp: bool
    taken: str
    place: str


@dataclass(frozen=True)
class _Shot:
    view: str
    day: Day
    taken: dt.datetime
    kind: str
    group: str = ""
    mishap: str = ""
    seed: int = 0
    shake: float = 0.0

    @property
    def name(self) -> str:
        """The name this camera gives a photo taken then."""
        if self.day.camera == COMPACT:
            return f"P{self.taken:%y%m%d_%H%M%S}.jpg"
        if self.day.camera == MIRRORLESS:
            number = int((self.taken - dt.datetime(2022, 1, 1)).total_seconds() // 1800) % 9000 + 1000  # noqa: DTZ001
            return f"DSCF{number}_{self.seed:02d}.JPG"
        return f"PXL_{self.taken:%Y%m%d_%H%M%S}000.jpg"


def build(
    into: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    checkpoint: Callable[[], None] | None = None,
) -> list[Planted]:
    """Write about 120 photos below `into`, one folder a year, and what is true of them as `.truth.json`.

    The same every time. `progress` is told (done, total); `checkpoint` may raise to stop between photos.
    Raises SamplesMissing when the sample pictures are not installed.
    """
    samples = {name: _read(path) for name, path in locate().items()}
    shots = list(_shots())
    copies = list(COPIES)
    total = len(shots) + len(copies)
    planted: list[Planted] = []
    done = 0

    def make(shot: _Shot) -> Planted:
        if checkpoint is not None:
            checkpoint()
        return _write(into, shot, _pixels(samples, shot))

    with ThreadPoolExecutor(2) as pool:
        for each in pool.map(make, shots):
            planted.append(each)
            done += 1
            if progress is not None:
                progress(done, total)
    singles = [(shot, made) for shot, made in zip(shots, planted, strict=True) if shot.kind == "good"]
    for position, how in copies:
        if checkpoint is not None:
            checkpoint()
        shot, original = singles[position]
        planted.append(_copy(into, shot, original, how))
        done += 1
        if progress is not None:
            progress(done, total)
    planted.sort(key=lambda each: each.path)
    truth = {"seed": SEED, "photos": [asdict(each) for each in planted]}
    write_atomic(into / TRUTH_NAME, json.dumps(truth, indent=1, ensure_ascii=False).encode())
    write_atomic(into / CREDITS_NAME, _credits().encode())
    return planted


def _credits() -> str:
    lines = [f"{name}: {source.credit}" for name, source in sorted(SOURCES.items())]
    return "The demo photos are cut from these pictures:\n\n" + "\n".join(lines) + "\n"


def _shots() -> Iterator[_Shot]:
    rng = random.Random(SEED)
    for day in DAYS:
        taken = day.start
        for view in day.views:
            taken += dt.timedelta(seconds=rng.randint(240, 2400))
            yield _Shot(view, day, taken, "good", seed=rng.randint(10, 99))
    for number, (view, index, frames) in enumerate(BURSTS, start=1):
        day = DAYS[index]
        taken = day.start + dt.timedelta(minutes=150 + 7 * number)
        best = rng.randrange(frames)
        for position in range(frames):
            mishap = "" if position == best else rng.choice(("moved", "moved", "defocused"))
            at = taken + dt.timedelta(seconds=position)
            yield _Shot(view, day, at, "burst", f"burst-{number}", mishap, 10 + position, 0.006)
    for kind, views in (("blurred", BLURRED), ("too_dark", TOO_DARK), ("too_bright", TOO_BRIGHT)):
        for view, index in views:
            day = DAYS[index]
            taken = day.start + dt.timedelta(seconds=rng.randint(3 * 3600, 4 * 3600))
            yield _Shot(view, day, taken, kind, mishap=kind, seed=rng.randint(10, 99))


def _pixels(samples: dict[str, Pixels], shot: _Shot) -> Pixels:
    rng = random.Random(f"{SEED} {shot.view} {shot.taken.isoformat()}")
    picture = frame(samples, shot.view, rng, shake=shot.shake)
    match shot.mishap:
        case "moved":
            return moved(picture, rng)
        case "defocused" | "blurred":
            return defocused(picture, rng)
        case "too_dark":
            return exposed(picture, -5.2)
        case "too_bright":
            return exposed(picture, 2.6)
    return picture


def _write(into: Path, shot: _Shot, pixels: Pixels) -> Planted:
    relative = f"{shot.taken.year}/{shot.name}"
    (into / relative).parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(into / relative, "JPEG", quality=88, exif=_exif(shot))
    return Planted(
        relative,
        shot.kind,
        shot.group,
        shot.mishap not in {"moved", "defocused", "blurred"},
        shot.taken.isoformat(),
        shot.day.place.name,
    )


def _copy(into: Path, shot: _Shot, original: Planted, how: str) -> Planted:
    """Save the photo again: smaller without EXIF as messengers do, or at lower quality with it."""
    with Image.open(into / original.path) as image:
        picture = image.convert("RGB")
        exif = image.getexif()
    if how == "smaller":
        picture = picture.resize((picture.width * 5 // 8, picture.height * 5 // 8), Image.Resampling.LANCZOS)
        relative = f"{shot.taken.year}/IMG-{shot.taken:%Y%m%d}-WA00{shot.seed}.jpg"
        picture.save(into / relative, "JPEG", quality=68)
    else:
        stem = Path(original.path)
        relative = str(stem.with_name(f"{stem.stem}-edited.jpg").as_posix())
        picture.save(into / relative, "JPEG", quality=74, exif=exif)
    return Planted(relative, "copy", original.path, True, original.taken, original.place)


def _exif(shot: _Shot) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Make] = _MAKERS.get(shot.day.camera, "Google")
    exif[Base.Model] = shot.day.camera
    stamp = f"{shot.taken:%Y:%m:%d %H:%M:%S}"
    exif[Base.DateTime] = stamp
    sign = "-" if shot.day.place.offset_min < 0 else "+"
    hours, minutes = divmod(abs(shot.day.place.offset_min), 60)
    details = exif.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = stamp
    details[Base.OffsetTimeOriginal] = f"{sign}{hours:02d}:{minutes:02d}"
    details[Base.ISOSpeedRatings] = 1600 if shot.view.lstrip("~").startswith(("stars", "rocket")) else 200
    details[Base.FNumber] = 2.8
    details[Base.ExposureTime] = 1 / 250
    details[Base.FocalLength] = 26.0
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef] = "N" if shot.day.place.latitude >= 0 else "S"
    place[GPS.GPSLatitude] = _dms(abs(shot.day.place.latitude))
    place[GPS.GPSLongitudeRef] = "E" if shot.day.place.longitude >= 0 else "W"
    place[GPS.GPSLongitude] = _dms(abs(shot.day.place.longitude))
    return exif


def _dms(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), round((degrees - whole - minutes / 60) * 3600, 2)


def _read(path: Path) -> Pixels:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"), dtype=np.uint8)
