"""What models do and where they come from, in words for the terminal."""

from collections.abc import Mapping
from typing import Final

import click

from keepers.cli.words import size
from keepers.models.catalogue import Task
from keepers.models.starter import StarterState
from keepers.models.store import Source

TASKS: Final[Mapping[Task, str]] = {
    "face_detection": "Finding faces",
    "face_embedding": "Telling people apart",
    "face_mesh": "Eyes and smiles",
    "image_text": "What is on a photo",
    "object_detection": "Finding pets",
    "aesthetic": "How pleasing",
}
SOURCES: Final[Mapping[Source, str]] = {
    "folder": "a folder",
    "url": "its makers",
    "package": "a package registry",
    "file": "a file",
}

_SHORT: Final[Mapping[str, Task]] = {
    "faces": "face_detection",
    "people": "face_embedding",
    "mesh": "face_mesh",
    "search": "image_text",
    "objects": "object_detection",
    "aesthetic": "aesthetic",
}


def task_of(word: str) -> Task:
    """The task of a word: the short one for the terminal, or its full name. Raises click.UsageError."""
    for short, task in _SHORT.items():
        if word in {short, task}:
            return task
    raise click.UsageError(f'There is no task "{word}". There are: {", ".join(_SHORT)}.')


def offered(starter: StarterState, rest: str = "") -> str:
    """What the starter models would take, and the words that have them installed.

    `rest`: what the missing ones do, where others are installed.
    """
    if not starter.may_fetch:
        return (
            "Downloads are switched off on this computer. The starter models can come from a folder: "
            "keepers models install starter --from DIR"
        )
    if starter.bytes == 0:
        return "The starter models are here, and not installed: keepers models install starter"
    which = f"The rest of the starter models ({rest}) is" if rest else "The starter models are"
    return f"{which} about {size(starter.bytes)}: keepers models install starter"
