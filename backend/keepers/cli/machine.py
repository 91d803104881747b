"""Whether what Keepers runs on works here: each check does the thing, and compares the answer."""

import importlib
import io
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from keepers.analysis.look import ENTRY
from keepers.base import inference
from keepers.base.clock import SystemClock
from keepers.base.database import Database
from keepers.base.errors import KeepersError, NetworkRefused
from keepers.base.health import missing_features, sqlite_version
from keepers.base.migrations import migrate, packaged_steps
from keepers.base.network import Network
from keepers.base.workers import WorkerPool
from keepers.cli import probes
from keepers.cli.finding import Finding

_PACKAGES: Final = (
    "keepers",
    "flask",
    "waitress",
    "pydantic",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "pillow-heif",
    "rawpy",
    "blake3",
    "onnxruntime",
    "tokenizers",
)
_START_TIMEOUT_S: Final = 30.0
_COLOUR_TOLERANCE: Final = 6
# A name that by its definition nobody has (RFC 6761): were it let through, nobody would be asked.
_NOBODY: Final = "https://keepers.invalid/"
# What libraries fetch and report with; the lock file leaves it out.
_DOWNLOADERS: Final = ("huggingface_hub", "hf_xet")


def examine_machine() -> Iterator[Finding]:
    """Look at everything that has nothing to do with a library."""
    for name, check in (
        ("Python", _python),
        ("Packages", _packages),
        ("SQLite", _sqlite),
        ("OpenCV", _opencv),
        ("HEIC", _heic),
        ("Raw files", _raw),
        ("Films", _films),
        ("ONNX Runtime", _onnxruntime),
        ("Tokenizers", _tokenizers),
        ("Worker processes", _workers),
        ("No network", _no_network),
    ):
        yield safely(name, check)


def safely(name: str, check: Callable[[], Finding]) -> Finding:
    """What the check finds; that it broke is itself a finding."""
    try:
        return check()
    except (KeepersError, OSError, ImportError, RuntimeError, ValueError, AttributeError, TypeError) as error:
        return Finding(name, "bad", str(error) or type(error).__name__, _reinstall())


def _frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _reinstall() -> str:
    if _frozen():
        return "Install Keepers again; your library and your photos stay as they are."
    return "Install Keepers again: npm start does it in a checkout."


def _python() -> Finding:
    place = "in the installed app" if _frozen() else f"in {sys.prefix}"
    return Finding("Python", "ok", f"{platform.python_version()} {place}, on {platform.platform(terse=True)}")


def _packages() -> Finding:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("Packages", "bad", f"missing: {', '.join(missing)}", _reinstall())
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
        return Finding("OpenCV", "bad", "it cannot write and read a JPEG", _reinstall())
    return Finding("OpenCV", "ok", f"{cv2.__version__}, reads and writes JPEG")


def _heic() -> Finding:
    heif = importlib.import_module("keepers.media.heif")
    image = importlib.import_module("PIL.Image")
    with image.open(io.BytesIO(probes.HEIC), formats=[heif.OPENER]) as read:
        size, colour = read.size, read.convert("RGB").getpixel((32, 24))
    off = max(abs(one - other) for one, other in zip(colour, probes.HEIC_COLOUR, strict=True))
    if size != probes.HEIC_SIZE or off > _COLOUR_TOLERANCE:
        return Finding("HEIC", "bad", f"a picture came back as {size}, {colour}", _reinstall())
    return Finding("HEIC", "ok", f"pillow-heif {version('pillow-heif')}, reads a picture as it was")


def _raw() -> Finding:
    rawpy = importlib.import_module("rawpy")
    try:
        rawpy.imread(io.BytesIO(probes.HEIC))
    except rawpy.LibRawFileUnsupportedError:
        libraw = ".".join(str(part) for part in rawpy.libraw_version)
        return Finding("Raw files", "ok", f"rawpy {version('rawpy')} with LibRaw {libraw}, opens what is one")
    return Finding("Raw files", "bad", "a picture that is no raw file was taken for one", _reinstall())


def _films() -> Finding:
    """Whether there is an FFmpeg to take pictures out of films with."""
    videoio = importlib.import_module("cv2.videoio_registry")
    frames = importlib.import_module("keepers.media.film.frames")
    if not videoio.hasBackend(frames.cv2.CAP_FFMPEG):
        return Finding("Films", "bad", "OpenCV came without FFmpeg: films cannot be shown", _reinstall())
    return Finding("Films", "ok", "OpenCV's FFmpeg takes pictures out of films")


def _onnxruntime() -> Finding:
    numpy = importlib.import_module("numpy")
    matrix = numpy.array([[1, 2], [3, 4]], dtype=numpy.float32)
    (answer,) = inference.session(probes.onnx_model()).run(["y"], {"x": matrix})
    if not numpy.array_equal(answer, matrix @ matrix):
        return Finding("ONNX Runtime", "bad", f"a small model gave {answer.tolist()}", _reinstall())
    return Finding("ONNX Runtime", "ok", f"{inference.runtime().__version__}, runs a small model right")


def _tokenizers() -> Finding:
    pieces = probes.pieces(inference.tokenizers())
    if pieces != probes.PIECES:
        return Finding("Tokenizers", "bad", f"a short text came apart as {pieces}", _reinstall())
    return Finding("Tokenizers", "ok", f"{version('tokenizers')}, takes a short text apart right")


def _workers() -> Finding:
    """Have a photo read the way the photos of a library are, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="keepers-doctor-", ignore_cleanup_errors=True) as folder:
        photo = Path(folder, "probe.heic")
        photo.write_bytes(probes.HEIC)
        item = {"path": str(photo), "file_id": 1, "name": photo.name, "mtime_ns": 0, "thumbs": folder}
        with WorkerPool(ENTRY, size=1, item_timeout_s=_START_TIMEOUT_S) as pool:
            (outcome,) = pool.map([item])
    if outcome.error is not None:
        return Finding("Worker processes", "bad", outcome.error.message, "A virus scanner may be in the way.")
    read = outcome.result or {}
    if (read.get("width"), read.get("height")) != probes.HEIC_SIZE:
        return Finding("Worker processes", "bad", "one read a photo and told it wrong", _reinstall())
    return Finding("Worker processes", "ok", "one was started, read a photo and ended")


def _no_network() -> Finding:
    """Try to reach out: the door must refuse and write it down, and nothing may be there to go past it."""
    with tempfile.TemporaryDirectory(prefix="keepers-doctor-", ignore_cleanup_errors=True) as folder:
        catalog = Path(folder, "catalog.db")
        migrate(catalog, packaged_steps(), Path(folder))
        db = Database(catalog)
        try:
            network = Network(db, SystemClock(), allowed_hosts=())
            try:
                network.fetch(_NOBODY, "doctor", max_bytes=1)
            except NetworkRefused:
                refused = [entry.outcome for entry in network.ledger()]
            else:
                refused = []
        finally:
            db.close()
    if refused != ["refused"]:
        return Finding("No network", "bad", "an address that is not allowed was not refused", _reinstall())
    there = [name for name in _DOWNLOADERS if find_spec(name) is not None]
    if there:
        return Finding(
            "No network",
            "note",
            f"requests are refused and written down, but {', '.join(there)} is installed beside Keepers",
            "Keepers never uses it. Run Keepers in an environment of its own to be rid of it.",
        )
    return Finding("No network", "ok", "a request to a place not allowed was refused and written down")
