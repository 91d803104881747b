import sqlite3
from pathlib import Path

import pytest

from keepers.base.database import Database
from keepers.base.errors import Invalid, LibraryDamaged, LibraryTooNew, MigrationFailed, NotALibrary
from keepers.base.migrations import (
    MigrationProgress,
    Step,
    migrate,
    packaged_steps,
    parse_step,
    statements,
)

_FIRST = Step(1, "first", "CREATE TABLE a (n INTEGER);\nINSERT INTO a VALUES (1);", 1)
_ADDS = Step(2, "adds", "CREATE TABLE b (n INTEGER);", 1)
_CHANGES = Step(3, "changes", "ALTER TABLE a RENAME TO c;", 3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.db"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return found


def versions(path: Path) -> list[int]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT version FROM keepers_schema ORDER BY version")]
    connection.close()
    return found


def test_the_packaged_steps_make_a_catalogue(path: Path, backups: Path) -> None:
    steps = packaged_steps()
    migrate(path, steps, backups)
    assert {"assets", "files", "jobs", "settings"} <= tables(path)
    assert versions(path) == [step.number for step in steps]
    assert not backups.exists()


def test_a_new_catalogue_needs_no_backup_and_an_old_one_gets_a_proved_one(path: Path, backups: Path) -> None:
    told: list[MigrationProgress] = []
    migrate(path, [_FIRST], backups)
    db = Database(path)
    db.write(lambda connection: connection.execute("INSERT INTO a VALUES (2)"))
    # Still open, and what was written is in the side file: the backup has it all the same.
    migrate(path, [_FIRST, _ADDS, _CHANGES], backups, told.append)
    db.close()
    assert versions(path) == [1, 2, 3]
    [backup] = backups.iterdir()
    assert backup.name.startswith("catalog-v0001-")
    assert tables(backup) == {"a", "keepers_schema"}
    connection = sqlite3.connect(backup)
    assert connection.execute("SELECT sum(n) FROM a").fetchone() == (3,)
    connection.close()
    assert [(each.phase, each.step, each.last_step, each.percent) for each in told] == [
        ("backing_up", 2, 3, 0),
        ("backing_up", 2, 3, 50),
        ("applying", 2, 3, 50),
        ("applying", 3, 3, 75),
    ]
    assert len(list(backups.iterdir())) == 1


def test_up_to_date_means_nothing_to_do(path: Path, backups: Path) -> None:
    migrate(path, [_FIRST, _ADDS], backups)
    before = path.read_bytes()
    migrate(path, [_FIRST, _ADDS], backups)
    assert path.read_bytes() == before
    assert not backups.exists()


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE b (n INTEGER); INSERT INTO a VALUES (9); INSERT INTO nowhere VALUES (1);",
        "CREATE TABLE b (n INTEGER);\nCREATE TABLE unfinished (n INTEGER",
        "CREATE TABLE b (n INTEGER); COMMIT;\nCREATE TABLE d (n INTEGER);",
        "CREATE TABLE b (n INTEGER REFERENCES a (n)); CREATE TABLE d (n REFERENCES a (rowid));\n"
        "CREATE TABLE p (i INTEGER PRIMARY KEY); CREATE TABLE k (i REFERENCES p (i));\n"
        "INSERT INTO k VALUES (7);",
    ],
)
def test_a_broken_step_leaves_the_step_before(path: Path, backups: Path, broken: str) -> None:
    migrate(path, [_FIRST], backups)
    with pytest.raises(MigrationFailed) as error:
        migrate(path, [_FIRST, _ADDS, Step(3, "broken", broken.replace("TABLE b", "TABLE e"), 3)], backups)
    assert error.value.facts["step"] == 3
    assert versions(path) == [1, 2]
    assert tables(path) == {"a", "b", "keepers_schema"}
    migrate(path, [_FIRST, _ADDS, _CHANGES], backups)
    assert versions(path) == [1, 2, 3]


def test_a_newer_library_opens_as_long_as_it_only_adds(path: Path, backups: Path) -> None:
    migrate(path, [_FIRST, _ADDS], backups)
    migrate(path, [_FIRST], backups)
    migrate(path, [_FIRST, _ADDS, _CHANGES], backups)
    before = path.read_bytes()
    with pytest.raises(LibraryTooNew) as error:
        migrate(path, [_FIRST, _ADDS], backups)
    assert error.value.facts == {"version": 3, "known": 2}
    assert path.read_bytes() == before


def test_other_databases_and_other_files_are_left_alone(path: Path, backups: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (n)")
    connection.close()
    with pytest.raises(NotALibrary):
        migrate(path, [_FIRST], backups)
    assert tables(path) == {"theirs"}
    path.write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(NotALibrary):
        migrate(path, [_FIRST], backups)
    assert path.read_bytes().startswith(b"Dear diary, ")


def test_five_backups_are_kept(path: Path, backups: Path) -> None:
    steps = [Step(n, f"s{n}", f"CREATE TABLE t{n} (n INTEGER);", 1) for n in range(1, 10)]
    for last in range(1, 10):
        migrate(path, steps[:last], backups)
    names = sorted(each.name[:13] for each in backups.iterdir())
    assert names == [f"catalog-v000{n}" for n in range(4, 9)]


def test_rows_that_are_pointed_at_survive_the_rebuilding_of_their_table(path: Path, backups: Path) -> None:
    first = Step(
        1,
        "first",
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE k (p REFERENCES p (id) ON DELETE CASCADE);\n"
        "INSERT INTO p VALUES (1); INSERT INTO k VALUES (1);",
        1,
    )
    rebuild = Step(
        2,
        "rebuild",
        "CREATE TABLE q (id INTEGER PRIMARY KEY, more TEXT);\nINSERT INTO q (id) SELECT id FROM p;\n"
        "DROP TABLE p;\nALTER TABLE q RENAME TO p;",
        2,
    )
    migrate(path, [first, rebuild], backups)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM k").fetchone() == (1,)
    connection.close()


def test_a_trigger_is_one_statement() -> None:
    script = (
        "-- a remark; with a semicolon\nCREATE TABLE t (n TEXT DEFAULT 'a;b'); -- more\n\n"
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN\n  DELETE FROM t;\n  SELECT 1;\nEND;\n"
    )
    found = list(statements(script))
    assert ["TRIGGER" in each for each in found] == [False, True]
    connection = sqlite3.connect(":memory:")
    for statement in found:
        connection.execute(statement)
    connection.close()


def test_a_step_tells_its_number_and_what_it_is_compatible_with() -> None:
    assert parse_step("0002_more.sql", "-- compatible-with: 1\nSELECT 1;").compatible_with == 1
    assert parse_step("0002_more.sql", "SELECT 1;") == Step(2, "more", "SELECT 1;", 2)
    with pytest.raises(Invalid):
        parse_step("two.sql", "SELECT 1;")


def test_steps_come_without_a_gap(path: Path, backups: Path) -> None:
    with pytest.raises(Invalid):
        migrate(path, [_FIRST, _CHANGES], backups)


def test_a_damaged_catalogue_is_said_to_be_one_and_left_as_it_is(path: Path, backups: Path) -> None:
    migrate(path, [_FIRST], backups)
    whole = path.read_bytes()
    damaged = whole[:100] + bytes(each ^ 0x5A for each in whole[100:])
    path.write_bytes(damaged)
    with pytest.raises(LibraryDamaged):
        migrate(path, [_FIRST], backups)
    assert path.read_bytes() == damaged
