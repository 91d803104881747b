"""CenterFace for pictures of any size: the same weights, the same answers."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from keepers.analysis.faces.centerface import decoded
from keepers.base import inference
from keepers.base.errors import Invalid
from keepers.models.convert import CONVERTERS
from models.conftest import Originals
from models.convert.tiny import model, node, weight

_OUTPUTS = ("537", "538", "539", "540")


def _converted(original: Path, folder: Path) -> Path:
    CONVERTERS["centerface"]({"centerface.onnx": original}, folder)
    return folder / "model.onnx"


def test_any_number_of_pictures_of_any_size(tmp_path: Path) -> None:
    """A model told as the published one is: fixed sides, and its weights among its inputs."""
    parts = [node("Mul", ["input.1", "w"], name) for name in _OUTPUTS]
    parts.append(weight("w", np.full((1, 3, 1, 1), 2, "<f4")))
    sides = [10, 3, 32, 32]
    (tmp_path / "old.onnx").write_bytes(
        model(parts, {"input.1": sides, "w": [1, 3, 1, 1]}, dict.fromkeys(_OUTPUTS, sides))
    )
    session = inference.session(_converted(tmp_path / "old.onnx", tmp_path).read_bytes())
    assert [(each.name, each.shape) for each in session.get_inputs()] == [("input.1", ["B", 3, "H", "W"])]
    assert [each.name for each in session.get_outputs()] == list(_OUTPUTS)
    given = np.ones((2, 3, 64, 96), np.float32)
    assert all((each == 2 * given).all() for each in session.run(None, {"input.1": given}))


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"GIF89a")
    with pytest.raises(Invalid):
        _converted(tmp_path / "other", tmp_path)


@pytest.mark.packages
def test_the_same_maps_where_the_sides_of_the_original_let_it_run(
    originals: Originals, tmp_path: Path
) -> None:
    original = originals("centerface")["centerface.onnx"]
    ten = np.random.default_rng(1).uniform(0, 255, (10, 3, 32, 32)).astype(np.float32)
    before = inference.session(original.read_bytes()).run(None, {"input.1": ten})
    after = inference.session(_converted(original, tmp_path).read_bytes()).run(None, {"input.1": ten})
    for was, is_now in zip(before, after, strict=True):
        assert was.shape == is_now.shape
        assert np.allclose(was, is_now, atol=1e-3)


@pytest.mark.packages
@pytest.mark.photos
def test_the_same_faces_as_another_runtime_finds_with_the_original(
    originals: Originals, photos_dir: Path, tmp_path: Path
) -> None:
    """OpenCV does not care for the sides that a model tells: it is how CenterFace is run by its authors."""
    original = originals("centerface")["centerface.onnx"]
    session = inference.session(_converted(original, tmp_path).read_bytes())
    other = cv2.dnn.readNetFromONNX(str(original))
    found = 0
    for path in sorted((photos_dir / "faces" / "lfw10").rglob("*.jpg"))[:6]:
        given = cv2.resize(cv2.imread(str(path)), (256, 288)).transpose(2, 0, 1)[None].astype(np.float32)
        other.setInput(given)
        before, after = other.forward(list(_OUTPUTS)), session.run(list(_OUTPUTS), {"input.1": given})
        was, is_now = (decoded(a[0, 0], b[0], c[0], d[0], 0.5) for a, b, c, d in (before, after))
        assert np.allclose(was.boxes, is_now.boxes, atol=0.05)
        assert np.allclose(was.points, is_now.points, atol=0.05)
        found += len(is_now)
    assert found >= 6
