"""What a new sidecar is called, and whose an old one is. Pure."""

import os
from collections.abc import Sequence

from keepers.media.formats import CANDIDATE_SUFFIXES, RAW_SUFFIXES

# What the file systems of all systems take.
_LONGEST_NAME = 255


def new_sidecar_name(name: str, names: Sequence[str]) -> str:
    """X.jpg.xmp for X.jpg; X.xmp for a raw X, as the programs that develop it name theirs.

    X.xmp also where the full name would be longer than names can be. The full name also for a raw file where
    another raw file of that stem would read X.xmp too.
    """
    stem, ending = os.path.splitext(name)
    if ending.lower() not in RAW_SUFFIXES:
        return f"{name}.xmp" if _fits(f"{name}.xmp") else f"{stem}.xmp"
    for other in names:
        other_stem, other_ending = os.path.splitext(other)
        if other != name and other_stem.lower() == stem.lower() and other_ending.lower() in RAW_SUFFIXES:
            return f"{name}.xmp"
    return f"{stem}.xmp"


def is_shared(sidecar: str, name: str, names: Sequence[str]) -> bool:
    """Whether `sidecar`, which is read for `name`, is read for another picture among `names` too.

    X.xmp speaks of X.jpg and of X.png, unless one of them has a sidecar of its own; beside a raw X of the raw
    files alone.
    """
    if sidecar.lower() == f"{name}.xmp".lower():
        return False
    stem, ending = os.path.splitext(name.lower())
    raw = ending in RAW_SUFFIXES
    lower = {each.lower() for each in names}
    for other in lower - {name.lower()}:
        other_stem, other_ending = os.path.splitext(other)
        if other_stem != stem or other_ending not in CANDIDATE_SUFFIXES or f"{other}.xmp" in lower:
            continue
        if not raw or other_ending in RAW_SUFFIXES:
            return True
    return False


def _fits(name: str) -> bool:
    return len(os.fsencode(name)) <= _LONGEST_NAME
