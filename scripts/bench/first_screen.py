"""10,000 new photos added to a running Keepers: when a first screen of photos shows, and when all do.

Everything is asked as the page asks it, over HTTP. A screen is the 40 newest tiles; it shows when each has a
picture. The floor is the cheapest decode that gives a 1024 pixel picture of the same files, on all processors
at once. Photos come from few distinct ones (see pictures.py). They hold no embedded previews, so that each
shows only once it was looked at; a second run has photos with previews, as cameras make them.
"""

import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import psutil
from pictures import small_ones, write_many
from process_tree import cpu_s, members, watched
from report import arguments, publish
from serving import Served, served

_SCREEN = 40
_WIDTH, _HEIGHT = 2048, 1536
_EVERY_S = 0.1
_SAMPLE = 24
# Some six years: a month then holds about as many photos as in a family's library.
_STEP_S = 5 * 3600


def newest(keepers: Served) -> list[int]:
    """Ids of the newest tiles, a screen of them at most."""
    ids: list[int] = []
    for month in keepers.api("/timeline/buckets")["months"]:
        ids += keepers.api(f"/timeline/buckets/{month}?stacks=1")["ids"]
        if len(ids) >= _SCREEN:
            break
    return ids[:_SCREEN]


@dataclass
class Screen:
    """Which tiles were seen to have a picture already: each is asked for until it has one."""

    shown: set[int] = field(default_factory=set)

    def shows(self, keepers: Served) -> bool:
        """Whether a whole screen of the newest shows."""
        ids = newest(keepers)
        for each in ids:
            if each not in self.shown:
                if not keepers.has_picture(each):
                    return False
                self.shown.add(each)
        return len(ids) == _SCREEN


def _decode_s(paths: list[Path], flags: int) -> float:
    """CPU seconds of one decode by OpenCV, the median of the photos."""
    cv2.setNumThreads(1)
    spent = []
    for path in paths:
        begin = time.process_time()
        cv2.imread(str(path), flags)
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def follow(library: Path, folder: Path, count: int, *, to_the_end: bool) -> dict[str, Any]:
    """Serve a new library, add the folder, and note each step: seconds and CPU seconds since then.

    Seconds on a quiet machine lie between CPU seconds shared by its processors and what the clock said.
    """
    seen: dict[str, dict[str, float]] = {}
    # Adding happens before the server says that it is ready: the clock starts no later than that.
    begin = time.perf_counter()
    with served(library, folder) as keepers, watched(keepers.pid) as use:
        process = psutil.Process(keepers.pid)

        def note(name: str) -> None:
            seen[name] = {
                "s": round(time.perf_counter() - begin, 2),
                "cpu_s": round(cpu_s(members(process)), 2),
                "waited_s": round(use.waited_s, 2),
            }

        screen = Screen()
        while "newest_screen" not in seen:
            listed = "all_listed" in seen
            shows = screen.shows(keepers)
            if shows and "first_screen" not in seen:
                note("first_screen")
            if shows and listed:
                note("newest_screen")
            elif not listed and _scanned(keepers):
                note("all_listed")
            time.sleep(_EVERY_S)
        while to_the_end and keepers.api("/status")["unlooked"]:
            time.sleep(10 * _EVERY_S)
        if to_the_end:
            note("all_looked")
        status = keepers.api("/status")
        if status["problems"] or not 0 < status["assets"] <= count:
            raise RuntimeError(f"photos went missing: {status}")
    return {**seen, "peak_mb": round(use.peak_mb, 1)}


def _scanned(keepers: Served) -> bool:
    return any(
        job["kind"] == "scan" and job["state"] == "done" for job in keepers.api("/jobs?limit=50")["jobs"]
    )


def measure(count: int, distinct: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as temporary:
        place = Path(temporary)
        print(f"· making {count:,} photos from {distinct}", file=sys.stderr)
        plain = list(small_ones(distinct, _WIDTH, _HEIGHT, preview=False))
        paths = write_many(place / "photos", plain, count, step_s=_STEP_S)
        megabytes = sum(path.stat().st_size for path in paths) / 1e6
        sample = paths[:: max(1, count // _SAMPLE)]
        floor, whole = (_decode_s(sample, flags) for flags in (cv2.IMREAD_REDUCED_COLOR_2, cv2.IMREAD_COLOR))
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else psutil.cpu_count() or 1
        run = follow(place / "library", place / "photos", count, to_the_end=True)
        cpu = run["all_looked"]["cpu_s"]
        # Written over: the same folder again, now as a camera writes its photos.
        previewed = list(small_ones(min(distinct, 20), _WIDTH, _HEIGHT, preview=True))
        write_many(place / "photos", previewed, count, step_s=_STEP_S)
        camera = follow(place / "library-2", place / "photos", count, to_the_end=False)
    floor_s = count * floor / cores
    return {
        "photos": count,
        "distinct_pixels": distinct,
        "megapixels": round(_WIDTH * _HEIGHT / 1e6, 1),
        "megabytes": round(megabytes),
        **run,
        "cpu_s_per_photo": round(cpu / count, 4),
        "reduced_decode_s": round(floor, 4),
        "full_decode_s": round(whole, 4),
        "decode_floor_s": round(floor_s, 1),
        "listed_to_floor": round(run["all_listed"]["s"] / floor_s, 3),
        "looked_to_floor": round(cpu / count / floor, 2),
        "looked_to_full_decode": round(cpu / count / whole, 2),
        "with_embedded_previews": camera,
    }


def main() -> None:
    """Measure, print, compare."""
    parser = arguments(__doc__)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--distinct", type=int, default=200, help="how many different pictures there are")
    options = parser.parse_args()
    publish("first_screen", measure(options.photos, options.distinct), options)


if __name__ == "__main__":
    main()
