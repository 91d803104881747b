"""`keepers models`, each in a process of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Ran

Keepers = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEPERS_MODEL_STORE", str(tmp_path / "models"))


def test_the_list_says_what_each_brings_and_costs(keepers: Keepers) -> None:
    ran = keepers("models")
    assert ran.code == 0
    assert "39 MB" in ran.out
    assert "Apache-2.0" in ran.out
    assert "keepers models install starter" in ran.out
    assert {each["id"] for each in keepers("models", "list", "--json").document["models"]} >= {
        "yunet-n",
        "sface",
    }


def test_nothing_is_installed_without_a_yes(keepers: Keepers) -> None:
    ran = keepers("models", "install", "sface")
    assert ran.code == 2
    assert "39 MB" in ran.out
    assert "--yes" in ran.err
    assert keepers("jobs", "list", "--json").document["jobs"] == []


@pytest.mark.models
def test_the_starter_models_from_a_folder_verified_chosen_and_removed(
    keepers: Keepers, models_dir: Path
) -> None:
    installed = keepers("models", "install", "starter", "--from", models_dir, "--yes", "--json").document
    assert installed["ok"]
    assert installed["installed"] == ["yunet-n", "reid-0095", "face-mesh", "search-basic"]
    assert installed["active"]["face_embedding"] == "reid-0095"
    assert "4 models checked" in keepers("models", "verify").out
    imported = keepers("models", "import-file", models_dir / "face_detection_yunet_2023mar.onnx")
    assert "yunet-2023mar" in imported.out
    assert "YuNet, March 2023" in keepers("models", "use", "faces", "yunet-2023mar").out
    removed = keepers("models", "remove", "yunet-2023mar", "--purge", "--yes", "--json").document
    assert removed == {"ok": True, "removed": "yunet-2023mar", "forgotten": 0}
    assert keepers("models", "use", "faces", "best", "--json").document["active"] == "yunet-n"


def test_downloads_that_are_off_are_told_and_the_code_says_it_failed(keepers: Keepers) -> None:
    ran = keepers("models", "install", "sface", "--yes")
    assert ran.code == 1
    assert "KEEPERS_NO_DOWNLOADS" in ran.err


def test_words_that_mean_nothing_are_refused(keepers: Keepers, tmp_path: Path) -> None:
    assert keepers("models", "use", "cooking", "best").code == 2
    assert keepers("models", "install", "nothing", "--yes").code == 1
    (tmp_path / "letter.txt").write_text("Dear all")
    assert "none of the files Keepers knows" in keepers("models", "import-file", tmp_path / "letter.txt").err


def test_a_no_to_the_starter_models_is_kept(keepers: Keepers) -> None:
    assert keepers("models", "decline").code == 0
    document = keepers("models", "list", "--json").document
    assert document["starter"]["answer"] == "declined"
    assert "install starter" not in keepers("models").out
