"""A real, migrated catalogue for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.events import Events
from keepers.base.jobs import JobQueue
from keepers.base.migrations import migrate, packaged_steps


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.db"
    migrate(path, packaged_steps(), tmp_path / "backups")
    return path


@pytest.fixture
def db(catalog: Path) -> Iterator[Database]:
    database = Database(catalog)
    yield database
    database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def events() -> Iterator[Events]:
    board = Events()
    yield board
    board.close()


@pytest.fixture
def queue(db: Database, clock: FixedClock, events: Events) -> JobQueue:
    return JobQueue(db, clock, events)
