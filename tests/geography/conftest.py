import pytest

from keepers.geography.atlas import Atlas


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas()
