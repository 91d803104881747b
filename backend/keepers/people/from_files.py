"""Names that files give to faces: which marked place is which face. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keepers.metadata.regions import Box, overlap

# Two programs that mark one face never draw the same box.
_SAME_FACE: Final = 0.4
# One program marks the face, another the head and the shoulders: a centre within is enough, of boxes that
# are not of another order of size.
_MOST_LARGER: Final = 9.0


@dataclass(frozen=True)
class Marked:
    """A place a file names: the name as names are compared, and its box."""

    folded: str
    box: Box


@dataclass(frozen=True)
class Known:
    """A face there is: `folded` is whose it was decided to be, "" for nobody with a name."""

    face_id: int
    box: Box
    folded: str = ""


def matches(marked: Sequence[Marked], faces: Sequence[Known]) -> dict[int, int]:
    """Which face each marked place (by position) is: each face for one place, the best pairs first.

    A face that is decided to be of that name goes before any other; then how much boxes share; then the face
    found first. Places without a face are left out.
    """
    pairs = [
        (known.folded == place.folded, share, -known.face_id, -at)
        for at, place in enumerate(marked)
        for known in faces
        if (share := _share(place.box, known.box)) > 0
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_rank, face, at in sorted(pairs, reverse=True):
        if -at not in found and -face not in taken:
            found[-at] = -face
            taken.add(-face)
    return found


def _share(one: Box, other: Box) -> float:
    """How much two boxes are the same place: 0 where they are not."""
    share = overlap(one, other)
    if share >= _SAME_FACE:
        return share
    sizes = sorted((one.width * one.height, other.width * other.height))
    if share > 0 and sizes[1] <= _MOST_LARGER * sizes[0] and (_holds(one, other) or _holds(other, one)):
        return share
    return 0.0


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the centre of `inner` lies in the middle of `outer`."""
    across = (inner.x + inner.width / 2 - outer.x) / outer.width
    down = (inner.y + inner.height / 2 - outer.y) / outer.height
    return 0.2 <= across <= 0.8 and 0.1 <= down <= 0.9
