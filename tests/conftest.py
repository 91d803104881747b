"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest

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
