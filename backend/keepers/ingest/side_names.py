"""Which files are side files, and of which pictures one may speak: by names alone. Pure.

Whatever `metadata.beside` reads for a picture, or job 'group' takes for a part of it, names that picture
here. Naming one too many costs a millisecond; naming one too few would leave the catalogue with words that
are no longer there. So where only the content could tell (albums, titles, tables) every picture is named.
"""

import os
import re
from collections.abc import Collection, Iterable
from typing import Final, Literal

from keepers.catalog.side_files import SideKind
from keepers.metadata import takeout_names
from keepers.metadata.icloud import is_details_name

#: Where the pictures lie that a side file may speak of: in its folder, or in the folders beside its folder.
Reach = Literal["here", "beside"]

_BY_ENDING: Final[dict[str, SideKind]] = {".xmp": "xmp", ".json": "takeout", ".aae": "aae", ".thm": "thm"}
#: Folders of an iCloud export whose tables speak of the pictures in the folders beside.
_ALBUM_FOLDERS: Final = frozenset({"albums", "memories"})
# So many tables of one folder, that it is not worth finding out whom none of them means.
_MANY: Final = 20
# IMG_E1234 and IMG_O1234 are what Apple calls an edited copy, and its notes, of IMG_1234.
_APPLES: Final = re.compile(r"(img_)[eo](?=\d)")


def kind_of(name: str, folder: str) -> SideKind | None:
    """What a file of this name in a folder of that name is; None: no side file."""
    ending = os.path.splitext(name)[1].lower()
    if ending == ".csv":
        return "icloud" if is_details_name(name) or folder.lower() in _ALBUM_FOLDERS else None
    return _BY_ENDING.get(ending)


def stands_alone(kind: SideKind, name: str) -> bool:
    """Whether it means something in a folder without pictures: a table of an album does."""
    return kind == "icloud" and not is_details_name(name)


def reach_of(kind: SideKind, name: str) -> Reach:
    """Where the pictures lie that it may speak of."""
    return "beside" if stands_alone(kind, name) else "here"


def spoken_of(
    sides: Iterable[tuple[SideKind, str]], pictures: Collection[str], jsons: Iterable[str]
) -> set[str]:
    """Those of the pictures of which the side files, (kind, name), may speak; both as the disk names them.

    `pictures`: names of all there within their reach. `jsons`: names of all JSON files in the folder, those
    that came and went among them: which is whose depends on all.
    """
    found: set[str] = set()
    asked = list(sides)
    google = [name for kind, name in asked if kind == "takeout"]
    tables = _Tables(pictures, jsons)
    if (
        len(google) > _MANY
        or any(kind == "icloud" for kind, _name in asked)
        or any(map(tables.of_all, google))
    ):
        return set(pictures)
    for name in google:
        found |= tables.of(name)
    named = _by_names(pictures) if len(asked) > len(google) else {}
    for kind, name in asked:
        stem = _stem(name)
        found.update(named.get(stem if kind == "xmp" else _APPLES.sub(r"\1", stem), ()))
    return found


def told_by_title(
    changed: Iterable[str], stayed: Collection[str], pictures: Collection[str], jsons: Collection[str]
) -> set[str]:
    """Those of the pictures whose JSON may be another now that the `changed` ones came or went.

    A JSON that is named after a picture is no other's, one that is not may be that of any picture whose name
    it has inside. `stayed`: those of the JSON files, `jsons`, that were there before and are as they were.
    """
    if not stayed:
        return set()
    of_folder = takeout_names.Sidecars(jsons)
    named = (of_folder.of(each) for each in changed)
    if not any(match is not None and match.json_name in stayed for match in named):
        return set()
    return {picture for picture in pictures if of_folder.of(picture) is None}


def _by_names(pictures: Collection[str]) -> dict[str, list[str]]:
    """The pictures by what the name of a side file begins with: their own name, or the stem of it."""
    found: dict[str, list[str]] = {}
    for picture in pictures:
        stem = _stem(picture)
        # With an ending behind it: how a capital sigma is made small depends on what follows.
        for key in {_stem(f"{picture}.xmp"), stem, _APPLES.sub(r"\1", stem)}:
            found.setdefault(key, []).append(picture)
    return found


def _stem(name: str) -> str:
    return os.path.splitext(name.lower())[0]


class _Tables:
    """Google's JSON of one folder; looked at once something of them is asked."""

    def __init__(self, pictures: Collection[str], jsons: Iterable[str]) -> None:
        self._pictures = pictures
        self._jsons = jsons
        self._owned: set[str] | None = None

    def of_all(self, name: str) -> bool:
        """Whether only its content tells of whom it speaks: an album, or a title no file is called by."""
        if name.count(".") == 1:
            return True
        if self._owned is None:
            of_folder = takeout_names.Sidecars(self._jsons)
            matches = (of_folder.of(picture) for picture in self._pictures)
            self._owned = {match.json_name for match in matches if match is not None}
        return name not in self._owned

    def of(self, name: str) -> set[str]:
        """The pictures it may be of by name, or by a title that begins as the name does."""
        alone = takeout_names.Sidecars([name])
        return {
            picture
            for picture in self._pictures
            if alone.of(picture) is not None or takeout_names.begins_alike(name, picture)
        }
