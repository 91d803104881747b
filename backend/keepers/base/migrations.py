"""Brings a catalogue to the shape this program knows, step by step, and never half a step.

Two numbers are kept for each step: its own, and the oldest step a program must know to use a catalogue that
has this one (`-- compatible-with: N` in the step; its own number when it says nothing). So a newer Keepers
may add to a catalogue and an older one still opens it.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from keepers.base.clock import Clock, SystemClock
from keepers.base.database import connect, damaged, out_of_reach
from keepers.base.errors import Invalid, LibraryTooNew, MigrationFailed, NotALibrary
from keepers.base.files import require_space
from keepers.base.schema_backup import back_up

_STEP_NAME: Final = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")
_COMPATIBLE: Final = re.compile(r"^--\s*compatible-with:\s*(\d+)\s*$", re.MULTILINE)
_REMARK: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_RECORD: Final = (
    "CREATE TABLE IF NOT EXISTS keepers_schema (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
    " compatible_with INTEGER NOT NULL, applied_at INTEGER NOT NULL)"
)


@dataclass(frozen=True)
class Step:
    """One step of the schema: numbers rise by one from 1."""

    number: int
    name: str
    sql: str
    compatible_with: int


@dataclass(frozen=True)
class MigrationProgress:
    """What is going on: `phase` is backing_up or applying; `step` the number of the step that is due.

    `percent` is how far the whole of it is, 0-100: copying an existing catalogue is the first half of it.
    """

    phase: str
    step: int
    last_step: int
    percent: int


def packaged_steps() -> list[Step]:
    """The steps that ship with this program, in order."""
    folder = resources.files("keepers").joinpath("schema")
    return [
        parse_step(entry.name, entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda each: each.name)
        if entry.name.endswith(".sql")
    ]


def parse_step(file_name: str, sql: str) -> Step:
    """The step in a file called like `0002_what_it_adds.sql`. Invalid when it is called otherwise."""
    match = _STEP_NAME.fullmatch(file_name)
    if match is None:
        raise Invalid(f"{file_name} is no name for a schema step; it should look like 0002_what_it_adds.sql.")
    number = int(match[1])
    header = _COMPATIBLE.search(sql)
    return Step(number, match[2], sql, int(header[1]) if header else number)


def migrate(
    path: Path,
    steps: Sequence[Step],
    backups: Path,
    on_progress: Callable[[MigrationProgress], None] = lambda _progress: None,
    *,
    clock: Clock | None = None,
) -> None:
    """Apply to the catalogue at `path` (made if absent) the `steps` it lacks.

    Before the first of them an existing catalogue is backed up into `backups`, and the backup is proved.
    Each step is committed together with its record, so a broken one leaves the catalogue at the step before.

    Raises LibraryTooNew, LibraryDamaged, LibraryUnreachable, NotALibrary, MigrationFailed, DiskFull,
    DatabaseBusy; what `on_progress` raises comes through between two steps.
    """
    _check_order(steps)
    clock = clock or SystemClock()
    version = _version(path, len(steps))
    pending = [step for step in steps if step.number > version]
    if not pending:
        return
    connection = connect(path)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        last = pending[-1].number
        if version > 0:
            first = pending[0].number
            on_progress(MigrationProgress("backing_up", first, last, 0))
            require_space(backups, path.stat().st_size)
            back_up(
                connection,
                backups,
                f"{path.stem}-v{version:04}",
                clock.now_ms(),
                lambda part: on_progress(MigrationProgress("backing_up", first, last, round(50 * part))),
                family=f"{path.stem}-v",
            )
        # Rebuilding a table that others point at needs this off; each step is checked before its commit.
        connection.execute("PRAGMA foreign_keys = OFF")
        begun = 50 if version > 0 else 0
        for done, step in enumerate(pending):
            percent = begun + (100 - begun) * done // len(pending)
            on_progress(MigrationProgress("applying", step.number, last, percent))
            _apply(connection, step, clock.now_ms(), path)
    finally:
        connection.close()


def version_of(path: Path, steps: Sequence[Step]) -> int:
    """The step the catalogue at `path` is at (0: absent or empty). Changes nothing.

    Raises LibraryTooNew, LibraryDamaged, LibraryUnreachable, NotALibrary.
    """
    return _version(path, len(steps))


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script. Invalid when the last one is not finished."""
    statement = ""
    # A semicolon may also stand in a remark, a text or a trigger: SQLite knows whether it ends a statement.
    for piece in re.findall(r"[^;]*;|[^;]+", sql):
        statement += piece
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if _REMARK.sub("", statement).strip():
        raise Invalid("The last statement of the script has no end.", statement=statement)


def _check_order(steps: Sequence[Step]) -> None:
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise Invalid("Schema steps must be numbered 1, 2, 3, ... without a gap.")


def _version(path: Path, known: int) -> int:
    """The step the catalogue is at (0: absent or empty), once it is sure that we may use it.

    Looks without leaving a trace: the file may be somebody else's.
    """
    if not path.exists():
        return 0
    try:
        connection = sqlite3.connect(path)
    except sqlite3.OperationalError as error:
        raise out_of_reach(error, path) or error from error
    try:
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if "keepers_schema" not in tables:
            if tables:
                raise _not_a_library(path)
            return 0
        version, needed = connection.execute(
            "SELECT coalesce(max(version), 0), coalesce(max(compatible_with), 0) FROM keepers_schema"
        ).fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise _not_a_library(path) from error
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise damaged(path) from error
        raise out_of_reach(error, path) or error from error
    finally:
        connection.close()
    if needed > known:
        raise LibraryTooNew(
            "This library was made by a newer version of Keepers. Install the newest version to open it; "
            "nothing in it was changed.",
            version=version,
            known=known,
        )
    return int(version)


def _apply(connection: sqlite3.Connection, step: Step, now_ms: int, path: Path) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_RECORD)
        # Another process may have been quicker while we waited for the file.
        if connection.execute("SELECT 1 FROM keepers_schema WHERE version = ?", (step.number,)).fetchone():
            return
        # A step that ended the transaction it runs in could leave half of itself.
        connection.set_authorizer(_no_transactions)
        for statement in statements(step.sql):
            connection.execute(statement)
        connection.set_authorizer(None)
        dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
        if dangling is not None:
            raise Invalid(f"Rows of {dangling[0]} point at rows of {dangling[2]} that are not there.")
        connection.execute(
            "INSERT INTO keepers_schema (version, name, compatible_with, applied_at) VALUES (?, ?, ?, ?)",
            (step.number, step.name, step.compatible_with, now_ms),
        )
        connection.execute("COMMIT")
    except (sqlite3.Error, Invalid) as error:
        place = out_of_reach(error, path) if isinstance(error, sqlite3.Error) else None
        if place is not None:
            raise place from error
        raise MigrationFailed(
            f"The library could not be brought up to date (step {step.number}, {step.name}). It is as it was "
            "before that step.",
            step=step.number,
            reason=str(error),
        ) from error
    finally:
        connection.set_authorizer(None)
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _no_transactions(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK


def _not_a_library(path: Path) -> NotALibrary:
    return NotALibrary(
        f"{path.name} is not a catalogue of Keepers. Choose another folder for the library.", path=str(path)
    )
