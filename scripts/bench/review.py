"""How many answers a review takes: the labelled photos with the truth as the person who answers, and crowds.

`to_perfect`: answers until every labelled face was where it belongs, for 100 faces. `all`: until nothing was
asked any more. `left_told` to `left_true`: what was told to be left before the first answer, and what was.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from report import arguments, publish

from keepers.models.catalogue import Catalogue
from keepers.people.faces import Faces
from keepers.people.rule import Rule, rule_of

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests"))

from people.answering import answer_all
from people.labelled_faces import APART, labelled_faces
from people.made_crowd import made_crowd

_SETS = {"set_a": "reid-0095", "set_b": "dlib-resnet"}
# Two pictures of a person are .55, .50, .45 alike (those of the labelled photos: .69); the last is hard.
_NOISES = {"usual": 0.9, "harder": 1.0, "hard": 1.1}
_CROWD, _PEOPLE = 600, 40


def session(faces: Faces, truth: dict[int, str], rule: Rule) -> dict[str, Any]:
    begin = time.process_time()
    done = answer_all(faces, truth, rule)
    spent = time.process_time() - begin
    per_100 = 100 / len(truth)
    reached = done.answers_to_perfect
    return {
        "faces": len(truth),
        "to_perfect": None if reached is None else reached,
        "to_perfect_per_100": None if reached is None else round(reached * per_100, 2),
        "never_perfect": int(reached is None),
        "all_per_100": round(done.answers * per_100, 2),
        "left_told": done.left[0] if done.left else 0,
        "left_true": done.answers,
        "left_most": max(done.left, default=0),
        "first_f": round(done.first_f, 4),
        "last_f": round(done.last_f, 4),
        "cpu_ms_per_answer": round(1000 * spent / max(1, done.answers), 1),
    }


def real(photos: Path, models: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as scratch:
        development = labelled_faces(photos, models, Path(scratch))
        apart = labelled_faces(photos, models, Path(scratch), APART)
    found: dict[str, Any] = {}
    for name, model in _SETS.items():
        rule = rule_of(Catalogue.packaged().get(model).thresholds)
        found[name] = session(development.with_vectors(model), development.truth, rule)
        found[f"{name}_bbt8"] = session(apart.with_vectors(model), apart.truth, rule)
    return found


def crowds() -> dict[str, Any]:
    rule = rule_of(Catalogue.packaged().get("reid-0095").thresholds)
    found = {}
    for name, noise in _NOISES.items():
        faces, who = made_crowd(_CROWD, _PEOPLE, noise, poor=0.0)
        truth = dict(zip(faces.ids.tolist(), who, strict=True))
        found[name] = session(faces, truth, rule)
    return found


def main() -> None:
    """Measure, print, compare."""
    options = arguments(__doc__).parse_args()
    photos, models = os.environ.get("KEEPERS_PHOTOS_DIR"), os.environ.get("KEEPERS_MODELS_DIR")
    if not photos or not models:
        sys.exit("KEEPERS_PHOTOS_DIR and KEEPERS_MODELS_DIR have to be set.")
    publish("review", {"faces": real(Path(photos), Path(models)), "crowds": crowds()}, options)


if __name__ == "__main__":
    main()
