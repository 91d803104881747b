"""A library opened: made where there is none, brought up to date, let go of at the end."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from platformdirs import user_data_path

from keepers.base.clock import Clock, SystemClock
from keepers.base.errors import LibraryInUse
from keepers.base.library_lock import LibraryLock
from keepers.base.migrations import MigrationProgress, migrate, packaged_steps, version_of
from keepers.library.asking import Asking


def default_library(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the library lies unless a person says otherwise (KEEPERS_LIBRARY, --library)."""
    chosen = environment.get("KEEPERS_LIBRARY")
    return Path(chosen) if chosen else user_data_path("keepers", appauthor=False) / "library"


def default_models(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the models of all libraries lie unless a person says otherwise (KEEPERS_MODEL_STORE)."""
    chosen = environment.get("KEEPERS_MODEL_STORE")
    return Path(chosen) if chosen else user_data_path("keepers", appauthor=False) / "models"


class Library(Asking):
    """A library folder: catalog.db, thumbs, backups, logs, lock. Close it when done."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        workers: int | None = None,
        models: Path | None = None,
        on_progress: Callable[[MigrationProgress], None] = lambda _progress: None,
    ) -> "Library":
        """Open the library at `path`, made if there is none, its catalogue brought up to date.

        `workers` is how many processes read photos (default: one a core). `models` is the folder of the
        models, made when one is installed (default: default_models()). `on_progress` is told how far the
        catalogue is being brought up to date; what it raises leaves the catalogue at its last whole step.

        Raises LibraryTooNew, LibraryInUse where another process works on a catalogue of an older shape,
        LibraryDamaged, LibraryUnreachable, NotALibrary, MigrationFailed, DiskFull, and OSError where there
        can be no such folder.
        """
        path = path.expanduser().resolve()
        # A new one is its owner's alone: it tells where every photo is, and shows it.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (path / "thumbs", path / "backups", path / "logs"):
            folder.mkdir(exist_ok=True)
        _bring_up_to_date(path, on_progress)
        store = (models or default_models()).expanduser().absolute()
        return cls(path, clock or SystemClock(), workers, store)

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _bring_up_to_date(path: Path, on_progress: Callable[[MigrationProgress], None]) -> None:
    catalog, steps = path / "catalog.db", packaged_steps()
    lock = LibraryLock(path / "lock")
    # Whoever works on it knows the older shape only: it must not change under their hands.
    if 0 < version_of(catalog, steps) < len(steps) and not lock.try_acquire():
        facts = {name: value for name, value in (lock.holder() or {}).items() if name in {"pid", "since"}}
        who = f" (process {facts['pid']})" if "pid" in facts else ""
        raise LibraryInUse(
            f"Another Keepers{who} works on this library, and this newer one has to bring it up to date "
            "first. Close the other one, then try again. Nothing was changed.",
            **facts,
        )
    try:
        migrate(catalog, steps, path / "backups", on_progress)
    finally:
        lock.release()
