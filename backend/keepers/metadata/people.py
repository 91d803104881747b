"""The people of a picture by all that names them, each once, and its marked regions, upright. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from keepers.metadata.regions import Box, Region, all_upright, overlap
from keepers.metadata.xmp import Xmp
from keepers.metadata.xmp_keywords import names_person

# Two programs that mark one face never draw the same box.
_SAME_FACE = 0.4


@dataclass(frozen=True)
class Person:
    """Somebody who is in the picture. `box`: None where nobody marked the face."""

    name: str
    box: Box | None
    sources: tuple[str, ...]


def regions_of(
    sidecar: Xmp | None, embedded: Xmp | None, size: tuple[int, int] | None, orientation: int
) -> tuple[Region, ...]:
    """The regions of both, upright; of a face that both mark, the sidecar's (given first) stays.

    `size`: of the stored picture. `orientation`: EXIF's, 1-8.
    """
    found: list[Region] = []
    for group, xmp in (("sidecar", sidecar), ("xmp", embedded)):
        if xmp is None:
            continue
        marked, known = xmp.marked, tuple(found)
        for region in all_upright(marked.regions, marked.applied, size, orientation):
            if not any(_same(region, other) for other in known):
                found.append(replace(region, source=f"{group}:{region.source}"))
    return tuple(found)


def people_of_all(
    regions: Iterable[Region], sidecar: Xmp | None, embedded: Xmp | None, takeout: tuple[str, ...]
) -> tuple[Person, ...]:
    """Everybody who is named, in the order of the sources: faces, lists of names, tags, Google Photos."""
    boxes: dict[str, Box] = {}
    sources: dict[str, dict[str, None]] = {}
    names: dict[str, str] = {}

    def take(name: str, source: str, box: Box | None = None) -> None:
        key = name.casefold()
        names.setdefault(key, name)
        sources.setdefault(key, {})[source] = None
        if box is not None:
            boxes.setdefault(key, box)

    for region in regions:
        if region.kind == "person" and region.name:
            take(region.name, region.source, region.box)
    for group, xmp in (("sidecar", sidecar), ("xmp", embedded)):
        if xmp is None:
            continue
        for name in xmp.marked.persons:
            take(name, f"{group}:PersonInImage")
        for path in xmp.keywords.paths:
            if names_person(path):
                take(path[1], f"{group}:keywords")
    for name in takeout:
        take(name, "takeout:people")
    return tuple(Person(names[key], boxes.get(key), tuple(sources[key])) for key in names)


def _same(one: Region, other: Region) -> bool:
    if one.kind != other.kind:
        return False
    if one.name and other.name:
        # A name may be marked twice only where a mirror shows it twice.
        return one.name.casefold() == other.name.casefold() and overlap(one.box, other.box) > 0
    return overlap(one.box, other.box) >= _SAME_FACE
