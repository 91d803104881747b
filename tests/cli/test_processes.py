"""The command among others: interrupted, served, following another's work."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran, command, draw
from keepers.library import Library

Keepers = Callable[..., Ran]
windows = pytest.mark.skipif(sys.platform == "win32", reason="Platform: signals are sent differently there")


def serve(library: Path, *words: str) -> "tuple[subprocess.Popen[str], dict[str, str]]":
    process = subprocess.Popen(
        command(library, "--json", "serve", "--no-open", *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    assert ready["event"] == "ready"
    return process, ready


def ask(ready: dict[str, str], path: str, key: str | None = None) -> tuple[int, bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{ready['port']}{path}")
    request.add_header("X-Keepers-Token", ready["token"] if key is None else key)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@windows
def test_serve_says_where_answers_with_the_key_only_and_ends_when_asked(library: Path, photos: Path) -> None:
    process, ready = serve(library, "--add", str(photos))
    try:
        assert ready["url"].startswith(f"http://127.0.0.1:{ready['port']}/ui/")
        assert ready["url"].endswith(f"#token={ready['token']}")
        status, body = ask(ready, "/api/v1/status")
        assert status == 200
        assert json.loads(body)["roots"] == 1
        assert ask(ready, "/api/v1/status", key="wrong")[0] == 401
    finally:
        process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "has stopped" in err


@windows
def test_a_folder_that_is_in_the_library_already_does_not_keep_it_from_opening(
    library: Path, photos: Path, keepers: Keepers
) -> None:
    draw(photos / "Lisbon" / "one.jpg", 40)
    assert keepers("add", photos).code == 0
    process, ready = serve(library, "--add", str(photos / "Lisbon"))
    try:
        assert json.loads(ask(ready, "/api/v1/status")[1])["roots"] == 1
    finally:
        process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "in the library already" in err


@windows
def test_serve_for_people_is_one_block(library: Path) -> None:
    process = subprocess.Popen(
        command(library, "serve", "--no-open"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(5)]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    block = "".join(said)
    assert "/ui/" in block
    assert "#token=" in block
    assert str(library) in block
    assert "Ctrl-C" in block
    assert process.returncode == 0


@windows
def test_the_page_without_its_key_is_refused(library: Path) -> None:
    process, ready = serve(library)
    try:
        assert ask(ready, "/ui/guessed/", key="")[0] in {401, 403, 404}
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@windows
def test_while_another_keepers_works_its_progress_is_followed(
    keepers: Keepers, library: Path, photos: Path
) -> None:
    process, _ = serve(library)
    try:
        ran = keepers("run", photos, "--best", "2", "--out", photos.parent / "best", "--json")
        assert ran.code == 0
        assert "Another Keepers works on this library" in ran.err
        assert len(ran.document["picks"]) == 2
        assert ran.document["export"]["exported"] == 2
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@windows
def test_a_port_that_is_taken_is_a_plain_failure(keepers: Keepers, library: Path) -> None:
    process, ready = serve(library)
    try:
        ran = keepers("serve", "--no-open", "--port", ready["port"], "--json")
        assert ran.code == 1
        assert ran.document["error"]["code"] == "port_taken"
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@windows
def test_interrupted_it_keeps_what_it_did_and_goes_on_the_next_time(
    keepers: Keepers, library: Path, photos: Path
) -> None:
    for number in range(60):
        draw(photos / f"more{number:03d}.jpg", 100 + number)
    keepers("add", photos)
    process = subprocess.Popen(
        command(library, "analyze"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(("Reading", "Finding")):
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    # A fast machine may be done before the signal is heard.
    assert process.returncode in {0, 130}
    if process.returncode == 130:
        assert "goes on from there" in err
    with Library.open(library) as there:
        assert there.lock.holder() is None
        assert there.jobs.list(states=("running",)) == []
    assert keepers("analyze", "--json").document == {
        "ok": True,
        "photos": 68,
        "films": 0,
        "unread": 0,
        "copies": 0,
        "stacks": 0,
        "offline": [],
        "unreadable": [],
    }


def test_the_module_and_the_command_are_the_same() -> None:
    module = subprocess.run(
        [sys.executable, "-m", "keepers", "--version"], capture_output=True, text=True, check=False
    )
    assert module.returncode == 0
    assert module.stdout.startswith("Keepers ")


@windows
def test_interrupted_while_it_loads_it_ends_without_entrails(library: Path, tmp_path: Path) -> None:
    # In the place of the first thing it loads: something that takes as long as the test wants.
    (tmp_path / "click.py").write_text("import sys\nprint('loading', flush=True)\nsys.stdin.read()\n")
    process = subprocess.Popen(
        command(library, "jobs"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ) | {"PYTHONPATH": str(tmp_path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "loading\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert err == ""
    assert process.returncode == -signal.SIGINT


@windows
def test_ctrl_c_after_a_change_tells_how_its_files_get_written(
    library: Path, photos: Path, keepers: Keepers
) -> None:
    keepers("add", photos)
    keepers("analyze")
    process = subprocess.Popen(
        command(library, "metadata", "write", photos, "--title", "Lake"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "metadata undo 1" in process.stderr.readline()
    assert "Writing" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "keepers metadata sync" in err
    assert "the same command" not in err
    assert keepers("metadata", "sync").code == 0
    assert len(list(photos.glob("*.jpg.xmp"))) == 8
