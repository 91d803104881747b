"""A folder of small photos, and the command in a process of its own."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran, command, draw


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Eight photos of four days."""
    folder = tmp_path / "Holiday"
    for number in range(8):
        draw(folder / f"DSC{number:04d}.jpg", number, taken=f"2024:05:0{1 + number // 2} 1{number}:00:00")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def keepers(library: Path) -> Callable[..., Ran]:
    """Run the command in a process of its own."""

    def run(*arguments: object) -> Ran:
        done = subprocess.run(
            command(library, *arguments), capture_output=True, text=True, timeout=100, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
