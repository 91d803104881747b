"""Finders over real weights, opened once for all tests of a session, and a catalogue."""

from pathlib import Path

import pytest

from analysis.faces.weights import face_models
from catalog.conftest import shelf
from keepers.analysis.faces.finder import FaceFinder

__all__ = ["finder", "shelf"]


@pytest.fixture(scope="session")
def finder(models_dir: Path) -> FaceFinder:
    """YuNet, reid-0095 and the mesh."""
    return FaceFinder(face_models(models_dir))
