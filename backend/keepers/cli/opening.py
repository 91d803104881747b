"""Opening the library a verb works on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keepers.base.errors import LibraryUnreachable
from keepers.base.logs import configure
from keepers.cli.terminal import Terminal
from keepers.library import Library, default_library


def library_path(terminal: Terminal, otherwise: Path | None = None) -> Path:
    """Where the library lies: as told, else `otherwise`, else the usual place."""
    return (terminal.library or otherwise or default_library()).expanduser().absolute()


@contextmanager
def opened(terminal: Terminal, path: Path | None = None) -> Iterator[Library]:
    """The open library, logging into its own folder. Work stops at a safe point when the block is left."""
    place = path or library_path(terminal)
    try:
        library = Library.open(place)
    except OSError as error:
        raise LibraryUnreachable(
            f"The library cannot be at {place} ({error.strerror}). Choose another folder with --library, "
            "or see to it that this one can be written to.",
            path=str(place),
        ) from error
    with library, open(os.devnull, "w", encoding="utf-8") as nowhere:
        # The terminal is for people: what the log has to tell goes to the file only.
        logs = configure(library.logs / "keepers.log", stream=nowhere)
        try:
            yield library
        finally:
            logs.close()
