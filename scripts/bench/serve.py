"""Start to first answer, and what an idle Keepers holds in memory.

The floor is a bare interpreter that opens the same catalogue and answers one request with the standard
library's server: what is above it is ours.
"""

import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil
from process_tree import members, resident_mb
from report import arguments, publish
from serving import served

_FLOOR = """
import http.server, sqlite3, sys
sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM sqlite_master").fetchone()
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"{}")
    def log_message(self, *a): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def ours(library: Path, settle_s: float = 0.0) -> tuple[float, float, float]:
    """Seconds to the first answer, CPU seconds until then, MB of the whole tree `settle_s` later."""
    begin = time.perf_counter()
    with served(library) as keepers:
        keepers.api("/status")
        took = time.perf_counter() - begin
        process = psutil.Process(keepers.pid)
        spent = _cpu_s(process)
        time.sleep(settle_s)
        return took, spent, resident_mb(members(process))


def floor(catalog: Path) -> tuple[float, float]:
    """Seconds to the first answer of the bare server, and CPU seconds until then."""
    begin = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", _FLOOR, str(catalog)], stdout=subprocess.PIPE, text=True)
    try:
        if child.stdout is None:
            raise AssertionError
        port = child.stdout.readline().strip()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            answer.read()
        return time.perf_counter() - begin, _cpu_s(psutil.Process(child.pid))
    finally:
        child.kill()
        child.wait()


def measure(rounds: int, settle_s: float) -> dict[str, Any]:
    """Medians over the rounds; the start that makes the library is told apart."""
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as folder:
        library = Path(folder) / "library"
        first, _, _ = ours(library)
        starts, floors = [], []
        for _ in range(rounds):
            starts.append(ours(library))
            floors.append(floor(library / "catalog.db"))
        _, _, idle_mb = ours(library, settle_s)
        took, spent = (statistics.median(column) for column in list(zip(*starts, strict=True))[:2])
        floor_took, floor_spent = (statistics.median(column) for column in zip(*floors, strict=True))
        return {
            "first_answer_s": round(took, 3),
            "first_answer_cpu_s": round(spent, 3),
            "first_answer_of_a_new_library_s": round(first, 3),
            "floor_first_answer_s": round(floor_took, 3),
            "floor_first_answer_cpu_s": round(floor_spent, 3),
            "ratio_to_floor": round(took / floor_took, 2),
            "ratio_to_floor_cpu": round(spent / floor_spent, 2),
            "idle_mb": round(idle_mb, 1),
            "rounds": rounds,
        }


def main() -> None:
    """Measure, print, compare."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--settle", type=float, default=8.0, help="seconds until it is weighed")
    options = parser.parse_args()
    publish("serve", measure(options.rounds, options.settle), options)


if __name__ == "__main__":
    main()
