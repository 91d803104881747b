"""dlib's network out of 8 bits: as good as the one with all its bits."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from keepers.analysis.faces.align import Alignment, chip
from keepers.analysis.faces.detect import detector_of, find_faces
from keepers.base import inference
from keepers.base.errors import Invalid
from keepers.models.catalogue import Catalogue
from keepers.models.convert import CONVERTERS
from keepers.models.convert.dlib_resnet import tensors
from models.conftest import Originals


def _row(shape: list[Any], **more: Any) -> dict[str, Any]:
    return {"name": "w", "shape": shape, "dtype": "float32", **more}


def _tensors(folder: Path, rows: Any, content: bytes) -> list[np.ndarray]:
    (folder / "manifest.json").write_text(json.dumps(rows))
    (folder / "weights.bin").write_bytes(content)
    return list(tensors(folder / "manifest.json", folder / "weights.bin"))


def test_eight_bits_are_scaled_and_moved_and_floats_are_as_they_are(tmp_path: Path) -> None:
    rows = [
        _row([2, 2], quantization={"dtype": "uint8", "scale": 0.5, "min": -1}),
        _row([1]),
        _row([2], quantization={"dtype": "uint8", "scale": 2, "min": 0}),
    ]
    content = bytes([0, 1, 2, 255]) + np.array([0.25], "<f4").tobytes() + bytes([3, 4])
    read = _tensors(tmp_path, [{"weights": rows[:2]}, {"weights": rows[2:]}], content)
    assert [each.tolist() for each in read] == [[[-1, -0.5], [0, 126.5]], [0.25], [6, 8]]


@pytest.mark.parametrize(
    ("rows", "content"),
    [
        ([{"weights": [_row([3])]}], b"\0" * 11),
        ([{"weights": [_row([3])]}], b"\0" * 13),
        ([{"weights": [_row([-1]), _row([4])]}], b"\0" * 12),
        ([{"weights": [_row([2**62, 4])]}], b""),
        ([{"weights": [_row(["x"])]}], b""),
        ([{"weights": [{"shape": [1], "dtype": "complex"}]}], b"\0" * 4),
        ([{"weights": [{"shape": [1]}]}], b"\0" * 4),
        ([{}], b""),
        ({"weights": 1}, b""),
        (7, b""),
        ([{"weights": [_row([float("inf")])]}], b""),
    ],
)
def test_a_list_that_does_not_fit_is_refused(tmp_path: Path, rows: Any, content: bytes) -> None:
    with pytest.raises(Invalid):
        _tensors(tmp_path, rows, content)


def test_a_list_within_a_list_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("[" * 500_000)
    (tmp_path / "weights.bin").write_bytes(b"")
    with pytest.raises(Invalid, match="cannot be read"):
        list(tensors(tmp_path / "manifest.json", tmp_path / "weights.bin"))


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    row = _row([2], quantization={"dtype": "uint8", "scale": 1, "min": 0})
    _tensors(tmp_path, [{"weights": [row]}], b"\1\2")
    given = {name: tmp_path / name for name in ("weights.bin", "manifest.json")}
    with pytest.raises(Invalid, match="another form"):
        CONVERTERS["dlib-resnet"](given, tmp_path)
    assert not (tmp_path / "model.onnx").exists()


@pytest.mark.packages
@pytest.mark.models
@pytest.mark.photos
def test_it_tells_faces_apart_as_the_reference_does(
    originals: Originals, models_dir: Path, photos_dir: Path, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    CONVERTERS["dlib-resnet"](originals("dlib-resnet"), tmp_path)
    files = (tmp_path / "model.onnx", models_dir / "dlib_face_resnet_v1_f16w.onnx")
    sessions = [inference.session(path.read_bytes()) for path in files]
    faces = _upright_faces(photos_dir, models_dir)
    made, known = (session.run(["embedding_l2"], {"input": faces})[0] for session in sessions)
    alike = (made * known).sum(axis=1)
    pairs = [each @ each.T for each in (made, known)]
    off = float(np.abs(pairs[0] - pairs[1]).max())
    tell(f"dlib-resnet: {len(faces)} faces, cosine to the reference from {alike.min():.5f}")
    tell(f"dlib-resnet: likeness of two of them off by {off:.5f} at most")
    assert alike.min() > 0.995
    # Far less than lies between `same` and `unsure`.
    assert off < 0.01


def _upright_faces(photos: Path, weights: Path) -> np.ndarray:
    """[N,3,150,150]: the largest face of 24 photos, as the catalogue says it is to be set upright."""
    detector = detector_of(inference.session((weights / "yunet_n_dynamic.onnx").read_bytes()), 0.6)
    alignment = Alignment.of(Catalogue.packaged().get("dlib-resnet").preprocessing)
    chips = []
    for path in sorted((photos / "faces" / "lfw10").rglob("*.jpg"))[::4][:24]:
        rgb = np.ascontiguousarray(cv2.imread(str(path))[..., ::-1])
        found = find_faces(detector, rgb, way_up_known=True)
        points = found.points[int(np.argmax(found.scores))]
        chips.append(chip(rgb, alignment.matrix(points), alignment.side))
    return np.stack(chips).transpose(0, 3, 1, 2).astype(np.float32)
