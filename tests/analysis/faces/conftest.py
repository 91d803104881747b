"""Finders over real weights, opened once for all tests of a module."""

from pathlib import Path

import pytest

from analysis.faces.weights import face_models
from keepers.analysis.faces.finder import FaceFinder


@pytest.fixture(scope="session")
def finder(models_dir: Path) -> FaceFinder:
    """YuNet, reid-0095 and the mesh."""
    return FaceFinder(face_models(models_dir))
