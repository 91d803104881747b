"""From the start of the frozen program to `ready`, as the desktop window sees it: cold and warm.

Cold: what the program is made of is dropped from the system's cache before each start (Linux; elsewhere cold
figures are not told). The floor is the same program when nobody says hello: Python starts and ends, nothing
of Keepers but the reading of the first line is loaded.
"""

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil
from report import arguments, publish

_FROZEN = Path(__file__).resolve().parents[2] / "packaging" / "sidecar" / "dist" / "keepers-sidecar"
_NAME = "keepers-sidecar.exe" if sys.platform == "win32" else "keepers-sidecar"
_PATIENCE_S = 60


def forget(folder: Path) -> None:
    """Have the system drop these files from its cache, so that the next start reads the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                # What is not on the disk yet cannot be dropped.
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def start(program: list[str], library: Path) -> dict[str, float]:
    """Seconds from the start to `starting`, to `ready` (CPU seconds too), and to the first answer."""
    token = secrets.token_urlsafe(32)
    hello = {
        "protocol": 1,
        "token": token,
        "media_key": secrets.token_urlsafe(32),
        "library": str(library),
        "port": 0,
        "origins": ["tauri://localhost"],
        "alongside": False,
    }
    begin = time.perf_counter()
    process = subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if process.stdin is None or process.stdout is None:
        raise AssertionError
    took: dict[str, float] = {}
    try:
        process.stdin.write(json.dumps(hello).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            said = json.loads(line)
            took.setdefault(said["event"], time.perf_counter() - begin)
            if said["event"] == "ready":
                times = psutil.Process(process.pid).cpu_times()
                took["ready_cpu"] = times.user + times.system
                request = urllib.request.Request(
                    f"http://127.0.0.1:{said['port']}/api/v1/status",
                    headers={"X-Keepers-Token": token, "Origin": "tauri://localhost"},
                )
                with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:  # noqa: S310
                    answer.read()
                took["answer"] = time.perf_counter() - begin
                return took
        raise RuntimeError(f"the program ended with {process.wait()} before it was ready")
    finally:
        process.stdin.close()
        process.wait(_PATIENCE_S)
        process.stdout.close()


def floor(program: list[str]) -> float:
    """Seconds of a start that comes to nothing."""
    begin = time.perf_counter()
    subprocess.run(program, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE_S)
    return time.perf_counter() - begin


def _medians(starts: list[dict[str, float]]) -> dict[str, float]:
    return {
        f"{event}_s": round(statistics.median(each[event] for each in starts), 3)
        for event in sorted(starts[0])
    }


def measure(program: list[str], folder: Path | None, rounds: int) -> dict[str, Any]:
    """Medians over the rounds; `folder` is forgotten for a cold start, None where that cannot be."""
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as scratch:
        library = Path(scratch) / "library"
        first = start(program, library)
        warm = [start(program, library) for _ in range(rounds)]
        floors = [floor(program) for _ in range(rounds)]
        figures: dict[str, Any] = {
            "rounds": rounds,
            "new_library_ready_s": round(first["ready"], 3),
            "warm": _medians(warm),
            "floor_warm_s": round(statistics.median(floors), 3),
        }
        if folder is not None:
            cold, cold_floors = [], []
            for _ in range(rounds):
                forget(folder)
                cold.append(start(program, library))
                forget(folder)
                cold_floors.append(floor(program))
            figures["cold"] = _medians(cold)
            figures["floor_cold_s"] = round(statistics.median(cold_floors), 3)
    figures["ready_to_floor"] = round(figures["warm"]["ready_s"] / figures["floor_warm_s"], 2)
    return figures


def main() -> None:
    """Measure, print, compare."""
    parser = arguments(__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=_FROZEN, help="the frozen program's folder")
    options = parser.parse_args()
    program = options.folder / _NAME
    if not program.is_file():
        sys.exit(f"There is no {program}: `node scripts/build-sidecar.mjs` builds it.")
    cold = options.folder if hasattr(os, "posix_fadvise") else None
    publish("sidecar", measure([str(program), "window"], cold, options.rounds), options)


if __name__ == "__main__":
    main()
