"""Libraries that can be opened, that take a while, and that cannot be."""

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.standin import Window, ask
from keepers.base.migrations import packaged_steps
from keepers.desktop.opening import unreachable
from keepers.library import Library

Start = Callable[..., Window]
Changed = Callable[[dict[str, str]], Path]


def _newer(changed_keepers: Changed, sql: str) -> Path:
    """A Keepers that knows two steps of the schema more than this one."""
    number = len(packaged_steps()) + 1
    return changed_keepers(
        {
            f"schema/{number:04}_adds.sql": sql,
            f"schema/{number + 1:04}_more.sql": "CREATE TABLE more_of_tests (n INTEGER);",
        }
    )


def _fatal(window: Window) -> dict[str, object]:
    said = window.hear("fatal")
    assert window.end() == 4
    assert window.events[-1] == "fatal"
    assert str(said["message"]).endswith(".")
    json.dumps(said["facts"])
    return said


def test_an_older_library_is_brought_up_to_date_and_tells_how_far_it_is(
    start: Start, library: Path, changed_keepers: Changed
) -> None:
    Library.open(library).close()
    newer = _newer(changed_keepers, "CREATE TABLE tests (n INTEGER);")
    window = start(library, python_path=newer)
    window.hear("ready")
    told = [each for each in window.said if each["event"] == "migrating"]
    assert window.events == ["starting", *["migrating"] * len(told), "ready"]
    known = len(packaged_steps())
    assert told[0] == {
        "event": "migrating",
        "phase": "backing_up",
        "step": known + 1,
        "last_step": known + 2,
        "percent": 0,
    }
    assert [(each["phase"], each["step"]) for each in told[-2:]] == [
        ("applying", known + 1),
        ("applying", known + 2),
    ]
    percents = [each["percent"] for each in told]
    assert percents == sorted(percents)
    assert percents[-1] < 100
    assert len(list((library / "backups").iterdir())) == 1
    window.hush()
    assert window.end() == 0


def test_a_new_library_is_not_called_an_old_one(start: Start, library: Path) -> None:
    window = start(library)
    window.hear("ready")
    assert "migrating" not in window.events


def test_a_library_of_a_newer_keepers_is_left_alone(
    start: Start, library: Path, changed_keepers: Changed
) -> None:
    newer = _newer(changed_keepers, "CREATE TABLE tests (n INTEGER);")
    first = start(library, python_path=newer)
    first.hear("ready")
    first.hush()
    assert first.end() == 0
    before = (library / "catalog.db").read_bytes()
    said = _fatal(start(library))
    assert said["code"] == "library_too_new"
    assert said["library"] == str(library)
    assert (library / "catalog.db").read_bytes() == before


def test_a_step_that_fails_leaves_the_library_as_it_was(
    start: Start, library: Path, changed_keepers: Changed
) -> None:
    Library.open(library).close()
    newer = _newer(changed_keepers, "INSERT INTO nowhere VALUES (1);")
    assert _fatal(start(library, python_path=newer))["code"] == "migration_failed"
    assert start(library).hear("ready")["works_here"] is True


def test_a_library_in_use_says_by_whom_and_opens_beside_it(start: Start, library: Path) -> None:
    first = start(library)
    first.hear("ready")
    said = _fatal(start(library))
    assert said["code"] == "library_in_use"
    facts = said["facts"]
    assert isinstance(facts, dict)
    assert facts["pid"] == first.process.pid
    assert facts["since"] > 1_700_000_000_000
    assert str(first.process.pid) in str(said["message"])
    beside = start(library, alongside=True)
    ready = beside.hear("ready")
    assert ready["works_here"] is False
    assert ask(ready["port"], "GET", "/api/v1/status")[0] == 200


