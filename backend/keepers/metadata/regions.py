"""Marked parts of a picture: faces with names, pets, what was focused on. Pure.

A box is left, top, width and height as parts of the upright picture, each between 0 and 1.
"""

from dataclasses import dataclass, replace

#: Regions of one picture; large group portraits have a hundred.
MAX_REGIONS = 500
_KINDS = {
    "face": "person", "person": "person", "human": "person", "humanface": "person",
    "pet": "pet", "dog": "pet", "cat": "pet", "dogface": "pet", "catface": "pet",
    "focus": "focus", "barcode": "barcode",
}  # fmt: skip
# Rounding of six digits by the programs that write; a box is not refused for that.
_SLACK = 0.002


@dataclass(frozen=True)
class Box:
    """Left, top, width, height; parts of the picture's width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Region:
    """A part of the picture. `kind`: person, pet, focus, barcode or other; `source`: who said so."""

    kind: str
    box: Box
    name: str = ""
    description: str = ""
    source: str = ""


def kind_of(said: str, name: str) -> str:
    """The kind of a region from the word a program used; one that has a name and no word is a person."""
    word = "".join(sign for sign in said.lower() if sign.isalnum())
    if not word:
        return "person" if name else "other"
    return _KINDS.get(word, "other")


def within(box: Box) -> Box | None:
    """The part of a box that is in the picture; None when that is nothing, or the numbers mean nothing."""
    left, top = max(0.0, box.x), max(0.0, box.y)
    right, bottom = min(1.0, box.x + box.width), min(1.0, box.y + box.height)
    # A comparison with "not a number" is false, so that is refused here too.
    if not (right > left and bottom > top and box.width <= 1 + _SLACK and box.height <= 1 + _SLACK):
        return None
    return Box(left, top, right - left, bottom - top)


def upright(box: Box, orientation: int) -> Box:
    """Where a box of the stored picture is once the picture was turned as EXIF `orientation` (1-8) asks."""
    x, y, width, height = box.x, box.y, box.width, box.height
    if orientation in (5, 6, 7, 8):
        x, y, width, height = y, x, height, width
    if orientation in (2, 3, 6, 7):
        x = 1 - x - width
    if orientation in (3, 4, 7, 8):
        y = 1 - y - height
    return Box(x, y, width, height)


def as_stored(box: Box, orientation: int) -> Box:
    """The other way round: where a box of the upright picture is in the stored one."""
    return upright(box, {6: 8, 8: 6}.get(orientation, orientation))


def is_upright_already(
    applied: tuple[float, float] | None, stored: tuple[int, int] | None, orientation: int
) -> bool:
    """Whether boxes were noted on the turned picture, against the rule (MWG 2.0, 5.9) that says: the stored.

    Told by the shape of the picture they were noted on; where it tells nothing, the rule holds.
    """
    if orientation not in (5, 6, 7, 8) or applied is None or stored is None:
        return False
    if min(*applied, *stored) <= 0 or stored[0] == stored[1]:
        return False
    return (applied[0] > applied[1]) != (stored[0] > stored[1])


def all_upright(
    regions: tuple[Region, ...],
    applied: tuple[float, float] | None,
    stored: tuple[int, int] | None,
    orientation: int,
) -> tuple[Region, ...]:
    """The regions on the upright picture; `applied`: the size they were noted on, `stored`: the file's."""
    if orientation == 1 or is_upright_already(applied, stored, orientation):
        return regions
    return tuple(replace(region, box=upright(region.box, orientation)) for region in regions)


def overlap(one: Box, other: Box) -> float:
    """What two boxes share of what they cover together: 0 (apart) to 1 (the same)."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    return shared / (one.width * one.height + other.width * other.height - shared)
