"""The act of building the demo photos: workers draw them, and what is true of them is written beside."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from keepers.base.errors import KeepersError
from keepers.base.files import write_atomic
from keepers.base.workers import WorkerPool
from keepers.demo.plan import SEED, Frame, plan
from keepers.demo.samples import credits_text, find_samples

#: Hidden, so that no scan takes it for anything.
TRUTH_NAME: Final = ".truth.json"
CREDITS_NAME: Final = "CREDITS.txt"

_ENTRY: Final = "keepers.demo.render:render"
_VERSION: Final = 1
_PHOTO_TIMEOUT_S: Final = 60.0
_MOST_WORKERS: Final = 4


class DemoFailed(KeepersError):  # noqa: N818 - named for what is wrong, like its siblings
    """A demo photo could not be made."""

    code = "demo_failed"


@dataclass(frozen=True)
class Planted:
    """What is true of one demo photo.

    `kind` is good, burst, blurred, too_dark, too_bright or copy; `group` names the burst, or the photo a copy
    was made of ("" for what stands alone); `sharp` is false for blurred photos and the spoiled frames of a
    burst. `taken` is the wall clock, ISO; `place` is [latitude, longitude] where the file says it.
    """

    path: str
    kind: str
    group: str
    sharp: bool
    taken: str
    place: list[float] | None


def build(
    into: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    checkpoint: Callable[[], None] | None = None,
    seed: int = SEED,
) -> list[Planted]:
    """Write about 120 photos below `into`, the same every time, and what is true of them as `.truth.json`.

    What is there already, whole, is kept: an interrupted build goes on, a finished one is left alone.
    `progress` is told (done, total); `checkpoint` may raise to stop between photos. Raises SamplesMissing,
    DemoFailed.
    """
    find_samples()
    frames = plan(seed)
    planted = [_planted(frame) for frame in frames]
    known = _known_truth(into)
    if known is None or {key: known[key] for key in _mark(seed)} != _mark(seed):
        _start_anew(into, known, seed)
    missing = [
        {"index": index, "seed": seed, "folder": str(into)}
        for index, frame in enumerate(frames)
        if not (into / frame.path).exists()
    ]
    done = len(frames) - len(missing)

    def tell() -> None:
        if progress is not None:
            progress(done, len(frames))

    tell()
    if missing:
        with WorkerPool(_ENTRY, size=_workers(), item_timeout_s=_PHOTO_TIMEOUT_S) as pool:
            for outcome in pool.map(missing):
                if outcome.error is not None:
                    raise DemoFailed(
                        f"A demo photo could not be made: {outcome.error.message}", reason=outcome.error.code
                    )
                done += 1
                tell()
                if checkpoint is not None:
                    checkpoint()
    write_atomic(into / CREDITS_NAME, credits_text().encode())
    truth = {**_mark(seed), "photos": [asdict(each) for each in planted]}
    write_atomic(into / TRUTH_NAME, json.dumps(truth, indent=1, ensure_ascii=False).encode())
    return planted


def _planted(frame: Frame) -> Planted:
    faults = {"blurred": "blurred", "dark": "too_dark", "bright": "too_bright"}
    kinds = {"single": faults.get(frame.fault or "", "good"), "burst": "burst", "copy": "copy"}
    return Planted(
        path=frame.path,
        kind=kinds[frame.kind],
        group=frame.group,
        sharp=frame.blur is None,
        taken=frame.taken.isoformat(timespec="milliseconds"),
        place=list(frame.place) if frame.place is not None and frame.copy != "sent" else None,
    )


def _mark(seed: int) -> dict[str, int]:
    return {"version": _VERSION, "seed": seed}


def _known_truth(into: Path) -> dict[str, Any] | None:
    """What a build of any version noted in `into`; None when none was there."""
    try:
        known = json.loads((into / TRUTH_NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return known if isinstance(known, dict) and "seed" in known and "version" in known else None


def _start_anew(into: Path, known: dict[str, Any] | None, seed: int) -> None:
    """Make room for the photos of this version, and note that they come now.

    Only what an earlier build noted as its own is taken away. Raises DemoFailed when `into` holds what no
    build made: a person's files are not ours to replace.
    """
    into.mkdir(parents=True, exist_ok=True)
    if known is None and any(into.iterdir()):
        raise DemoFailed(
            f"{into} holds files that Keepers did not make, so the sample photos were not put there. "
            "Move that folder away, or use another --library.",
            path=str(into),
        )
    for each in (known or {}).get("photos", []):
        (into / _below(str(each["path"]))).unlink(missing_ok=True)
    write_atomic(into / TRUTH_NAME, json.dumps({**_mark(seed), "photos": []}).encode())


def _below(path: str) -> PurePosixPath:
    """`path` where it stays below its folder. Raises DemoFailed for one that leads out."""
    relative = PurePosixPath(path)
    if relative.is_absolute() or ".." in relative.parts:
        raise DemoFailed(f"The list of sample photos names a file elsewhere ({path}); nothing was changed.")
    return relative


def _workers() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(usable, _MOST_WORKERS))
