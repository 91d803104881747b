"""The catalogue at 100,000 photos: how long the timeline, a month and the candidates of a choice take.

Prints one JSON object; times are milliseconds, the best of `--rounds` rounds: a busy machine only adds.
"""

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from keepers.catalog.presence import refresh_fronts
from keepers.library import Library

_YEAR_MS = 365.25 * 86_400_000
_NEWEST_MS = 1_735_689_600_000


def _fill(connection: sqlite3.Connection, rows: int, rng: random.Random) -> None:
    connection.execute("INSERT INTO roots (path, label, added_at) VALUES (?, 'bench', 0)", (b"/bench",))
    # Photos come in outings: most months hold little, some hold thousands.
    outings = [_NEWEST_MS - int(rng.random() * 15 * _YEAR_MS) for _ in range(600)]
    weights = [rng.paretovariate(1.2) for _ in outings]
    times = sorted(
        base + int(rng.random() * 3 * 86_400_000) for base in rng.choices(outings, weights, k=rows)
    )
    for asset_id, moment in enumerate(times, start=1):
        content_hash = rng.randbytes(32)
        connection.execute(
            "INSERT INTO assets (id, content_hash, format, width, height, capture_time, capture_source,"
            " camera, placeholder, added_at) VALUES (?, ?, 'jpeg', ?, ?, ?, 'exif_original', 'Camera', ?, 0)",
            (asset_id, content_hash, *rng.choice([(4000, 3000), (3000, 4000)]), moment, rng.randbytes(36)),
        )
        connection.execute(
            "INSERT INTO files (root_id, asset_id, rel_path, name, size, mtime_ns, device, inode,"
            " content_hash, seen_scan) VALUES (1, ?, ?, ?, 5000000, ?, 1, ?, ?, 1)",
            (
                asset_id,
                f"f/{asset_id}.jpg".encode(),
                f"{asset_id}.jpg",
                moment * 10**6,
                asset_id,
                content_hash,
            ),
        )
        connection.execute(
            "INSERT INTO measures (asset_id, version, sharpness, exposure, composition, dhash, phash, colour)"
            " VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
            (
                asset_id,
                rng.random(),
                rng.random(),
                rng.random(),
                rng.getrandbits(63),
                rng.getrandbits(63),
                rng.randbytes(48),
            ),
        )
        connection.execute(
            "INSERT INTO stages (asset_id, stage, version, finished_at) VALUES (?, 'look', 1, 0)", (asset_id,)
        )
    asset_id = 1
    while asset_id < rows - 8:
        size = rng.choice([1, 1, 1, 1, 1, 1, 2, 3, 5, 8])
        if size > 1:
            stack = connection.execute(
                "INSERT INTO stacks (kind, best_asset_id) VALUES ('burst', ?)", (asset_id,)
            ).lastrowid
            connection.executemany(
                "INSERT INTO stack_members VALUES (?, ?, ?)",
                [(asset_id + rank, stack, rank) for rank in range(size)],
            )
        asset_id += size
    refresh_fronts(connection, range(1, rows + 1))
    connection.executemany(
        "INSERT INTO decisions VALUES (?, 'favourite', 'yes', 0)",
        [(each,) for each in rng.sample(range(1, rows + 1), rows // 50)],
    )


def _best(rounds: int, what: Callable[[], object]) -> float:
    spans = []
    for _ in range(rounds):
        start = time.perf_counter()
        what()
        spans.append((time.perf_counter() - start) * 1000)
    return round(min(spans), 2)


def measure(rows: int, rounds: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        library.db.write(lambda connection: _fill(connection, rows, random.Random(1)))
        buckets = library.timeline.buckets()
        largest = max(buckets, key=lambda bucket: bucket.count).month
        typical = sorted(buckets, key=lambda bucket: bucket.count)[len(buckets) // 2].month
        return {
            "rows": rows,
            "months": len(buckets),
            "tiles": sum(bucket.count for bucket in buckets),
            "largest_month": max(bucket.count for bucket in buckets),
            "buckets_ms": _best(rounds, library.timeline.buckets),
            "buckets_open_ms": _best(rounds, lambda: library.timeline.buckets(stacks=False)),
            "month_typical_ms": _best(rounds, lambda: library.timeline.month(typical)),
            "month_largest_ms": _best(rounds, lambda: library.timeline.month(largest)),
            "status_ms": _best(rounds, library.status),
            "scopes_ms": _best(rounds, library.scopes.counts),
            "root_counts_ms": _best(rounds, library.roots.asset_counts),
            "candidates_ms": _best(3, library.measures.candidates),
            "candidates_year_ms": _best(3, lambda: library.measures.candidates("year:2020")),
            "asset_ms": _best(rounds, lambda: library.assets.get(rows // 2)),
            "files_ms": _best(rounds, lambda: library.assets.files(rows // 2)),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    json.dump(measure(options.rows, options.rounds), sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
