"""Which files beside pictures go with which, by their names in one folder. Pure.

Tables that speak of many photos at once (iCloud's, those of albums) go with none of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os.path import splitext
from typing import Final

from keepers.companions.piece import plain
from keepers.metadata.takeout_names import Sidecars

# IMG_O4120.AAE: the edits a photo had before the last ones.
_APPLE_EDITS: Final = re.compile(r"(img_)o(\d{4,}(?: ?\(\d{1,4}\))?)")


@dataclass(frozen=True)
class Picture:
    """A picture file of the folder; `is_raw` and `is_film` as of `Piece`."""

    id: int
    name: str
    is_raw: bool = False
    is_film: bool = False


@dataclass(frozen=True)
class Beside:
    """A file beside; `kind`: xmp, takeout, icloud, aae or thm."""

    id: int
    name: str
    kind: str


def side_links(pictures: Iterable[Picture], beside: Iterable[Beside]) -> set[tuple[int, int]]:
    """(id of the file beside, id of the picture file) of all that go together."""
    every, sides = list(pictures), sorted(beside, key=lambda each: (each.name, each.id))
    names: dict[str, list[Picture]] = {}
    stems: dict[str, list[Picture]] = {}
    for picture in every:
        names.setdefault(plain(picture.name), []).append(picture)
        stems.setdefault(splitext(plain(picture.name))[0], []).append(picture)
    found: set[tuple[int, int]] = set()
    for side in sides:
        found.update((side.id, picture.id) for picture in _of(side, names, stems))
    jsons = {side.name: side.id for side in sides if side.kind == "takeout"}
    if jsons:
        known = Sidecars(jsons)
        for picture in every:
            match = known.of(picture.name)
            if match is not None and match.json_name != picture.name:
                found.add((jsons[match.json_name], picture.id))
    return found


def _of(
    side: Beside, names: Mapping[str, Sequence[Picture]], stems: Mapping[str, Sequence[Picture]]
) -> Sequence[Picture]:
    stem = splitext(plain(side.name))[0]
    if side.kind == "xmp":
        # X.jpg.xmp is that of X.jpg, X.xmp that of the raw X where there is one: Lightroom wrote it for it.
        return names.get(stem) or _first_kind(stems.get(stem, ()), raw_first=True)
    if side.kind == "aae":
        earlier = _APPLE_EDITS.fullmatch(stem)
        return _first_kind(stems.get(earlier[1] + earlier[2] if earlier else stem, ()))
    if side.kind == "thm":
        # The small picture of a film; of cameras that had no other place for a photo's details, a photo's.
        same = stems.get(stem, ())
        return [each for each in same if each.is_film] or same
    return ()


def _first_kind(pictures: Sequence[Picture], *, raw_first: bool = False) -> Sequence[Picture]:
    """Of pictures of one stem those of the kind that goes first: stills before films; raw last, or first."""
    stills = [each for each in pictures if not each.is_film]
    return [each for each in stills if each.is_raw == raw_first] or stills or pictures
