"""What the name of an edited copy says its original is called. A name alone never groups anything. Pure."""

import os
import re
from typing import Final

from keepers.companions.piece import plain
from keepers.metadata.takeout_names import EDITED

# IMG_E4120: what iPhones call the edited one when they hand both over.
_APPLE: Final = re.compile(r"(img_)e(\d{4,}(?: ?\(\d{1,4}\))?)")
_NUMBER: Final = re.compile(r"\(\d{1,4}\)$")
# What Google made of several photos, named after the first of them.
_CREATIONS: Final = frozenset({"motion", "animation", "smile", "collage", "mix", "pano"})
_WORDS: Final = tuple(plain(word) for word in EDITED if word not in _CREATIONS)
# A name shorter than that was not cut.
_LEAST_CUT: Final = 38


def apple_original(name: str) -> str | None:
    """The stem, as `plain` spells it, of the original of IMG_E4120.JPG; None of any other name."""
    found = _APPLE.fullmatch(os.path.splitext(plain(name))[0])
    return found[1] + found[2] if found else None


def takeout_original(name: str) -> str | None:
    """The stem of the original of IMG_1-edited(1).jpg, in any language of Google Photos; None of others."""
    if "-" not in name:
        return None
    stem = os.path.splitext(plain(name))[0]
    number = _NUMBER.search(stem)
    bare = stem[: number.start()] if number else stem
    original, dash, word = bare.rpartition("-")
    if not dash or not original or not word:
        return None
    cut = len(bare) >= _LEAST_CUT
    if not any(word == each or (cut and each.startswith(word)) for each in _WORDS):
        return None
    return original + (number[0] if number else "")