@pytest.mark.parametrize("alongside", [False, True])
def test_a_library_is_not_changed_under_the_hands_of_an_older_keepers(
    start: Start, library: Path, changed_keepers: Changed, alongside: bool
) -> None:
    older = start(library)
    older.hear("ready")
    newer = _newer(changed_keepers, "CREATE TABLE tests (n INTEGER);")
    window = start(library, python_path=newer, alongside=alongside)
    said = _fatal(window)
    assert said["code"] == "library_in_use"
    facts = said["facts"]
    assert isinstance(facts, dict)
    assert facts["pid"] == older.process.pid
    assert "migrating" not in window.events
    waiting = start(library, python_path=newer)
    waiting.hear("starting")
    older.hush()
    assert waiting.hear("ready")["works_here"] is True
    assert "migrating" in waiting.events


def test_a_library_whose_process_was_killed_a_moment_ago_opens(start: Start, library: Path) -> None:
    first = start(library)
    first.hear("ready")
    first.process.kill()
    assert start(library).hear("ready")["works_here"] is True


def test_a_library_whose_window_just_closed_is_waited_for(start: Start, library: Path) -> None:
    first = start(library)
    first.hear("ready")
    second = start(library)
    second.hear("starting")
    first.hush()
    assert second.hear("ready")["works_here"] is True
    assert first.end() == 0


def test_a_place_that_cannot_be_is_unreachable(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    place = tmp_path / "file" / "library"
    said = _fatal(start(place))
    assert (said["code"], said["library"]) == ("library_unreachable", str(place))
    assert str(place) in str(said["message"])


def test_a_catalogue_that_is_a_folder_is_unreachable(start: Start, library: Path) -> None:
    (library / "catalog.db").mkdir(parents=True)
    assert _fatal(start(library))["code"] == "library_unreachable"


def test_another_programs_file_is_no_library(start: Start, library: Path) -> None:
    library.mkdir()
    (library / "catalog.db").write_text("notes of somebody, long enough to be none of a database's headers")
    assert _fatal(start(library))["code"] == "not_a_library"


def test_a_damaged_catalogue_is_said_to_be_damaged(start: Start, library: Path) -> None:
    Library.open(library).close()
    path = library / "catalog.db"
    data = bytearray(path.read_bytes())
    data[100:8192] = b"\xff" * 8092
    path.write_bytes(data)
    assert _fatal(start(library))["code"] == "library_damaged"


def test_a_catalogue_held_by_a_stranger_too_long_is_busy(
    start: Start, library: Path, changed_keepers: Changed
) -> None:
    Library.open(library).close()
    hasty = changed_keepers({"base/database.py": "\n_BUSY_TIMEOUT_MS = 100\n"})
    # An older catalogue, so that opening it has to write.
    number = len(packaged_steps()) + 1
    schema = hasty / "keepers" / "schema" / f"{number:04}_adds.sql"
    schema.write_text("CREATE TABLE tests (n INTEGER);")
    stranger = sqlite3.connect(library / "catalog.db", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    try:
        assert _fatal(start(library, python_path=hasty))["code"] == "database_busy"
    finally:
        stranger.close()


def test_a_failure_nobody_thought_of_is_said_without_its_entrails(
    start: Start, library: Path, changed_keepers: Changed
) -> None:
    broken = changed_keepers({"base/library_lock.py": "\ndel LibraryLock.try_acquire\n"})
    window = start(library, python_path=broken)
    said = _fatal(window)
    assert said["code"] == "unexpected"
    assert "AttributeError" not in str(said)
    assert "AttributeError" in window.errors


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "library_unreachable"),
        (errno.EROFS, "library_unreachable"),
        (errno.EIO, "library_unreachable"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(number: int, code: str, tmp_path: Path) -> None:
    error = unreachable(OSError(number, os.strerror(number)), tmp_path)
    assert error.code == code
    assert str(tmp_path) in error.message


@pytest.mark.usefixtures("ordinary_rights")
def test_a_library_that_may_only_be_read_is_unreachable(library: Path) -> None:
    from keepers.base.errors import LibraryUnreachable

    Library.open(library).close()
    for path in (library / "catalog.db", library):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with pytest.raises(LibraryUnreachable):
            Library.open(library)
    finally:
        library.chmod(0o755)
        shutil.rmtree(library)
