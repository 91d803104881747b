"""Fixtures every test may use."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models_store import make_store
from ordinary_rights import ordinary_rights as without_passing_over_permissions

_MISSING = "{name} is not set: this test needs the real {what}. Under CI that is a failure."


def _folder_from_environment(name: str, what: str) -> Path:
    value = os.environ.get(name)
    if value and Path(value).is_dir():
        return Path(value)
    sentence = _MISSING.format(name=name, what=what)
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def photos_dir() -> Path:
    """The folder of labelled real photos."""
    return _folder_from_environment("KEEPERS_PHOTOS_DIR", "test photos")


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The folder of real model weights."""
    return _folder_from_environment("KEEPERS_MODELS_DIR", "model weights")


@pytest.fixture(scope="session", autouse=True)
def _no_models_of_the_account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests see only the models they bring themselves, and fetch none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEEPERS_MODEL_STORE", str(tmp_path_factory.mktemp("no-models")))
        patch.setenv("KEEPERS_NO_DOWNLOADS", "1")
        yield


@pytest.fixture(scope="session")
def model_store(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with set A: yunet-n, reid-0095 and face-mesh. For reading: one for all tests."""
    return make_store(tmp_path_factory.mktemp("models"), models_dir)


@pytest.fixture
def ordinary_rights() -> Iterator[None]:
    """The test is bound by file permissions, whoever runs it."""
    if sys.platform == "win32":
        pytest.skip("platform: Windows has no permission bits")
    with without_passing_over_permissions():
        yield
