"""Every file of the demo library, and what is true of it. Pure: the same seed gives the same plan."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from keepers.demo.cameras import CAMERAS
from keepers.demo.outings import OUTINGS, Outing
from keepers.demo.scenes import Copy, Fault, Scene, Shot

SEED: Final = 20220320

Blur = Literal["shake", "defocus"]


@dataclass(frozen=True)
class Frame:
    """One file of the demo.

    `shift` and `zoom` move the frame of a burst against its siblings; `blur` spoils it by `amount` pixels.
    `group` names the burst, or the path of the photo a copy is made of; "" for what stands alone.
    """

    path: str
    scene: Scene
    taken: datetime
    camera: str
    place: tuple[float, float] | None
    group: str
    kind: Literal["single", "burst", "copy"]
    shift: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    blur: Blur | None = None
    amount: float = 0.0
    angle: float = 0.0
    stops: float = 0.0
    copy: Copy | None = None
    fault: Fault | None = None


def plan(seed: int = SEED, outings: Sequence[Outing] = OUTINGS) -> list[Frame]:
    """All files, in the order they were taken."""
    source = random.Random(seed)
    frames: list[Frame] = []
    numbers = dict.fromkeys(CAMERAS, 0)
    for day_number, outing in enumerate(outings):
        for shot_number, (shot, taken) in enumerate(_timed(source, outing)):
            group = f"burst {outing.day} {shot_number + 1}"
            frames.extend(_frames(source, shot, taken, outing, group, numbers))
            numbers[outing.camera] += source.randint(0, 3)
        numbers[outing.camera] += 17 + day_number % 5
    return frames


def _timed(source: random.Random, outing: Outing) -> Iterator[tuple[Shot, datetime]]:
    """The shots of a day, spread over its hours."""
    start, end = outing.hours
    step = (end - start) / max(1, len(outing.shots))
    midnight = datetime.fromisoformat(outing.day)
    for number, shot in enumerate(outing.shots):
        hour = start + step * (number + source.uniform(0.1, 0.8))
        yield shot, midnight + timedelta(milliseconds=round(hour * 3_600_000))


def _frames(
    source: random.Random, shot: Shot, taken: datetime, outing: Outing, group: str, numbers: dict[str, int]
) -> list[Frame]:
    place = outing.place and (
        round(outing.place[0] + source.uniform(-0.012, 0.012), 6),
        round(outing.place[1] + source.uniform(-0.012, 0.012), 6),
    )

    def named(at: datetime) -> str:
        numbers[outing.camera] += 1
        name = CAMERAS[outing.camera].file_name(numbers[outing.camera], at)
        return f"{outing.folder}/{name}"

    if shot.frames > 1:
        sharp = source.randrange(shot.frames)
        frames = []
        at = taken
        for number in range(shot.frames):
            frames.append(
                Frame(
                    named(at),
                    shot.scene,
                    at,
                    outing.camera,
                    place,
                    group,
                    "burst",
                    shift=(source.uniform(-0.012, 0.012), source.uniform(-0.010, 0.010)),
                    zoom=source.uniform(1.0, 1.015),
                    blur=None if number == sharp else source.choice(("shake", "defocus")),
                    amount=source.uniform(0.006, 0.013),
                    angle=source.uniform(-35, 35),
                )
            )
            # A phone's name says the second only, so frames of a burst are at least that far apart.
            at += timedelta(milliseconds=source.randint(1000, 1600))
        return frames
    stops = {"dark": source.uniform(-5.4, -4.6), "bright": source.uniform(2.0, 2.6)}
    single = Frame(
        named(taken),
        shot.scene,
        taken,
        outing.camera,
        place,
        "",
        "single",
        blur=source.choice(("shake", "defocus")) if shot.fault == "blurred" else None,
        amount=source.uniform(0.012, 0.018),
        angle=source.uniform(-60, 60),
        stops=stops.get(shot.fault or "", 0.0),
        fault=shot.fault,
    )
    if shot.copy is None:
        return [single]
    return [single, _copy(single, shot.copy)]


def _copy(of: Frame, how: Copy) -> Frame:
    """A second file of a photo: saved again smaller beside it, or passed on by a messenger, without data."""
    folder, _, name = of.path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    if how == "resaved":
        path = f"{folder}/{stem} (1).{suffix}"
    else:
        path = f"{folder.split('/')[0]}/From the phone/IMG-{of.taken:%Y%m%d}-WA{of.taken.minute:04d}.jpg"
    return Frame(path, of.scene, of.taken, of.camera, of.place, of.path, "copy", copy=how)
