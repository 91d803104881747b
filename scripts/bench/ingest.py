"""Adding a folder of 10,000 photos: how soon a first screen shows, how long scans take.

Prints one JSON object; times are seconds from adding the folder. Photos are small and differ in a comment
only: this measures Keepers around the decoder, not the decoder.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from keepers.base.events import Subscription
from keepers.library import Library

_SCREEN = 60
_DAY_NS = 86_400 * 10**9


def _make(folder: Path, count: int, size: tuple[int, int]) -> None:
    source = folder.parent / "source.jpg"
    noise = Image.effect_noise(size, 40).convert("RGB")
    noise.save(source, "JPEG", quality=85)
    data = source.read_bytes()
    for number in range(count):
        day = folder / f"{number // 250:03}"
        day.mkdir(exist_ok=True, parents=True)
        path = day / f"DSC_{number:05}.jpg"
        comment = f"{number:08}".encode()
        path.write_bytes(data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:])
        moment = 1_700_000_000 * 10**9 - (count - number) * _DAY_NS // 100
        os.utime(path, ns=(moment, moment))


def _wait(library: Library, heard: Subscription, job_kind: str) -> None:
    """Until the newest job of this kind is over."""
    while True:
        jobs = [job for job in library.jobs.list() if job.kind == job_kind]
        if jobs and jobs[0].state in {"done", "failed", "cancelled"}:
            return
        heard.next(timeout=0.5)


def measure(count: int, looks: int, size: tuple[int, int]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as temporary:
        photos = Path(temporary) / "photos"
        _make(photos, count, size)
        found: dict[str, float] = {"files": count}
        with Library.open(Path(temporary) / "library") as library, library.events.subscribe() as heard:
            library.start_work()
            start = time.perf_counter()
            root = library.add_root(photos)
            while library.assets.count() < _SCREEN:
                heard.next(timeout=0.05)
            found["first_tiles_s"] = round(time.perf_counter() - start, 3)
            while not _newest_have_thumbnails(library):
                heard.next(timeout=0.05)
            found["first_screen_s"] = round(time.perf_counter() - start, 3)
            _wait(library, heard, "scan")
            scan = next(job for job in library.jobs.list() if job.kind == "scan")
            found["scan_s"] = ((scan.finished_at or 0) - (scan.started_at or 0)) / 1000
            while library.assets.count() - library.look_queue.count() < looks:
                heard.next(timeout=0.2)
            found["photos_per_s"] = round(looks / (time.perf_counter() - start), 1)
            library.jobs.pause_all()
            library.stop_work()
            library.jobs.resume_all()
            for job in library.jobs.list(states=("queued", "paused")):
                library.jobs.cancel(job.id)
            start = time.perf_counter()
            job_id = library.rescan(root.id)
            library.start_work()
            while library.jobs.get(job_id).state != "done":
                heard.next(timeout=0.05)
            found["rescan_s"] = round(time.perf_counter() - start, 3)
        return found


def _newest_have_thumbnails(library: Library) -> bool:
    """Whether a first screen, the newest photos, has nothing unread in it."""
    buckets = library.timeline.buckets()
    if not buckets:
        return False
    month = library.timeline.month(buckets[0].month)
    first = month.hashes[:_SCREEN]
    return len(first) == _SCREEN and all(first)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--looks", type=int, default=300, help="how many photos to read before stopping")
    parser.add_argument("--width", type=int, default=640)
    options = parser.parse_args()
    found = measure(options.files, options.looks, (options.width, options.width * 3 // 4))
    json.dump(found, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
