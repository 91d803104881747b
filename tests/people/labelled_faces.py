"""The faces of the labelled photos, found once and embedded by each of the small models."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from keepers.analysis.faces.chosen import FaceModel, FaceModels
from keepers.analysis.faces.embed import Embedder
from keepers.analysis.faces.finder import FaceFinder
from keepers.analysis.faces.quality import eligible
from keepers.base.inference import session
from keepers.media.decode import decode_once
from keepers.models.catalogue import Catalogue
from keepers.people.faces import NO_TIME, Faces

# The rule's photos and those that are reported apart.
SETS = ("lfw10", "sports", "family", "few")
APART = ("bbt8",)
FILES = {
    "yunet-n": "yunet_n_dynamic.onnx",
    "reid-0095": "face_reid_retail_0095.onnx",
    "dlib-resnet": "dlib_face_resnet_v1_f16w.onnx",
    "face-mesh": "mediapipe_face_landmark_468.onnx",
}


@dataclass(frozen=True)
class LabelledFaces:
    """Faces of some sets, their vectors by model, and who they are: only the largest of a photo is labelled.

    photos: how many photos were searched; unseen: of how many the labelled face was not found.
    """

    columns: Faces
    vectors: dict[str, np.ndarray]
    truth: dict[int, str]
    photos: int
    unseen: int

    def with_vectors(self, model: str) -> Faces:
        """The faces with the vectors of one model."""
        held = self.columns
        return Faces(held.ids, self.vectors[model], held.photos, held.times_ms, held.quality, held.eligible)


def model(models: Path, model_id: str) -> FaceModel:
    """A model of the catalogue, its file among the real weights."""
    entry = Catalogue.packaged().get(model_id)
    return FaceModel(
        model_id, model_id, str(models / FILES[model_id]), dict(entry.preprocessing), dict(entry.thresholds)
    )


def rows(photos: Path, sets: Iterable[str]) -> list[dict[str, str]]:
    """Labels of photos of one known person each."""
    wanted = set(sets)
    with (photos / "faces/labels.tsv").open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in found if row["set"] in wanted and row["kind"] != "group"]


def labelled_faces(photos: Path, models: Path, scratch: Path, sets: Iterable[str] = SETS) -> LabelledFaces:
    """Search the labelled photos with yunet-n and the mesh; embed with both small models."""
    finder = FaceFinder(
        FaceModels(model(models, "yunet-n"), model(models, "reid-0095"), model(models, "face-mesh"))
    )
    other = model(models, "dlib-resnet")
    second = Embedder(session(Path(other.path)), other.preprocessing)
    found: list[dict[str, Any]] = []
    truth: dict[int, str] = {}
    labelled = rows(photos, sets)
    for number, row in enumerate(labelled, start=1):
        rgb = decode_once((photos / row["path"]).read_bytes()).rgb
        height, width = rgb.shape[:2]
        seen = finder.find(rgb, height, f"{number:032x}", scratch, way_up_known=False)
        by = np.array([width, height], np.float32)
        points = [np.frombuffer(each["points"], "<f4").reshape(5, 2) * by for each in seen]
        for each, vector in zip(seen, second.embed(rgb, points), strict=True):
            found.append(each | {"photo": number, "second": vector})
        if seen:
            truth[len(found) - len(seen) + 1] = row["person"]
    n = len(found)
    quality = np.array([each["quality"] or 0.0 for each in found], dtype=np.float32)
    vectors = {
        name: np.array([np.frombuffer(each[column], np.float16) for each in found], dtype=np.float32)
        for name, column in (("reid-0095", "vector"), ("dlib-resnet", "second"))
    }
    return LabelledFaces(
        Faces(
            np.arange(1, n + 1, dtype=np.int64),
            vectors["reid-0095"],
            np.array([each["photo"] for each in found], dtype=np.int64),
            np.full(n, NO_TIME, dtype=np.int64),
            quality,
            np.array([eligible(each["quality"]) for each in found], dtype=np.bool_),
        ),
        vectors,
        truth,
        len(labelled),
        len(labelled) - len(truth),
    )
