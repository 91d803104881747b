"""The frozen program, where it was built."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran

CHECKOUT = Path(__file__).resolve().parents[2]
SIDECAR = CHECKOUT / "packaging" / "sidecar"
FROZEN = SIDECAR / "dist" / "keepers-sidecar"
_PATIENCE_S = 590
_NOT_BUILT = "The frozen program is not there: `node scripts/build-sidecar.mjs` builds it."


@pytest.fixture(scope="session")
def frozen() -> Path:
    """The folder of the frozen program."""
    # The stamp is written last: without it, what is there is half of a build, or above its budget.
    if not (FROZEN.parent / "stamp.json").is_file():
        pytest.skip(_NOT_BUILT)
    return FROZEN


@pytest.fixture(scope="session")
def program(frozen: Path) -> Path:
    """The program in it."""
    return frozen / ("keepers-sidecar.exe" if sys.platform == "win32" else "keepers-sidecar")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def sidecar(program: Path, library: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Run the program to its end, as on a computer without Python: its environment knows nothing of ours."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "KEEPERS_"))
    }

    def run(*arguments: object) -> Ran:
        words = [str(program), "--library", str(library), *map(str, arguments)]
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
            cwd=tmp_path,
            env=environment,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
