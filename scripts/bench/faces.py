"""Faces: what they cost in the visit that looks at a photo, and which are found.

The cost is of one process, in CPU seconds a photo: 12 megapixel JPEGs made of labelled photos of one person,
looked at with models of faces and without; and of a photo in which there is nobody. What is found is counted
over the labelled photos: noses that lie in a face of their own, faces without a nose (false alarms), those
among them that may stand for a person, and the faces of group photos.
"""

import csv
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from face_models import face_models
from look import grown, jpeg, photos
from numpy.typing import NDArray
from report import arguments, publish

from keepers.analysis import worker
from keepers.analysis.faces.chosen import FaceModels
from keepers.analysis.faces.finder import FaceFinder
from keepers.analysis.faces.quality import eligible
from keepers.base.errors import FileUnreadable
from keepers.media.decode import decode_once

_ROUNDS = 7
_ONE_FACE = ("faces/detect/005_A.jpg", "faces/detect/004_A.jpg", "faces/detect/009_C.jpg")
#: Faces that can be seen in each group photo, counted by eye; of those that are half hidden the lower number.
_GROUPS = {
    "bbt1.jpg": 4,
    "bbt2.jpg": 3,
    "bbt3.jpg": 5,
    "bbt4.jpg": 6,
    "bbt5.jpg": 5,
    "detection1.jpg": 1,
    "detection2.jpg": 1,
    "detection3.jpg": 1,
    "detection4.jpg": 3,
    "detection5.jpg": 3,
    "detection6.jpg": 2,
    "identification1.jpg": 4,
    "test-image-person-group.jpg": 2,
}
# Photos of things, places and animals, in which no face may stand for a person.
_NOBODY = ("photos", "neardup/bridge", "series/lund", "series/kermit", "blur/triplets")


def cost(folder: Path, labelled: Path, models: FaceModels) -> dict[str, float]:
    """CPU milliseconds of one look, median over photos of the least of several rounds."""
    people = []
    for name in _ONE_FACE:
        # Smaller copies of itself would be smaller faces.
        people.append(jpeg(folder / Path(name).name, grown(_wide(labelled / name), len(people), finer=0)))
    nobody = photos(folder, 2)
    without = {path: _looks(path, folder, None) for path in (*people, *nobody)}
    with_faces = {path: _looks(path, folder, models, int(path in people)) for path in (*people, *nobody)}
    added = {path: with_faces[path] - without[path] for path in without}
    return {
        "look_ms": float(np.median([without[path] for path in people])),
        "look_with_one_face_ms": float(np.median([with_faces[path] for path in people])),
        "one_face_cpu_s": float(np.median([added[path] for path in people])) / 1000,
        "nobody_cpu_s": float(np.median([added[path] for path in nobody])) / 1000,
    }


def _wide(path: Path) -> NDArray[np.uint8]:
    """A photo with as much of its rim beside it as makes it 4 by 3."""
    sample = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    more = max(0, sample.shape[0] * 4 // 3 - sample.shape[1]) // 2
    return np.asarray(cv2.copyMakeBorder(sample, 0, 0, more, more, cv2.BORDER_REPLICATE), np.uint8)


def _looks(path: Path, folder: Path, models: FaceModels | None, faces: int = 0) -> float:
    worker.prepare({"faces": models.as_dict() if models else None})
    spent = []
    for number in range(_ROUNDS + 1):
        place = Path(tempfile.mkdtemp(dir=folder))
        item = {"path": str(path), "file_id": number, "name": path.name, "mtime_ns": 0, "thumbs": str(place)}
        begin = time.process_time()
        looked = worker.look_at({**item, "faces": str(place) if models else None})
        spent.append(time.process_time() - begin)
        if models and looked["faces"] is None:
            raise RuntimeError("no faces were looked for")
        seen = sum(eligible(face["quality"]) for face in looked["faces"] or ())
        if models and seen != faces:
            raise RuntimeError(f"{path.name} was made with {faces} faces, and {seen} were found")
    # The first one opens the models.
    return min(spent[1:]) * 1000


def found(labelled: Path, models: FaceModels, crops: Path) -> dict[str, Any]:
    """Noses found, false alarms, group photos, and what stands for a person where nobody is."""
    finder = FaceFinder(models)

    def faces(path: Path) -> list[dict[str, Any]]:
        decoded = decode_once(path.read_bytes(), name=path.name)
        known = decoded.metadata.camera is not None
        return finder.find(decoded.rgb, decoded.height, path.stem.ljust(32, "0"), crops, way_up_known=known)

    with (labelled / "faces/detect/noses.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    noses = hits = alarms = eligible_alarms = 0
    for row in rows:
        width, height = int(row["width"]), int(row["height"])
        wanted = [tuple(map(float, each.split(","))) for each in row["nose_points_x,y"].split(";") if each]
        free = faces(labelled / row["path"])
        noses += len(wanted)
        for x, y in wanted:
            mine = next((each for each in free if _holds(each, x / width, y / height)), None)
            if mine is not None:
                hits += 1
                free.remove(mine)
        alarms += len(free)
        eligible_alarms += sum(eligible(each["quality"]) for each in free)
    groups = {name: len(faces(labelled / "faces/groups" / name)) for name in _GROUPS}
    nobody = 0
    for folder in _NOBODY:
        for path in sorted((labelled / folder).glob("*.jpg")):
            try:
                nobody += sum(eligible(each["quality"]) for each in faces(path))
            except FileUnreadable:
                continue
    return {
        "noses": noses,
        "recall": hits / noses,
        "false_alarms": alarms,
        "false_alarms_eligible": eligible_alarms,
        "groups": groups,
        "groups_missed": sum(max(0, count - groups[name]) for name, count in _GROUPS.items()),
        "nobody_eligible": nobody,
    }


def _holds(face: dict[str, Any], x: float, y: float) -> bool:
    return bool(face["x"] <= x <= face["x"] + face["w"] and face["y"] <= y <= face["y"] + face["h"])


def main() -> None:
    """Measure, print, compare."""
    options = arguments(__doc__).parse_args()
    folders = [os.environ.get(name) for name in ("KEEPERS_PHOTOS_DIR", "KEEPERS_MODELS_DIR")]
    if not all(folders):
        sys.exit(
            "Set KEEPERS_PHOTOS_DIR and KEEPERS_MODELS_DIR to the folders of labelled photos and of weights."
        )
    labelled, weights = (Path(folder) for folder in folders if folder)
    sets = {
        "a": face_models(weights, "yunet-n", "reid-0095", "face-mesh"),
        "b": face_models(weights, "centerface", "dlib-resnet", None),
    }
    with tempfile.TemporaryDirectory(prefix="keepers-bench-") as folder:
        figures = {
            name: {
                "cost": cost(Path(tempfile.mkdtemp(dir=folder)), labelled, models),
                "found": found(labelled, models, Path(folder) / "crops"),
            }
            for name, models in sets.items()
        }
    publish("faces", figures, options)


if __name__ == "__main__":
    main()
