"""`keepers serve` as a person starts it, and its API as the page asks it."""

import contextlib
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_STOP_S = 30


@dataclass(frozen=True)
class Served:
    """A running Keepers: where it listens and its two keys."""

    pid: int
    port: int
    token: str
    media_key: str

    def api(self, path: str) -> Any:
        """What GET /api/v1/... answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1{path}", headers={"X-Keepers-Token": self.token}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def has_picture(self, asset_id: int) -> bool:
        """Whether the small picture of a photo, a thumbnail or its embedded preview, can be shown."""
        address = f"http://127.0.0.1:{self.port}/media/{self.media_key}/{asset_id}/256"
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return bool(answer.read(16))
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return False
            raise


@contextlib.contextmanager
def served(library: Path, *folders: Path) -> Iterator[Served]:
    """Serve a library, `folders` added first, until the block ends."""
    added = [part for folder in folders for part in ("--add", str(folder))]
    child = subprocess.Popen(
        [sys.executable, "-m", "keepers", "--library", str(library), "--json", "serve", "--no-open", *added],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        if child.stdout is None:
            raise AssertionError
        line = child.stdout.readline()
        if not line:
            raise RuntimeError(f"keepers serve ended with {child.wait()} before it was ready")
        said = json.loads(line)
        yield Served(child.pid, said["port"], said["token"], said["media_key"])
    finally:
        child.terminate()
        try:
            child.wait(timeout=_STOP_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
