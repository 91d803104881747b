"""The first words between the window and the process behind it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psutil
import pytest

from desktop.standin import COMMAND, MEDIA_KEY, PATIENCE_S, TOKEN, Window, ask, hello
from keepers.desktop.pipes import MOST_LINE_BYTES

Start = Callable[..., Window]


def test_it_says_that_it_starts_and_where_it_answers(start: Start, library: Path) -> None:
    window = start(library)
    ready = window.hear("ready")
    assert window.events == ["starting", "ready"]
    starting = window.said[0]
    assert starting == {
        "event": "starting",
        "protocol": 1,
        "version": version("keepers"),
        "pid": window.process.pid,
    }
    assert ready["pid"] == window.process.pid
    assert ready["library"] == str(library.resolve())
    assert ready["works_here"] is True
    assert window.hear("work")["paused"] is False
    assert ask(ready["port"], "GET", "/api/v1/status")[1]["library_path"] == str(library.resolve())
    assert library.joinpath("logs", "keepers.log").exists()


def test_the_page_of_the_window_is_let_in_by_its_token_only(start: Start, library: Path) -> None:
    port = start(library).hear("ready")["port"]
    status, _, headers = ask(port, "GET", "/api/v1/status")
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, "tauri://localhost")
    assert ask(port, "GET", "/api/v1/status", X_Keepers_Token=None)[0] == 401
    assert ask(port, "GET", "/api/v1/status", X_Keepers_Token=MEDIA_KEY)[0] == 401
    assert ask(port, "GET", "/api/v1/status", Origin="https://evil.example")[0] == 403
    assert ask(port, "GET", "/api/v1/status", Origin="http://tauri.localhost")[0] == 403


def test_the_same_keys_and_port_go_on_after_a_restart(start: Start, library: Path) -> None:
    first = start(library)
    port = first.hear("ready")["port"]
    assert ask(port, "GET", "/api/v1/status")[0] == 200
    first.hush()
    assert first.end() == 0
    again = start(library, port=port).hear("ready")
    assert again["port"] == port
    assert ask(port, "GET", "/api/v1/status")[0] == 200


def test_a_port_that_is_taken_gives_way_to_another(start: Start, library: Path) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        taken = somebody.getsockname()[1]
        port = start(library, port=taken).hear("ready")["port"]
    assert port != taken
    assert ask(port, "GET", "/api/v1/status")[0] == 200


def test_without_a_library_named_it_is_the_usual_one(bare: Start, tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    window = bare(KEEPERS_LIBRARY=str(usual))
    window.say(hello(None))
    assert window.hear("ready")["library"] == str(usual.resolve())


def test_another_protocol_is_said_to_be_one(bare: Start, library: Path) -> None:
    window = bare()
    window.say({"protocol": 2, "words": "not known"})
    fatal = window.hear("fatal")
    assert (fatal["code"], fatal["facts"]) == ("protocol_unknown", {"protocol": 2, "known": 1})
    assert fatal["message"]
    assert window.end() == 4
    assert window.events == ["fatal"]


@pytest.mark.parametrize("line", [b"no json\n", b"[]\n", b"\n", b"{}\n", b"\xff\xfe\n", b"[" * 9000 + b"\n"])
def test_a_hello_that_is_none_is_refused(bare: Start, line: bytes) -> None:
    window = bare()
    window.write(line)
    assert window.hear("fatal")["code"] == "bad_hello"
    assert window.end() == 4


def test_a_refused_hello_repeats_no_key(bare: Start, library: Path) -> None:
    window = bare()
    window.say(hello(library, port="nonsense"))
    assert window.hear("fatal")["code"] == "bad_hello"
    assert window.end() == 4
    assert TOKEN not in str(window.said) + window.errors
    assert not library.exists()


def test_nobody_who_says_hello_is_told_so_and_it_ends(bare: Start) -> None:
    window = bare(command=[sys.executable, "-c", "from keepers.desktop.window import run; run(0.2)"])
    assert window.end() == 2
    assert window.said == []
    assert "did not say hello" in window.errors


@pytest.mark.skipif(os.name == "nt", reason="Platform: there are no pseudo terminals there")
def test_typed_in_a_terminal_it_says_what_it_is_and_does_not_wait() -> None:
    person, terminal = os.openpty()
    try:
        ran = subprocess.run(COMMAND, stdin=terminal, capture_output=True, timeout=PATIENCE_S, check=False)
    finally:
        os.close(person)
        os.close(terminal)
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert b"nothing to type here" in ran.stderr
    assert b"keepers serve" in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="Platform: signals are sent differently there")
def test_interrupted_before_the_hello_it_ends_without_entrails(bare: Start) -> None:
    window = bare()
    # Its second thread is the one that reads what the window says.
    while psutil.Process(window.process.pid).num_threads() < 2:
        assert window.process.poll() is None
    window.process.send_signal(signal.SIGINT)
    assert window.end() == 2
    assert "Traceback" not in window.errors


def test_a_window_that_goes_before_its_hello_ends_it(bare: Start) -> None:
    window = bare()
    window.hush()
    assert window.end() == 2
    assert window.said == []


def test_half_a_hello_is_none(bare: Start) -> None:
    window = bare()
    window.write(b'{"protocol": 1')
    window.hush()
    assert window.end() == 2


def test_a_line_without_end_is_not_waited_for(bare: Start, start: Start, library: Path) -> None:
    window = bare()
    window.write(b"x" * (MOST_LINE_BYTES + 1))
    assert window.end() == 2
    greeted = start(library)
    greeted.hear("ready")
    greeted.write(b"x" * (MOST_LINE_BYTES + 1))
    assert greeted.end() == 2


def test_what_is_not_understood_is_passed_over(start: Start, library: Path, tmp_path: Path) -> None:
    window = start(library, words_of_a_newer_window=["are", "fine"])
    window.hear("ready")
    window.write(b"no json\n[1]\n\xff\n")
    window.say({"do": "dance"})
    window.say({"no": "do"})
    window.say({"do": "offer_folder", "id": "no number", "path": str(tmp_path)})
    window.say({"do": "offer_folder", "id": 2, "path": str(tmp_path)})
    assert window.hear("folder")["id"] == 2
    window.say({"do": "stop"})
    assert window.end() == 0


def test_what_libraries_print_does_not_reach_the_window(
    start: Start, library: Path, changed_keepers: Callable[[dict[str, str]], Path]
) -> None:
    loud = changed_keepers(
        {
            "library/opening.py": "\nimport os\nprint('hello from python', flush=True)\n"
            "os.write(1, b'and from C\\n')\n"
        }
    )
    window = start(library, python_path=loud)
    window.hear("ready")
    window.hush()
    assert window.end() == 0
    assert "hello from python" in window.errors
    assert "and from C" in window.errors


def test_nothing_heavy_is_loaded_for_an_empty_library(bare: Start, library: Path) -> None:
    window = bare(command=[sys.executable, "-X", "importtime", "-m", "keepers", "window"])
    window.say(hello(library))
    window.hear("ready")
    window.hush()
    assert window.end() == 0
    lines = [line for line in window.errors.splitlines() if line.startswith("import time:")]
    loaded = {line.rpartition("|")[2].strip() for line in lines}
    assert "keepers.web.serve" in loaded
    assert loaded & {"numpy", "cv2", "PIL", "httpx", "keepers.cli", "rich"} == set()


@pytest.mark.skipif(os.name == "nt", reason="Platform: signals are sent differently there")
def test_the_system_may_end_it_too(start: Start, library: Path) -> None:
    window = start(library)
    window.hear("ready")
    window.process.terminate()
    assert window.end() == 0
    assert window.events[-1] in {"stopping", "work"}
