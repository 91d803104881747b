"""What is in a demo photo: a part of a sample picture in some light, or a drawn landscape. Plain values."""

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["cut", "ridges", "sea", "starry"]
Box = tuple[float, float, float, float]
Fault = Literal["blurred", "dark", "bright"]
Copy = Literal["resaved", "sent"]


@dataclass(frozen=True)
class Scene:
    """What is seen. `of` is a sample or a palette; `box`: left, top, width, height as parts of the sample."""

    kind: Kind
    of: str
    box: Box = (0.0, 0.0, 1.0, 1.0)
    mood: str = "day"
    turn: float = 0.0
    flip: bool = False
    seed: int = 0


@dataclass(frozen=True)
class Shot:
    """One press of the shutter: `frames` above 1 is a burst of which one frame is sharp."""

    scene: Scene
    frames: int = 1
    fault: Fault | None = None
    copy: Copy | None = None


def cut(sample: str, box: Box, mood: str = "day", *, turn: float = 0.0, flip: bool = False) -> Shot:
    """Part of a sample picture."""
    return Shot(Scene("cut", sample, box, mood, turn, flip))


def ridges(palette: str, seed: int) -> Shot:
    """Hills behind hills."""
    return Shot(Scene("ridges", palette, seed=seed))


def sea(palette: str, seed: int) -> Shot:
    """Water to the horizon."""
    return Shot(Scene("sea", palette, seed=seed))


def starry(box: Box, seed: int) -> Shot:
    """Stars over dark hills."""
    return Shot(Scene("starry", "stars", box, seed=seed))


def burst(shot: Shot, frames: int) -> Shot:
    """The same several times within a few seconds; one frame is sharp."""
    return replace(shot, frames=frames)


def spoiled(shot: Shot, fault: Fault) -> Shot:
    """The same gone wrong."""
    return replace(shot, fault=fault)


def copied(shot: Shot, how: Copy) -> Shot:
    """The same, and a second file of it: saved again smaller, or as a messenger passes it on."""
    return replace(shot, copy=how)
