"""Fixtures every test may use."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture
def ordinary_rights() -> Iterator[None]:
    """The test is bound by file permissions, whoever runs it."""
    if sys.platform == "win32":
        pytest.skip("platform: Windows has no permission bits")
    with without_passing_over_permissions():
        yield
