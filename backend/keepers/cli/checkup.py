"""What `keepers doctor` looks at: this computer, then the library at a path. It makes and changes none."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from keepers.base.errors import KeepersError
from keepers.base.files import free_bytes
from keepers.base.health import faults
from keepers.base.ledger import Ledger
from keepers.base.migrations import Step, packaged_steps, version_of
from keepers.cli.finding import Finding
from keepers.cli.machine import examine_machine, safely
from keepers.cli.words import count, photos_and_films
from keepers.library import Library

_ROOM_BYTES: Final = 2_000_000_000
_MOST_REQUESTS: Final = 1000


def examine(library: Path, steps: Sequence[Step] | None = None) -> Iterator[Finding]:
    """Look at the computer, then at the library at this path, if there is one.

    `steps`: the shapes of a catalogue this program knows, those it ships with unless told otherwise.
    """
    yield from examine_machine()
    yield safely("Disk space", lambda: _space(library))
    if not (library / "catalog.db").exists():
        yield Finding("Library", "note", f"there is none at {library} yet; it is made when it is needed")
        return
    yield from _library(library, packaged_steps() if steps is None else steps)


def _space(library: Path) -> Finding:
    place = library
    while not place.exists():
        place = place.parent
    if not (place.is_dir() and os.access(place, os.W_OK)):
        return Finding(
            "Disk space", "bad", f"nothing can be written to {place}", "Choose another with --library."
        )
    free = free_bytes(place)
    detail = f"{free / 1e9:.1f} GB free where the library lies"
    if free < _ROOM_BYTES:
        return Finding(
            "Disk space", "bad", detail, "Make room: thumbnails take about 50 MB for 1,000 photos."
        )
    return Finding("Disk space", "ok", detail)


def _library(path: Path, steps: Sequence[Step]) -> Iterator[Finding]:
    try:
        version = version_of(path / "catalog.db", steps)
        if version < len(steps):
            yield Finding(
                "Library",
                "note",
                f"{path} was made by an older Keepers; it is backed up and brought up to date when opened",
            )
            return
        with Library.open(path) as library:
            yield from _open_library(library)
    except KeepersError as error:
        yield Finding("Library", "bad", error.message)


def _open_library(library: Library) -> Iterator[Finding]:
    status = library.status()
    held = photos_and_films(status.assets, library.assets.count_films())
    yield Finding("Library", "ok", f"{library.path}: {held}, {count(status.unlooked, 'file')} to be read")
    wrong = faults(library.db)
    yield (
        Finding("Catalogue", "bad", "; ".join(wrong[:3]), "Put a copy from the folder backups in its place.")
        if wrong
        else Finding("Catalogue", "ok", "whole")
    )
    for root in library.roots.all():
        there = Path(root.path).is_dir()
        yield Finding(
            f"Folder {root.label}",
            "ok" if there else "note",
            root.path if there else f"{root.path} is not connected; nothing of it is lost",
        )
    if status.problems:
        yield Finding(
            "Unreadable",
            "note",
            f"{status.problems:,} files could not be read",
            "keepers analyze lists them.",
        )
    yield _models(library)
    holder = library.lock.holder()
    if holder:
        yield Finding("At work", "note", f"another Keepers works on it (process {holder.get('pid')})")
    requests = len(Ledger(library.db, library.clock).entries(limit=_MOST_REQUESTS))
    more = " or more" if requests == _MOST_REQUESTS else ""
    yield Finding("Network", "ok", f"{requests:,}{more} requests to the internet, ever")


def _models(library: Library) -> Finding:
    """Which models do their work, and whether one of them is not whole any more."""
    broken = library.models.store.broken()
    if broken:
        words = " ".join(broken)
        return Finding("Models", "bad", f"not whole: {', '.join(broken)}", f"keepers models install {words}")
    active = [one.entry.title for one in library.models.all_active().values()]
    if not active:
        return Finding(
            "Models",
            "note",
            "none: faces are not found",
            "keepers models says more.",
        )
    return Finding("Models", "ok", f"in use: {', '.join(active)}")
