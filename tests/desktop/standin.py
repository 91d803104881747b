"""A stand-in for the desktop window: starts the real process behind it and speaks with it."""

import http.client
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

TOKEN, MEDIA_KEY = "t" * 43, "m" * 43
ORIGIN = "tauri://localhost"
#: As the window reads it: with a built program in it, these tests are about that one.
BUILT = os.environ.get("KEEPERS_SIDECAR")
COMMAND: list[str] = json.loads(BUILT) if BUILT else [sys.executable, "-m", "keepers", "window"]
#: Nothing of this takes long; a machine may be very busy.
PATIENCE_S = 60.0
_END: dict[str, Any] = {"event": "end of stdout"}


def hello(library: Path | str | None, **changes: Any) -> dict[str, Any]:
    """What a window says first."""
    said = {
        "protocol": 1,
        "token": TOKEN,
        "media_key": MEDIA_KEY,
        "library": None if library is None else str(library),
        "port": 0,
        "origins": [ORIGIN],
        "alongside": False,
    }
    return said | changes


class Window:
    """One process behind a window, and what it said so far."""

    def __init__(self, *, command: list[str] | None = None, python_path: Path | None = None, **env: str):
        environment = dict(os.environ) | env
        environment.pop("KEEPERS_LIBRARY", None)
        environment |= env
        if python_path is not None:
            environment["PYTHONPATH"] = str(python_path)
        self.process = subprocess.Popen(
            command or COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        self.said: list[dict[str, Any]] = []
        self._heard: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._errors: list[bytes] = []
        self._threads = [
            threading.Thread(target=self._read_events, args=(self.process.stdout,), daemon=True),
            threading.Thread(target=self._read_errors, args=(self.process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def say(self, said: object) -> None:
        self.write(json.dumps(said).encode() + b"\n")

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def hear(self, event: str, **facts: Any) -> dict[str, Any]:
        """The next event of this name with these facts; others before it are passed over."""
        while True:
            said = self._next()
            assert said is not _END, f"it ended without {event} {facts}: {self.said} {self.errors}"
            if said["event"] == event and all(said.get(name) == value for name, value in facts.items()):
                return said

    def hush(self) -> None:
        """Close the window's end of the pipe, as its death would."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def end(self) -> int:
        """Wait for the end; the exit code. Everything it said is in `said` afterwards."""
        code = self.process.wait(PATIENCE_S)
        while self._next() is not _END:
            pass
        return code

    def kill(self) -> None:
        """Be rid of it, whatever it does."""
        self.process.kill()
        self.process.wait(PATIENCE_S)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            try:
                stream.close()
            except BrokenPipeError:
                continue

    @property
    def events(self) -> list[str]:
        return [each["event"] for each in self.said]

    @property
    def errors(self) -> str:
        return b"".join(self._errors).decode(errors="replace")

    def _next(self) -> dict[str, Any]:
        said = self._heard.get(timeout=PATIENCE_S)
        if said is not _END:
            self.said.append(said)
        return said

    def _read_events(self, stream: IO[bytes]) -> None:
        for line in stream:
            # Whatever is no JSON object on stdout breaks the protocol, and this test with it.
            self._heard.put(json.loads(line))
        self._heard.put(_END)

    def _read_errors(self, stream: IO[bytes]) -> None:
        for line in stream:
            self._errors.append(line)


def ask(
    port: int, method: str, path: str, body: object = None, **headers: str | None
) -> tuple[int, Any, dict[str, str]]:
    """Ask the server as the page in the window does: status, answer, headers. One of None is left out."""
    said: dict[str, str | None] = {"Origin": ORIGIN, "X-Keepers-Token": TOKEN, "Sec-Fetch-Site": "cross-site"}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    data = None
    if body is not None:
        data, said["Content-Type"] = json.dumps(body), "application/json"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request(
            method, path, data, {name: value for name, value in said.items() if value is not None}
        )
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None, dict(answer.headers)
    finally:
        connection.close()


def wait_until_reading(port: int) -> None:
    """Come back when photos are being read and some were."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/api/v1/events", headers={"Origin": ORIGIN, "X-Keepers-Token": TOKEN})
        answer = connection.getresponse()
        while line := answer.readline():
            if line.startswith(b"data: "):
                data = json.loads(line.removeprefix(b"data: "))
                if data.get("kind") == "look" and data["state"] == "running" and data["done"] > 0:
                    return
        raise AssertionError("the stream ended before a photo was read")
    finally:
        connection.close()


def add_folder(window: Window, port: int, folder: Path) -> None:
    """Add a folder the way the window does: offered by its path, named by its handle."""
    window.say({"do": "offer_folder", "id": 1, "path": str(folder)})
    offered = window.hear("folder", id=1)
    status, answer, _ = ask(port, "POST", "/api/v1/roots", {"handle": offered["handle"]})
    assert status == 201, answer
