"""The end: of itself, when asked, when the window is killed, and when something hangs."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from desktop.conftest import MANY, fill
from desktop.standin import COMMAND, PATIENCE_S, Window, add_folder, hello, wait_until_reading
from keepers.base.migrations import packaged_steps
from keepers.library import Library

Start = Callable[..., Window]

_WINDOW = """
import json, subprocess, sys
process = subprocess.Popen(json.loads(sys.argv[1]), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
process.stdin.write(sys.argv[2].encode() + b"\\n")
process.stdin.flush()
for line in process.stdout:
    sys.stdout.write(line.decode())
    sys.stdout.flush()
"""


def _family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _alive(processes: list[psutil.Process], within_s: float) -> list[psutil.Process]:
    _, left = psutil.wait_procs(processes, timeout=within_s)
    # Where nobody waits for an orphan, its number stays though it is over.
    return [each for each in left if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def _read_on(library: Path, many_photos: Path) -> None:
    """Nothing was lost: the job is there, nobody works at it, and what is due is what was not read."""
    with Library.open(library) as there:
        (look,) = [each for each in there.jobs.list(states=("queued",)) if each.kind == "look"]
        assert look.attempts == 0
        assert there.jobs.list(states=("running",)) == []
        assert there.lock.holder() is None
        assert there.look_queue.count() + look.done == len(list(many_photos.iterdir()))
        assert look.done > 0


@pytest.mark.parametrize("how", ["the pipe ends", "stop is said"])
def test_asked_to_end_it_puts_its_work_back_and_leaves_one_whole_file(
    start: Start, library: Path, many_photos: Path, how: str
) -> None:
    window = start(library)
    port = window.hear("ready")["port"]
    add_folder(window, port, many_photos)
    wait_until_reading(port)
    family = _family(window.process.pid)
    assert len(family) > 1
    if how == "stop is said":
        window.say({"do": "stop"})
    else:
        window.hush()
    assert window.end() == 0
    assert "stopping" in window.events
    assert _alive(family[1:], PATIENCE_S) == []
    assert not (library / "catalog.db-wal").exists()
    _read_on(library, many_photos)


@pytest.mark.skipif(os.name == "nt", reason="Platform: psutil cannot tell the pipes of others there")
def test_a_window_that_is_killed_leaves_nothing_alive(library: Path, many_photos: Path) -> None:
    words = [json.dumps(COMMAND), json.dumps(hello(library))]
    # A folder is in the library already, so that work begins by itself.
    with Library.open(library) as there:
        there.add_root(many_photos)
    window = subprocess.Popen([sys.executable, "-c", _WINDOW, *words], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    with window:
        try:
            for line in window.stdout:
                ready = json.loads(line)
                if ready["event"] == "ready":
                    break
            wait_until_reading(ready["port"])
            family = _family(ready["pid"])
            names = " ".join(" ".join(each.cmdline()) for each in family)
            assert "spawn_main" in names or "--multiprocessing-fork" in names
            assert "resource_tracker" in names
        finally:
            window.send_signal(signal.SIGKILL)
    assert _alive(family, 5) == []
    _read_on(library, many_photos)


@pytest.mark.skipif(os.name == "nt", reason="Platform: nothing can be killed in the same way there")
def test_killed_itself_it_leaves_no_worker_and_the_next_one_goes_on(
    start: Start, library: Path, many_photos: Path
) -> None:
    window = start(library)
    port = window.hear("ready")["port"]
    add_folder(window, port, many_photos)
    wait_until_reading(port)
    family = _family(window.process.pid)
    window.process.kill()
    assert _alive(family, PATIENCE_S) == []
    again = start(library)
    wait_until_reading(again.hear("ready")["port"])
    again.say({"do": "stop"})
    assert again.end() == 0
    with Library.open(library) as there:
        assert there.look_queue.count() < MANY


def test_work_that_never_comes_to_a_safe_point_does_not_hold_up_the_end(
    start: Start, library: Path, tmp_path: Path, changed_keepers: Callable[[dict[str, str]], Path]
) -> None:
    deaf = changed_keepers(
        {
            "ingest/scan.py": "\n\ndef scan(ctx, tools):\n    import threading\n\n"
            "    ctx.progress(note='deaf')\n    threading.Event().wait()\n"
        }
    )
    fill(tmp_path / "photos", 1)
    with Library.open(library) as there:
        there.add_root(tmp_path / "photos")
    window = start(library, python_path=deaf)
    window.hear("work", active=True)
    window.say({"do": "stop"})
    assert window.end() == 0
    with Library.open(library) as there:
        (scan,) = there.jobs.list(states=("queued", "running"), limit=1)
        assert scan.state == "queued"


def test_an_end_that_hangs_is_cut_off(
    start: Start, library: Path, changed_keepers: Callable[[dict[str, str]], Path]
) -> None:
    stuck = changed_keepers(
        {"base/database.py": "\n\nDatabase.close = lambda self: threading.Event().wait()\n"}
    )
    window = start(library, python_path=stuck)
    window.hear("ready")
    window.hush()
    assert window.end() == 0
    assert start(library).hear("ready")["works_here"] is True


def test_a_beginning_that_hangs_is_cut_off_too(
    start: Start, library: Path, changed_keepers: Callable[[dict[str, str]], Path]
) -> None:
    stuck = changed_keepers(
        {"library/opening.py": "\n\nimport threading\n\nmigrate = lambda *_: threading.Event().wait()\n"}
    )
    window = start(library, python_path=stuck)
    window.hear("starting")
    window.hush()
    assert window.end() == 0


def test_a_window_that_goes_while_its_library_is_changed_stops_between_two_steps(
    start: Start, library: Path, changed_keepers: Callable[[dict[str, str]], Path]
) -> None:
    Library.open(library).close()
    # The step as told waits for the end of stdin: what comes after it must not be begun.
    waiting = changed_keepers(
        {
            "schema/9999_never.sql": "",
            "desktop/life.py": "\n\nsay = _tell\n\n\ndef _tell(voice, progress):\n"
            "    say(voice, progress)\n    import time\n\n"
            "    while not ENDING.asked:\n        time.sleep(0.01)\n\n\n"
            "been_live = live\n\n\ndef live(hello, voice, inbox, ending):\n"
            "    global ENDING\n    ENDING = ending\n    return been_live(hello, voice, inbox, ending)\n",
        }
    )
    schema = waiting / "keepers" / "schema"
    number = len([each for each in schema.iterdir() if each.name != "9999_never.sql"]) + 1
    (schema / "9999_never.sql").rename(schema / f"{number:04}_never.sql")
    (schema / f"{number:04}_never.sql").write_text("CREATE TABLE never (n INTEGER);")
    window = start(library, python_path=waiting)
    window.hear("migrating")
    window.hush()
    assert window.end() == 0
    assert window.events[-1] == "migrating"
    connection = sqlite3.connect(library / "catalog.db")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "never" not in tables
    assert list((library / "backups").iterdir()) == []


def test_a_step_that_is_cut_off_in_its_middle_never_was(
    start: Start, library: Path, changed_keepers: Callable[[dict[str, str]], Path]
) -> None:
    Library.open(library).close()
    number = len(packaged_steps()) + 1
    # It writes, and then has no end: the watchdog comes in the middle of it.
    endless = changed_keepers(
        {
            f"schema/{number:04}_endless.sql": "CREATE TABLE half (n INTEGER);\nINSERT INTO half "
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 1000;"
        }
    )
    window = start(library, python_path=endless)
    window.hear("migrating", phase="applying")
    window.hush()
    assert window.end() == 0
    assert window.events[-1] == "migrating"
    (backup,) = (library / "backups").iterdir()
    for catalog in (backup, library / "catalog.db"):
        connection = sqlite3.connect(catalog)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []
        connection.close()
    assert start(library).hear("ready")["works_here"] is True


def test_a_window_that_hangs_does_not_keep_its_library_from_being_closed(library: Path) -> None:
    # Reads what it is told up to `ready`, and nothing after it.
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write(json.dumps(hello(library)).encode() + b"\n")
        process.stdin.flush()
        while json.loads(process.stdout.readline())["event"] != "ready":
            pass
        offer = json.dumps({"do": "offer_folder", "id": 1, "path": "/" + "x" * 5000}).encode() + b"\n"
        # Each is answered in over 100 bytes: together more than any pipe holds.
        for _ in range(2000):
            process.stdin.write(offer)
        process.stdin.flush()
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0
    assert not (library / "catalog.db-wal").exists()
    assert (library / "lock").read_bytes() == b""


def test_a_window_that_does_not_listen_any_more_is_gone(start: Start, library: Path, tmp_path: Path) -> None:
    source, target = os.pipe()
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=target, stderr=subprocess.PIPE)
    os.close(target)
    os.close(source)
    assert process.stdin is not None
    with process:
        process.stdin.write(json.dumps(hello(library)).encode() + b"\n")
        process.stdin.flush()
        # Its stdin is still open: that nobody reads what it says is enough.
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
