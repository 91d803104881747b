"""Real weights used without a store, as their entries of the catalogue have them used."""

import hashlib
import shutil
from pathlib import Path

from keepers.analysis.faces.chosen import FaceModel, FaceModels, plain
from keepers.models.catalogue import Catalogue
from keepers.models.store import Installed, ModelStore, StoredFile

NAMES = {
    "yunet-n": "yunet_n_dynamic.onnx",
    "yunet-2023mar": "face_detection_yunet_2023mar.onnx",
    "reid-0095": "face_reid_retail_0095.onnx",
    "dlib-resnet": "dlib_face_resnet_v1_f16w.onnx",
    "face-mesh": "mediapipe_face_landmark_468.onnx",
}


def face_model(folder: Path, model_id: str) -> FaceModel:
    entry = Catalogue.packaged().get(model_id)
    path = folder / NAMES[model_id]
    return FaceModel(
        model_id, f"{model_id}@test", str(path), plain(entry.preprocessing), dict(entry.thresholds)
    )


def face_models(
    folder: Path,
    detector: str = "yunet-n",
    embedder: str | None = "reid-0095",
    mesh: str | None = "face-mesh",
) -> FaceModels:
    return FaceModels(
        face_model(folder, detector),
        face_model(folder, embedder) if embedder else None,
        face_model(folder, mesh) if mesh else None,
    )


def install(store: ModelStore, folder: Path, *model_ids: str) -> None:
    """Put models into a store, as an installation from a folder does."""
    for model_id in model_ids:
        file = store.incoming(model_id) / "model.onnx"
        shutil.copyfile(folder / NAMES[model_id], file)
        stored = StoredFile(file.name, file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest())
        store.place(Installed(model_id, (stored,), "folder", 0), {file.name: file})
