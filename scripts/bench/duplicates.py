"""Near-duplicates and series: precision and recall over pairs, as JSON. Needs KEEPERS_PHOTOS_DIR.

Pairs are counted over the whole set, so that a stack across two groups costs precision. `neardup` are edited
copies among other photos, `burst` frames of one moment (as if each set was shot at once, and without times),
`series` one scene from changing viewpoints, where grouping little is right.
"""

import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from keepers.analysis.worker import look_at
from keepers.base.errors import KeepersError
from keepers.curation.candidate import Candidate
from keepers.curation.duplicates import Item, stacks
from keepers.curation.score import BURST_WEIGHTS, score

_64_BITS = (1 << 64) - 1
BURST_STEP_MS = 300


def labels(photos: Path) -> list[dict[str, str]]:
    with (photos / "groups.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def item_of(number: int, path: Path, thumbs: Path) -> Item | None:
    """What a look says of one file, its time held to be unsure; None when it cannot be read."""
    found = path.stat()
    try:
        seen = look_at(
            {
                "path": str(path),
                "file_id": number,
                "name": path.name,
                "mtime_ns": found.st_mtime_ns,
                "thumbs": str(thumbs),
                "known_hash": None,
            }
        )
    except KeepersError as error:
        print(f"{path.name}: {error.message}", file=sys.stderr)
        return None
    measures: Mapping[str, Any] = seen["measures"]
    judged = Candidate(
        number,
        0,
        sharpness=measures["sharpness"],
        light=measures["exposure"],
        composition=measures["composition"],
    )
    return Item(
        id=number,
        time_ms=seen["capture_time"],
        time_sure=False,
        dhash=measures["dhash"] & _64_BITS,
        phash=measures["phash"] & _64_BITS,
        colour=bytes(measures["colour"]),
        blank=bool(measures["blank"]),
        width=seen["width"],
        height=seen["height"],
        score=score(judged),
        burst_score=score(judged, BURST_WEIGHTS),
    )


def shot_at_once(items: Sequence[Item], groups: Mapping[int, str]) -> list[Item]:
    """Give every group a day of its own and its photos times a moment apart."""
    days = {group: day for day, group in enumerate(sorted(set(groups.values())))}
    return [
        replace(item, time_sure=True, time_ms=days[groups[item.id]] * 86_400_000 + number * BURST_STEP_MS)
        for number, item in enumerate(items)
    ]


def measure(items: Sequence[Item], groups: Mapping[int, str], names: Mapping[int, str]) -> dict[str, Any]:
    began = time.process_time()
    plans = stacks(items)
    spent = time.process_time() - began
    ids = [item.id for item in items]
    wanted = {pair for pair in combinations(sorted(ids), 2) if groups[pair[0]] == groups[pair[1]]}
    found = {pair for plan in plans for pair in combinations(sorted(plan.members), 2)}
    right = wanted & found
    return {
        "photos": len(items),
        "pairs": len(wanted),
        "found": len(found),
        "right": len(right),
        "precision": round(len(right) / len(found), 4) if found else None,
        "recall": round(len(right) / len(wanted), 4) if wanted else None,
        "false": [[names[a], names[b]] for a, b in sorted(found - wanted)],
        "best": [names[plan.members[0]] for plan in plans],
        "seconds": round(spent, 3),
    }


def main() -> int:
    folder = os.environ.get("KEEPERS_PHOTOS_DIR")
    if not folder:
        print("KEEPERS_PHOTOS_DIR is not set: it names the folder of labelled photos.", file=sys.stderr)
        return 2
    photos = Path(folder)
    rows = labels(photos)
    items: dict[int, Item] = {}
    with tempfile.TemporaryDirectory() as thumbs:
        for number, row in enumerate(rows):
            item = item_of(number, photos / row["path"], Path(thumbs))
            if item is not None:
                items[number] = item
    groups = {number: f"{row['set']}/{row['group']}" for number, row in enumerate(rows)}
    names = {number: row["path"] for number, row in enumerate(rows)}
    sets = {
        name: [items[number] for number, row in enumerate(rows) if row["set"] == name and number in items]
        for name in sorted({row["set"] for row in rows})
    }
    report = {name: measure(chosen, groups, names) for name, chosen in sets.items()}
    for name in ("burst", "series"):
        report[f"{name}, shot at once"] = measure(shot_at_once(sets[name], groups), groups, names)
    report["all together"] = measure(list(items.values()), groups, names)
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
