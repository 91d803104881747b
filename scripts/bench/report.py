"""One shape for every figure: JSON with what it was measured on, and a comparison with a saved baseline."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = ("keepers", "numpy", "opencv-python-headless", "pillow", "pillow-heif", "blake3")


def arguments(description: str | None) -> argparse.ArgumentParser:
    """A parser that knows --out and --baseline; add what else is needed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", type=Path, help="write the JSON here as well")
    parser.add_argument("--baseline", type=Path, help="a JSON written before, to compare with")
    return parser


def publish(name: str, figures: Mapping[str, Any], options: argparse.Namespace) -> None:
    """Print the figures as JSON, write them where asked, and say on stderr what became worse or better."""
    document = {
        "bench": name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "versions": {package: _version(package) for package in _PACKAGES},
        "figures": figures,
    }
    text = json.dumps(document, indent=2, ensure_ascii=False)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    if options.baseline:
        before = json.loads(options.baseline.read_text(encoding="utf-8"))
        for line in compared(before["figures"], figures):
            print(line, file=sys.stderr)


def compared(before: Mapping[str, Any], now: Mapping[str, Any], prefix: str = "") -> list[str]:
    """One line for each number that both hold: how it was, how it is, and the ratio."""
    lines: list[str] = []
    for key, value in now.items():
        earlier = before.get(key)
        if isinstance(value, Mapping) and isinstance(earlier, Mapping):
            lines += compared(earlier, value, f"{prefix}{key}.")
        elif _is_number(value) and _is_number(earlier):
            ratio = f"{value / earlier:.2f} x" if earlier else "-"
            lines.append(f"{prefix}{key}: {earlier:g} -> {value:g} ({ratio})")
    return lines


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
