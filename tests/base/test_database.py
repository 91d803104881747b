import sqlite3
import threading
from pathlib import Path

import pytest

from base.processes import hear, python
from keepers.base.database import Database
from keepers.base.errors import DatabaseBusy, DatabaseClosed, DiskFull, LibraryDamaged


@pytest.fixture
def table(tmp_path: Path) -> Database:
    db = Database(tmp_path / "some.db")
    db.write(lambda connection: connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)"))
    return db


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])


def test_a_write_is_kept_and_gives_its_result(table: Database) -> None:
    assert table.write(lambda connection: connection.execute("INSERT INTO t VALUES (1, 'a')").rowcount) == 1
    assert table.read(count) == 1
    table.close()
    again = Database(table.path)
    assert again.read(count) == 1
    again.close()


def test_a_write_that_raises_leaves_nothing(table: Database) -> None:
    def half(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO t VALUES (1, 'a')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        table.write(half)
    with pytest.raises(sqlite3.IntegrityError):
        table.write(lambda connection: connection.execute("INSERT INTO t VALUES (1, 1), (1, 2)"))
    assert table.read(count) == 0
    table.close()


def test_readers_cannot_write(table: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        table.read(lambda connection: connection.execute("INSERT INTO t VALUES (1, 'a')"))
    table.close()


def test_a_read_within_a_write_sees_it_and_others_do_not(table: Database) -> None:
    seen: list[int] = []
    entered, looked = threading.Event(), threading.Event()

    def write(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO t VALUES (1, 'a')")
        seen.append(table.read(count))
        entered.set()
        assert looked.wait(20)

    future = table.write_later(write)
    assert entered.wait(20)
    assert table.read(count) == 0
    looked.set()
    future.result()
    assert seen == [1]
    assert table.read(count) == 1
    table.close()


def test_a_read_is_one_state_from_beginning_to_end(table: Database) -> None:
    def twice(connection: sqlite3.Connection) -> tuple[int, int, int]:
        first = count(connection)
        table.write(lambda writer: writer.execute("INSERT INTO t VALUES (1, 'a')"))
        return first, count(connection), table.read(count)

    assert table.read(twice) == (0, 0, 0)
    assert table.read(count) == 1
    table.close()


def test_a_write_within_a_write_is_part_of_it(table: Database) -> None:
    def inner(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO t VALUES (2, 'b')")
        raise KeyError("inner")

    def outer(connection: sqlite3.Connection) -> int:
        connection.execute("INSERT INTO t VALUES (1, 'a')")
        with pytest.raises(KeyError):
            table.write(inner)
        table.write(lambda nested: nested.execute("INSERT INTO t VALUES (3, 'c')"))
        return count(connection)

    assert table.write(outer) == 2
    with pytest.raises(KeyError):
        table.write(lambda _: table.write(inner))
    assert table.read(count) == 2
    table.close()


def test_many_threads_write_and_read(table: Database) -> None:
    def work(start: int) -> None:
        for number in range(start, start + 25):
            table.write(lambda connection, n=number: connection.execute("INSERT INTO t VALUES (?, '')", (n,)))
            assert table.read(count) > 0

    threads = [threading.Thread(target=work, args=(start,)) for start in range(0, 200, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert table.read(count) == 200
    table.close()


def test_closing_does_what_was_handed_in_and_refuses_the_rest(table: Database) -> None:
    futures = [
        table.write_later(lambda connection, n=n: connection.execute("INSERT INTO t VALUES (?, '')", (n,)))
        for n in range(50)
    ]
    table.close()
    table.close()
    assert all(future.exception() is None for future in futures)
    with pytest.raises(DatabaseClosed):
        table.read(count)
    with pytest.raises(DatabaseClosed):
        table.write(count)
    # The last connection is gone: SQLite has put its side files away.
    assert [each.name for each in table.path.parent.glob("some.db*")] == ["some.db"]


def test_closing_ends_a_read_that_is_under_way(table: Database) -> None:
    started = threading.Event()
    ended: list[BaseException] = []

    def endless(connection: sqlite3.Connection) -> None:
        started.set()
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        ).fetchone()

    def read() -> None:
        try:
            table.read(endless)
        except sqlite3.OperationalError as error:
            ended.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert started.wait(20)
    while thread.is_alive():
        table.close()
        thread.join(0.01)
    assert len(ended) == 1


def test_what_a_gone_thread_left_open_is_closed(table: Database) -> None:
    for _ in range(5):
        thread = threading.Thread(target=table.read, args=(count,))
        thread.start()
        thread.join()
    table.read(count)
    assert len(table._readers) == 1
    table.close()


def test_a_full_disk_is_said_in_words(table: Database) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        for number in range(100):
            connection.execute("INSERT INTO t VALUES (?, ?)", (number, "x" * 4000))

    with pytest.raises(DiskFull):
        table.write(fill)
    assert table.read(count) == 0
    table.close()


_PAIRS = """
import sys
from pathlib import Path
from keepers.base.database import Database
db = Database(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    def pair(connection):
        connection.execute("INSERT INTO t VALUES (?, 'left')", (number * 2,))
        connection.execute("INSERT INTO t VALUES (?, 'right')", (number * 2 + 1,))
    db.write(pair)
    print(number, flush=True)
"""


def test_a_kill_in_the_middle_of_writing_loses_nothing_and_halves_nothing(table: Database) -> None:
    table.close()
    with python(_PAIRS, table.path) as process:
        while hear(process) != "100":
            pass
        process.kill()
        process.wait()
    again = Database(table.path)
    kept = again.read(count)
    assert kept >= 200
    assert kept % 2 == 0
    assert again.read(lambda c: c.execute("PRAGMA integrity_check").fetchone()[0]) == "ok"
    again.close()


def test_two_processes_write_the_same_file(table: Database) -> None:
    with python(_PAIRS, table.path) as process:
        for number in range(1, 50):
            table.write(
                lambda connection, n=-number: connection.execute("INSERT INTO t VALUES (?, '')", (n,))
            )
        while int(hear(process)) < 20:
            pass
        process.kill()
        process.wait()
    assert table.read(lambda c: c.execute("SELECT count(*) FROM t WHERE n < 0").fetchone()[0]) == 49
    assert table.read(lambda c: c.execute("SELECT count(*) FROM t WHERE n > 0").fetchone()[0]) >= 40
    table.close()


def test_a_file_that_is_damaged_while_it_is_open_is_said_to_be(table: Database) -> None:
    table.write(
        lambda connection: connection.executemany("INSERT INTO t (text) VALUES (?)", [("x" * 3000,)] * 200)
    )
    table.close()
    data = bytearray(table.path.read_bytes())
    half = len(data) // 2
    data[half:] = b"\xff" * (len(data) - half)
    table.path.write_bytes(data)
    again = Database(table.path)
    try:
        for ask in (
            lambda: again.read(count),
            lambda: again.write(lambda connection: connection.execute("UPDATE t SET text = ''").rowcount),
        ):
            with pytest.raises(LibraryDamaged, match="backups"):
                ask()
    finally:
        again.close()


def test_what_was_deleted_can_be_read_in_the_file_until_it_is_compacted(table: Database) -> None:
    secret = "known by nobody else " * 500
    table.write(lambda connection: connection.execute("INSERT INTO t VALUES (1, ?), (2, 'b')", (secret,)))
    table.compact()
    assert secret[:30].encode() in table.path.read_bytes()
    table.write(lambda connection: connection.execute("DELETE FROM t WHERE n = 1"))
    table.compact()
    files = [each for each in table.path.parent.iterdir() if each.name.startswith(table.path.name)]
    assert files
    assert all(secret[:30].encode() not in each.read_bytes() for each in files)
    assert table.read(count) == 1


def test_compacting_tells_that_somebody_reads_what_was_there_before(table: Database) -> None:
    table.write(lambda connection: connection.execute("INSERT INTO t VALUES (1, 'a')"))
    other = sqlite3.connect(table.path, isolation_level=None)
    try:
        other.execute("BEGIN")
        other.execute("SELECT * FROM t").fetchall()
        table.write(lambda connection: connection.execute("PRAGMA busy_timeout = 1").fetchall())
        with pytest.raises(DatabaseBusy):
            table.compact()
        other.execute("COMMIT")
        table.compact()
    finally:
        other.close()
