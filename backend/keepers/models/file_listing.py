"""The files of a folder that a person may mean when they choose a model's file."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keepers.base.files import unreadable
from keepers.models.catalogue import Catalogue

_MOST_LISTED: Final = 500
_MOST_SEEN: Final = 50_000
_ONNX: Final = ".onnx"


@dataclass(frozen=True)
class FoundFile:
    """A file that may be a model; `matches` are ids of the list with a file of that size."""

    name: str
    bytes: int
    matches: tuple[str, ...]
    onnx: bool


@dataclass(frozen=True)
class FoundFiles:
    """By name; `more`: there are more than are told."""

    files: tuple[FoundFile, ...]
    more: bool


def files_in(folder: Path, catalogue: Catalogue) -> FoundFiles:
    """The files right in `folder` that have the size of one of the list, or call themselves ONNX.

    Raises FileUnreadable.
    """
    found: list[FoundFile] = []
    seen = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                seen += 1
                if seen > _MOST_SEEN:
                    break
                try:
                    if not entry.is_file():
                        continue
                    size = entry.stat().st_size
                except OSError:
                    # Gone meanwhile, or a link that leads in a circle: no file to choose.
                    continue
                matches = tuple(dict.fromkeys(each.id for each, _, _ in catalogue.of_size(size)))
                onnx = entry.name.lower().endswith(_ONNX)
                if matches or onnx:
                    found.append(FoundFile(entry.name, size, matches, onnx))
    except OSError as error:
        raise unreadable(error, folder) from error
    found.sort(key=lambda file: (not file.matches, file.name))
    return FoundFiles(tuple(found[:_MOST_LISTED]), seen > _MOST_SEEN or len(found) > _MOST_LISTED)
