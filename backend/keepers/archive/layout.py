"""Where everything goes in the folder: a rule over names. Pure."""

import os
from collections.abc import Iterable, Mapping

from keepers.base.names import name_key, numbered_name, safe_name

PHOTOS = "Photos"
ALBUMS = "Albums"
MANIFEST = "manifest.json"
TABLE = "photos.csv"
PEOPLE = "people.json"
READ_ME = "READ ME.txt"
#: What we made ourselves, by place, with its hash: only that may be made anew.
WRITTEN = "keepers-written.json"


def folder_names(labels: Mapping[int, str]) -> dict[int, str]:
    """A folder of its own for each root, by root id: its label as every system takes it."""
    return dict(zip(labels, distinct(labels.values()), strict=True))


def distinct(names: Iterable[str]) -> list[str]:
    """The names as every system takes them, no two the same to any of them, in the order given."""
    taken: set[str] = set()
    found = []
    for name in names:
        safe, number = safe_name(name), 1
        while name_key(numbered_name(safe, number)) in taken:
            number += 1
        chosen = numbered_name(safe, number)
        taken.add(name_key(chosen))
        found.append(chosen)
    return found


def place_of(folder: str, rel_path: bytes) -> str:
    """Where a file of a root goes, from the top of the export; '/' between parts (os.fsdecode)."""
    return "/".join((PHOTOS, folder, *os.fsdecode(rel_path).split("/")))
