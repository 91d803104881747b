"""One SQLite file in WAL mode: a single writer thread, and a reader connection for each thread that reads.

Callers hand in a function over a connection. Everything the function needs to know it reads inside, and
what it returns must be plain values: a cursor does not outlive its transaction.
"""

import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from keepers.base.errors import (
    DatabaseBusy,
    DatabaseClosed,
    DiskFull,
    KeepersError,
    LibraryDamaged,
    LibraryUnreachable,
)

T = TypeVar("T")

_BUSY_TIMEOUT_MS = 10_000
_WRITER_CACHE_KIB = 16_000
_INTERRUPT_AGAIN_S = 0.05
_LAST_WAIT_MS = 250
_OUT_OF_REACH = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_Task = tuple[Callable[[], Any], "Future[Any]"]


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open `path` with the settings every Keepers connection has; transactions are begun by hand.

    Raises LibraryUnreachable, DiskFull, DatabaseBusy.
    """
    try:
        return _connected(path, read_only)
    except sqlite3.OperationalError as error:
        raise out_of_reach(error, path) or error from error


def _connected(path: Path, read_only: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
        connection.execute("PRAGMA journal_size_limit = 67108864")
    return connection


class _Reader:
    """The reading connection of one thread. The lock is held while it is in use, so close() can wait."""

    def __init__(self, path: Path) -> None:
        self.thread = threading.current_thread()
        self.lock = threading.RLock()
        self.connection = connect(path, read_only=True)


class Database:
    """The catalogue file.

    `read` sees one consistent state for the whole of its function. `write` runs its function on the one
    writer thread inside `BEGIN IMMEDIATE`; it is committed when the function returns and rolled back when
    it raises. Both may be called from inside a function of their own kind: a `read` inside a `write` sees
    what was just written, and a `write` inside a `write` is part of the outer one (a savepoint, so that
    its error undoes only itself if the outer function catches it). A `write` inside a `read` is refused
    only by good sense: it commits on its own and the surrounding read does not see it.

    Other processes may read and write the same file; a write waits up to ten seconds for them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._local = threading.local()
        self._readers: list[_Reader] = []
        self._writer_connection = connect(path)
        self._depth = 0
        self._writer = threading.Thread(target=self._work, name="keepers-writer", daemon=True)
        self._writer.start()

    def read(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` over this thread's reading connection, in one snapshot.

        Raises DatabaseClosed after close(), LibraryDamaged, and LibraryUnreachable when the disk fails.
        """
        if threading.current_thread() is self._writer:
            return fn(self._writer_connection)
        reader = self._reader()
        with reader.lock:
            if self._closed:
                raise _closed()
            connection = reader.connection
            nested = connection.in_transaction
            if nested:
                return fn(connection)
            try:
                connection.execute("BEGIN")
                return fn(connection)
            except sqlite3.DatabaseError as error:
                # A reader that tries to write is a mistake of ours, not of the disk.
                ours = _code(error) == sqlite3.SQLITE_READONLY
                raise (None if ours else _for_people(error, self.path)) or error from error
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def write(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` in a transaction on the writer thread; its result, or its error.

        Raises DatabaseBusy when another process held the file too long, DiskFull when the disk is full,
        LibraryDamaged, and LibraryUnreachable when the disk fails.
        """
        if threading.current_thread() is self._writer:
            return self._nested(fn)
        return self.write_later(fn).result()

    def write_later(self, fn: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        """Like write(), without waiting. Writes are done in the order in which they were handed in."""
        return self._in_line(lambda: self._transaction(fn))

    def compact(self) -> None:
        """Write the file anew without what was deleted, and empty its log: nothing of that can be read again.

        Writes wait behind it; it takes seconds where the file is large, and as much room as the file once
        more. Raises DatabaseBusy where another process still reads an older state, DiskFull,
        LibraryDamaged, LibraryUnreachable. Not to be called from inside a `write`.
        """
        self._in_line(self._compact).result()

    def close(self) -> None:
        """Do the writes handed in so far, then close every connection. May be called twice."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._tasks.put(None)
            readers, self._readers = self._readers, []
        self._writer.join()
        for reader in readers:
            # Interrupting does nothing to a query that is just about to begin: say it until it is heard.
            reader.connection.interrupt()
            while not reader.lock.acquire(timeout=_INTERRUPT_AGAIN_S):
                reader.connection.interrupt()
            reader.connection.close()
            reader.lock.release()
        # The last connection leaves one whole file behind; while another process has it open, we see to it.
        with contextlib.suppress(sqlite3.Error):
            self._writer_connection.execute(f"PRAGMA busy_timeout = {_LAST_WAIT_MS}")
            self._writer_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._writer_connection.close()

    def _in_line(self, task: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise _closed()
            self._tasks.put((task, future))
        return future

    def _compact(self) -> None:
        try:
            self._writer_connection.execute("VACUUM")
            busy = self._writer_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise _for_people(error, self.path) or error from error
        if busy:
            raise DatabaseBusy("Another program is busy reading the library. Try again in a moment.")

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is not None:
            return reader
        with self._closing:
            if self._closed:
                raise _closed()
            # Threads come and go (one a job): what the gone ones left open is closed here.
            for gone in [each for each in self._readers if not each.thread.is_alive()]:
                self._readers.remove(gone)
                gone.connection.close()
            reader = _Reader(self.path)
            self._readers.append(reader)
        self._local.reader = reader
        return reader

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            run, future = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = run()
            except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
                future.set_exception(error)
            else:
                future.set_result(result)
            del task, run, future

    def _transaction(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._writer_connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            result = fn(connection)
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise _for_people(error, self.path) or error from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        return result

    def _nested(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._writer_connection
        name = f"nested_{self._depth}"
        self._depth += 1
        try:
            connection.execute(f"SAVEPOINT {name}")
            try:
                result = fn(connection)
            except BaseException:
                if connection.in_transaction:
                    connection.execute(f"ROLLBACK TO {name}")
                    connection.execute(f"RELEASE {name}")
                raise
            connection.execute(f"RELEASE {name}")
            return result
        finally:
            self._depth -= 1


def _closed() -> DatabaseClosed:
    return DatabaseClosed("The library was closed while this was still going on. Open it and try again.")


def out_of_reach(error: sqlite3.Error, path: Path) -> KeepersError | None:
    """Why the catalogue at `path` cannot be used, where its place is to blame and not what is in it."""
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull("The disk with the library is full. Nothing was lost; make some room and try again.")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseBusy("Another program is busy writing to the library. Try again in a moment.")
    if code in _OUT_OF_REACH:
        return LibraryUnreachable(
            f"The library in {path.parent} cannot be read and written ({error}). Its disk may not be "
            "connected, or this account may not write there. See to that, or choose another library.",
            path=str(path.parent),
        )
    return None


def damaged(path: Path) -> LibraryDamaged:
    """The sentence for a catalogue at `path` that is no whole database any more."""
    return LibraryDamaged(
        f"The catalogue {path} is damaged. Put a copy from the folder backups in its place, "
        "if there is one, or choose another library. Your photos are not touched by this.",
        path=str(path),
    )


def _for_people(error: sqlite3.Error, path: Path) -> KeepersError | None:
    """The same error in words for people, where it is one that people can do something about."""
    return damaged(path) if _code(error) in _DAMAGED else out_of_reach(error, path)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
