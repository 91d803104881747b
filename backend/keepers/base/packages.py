"""Files out of packages of public registries, fetched by the user's own pip or npm.

Their settings hold: a company's mirror, a proxy, a registry that alone can be reached. Nothing of a package
is run: wheels only with pip, no scripts with npm, and what is not asked for is never unpacked.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from keepers.base.archive_member import Wanted, take_members
from keepers.base.errors import DiskFull, NetworkFailed
from keepers.base.ledger import Ledger
from keepers.base.package_tools import PackageToolMissing, find_npm, find_pip, for_tools

__all__ = ["PackageFetcher", "PackageToolMissing", "Wanted"]

Registry = Literal["pip", "npm"]

_PURPOSE: Final = "models"
_TIMEOUT_S: Final = 900.0
_LOOK_S: Final = 0.2
#: The most a package may be, packed.
_MOST_BYTES: Final = 500_000_000
_TAIL: Final = 2_000
#: How pip and npm say that the disk is full, on Unix and on Windows.
_DISK_FULL: Final = ("No space left on device", "ENOSPC", "not enough space on the disk")
_ON_WINDOWS: Final = sys.platform == "win32"


class PackageFetcher:
    """Fetches files of packages. `environment` is what pip and npm are run with.

    `python` is an interpreter to look for pip in before the PATH; the frozen app has none.
    """

    def __init__(
        self, ledger: Ledger, environment: Mapping[str, str] = os.environ, python: str | None = None
    ) -> None:
        self._ledger = ledger
        self._environment = for_tools(environment)
        self._python = python

    def fetch(
        self,
        registry: Registry,
        name: str,
        version: str,
        wanted: Sequence[Wanted],
        on_bytes: Callable[[int], None],
        stop: Callable[[], None],
    ) -> None:
        """Have the wanted files of one package in their places, checked; written to the network ledger.

        `on_bytes` is told how many bytes of them more are there; `stop` is asked a few times a second and
        raises to stop. Raises PackageToolMissing, NetworkFailed (the registry did not give it),
        NetworkRefused (what came is not what was expected), WriteFailed, DiskFull.
        """
        # Before anything is asked of anybody: a tool that is missing makes no request.
        command = self._pip(name, version) if registry == "pip" else self._npm(name, version)
        outcome: Literal["ok", "refused", "failed"] = "failed"
        size = 0
        try:
            parent = wanted[0].dest.parent
            with tempfile.TemporaryDirectory(
                prefix=".package-", dir=parent, ignore_cleanup_errors=True
            ) as folder:
                archive = self._download(command, f"{name} {version}", registry, Path(folder), stop)
                size = archive.stat().st_size
                outcome = "refused"
                take_members(archive, wanted, on_bytes)
                outcome = "ok"
        finally:
            self._ledger.add(
                host=f"package registry ({registry})",
                method="GET",
                path=f"{name} {version}",
                purpose=_PURPOSE,
                outcome=outcome,
                bytes_in=size,
            )

    def _download(
        self, command: list[str], what: str, registry: Registry, folder: Path, stop: Callable[[], None]
    ) -> Path:
        (folder / "tmp").mkdir()
        (folder / "out").mkdir()
        output = folder / "said"
        code = self._run(command, folder, output, stop)
        found = [path for path in (folder / "out").iterdir() if path.is_file()]
        if code != 0 or len(found) != 1:
            said = _tail(output)
            if any(word in said for word in _DISK_FULL):
                raise DiskFull(
                    f"There was not enough room for {what} while {registry} fetched it. Make some room, then "
                    "try again.",
                    path=str(folder),
                )
            raise NetworkFailed(
                f"{what} could not be fetched with {registry}. Check the connection, and what "
                f"{registry} is set up to use, then try again.",
                host=f"package registry ({registry})",
                reason=said,
            )
        return found[0]

    def _pip(self, name: str, version: str) -> list[str]:
        # Wheels only: reading what any other package says of itself would run it.
        return [
            *find_pip(self._environment, self._python),
            "download",
            "--no-deps",
            "--only-binary=:all:",
            # What Python a package wants is nothing to us: it is never run.
            "--ignore-requires-python",
            "--no-input",
            "--disable-pip-version-check",
            "--dest",
            ".",
            f"{name}=={version}",
        ]

    def _npm(self, name: str, version: str) -> list[str]:
        return [
            find_npm(self._environment),
            "pack",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            f"{name}@{version}",
        ]

    def _run(self, command: list[str], folder: Path, output: Path, stop: Callable[[], None]) -> int:
        scratch = str(folder / "tmp")
        environment = {**self._environment, "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}
        # Some forbid pip to install outside of an environment; nothing is installed here.
        environment["PIP_REQUIRE_VIRTUALENV"] = "0"
        # npm would also ask whether there is a newer npm, which nobody wanted to know.
        environment["NPM_CONFIG_UPDATE_NOTIFIER"] = "false"
        with output.open("wb") as said:
            process = subprocess.Popen(
                command,
                # Where npm of any age puts what it packs.
                cwd=folder / "out",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                end = time.monotonic() + _TIMEOUT_S
                while True:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        return process.wait(_LOOK_S)
                    stop()
                    if time.monotonic() > end or _size_of(folder) > _MOST_BYTES:
                        raise NetworkFailed(
                            "Fetching a package took too long, or brought more than it may. It was given up.",
                            reason="out_of_bounds",
                        )
            finally:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started, if it still goes on."""
    if process.poll() is not None:
        return
    if _ON_WINDOWS:
        # npm is a script there that starts others, which would be left behind.
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _size_of(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(place, name)).st_size
    return total


def _tail(output: Path) -> str:
    """The end of what the tool said."""
    try:
        with output.open("rb") as stream:
            stream.seek(max(0, output.stat().st_size - _TAIL))
            return stream.read(_TAIL).decode("utf-8", "replace").strip()
    except OSError:
        return ""
