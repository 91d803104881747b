"""What travels to the processes that find faces: the models in use, and what computes each."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.faces.weights import face_models, install
from keepers.analysis.faces.chosen import FaceModels
from keepers.analysis.faces.finder import FaceFinder
from keepers.library import Library
from keepers.models.providers import RUNTIME_NAMES, Verdict, Verdicts
from keepers.models.store import ModelStore

pytestmark = pytest.mark.models


def test_a_processor_that_was_proved_for_a_model_goes_with_it(tmp_path: Path, models_dir: Path) -> None:
    install(ModelStore(tmp_path / "models"), models_dir, "yunet-n", "reid-0095")
    with Library.open(tmp_path / "library", models=tmp_path / "models") as library:
        library.settings.set("models.provider", "cuda")
        detector = library.models.active("face_detection")
        assert detector is not None
        Verdicts(library.models.store).keep("cuda", {detector.key: Verdict(True, "")})
        chosen = FaceModels.of(library.models)
    assert chosen is not None
    arrived = FaceModels.from_dict(chosen.as_dict())
    assert arrived == chosen
    assert arrived.detector.provider == RUNTIME_NAMES["cuda"]
    assert arrived.embedder is not None
    assert arrived.embedder.provider == RUNTIME_NAMES["cpu"]


def test_a_finder_asks_for_the_processor_it_was_told(models_dir: Path) -> None:
    """ONNX Runtime says by its name which one it does not have here."""
    models = face_models(models_dir, embedder=None, mesh=None)
    elsewhere = replace(models, detector=replace(models.detector, provider="ElsewhereExecutionProvider"))
    with pytest.warns(UserWarning, match="ElsewhereExecutionProvider"):
        FaceFinder(elsewhere)
