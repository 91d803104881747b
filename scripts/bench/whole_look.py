"""A folder of 12 megapixel photos through a library: scan, look and judge, with as many workers as it takes.

look.py measures one look in one process; this one everything around it as well: CPU seconds a photo, memory
of all processes together, and whether the processors were kept busy. What a run costs at all (starting,
loading OpenCV in each worker) is told by a shorter run, and taken out of the figure per photo.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import cv2
import psutil
from look import photos
from pictures import write_many
from process_tree import Use, watched
from report import arguments, publish

_DISTINCT = 6
_FEW = 12

_RUN = """
import sys, time
from pathlib import Path
from keepers.library import Library

if __name__ == "__main__":
    with Library.open(Path(sys.argv[1])) as library:
        library.add_root(Path(sys.argv[2]))
        library.work_until_idle()
        status = library.status()
        failed = [job.kind for job in library.jobs.list() if job.state != "done"]
        print(status.assets, status.unlooked, status.problems, *failed)
"""


def through(folder: Path, library: Path, count: int) -> tuple[float, float, Use]:
    """Wall seconds, CPU seconds of all processes, and their use, of a run over `count` photos."""
    before = os.times()
    begin = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(library), str(folder)], stdout=subprocess.PIPE, text=True
    )
    with watched(child.pid) as use:
        said, _ = child.communicate()
    wall = time.perf_counter() - begin
    after = os.times()
    if child.returncode or said.split() != [str(count), "0", "0"]:
        raise RuntimeError(f"the run over {count} photos went wrong ({child.returncode}): {said}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, spent, use


def _reduced_decode_s(paths: list[Path]) -> float:
    """CPU seconds of the cheapest decode that still gives a 1008 pixel picture, mean over the photos."""
    cv2.setNumThreads(1)
    begin = time.process_time()
    for path in paths:
        cv2.imread(str(path), cv2.IMREAD_REDUCED_COLOR_4)
    return (time.process_time() - begin) / len(paths)


def measure(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as temporary:
        place = Path(temporary)
        sources = [path.read_bytes() for path in photos(place, _DISTINCT)]
        few = write_many(place / "few", sources, _FEW, step_s=3600)
        write_many(place / "many", sources, count, step_s=3600)
        _, few_cpu, _ = through(place / "few", place / "library-few", _FEW)
        wall, cpu, use = through(place / "many", place / "library", count)
        floor = _reduced_decode_s(few)
    each = (cpu - few_cpu) / (count - _FEW)
    cores = (
        len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else os.cpu_count()
    )
    return {
        "photos": count,
        "distinct_pixels": _DISTINCT,
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "start_cpu_s": round(few_cpu - _FEW * each, 2),
        "cpu_s_per_photo": round(each, 4),
        "reduced_decode_s": round(floor, 4),
        "ratio_to_reduced_decode": round(each / floor, 2),
        "cores": cores,
        "cores_used": round(cpu / wall, 2),
        # With what it would have used had nobody else been on the machine.
        "cores_wanted": round((cpu + use.waited_s) / wall, 2),
        "peak_mb": round(use.peak_mb, 1),
        "peak_shared_once_mb": round(use.peak_shared_once_mb, 1),
        "processes": use.most_processes,
    }


def main() -> None:
    """Measure, print, compare."""
    parser = arguments(__doc__)
    parser.add_argument("--photos", type=int, default=60)
    options = parser.parse_args()
    publish("whole_look", measure(options.photos), options)


if __name__ == "__main__":
    main()
