"""What `keepers doctor` looks at. Each check says what it found; one that breaks is itself a finding."""

import importlib
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from keepers.base.errors import KeepersError
from keepers.base.files import free_bytes
from keepers.base.health import faults, missing_features, sqlite_version
from keepers.base.ledger import Ledger
from keepers.base.workers import WorkerPool
from keepers.library import Library

State = Literal["ok", "note", "bad"]

_PACKAGES: Final = (
    "keepers",
    "flask",
    "waitress",
    "pydantic",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "pillow-heif",
    "blake3",
)
_ROOM_BYTES: Final = 2_000_000_000
_START_TIMEOUT_S: Final = 30.0
_MOST_REQUESTS: Final = 1000
_REINSTALL: Final = "Install Keepers again: npm start does it in a checkout."


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `state` ok, note (worth knowing) or bad; what was found; what helps."""

    name: str
    state: State
    detail: str
    help: str = ""


def examine(library: Path) -> Iterator[Finding]:
    """Look at the computer, then at the library at this path, if there is one."""
    for name, check in (
        ("Python", _python),
        ("Packages", _packages),
        ("SQLite", _sqlite),
        ("OpenCV", _opencv),
        ("HEIC", _heic),
        ("Worker processes", _workers),
    ):
        yield _safely(name, check)
    yield _safely("Disk space", lambda: _space(library))
    if not (library / "catalog.db").exists():
        yield Finding("Library", "note", f"there is none at {library} yet; it is made when it is needed")
        return
    yield from _library(library)


def _safely(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except (KeepersError, OSError, ImportError, RuntimeError, ValueError) as error:
        return Finding(name, "bad", str(error) or type(error).__name__, _REINSTALL)


def _python() -> Finding:
    return Finding("Python", "ok", f"{platform.python_version()} on {platform.platform(terse=True)}")


def _packages() -> Finding:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("Packages", "bad", f"missing: {', '.join(missing)}", _REINSTALL)
    return Finding("Packages", "ok", ", ".join(found))


def _sqlite() -> Finding:
    missing = missing_features()
    if missing:
        detail = f"{sqlite_version()} cannot do: {', '.join(missing)}"
        return Finding("SQLite", "bad", detail, "Use another Python, built with a whole SQLite.")
    return Finding("SQLite", "ok", f"{sqlite_version()}, write-ahead log and full-text search work")


def _opencv() -> Finding:
    cv2 = importlib.import_module("cv2")
    numpy = importlib.import_module("numpy")
    picture = numpy.arange(64 * 64 * 3, dtype=numpy.uint8).reshape(64, 64, 3)
    done, data = cv2.imencode(".jpg", picture)
    back = cv2.imdecode(data, cv2.IMREAD_COLOR) if done else None
    if back is None or back.shape != picture.shape:
        return Finding("OpenCV", "bad", "it cannot write and read a JPEG", _REINSTALL)
    return Finding("OpenCV", "ok", f"{cv2.__version__}, reads and writes JPEG")


def _heic() -> Finding:
    heif = importlib.import_module("pillow_heif")
    image = importlib.import_module("PIL.Image")
    heif.register_heif_opener()
    with tempfile.TemporaryDirectory(prefix="keepers-doctor-") as folder:
        path = Path(folder, "probe.heic")
        image.new("RGB", (64, 48), (200, 120, 40)).save(path)
        with image.open(path) as read:
            read.load()
            if read.size != (64, 48):
                return Finding("HEIC", "bad", "a picture came back in another size", _REINSTALL)
    return Finding("HEIC", "ok", f"pillow-heif {version('pillow-heif')}, writes and reads")


def answer(item: dict[str, int]) -> dict[str, int]:
    """What the worker process is asked: to give the number back."""
    return {"number": item["number"]}


def _workers() -> Finding:
    with WorkerPool("keepers.cli.checkup:answer", size=1, item_timeout_s=_START_TIMEOUT_S) as pool:
        (outcome,) = pool.map([{"number": 7}])
    if outcome.error is not None:
        return Finding("Worker processes", "bad", outcome.error.message, "A virus scanner may be in the way.")
    return Finding("Worker processes", "ok", "one was started, answered and ended")


def _space(library: Path) -> Finding:
    place = library
    while not place.exists():
        place = place.parent
    if not (place.is_dir() and os.access(place, os.W_OK)):
        return Finding(
            "Disk space", "bad", f"nothing can be written to {place}", "Choose another with --library."
        )
    free = free_bytes(place)
    detail = f"{free / 1e9:.1f} GB free where the library lies"
    if free < _ROOM_BYTES:
        return Finding(
            "Disk space", "bad", detail, "Make room: thumbnails take about 50 MB for 1,000 photos."
        )
    return Finding("Disk space", "ok", detail)


def _library(path: Path) -> Iterator[Finding]:
    try:
        library = Library.open(path)
    except KeepersError as error:
        yield Finding("Library", "bad", error.message)
        return
    with library:
        status = library.status()
        yield Finding("Library", "ok", f"{path}: {status.assets:,} photos, {status.unlooked:,} to be read")
        wrong = faults(library.db)
        yield (
            Finding(
                "Catalogue", "bad", "; ".join(wrong[:3]), "Put a copy from the folder backups in its place."
            )
            if wrong
            else Finding("Catalogue", "ok", "whole")
        )
        for root in library.roots.all():
            there = Path(root.path).is_dir()
            yield Finding(
                f"Folder {root.label}",
                "ok" if there else "note",
                root.path if there else f"{root.path} is not connected; nothing of it is lost",
            )
        if status.problems:
            yield Finding(
                "Unreadable",
                "note",
                f"{status.problems:,} files could not be read",
                "keepers analyze lists them.",
            )
        holder = library.lock.holder()
        if holder:
            yield Finding("At work", "note", f"another Keepers works on it (process {holder.get('pid')})")
        requests = len(Ledger(library.db, library.clock).entries(limit=_MOST_REQUESTS))
        more = " or more" if requests == _MOST_REQUESTS else ""
        yield Finding("Network", "ok", f"{requests:,}{more} requests to the internet, ever")
