"""CPU milliseconds to hear a photo again, of 10,000 small JPEGs in a library, and what reading them costs.

The library is seeded through its own queues: every file has its row, was read once and is due to be heard,
as after a newer Keepers learnt to read more. Then job 'hear' runs with as many workers as it takes. Every
JPEG has EXIF, one in ten a sidecar. The floor is opening each file and reading its first 128 KiB. All with
warm caches; CPU of all processes, the start of the workers with it.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from look import _exif
from PIL import Image
from process_tree import watched
from report import arguments, publish

_FOLDERS = 20
_SIDECAR = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="3"/>'
    "</rdf:RDF></x:xmpmeta>"
)
_RUN = """
import os, sys, time
from pathlib import Path
from keepers.base.dispatcher import Dispatcher
from keepers.library import Library

if __name__ == "__main__":
    with Library.open(Path(sys.argv[1])) as library:
        library.add_root(Path(sys.argv[2]))
        handlers = library.handlers()
        Dispatcher(library.jobs, {"scan": handlers["scan"]}).run_until_idle()
        library.db.write(lambda connection: connection.execute(
            "UPDATE files SET look_due = NULL, content_hash = randomblob(32), hear_due = 1"
        ))
        library.jobs.enqueue("hear", {}, dedup_key="hear")
        begin, before = time.perf_counter(), sum(os.times()[:4])
        Dispatcher(library.jobs, {"hear": handlers["hear"]}).run_until_idle()
        print(sum(os.times()[:4]) - before, library.hear_queue.count(), time.perf_counter() - begin)
"""


def write(folder: Path, count: int) -> list[Path]:
    """Small JPEGs, all different, in a few folders; one in ten with a sidecar."""
    rng = np.random.default_rng(1)
    paths = []
    for number in range(count):
        place = folder / f"{number % _FOLDERS:02}"
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"IMG_{number:05}.jpg"
        pixels = rng.integers(0, 255, (48, 64, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(path, quality=80, exif=_exif())
        if number % 10 == 0:
            path.with_name(f"{path.name}.xmp").write_text(_SIDECAR)
        paths.append(path)
    return paths


def _floor_ms(paths: list[Path]) -> float:
    begin = time.process_time()
    for path in paths:
        with path.open("rb", buffering=0) as file:
            file.read(128 << 10)
    return (time.process_time() - begin) * 1000 / len(paths)


def measure(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as temporary:
        place = Path(temporary)
        paths = write(place / "photos", count)
        _floor_ms(paths)
        floor = _floor_ms(paths)
        child = subprocess.Popen(
            [sys.executable, "-c", _RUN, str(place / "library"), str(place / "photos")],
            stdout=subprocess.PIPE,
            text=True,
        )
        with watched(child.pid) as use:
            said, _ = child.communicate()
        if child.returncode or said.split()[1:2] != ["0"]:
            raise RuntimeError(f"the run over {count} photos went wrong ({child.returncode}): {said}")
    cpu, _left, wall = (float(each) for each in said.split())
    each = cpu * 1000 / count
    return {
        "photos": count,
        "wall_s": round(wall, 2),
        "ms_per_photo": round(each, 3),
        "floor_ms_per_photo": round(floor, 4),
        "ratio_to_reading": round(each / floor, 1),
        "peak_mb": round(use.peak_mb, 1),
    }


def main() -> None:
    """Measure, print, compare."""
    parser = arguments(__doc__)
    parser.add_argument("--photos", type=int, default=10_000)
    options = parser.parse_args()
    publish("hearing", measure(options.photos), options)


if __name__ == "__main__":
    main()
