"""Whether SQLite here can do what a library needs, and whether a catalogue file is whole."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Final

from keepers.base.database import Database

_MOST_FAULTS: Final = 10


def sqlite_version() -> str:
    """The version of SQLite that Python was built with."""
    return sqlite3.sqlite_version


def missing_features() -> list[str]:
    """What this SQLite cannot do of what a library needs or will need; [] when all is well."""
    missing = []
    with tempfile.TemporaryDirectory(prefix="keepers-sqlite-") as folder:
        connection = sqlite3.connect(Path(folder, "probe.db"))
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            if mode != "wal":
                missing.append("write-ahead log")
            for name, statement in (
                ("full-text search", "CREATE VIRTUAL TABLE words USING fts5(text)"),
                ("generated columns", "CREATE TABLE g (a INTEGER, b INTEGER GENERATED ALWAYS AS (a) STORED)"),
                ("JSON", "SELECT value FROM json_each('[1]')"),
            ):
                try:
                    connection.execute(statement)
                except sqlite3.OperationalError:
                    missing.append(name)
        finally:
            connection.close()
    return missing


def faults(db: Database) -> list[str]:
    """What SQLite finds wrong with the catalogue file, at most ten things; [] when whole. Reads it all."""

    def check(connection: sqlite3.Connection) -> list[str]:
        rows = [row[0] for row in connection.execute(f"PRAGMA quick_check({_MOST_FAULTS})")]
        found = [] if rows == ["ok"] else rows
        orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
        return [*found, *(f"{row[0]}: row {row[1]} points to nothing" for row in orphans)]

    return db.read(check)
