import os
import threading
from pathlib import Path

from base.processes import hear, python
from keepers.base.library_lock import LibraryLock

_HOLDER = """
import sys
from pathlib import Path
from keepers.base.library_lock import LibraryLock
lock = LibraryLock(Path(sys.argv[1]))
for command in sys.stdin:
    print(lock.try_acquire() if command == "take\\n" else lock.release(), flush=True)
"""


def tell(process: object, command: str) -> str:
    process.stdin.write(f"{command}\n")  # type: ignore[attr-defined]
    process.stdin.flush()  # type: ignore[attr-defined]
    return hear(process)  # type: ignore[arg-type]


def test_one_process_has_it_and_the_other_learns_who(tmp_path: Path) -> None:
    ours = LibraryLock(tmp_path / "lock")
    assert ours.holder() is None
    with python(_HOLDER, tmp_path / "lock") as theirs:
        assert tell(theirs, "take") == "True"
        assert not ours.try_acquire()
        holder = ours.holder()
        assert holder is not None
        assert holder["pid"] == theirs.pid
        tell(theirs, "give back")
        assert ours.holder() is None
        assert ours.try_acquire()
        assert ours.try_acquire()
        assert tell(theirs, "take") == "False"
        mine = ours.holder()
        assert mine is not None
        assert (mine["pid"], mine["token"]) == (os.getpid(), ours.token)
        ours.release()
        ours.release()
        assert tell(theirs, "take") == "True"


def test_a_kill_gives_it_back(tmp_path: Path) -> None:
    ours = LibraryLock(tmp_path / "lock")
    with python(_HOLDER, tmp_path / "lock") as theirs:
        assert tell(theirs, "take") == "True"
        theirs.kill()
        theirs.wait()
    assert ours.holder() is None
    assert ours.try_acquire()
    ours.release()


def test_of_many_who_try_at_once_one_gets_it(tmp_path: Path) -> None:
    locks = [LibraryLock(tmp_path / "lock") for _ in range(8)]
    start = threading.Barrier(len(locks))

    def contend(lock: LibraryLock) -> None:
        start.wait(20)
        lock.try_acquire()

    threads = [threading.Thread(target=contend, args=(lock,)) for lock in locks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(lock.held for lock in locks) == 1
    for lock in locks:
        lock.release()
