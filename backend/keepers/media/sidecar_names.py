"""What a new sidecar is called. Pure."""

import os
from collections.abc import Sequence

from keepers.media.formats import RAW_SUFFIXES


def new_sidecar_name(name: str, names: Sequence[str]) -> str:
    """X.jpg.xmp for X.jpg; X.xmp for a raw X, as the programs that develop it name theirs.

    The full name also for a raw file where another raw file of that stem would read X.xmp too.
    """
    stem, ending = os.path.splitext(name)
    if ending.lower() not in RAW_SUFFIXES:
        return f"{name}.xmp"
    for other in names:
        other_stem, other_ending = os.path.splitext(other)
        if other != name and other_stem.lower() == stem.lower() and other_ending.lower() in RAW_SUFFIXES:
            return f"{name}.xmp"
    return f"{stem}.xmp"
