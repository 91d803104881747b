"""What an installer carries: gathered by a script, and found by the app before anything is fetched."""

import subprocess
import sys
from pathlib import Path

import pytest

from keepers.library import Library
from keepers.library.model_folders import model_folders

_SCRIPT = Path(__file__).parents[2] / "scripts" / "models" / "fetch.py"


@pytest.mark.models
def test_an_installer_carries_set_a_and_the_app_has_it_without_a_connection(
    tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "carried"
    command = [sys.executable, str(_SCRIPT), str(carried), "--from", str(models_dir)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert sorted(path.name for path in carried.iterdir()) == [
        "face-mesh",
        "reid-0095",
        "search-basic",
        "yunet-n",
    ]
    monkeypatch.setenv("KEEPERS_MODELS_DIR", str(carried))
    with Library.open(tmp_path / "library", models=tmp_path / "models", workers=1) as library:
        job = library.models.starter.accept()
        library.work_until_idle()
        assert library.jobs.get(job).state == "done"
        assert library.models.starter.state().complete
        assert library.network.ledger() == []


def test_only_folders_that_are_there_are_looked_into(tmp_path: Path) -> None:
    assert model_folders({}) == ()
    assert model_folders({"KEEPERS_MODELS_DIR": str(tmp_path / "none")}) == ()
    assert model_folders({"KEEPERS_MODELS_DIR": str(tmp_path)}) == (tmp_path,)
