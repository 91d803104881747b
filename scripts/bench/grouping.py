"""Who is grouped with whom, and what it costs: labelled photos, and crowds made of numbers.

`faces` (KEEPERS_PHOTOS_DIR, KEEPERS_MODELS_DIR): groups of the labelled faces against the truth, nobody
helping, for the embedders of both starter packs. `crowds`: 8,000 and 20,000 made vectors, wall seconds, peak
memory of a process of its own (its start with numpy included), and 100 faces more.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from report import arguments, publish

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests"))

from keepers.base.threads_within import one_thread
from keepers.models.catalogue import Catalogue
from keepers.people.decided import NOTHING_DECIDED
from keepers.people.grouping import extend, group
from keepers.people.rule import rule_of
from people.labelled_faces import APART, LabelledFaces, labelled_faces
from people.made_crowd import made_crowd
from people.scoring import Score, score

_SETS = {"set_a": "reid-0095", "set_b": "dlib-resnet"}
_MORE = 100
_NOISES = (0.5, 0.7, 0.9, 1.1, 1.3)
_CROWDS = ((8_000, 40), (8_000, 400), (20_000, 40), (20_000, 400))
_TOLD = ("group_s", "group_cpu_s", "peak_mb", "more_s", "more_cpu_s")
_EXACT = 4


def rounded(found: Score) -> dict[str, float]:
    return {name: round(value, _EXACT) for name, value in asdict(found).items()}


def graded(labelled: LabelledFaces, model: str) -> dict[str, float]:
    """How well the labelled faces are grouped with the vectors of one model."""
    faces = labelled.with_vectors(model)
    grouping = group(faces, NOTHING_DECIDED, rule_of(Catalogue.packaged().get(model).thresholds))
    known = np.array([face in labelled.truth for face in faces.ids.tolist()])
    truth = [labelled.truth[face] for face in faces.ids[known].tolist()]
    return rounded(score(truth, grouping.labels[known]))


def real(photos: Path, models: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as scratch:
        rule = labelled_faces(photos, models, Path(scratch))
        apart = labelled_faces(photos, models, Path(scratch), APART)
    found: dict[str, Any] = {"photos": rule.photos, "faces": len(rule.columns), "unseen": rule.unseen}
    for name, model in _SETS.items():
        found[name] = graded(rule, model) | {"bbt8": graded(apart, model), "bbt8_unseen": apart.unseen}
    return found


def one_crowd(n: int, people: int, noise: float) -> dict[str, Any]:
    """Measured in a process of its own, for its peak memory."""
    rule = rule_of(Catalogue.packaged().get("reid-0095").thresholds)
    faces, truth = made_crowd(n + _MORE, people, noise)
    begin, cpu = time.perf_counter(), time.process_time()
    grouping = group(faces.take(np.arange(n)), NOTHING_DECIDED, rule)
    whole_s, whole_cpu_s = time.perf_counter() - begin, time.process_time() - cpu
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    added = faces.take(np.arange(n, n + _MORE))
    more_s, more_cpu_s = [], []
    extended = grouping
    for _turn in range(3):
        begin, cpu = time.perf_counter(), time.process_time()
        extended = extend(grouping, added, NOTHING_DECIDED)
        more_s.append(time.perf_counter() - begin)
        more_cpu_s.append(time.process_time() - cpu)
    anew = group(faces, NOTHING_DECIDED, rule)
    placed = faces.quality[:n] >= rule.quality
    return {
        "group_s": round(whole_s, 3),
        "group_cpu_s": round(whole_cpu_s, 3),
        "peak_mb": round(peak_mb, 1),
        "more_s": round(min(more_s), 3),
        "more_cpu_s": round(min(more_cpu_s), 3),
        "more_is_anew": bool(np.array_equal(extended.labels, anew.labels)),
        "groups": int(grouping.labels.max()) + 1,
        **rounded(score([truth[at] for at in np.flatnonzero(placed)], grouping.labels[placed])),
    }


def crowds() -> dict[str, Any]:
    found: dict[str, Any] = {}
    # As the serving process computes.
    alone = dict(os.environ)
    one_thread(alone)
    for n, people in _CROWDS:
        for noise in _NOISES:
            words = [sys.executable, __file__, "--crowd", str(n), str(people), str(noise)]
            said = subprocess.run(words, check=True, capture_output=True, text=True, env=alone).stdout
            found.setdefault(f"{n}", {})[f"{people} people, noise {noise}"] = json.loads(said)
    for several in found.values():
        each = list(several.values())
        several["worst"] = {name: max(one[name] for one in each) for name in _TOLD} | {
            "more_differs": sum(not one["more_is_anew"] for one in each)
        }
        # Up to noise .9 two pictures of a person are .55 alike or more, as those of the labelled photos are.
        usual = [one for name, one in several.items() if name.endswith(("0.5", "0.7", "0.9"))]
        several["usual"] = {
            "more_s": max(one["more_s"] for one in usual),
            "bcubed_f": min(one["bcubed_f"] for one in usual),
        }
    return found


def main() -> None:
    """Measure, print, compare."""
    parser = arguments(__doc__)
    parser.add_argument("--crowd", nargs=3, metavar=("FACES", "PEOPLE", "NOISE"))
    options = parser.parse_args()
    if options.crowd:
        n, people, noise = options.crowd
        print(json.dumps(one_crowd(int(n), int(people), float(noise))))
        return
    photos, models = os.environ.get("KEEPERS_PHOTOS_DIR"), os.environ.get("KEEPERS_MODELS_DIR")
    if not photos or not models:
        sys.exit("KEEPERS_PHOTOS_DIR and KEEPERS_MODELS_DIR have to be set.")
    # The crowds first: a process begins with the peak memory of the one that starts it.
    made = crowds()
    publish("grouping", {"faces": real(Path(photos), Path(models)), "crowds": made}, options)


if __name__ == "__main__":
    main()
