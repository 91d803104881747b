"""Copies of the catalogue, taken while it may be in use, and proved before they count."""

import contextlib
import os
import secrets
import sqlite3
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from keepers.base.errors import MigrationFailed
from keepers.base.files import move_new, sync_folder

KEPT: Final = 5
_SUFFIX: Final = ".db"
_WRITING: Final = ".keepers-backing-up-"
_ABANDONED_S: Final = 24 * 3600.0
# Steps of SQLite's machine between two questions whether to go on: some milliseconds.
_ASK_EVERY: Final = 100_000


def back_up(
    connection: sqlite3.Connection,
    folder: Path,
    label: str,
    now_ms: int,
    on_part: Callable[[float], None] = lambda _part: None,
    *,
    family: str,
    kept: int = KEPT,
) -> Path:
    """Copy the open catalogue into `folder` as `label-<time>.db`; its path.

    Of those whose names begin with `family` the newest `kept` stay, and of others all. `on_part` is told how
    much is copied, 0-1, and goes on being told while the copy is checked; what it raises gives the copy up.
    Whoever may not read the catalogue may not read the copy. It is checked as a database and flushed to the
    disk before it gets its name. Raises MigrationFailed when the check does not pass, sqlite3.Error or
    OSError where the system fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.fromtimestamp(now_ms / 1000, tz=UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    final = folder / f"{label}-{moment}{_SUFFIX}"
    writing = folder / f"{_WRITING}{secrets.token_hex(6)}"
    source = connection.execute("PRAGMA database_list").fetchone()[2]
    try:
        os.close(os.open(writing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        writing.chmod(stat.S_IMODE(os.stat(source).st_mode))
        copy = sqlite3.connect(writing, isolation_level=None)
        try:
            connection.backup(
                copy,
                pages=4096,
                progress=lambda _status, left, total: on_part(1 - left / total if total else 1.0),
            )
            # One file and no companions: it may be carried about.
            copy.execute("PRAGMA journal_mode = DELETE")
            verdict = _verdict(copy, on_part)
        finally:
            copy.close()
        if verdict != "ok":
            raise MigrationFailed(
                "The catalogue was not brought up to date, because its backup did not pass the check. "
                "Nothing was changed.",
                verdict=verdict,
            )
        fd = os.open(writing, os.O_RDWR)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
        move_new(writing, final)
    finally:
        for leftover in folder.glob(f"{writing.name}*"):
            with contextlib.suppress(OSError):
                leftover.unlink()
    _sweep(folder, final, family, kept)
    return final


def _verdict(copy: sqlite3.Connection, on_part: Callable[[float], None]) -> str:
    """What SQLite says of the copy: "ok", or what is wrong. Takes seconds where it is large."""
    given_up: list[BaseException] = []

    def go_on() -> int:
        try:
            on_part(1.0)
        except BaseException as error:  # noqa: BLE001 - raised below: SQLite would swallow it
            given_up.append(error)
        return len(given_up)

    copy.set_progress_handler(go_on, _ASK_EVERY)
    try:
        return str(copy.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.OperationalError:
        if given_up:
            raise given_up[0] from None
        raise
    finally:
        copy.set_progress_handler(None, 0)


def moment_of(backup: Path) -> datetime:
    """When a backup was made, as its name says; long ago when it says nothing."""
    try:
        return datetime.strptime(f"{_time(backup)}000+0000", "%Y%m%dT%H%M%S%f%z")
    except ValueError:
        return datetime.fromtimestamp(0, tz=UTC)


def _time(backup: Path) -> str:
    return backup.stem.rpartition("-")[2]


def _sweep(folder: Path, keep: Path, family: str, kept: int) -> None:
    """Remove all but the newest backups of a family; the name of each ends in its time."""
    backups = sorted(
        (each for each in folder.glob(f"*{_SUFFIX}") if each.name.startswith(family)), key=_time, reverse=True
    )
    for old in backups[kept:]:
        if old != keep:
            with contextlib.suppress(OSError):
                old.unlink()
    for abandoned in folder.glob(f"{_WRITING}*"):
        # Of a process that was killed; a copy that is being made is written to.
        with contextlib.suppress(OSError):
            if time.time() - abandoned.stat().st_mtime > _ABANDONED_S:
                abandoned.unlink()
    sync_folder(folder)
