"""A copy of the catalogue a day."""

import logging
import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keepers.base.clock import FixedClock
from keepers.base.migrations import packaged_steps
from keepers.base.schema_backup import moment_of
from keepers.catalog.daily_backup import KEPT
from keepers.library import Library

_DAY_S = 24 * 3600.0


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def library(tmp_path: Path, clock: FixedClock) -> Iterator[Library]:
    with Library.open(tmp_path / "library", clock=clock, workers=1) as there:
        yield there


def decide(library: Library, tmp_path: Path, name: str = "photos") -> None:
    (tmp_path / name).mkdir(exist_ok=True)
    library.roots.add(str(tmp_path / name), name)


def backups(library: Library) -> list[Path]:
    return sorted((library.path / "backups").iterdir())


def test_while_nothing_was_decided_nothing_is_copied(library: Library) -> None:
    assert library.daily_backup.make_if_due() is None
    assert backups(library) == []


def test_what_was_decided_is_in_the_copy_and_the_next_one_waits_for_a_day_and_a_reason(
    library: Library, clock: FixedClock, tmp_path: Path
) -> None:
    decide(library, tmp_path)
    made = library.daily_backup.make_if_due()
    assert made is not None
    assert moment_of(made) == datetime.fromtimestamp(clock.now_ms() / 1000, tz=UTC)
    copy = sqlite3.connect(made)
    assert copy.execute("SELECT label FROM roots").fetchall() == [("photos",)]
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    decide(library, tmp_path, "more")
    clock.advance(_DAY_S - 1)
    assert library.daily_backup.make_if_due() is None
    clock.advance(1)
    assert library.daily_backup.make_if_due() is not None
    clock.advance(10 * _DAY_S)
    assert library.daily_backup.make_if_due() is None
    assert len(backups(library)) == 2


def test_a_decision_taken_back_is_one_too(library: Library, clock: FixedClock, tmp_path: Path) -> None:
    decide(library, tmp_path)
    library.db.write(
        lambda connection: connection.execute(
            "INSERT INTO assets (id, capture_time, capture_source, added_at) VALUES (1, 0, 'none', 0)"
        )
    )
    library.decisions.set_favourite([1], True)
    assert library.daily_backup.make_if_due() is not None
    library.decisions.set_favourite([1], False)
    clock.advance(_DAY_S)
    assert library.daily_backup.make_if_due() is not None


def test_the_newest_seven_are_kept_and_those_of_changes_of_shape_are_not_touched(
    library: Library, clock: FixedClock, tmp_path: Path
) -> None:
    before = library.path / "backups" / "catalog-v0001-20200101T000000000.db"
    before.write_bytes(b"of a change of shape")
    for number in range(KEPT + 2):
        decide(library, tmp_path, f"photos {number}")
        assert library.daily_backup.make_if_due() is not None
        clock.advance(_DAY_S)
    daily = [each for each in backups(library) if each != before]
    assert len(daily) == KEPT
    assert before.exists()
    newest = max(daily, key=moment_of)
    copy = sqlite3.connect(newest)
    assert copy.execute("SELECT count(*) FROM roots").fetchone() == (KEPT + 2,)
    copy.close()


def test_a_copy_that_cannot_be_made_is_logged_and_tried_again(
    library: Library, tmp_path: Path, clock: FixedClock
) -> None:
    heard: list[str] = []

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger = logging.getLogger("keepers.catalog.daily_backup")
    handler = Heard()
    logger.addHandler(handler)
    decide(library, tmp_path)
    folder = library.path / "backups"
    folder.rmdir()
    folder.write_text("no folder")
    try:
        assert library.daily_backup.make_if_due() is None
    finally:
        logger.removeHandler(handler)
    assert len(heard) == 1
    folder.unlink()
    assert library.daily_backup.make_if_due() is not None


def test_one_that_is_given_up_leaves_nothing_and_comes_later(library: Library, tmp_path: Path) -> None:
    decide(library, tmp_path)
    assert library.daily_backup.make_if_due(lambda: True) is None
    assert backups(library) == []
    assert library.daily_backup.make_if_due() is not None


def test_one_that_is_given_up_while_it_is_checked_leaves_nothing(library: Library, tmp_path: Path) -> None:
    decide(library, tmp_path)
    library.db.write(
        lambda connection: connection.executemany(
            "INSERT INTO settings (key, value) VALUES (?, '1')", [(f"filler.{n}",) for n in range(30_000)]
        )
    )
    asked: list[int] = []

    def stop_at_the_check() -> bool:
        # The copying is one stretch: what asks after that is the check.
        asked.append(len(asked))
        return len(asked) > 1

    assert library.daily_backup.make_if_due(stop_at_the_check) is None
    assert len(asked) > 1
    assert backups(library) == []


@pytest.mark.skipif(os.name == "nt", reason="Platform: there are no permission bits")
def test_who_may_not_read_the_catalogue_may_not_read_its_copy(library: Library, tmp_path: Path) -> None:
    library.db.path.chmod(0o600)
    decide(library, tmp_path)
    made = library.daily_backup.make_if_due()
    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_what_a_killed_process_left_half_made_is_cleared_away(library: Library, tmp_path: Path) -> None:
    decide(library, tmp_path)
    old, new = (library.path / "backups" / f".keepers-backing-up-{name}" for name in ("old", "new"))
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    os.utime(old, (0, 0))
    made = library.daily_backup.make_if_due()
    assert set(backups(library)) == {new, made}


def test_others_write_while_it_is_made(library: Library, tmp_path: Path) -> None:
    decide(library, tmp_path)
    # Several stretches of pages, so that there is a meanwhile.
    library.db.write(
        lambda connection: connection.executemany(
            "INSERT INTO settings (key, value) VALUES (?, ?)",
            [(f"filler.{number}", '"' + "x" * 60_000 + '"') for number in range(600)],
        )
    )
    asked: list[int] = []

    def write_meanwhile() -> bool:
        asked.append(len(asked))
        library.settings.set("meanwhile", len(asked))
        return False

    made = library.daily_backup.make_if_due(write_meanwhile)
    assert made is not None
    # Each stretch was copied once: writing did not start it anew.
    assert 1 < len(asked) < 10
    copy = sqlite3.connect(made)
    assert copy.execute("SELECT count(*) FROM settings WHERE key = 'meanwhile'").fetchone() == (0,)
    assert copy.execute("SELECT max(version) FROM keepers_schema").fetchone() == (len(packaged_steps()),)
    copy.close()


def test_what_is_said_of_people_is_a_reason(library: Library, clock: FixedClock, tmp_path: Path) -> None:
    decide(library, tmp_path)
    library.daily_backup.make_if_due()
    clock.advance(_DAY_S)
    assert library.daily_backup.make_if_due() is None
    person = library.db.write(
        lambda connection: connection.execute("INSERT INTO persons (made_at) VALUES (1)").lastrowid
    )
    assert person is not None
    done = library.people.name(person, "Ana")
    made = library.daily_backup.make_if_due()
    assert made is not None
    copy = sqlite3.connect(made)
    assert copy.execute("SELECT name FROM persons").fetchall() == [("Ana",)]
    copy.close()
    assert done.operation is not None
    clock.advance(_DAY_S)
    assert library.daily_backup.make_if_due() is None
    library.people.undo(done.operation)
    assert library.daily_backup.make_if_due() is not None
