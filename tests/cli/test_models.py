"""`keepers models`, each in a process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.running import Ran
from keepers.cli import model_words
from keepers.cli.serve import offer
from keepers.cli.terminal import Terminal
from keepers.library import Library
from keepers.models.starter import StarterState

Keepers = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEPERS_MODEL_STORE", str(tmp_path / "models"))
    # Not to be found by itself: a test that wants them says from where.
    monkeypatch.delenv("KEEPERS_MODELS_DIR", raising=False)


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


@pytest.mark.models
def test_what_is_offered_is_what_can_be_had(
    keepers: Keepers, models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = keepers("models").out
    assert "Downloads are switched off" in off
    assert "install starter --from" in off
    monkeypatch.setenv("KEEPERS_MODELS_DIR", str(models_dir))
    assert "The starter models are here, and not installed" in keepers("models").out


def test_some_of_the_starter_models_are_not_offered_as_all() -> None:
    state = StarterState("accepted", complete=False, ids=("face-mesh",), bytes=2_400_000, may_fetch=True)
    assert model_words.offered(state).startswith("The starter models are about 2.4 MB")
    rest = model_words.offered(state, "Eyes and smiles")
    assert rest.startswith("The rest of the starter models (Eyes and smiles) is about 2.4 MB")


def test_nothing_is_installed_without_a_yes(keepers: Keepers) -> None:
    ran = keepers("models", "install", "sface")
    assert ran.code == 2
    assert "39 MB" in ran.out
    assert "--yes" in ran.err
    assert keepers("jobs", "list", "--json").document["jobs"] == []


@pytest.mark.models
def test_what_a_folder_has_of_the_starter_models_is_shown_before_the_question(
    keepers: Keepers, models_dir: Path
) -> None:
    ran = keepers("models", "install", "starter", "--from", models_dir)
    assert ran.code == 2
    assert "Face re-identification 0095" in ran.out
    assert "dlib" not in ran.out


@pytest.mark.models
def test_the_starter_models_from_a_folder_verified_chosen_and_removed(
    keepers: Keepers, models_dir: Path
) -> None:
    said = keepers("models", "install", "face-mesh", "--from", models_dir, "--yes").out
    assert "MediaPipe face landmarks is installed." in said
    installed = keepers("models", "install", "starter", "--from", models_dir, "--yes", "--json").document
    assert installed["ok"]
    assert installed["installed"] == ["yunet-n", "reid-0095", "search-basic"]
    assert installed["already"] == ["face-mesh"]
    assert installed["active"]["face_embedding"] == "reid-0095"
    again = keepers("models", "install", "starter", "--from", models_dir, "--yes").out
    assert "dlib" not in again
    assert "YuNet was there already." in again
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


@pytest.fixture
def offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library as on a fresh machine that may fetch; nothing works in it, so nothing is."""
    monkeypatch.delenv("KEEPERS_NO_DOWNLOADS", raising=False)
    with Library.open(tmp_path / "library", models=tmp_path / "models", workers=1) as library:
        yield library


def test_npm_start_says_what_it_fetches_and_how_to_refuse(
    offered: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    offer(Terminal(), offered)
    said = capsys.readouterr().err
    assert "57 MB" in said
    assert "keepers models decline" in said
    (job,) = offered.jobs.list()
    assert (job.kind, job.priority, job.args["set"]) == ("models", -1, "starter")
    offer(Terminal(), offered)
    assert len(offered.jobs.list()) == 1
    assert capsys.readouterr().err == ""


def test_what_failed_without_a_connection_is_tried_again_at_the_next_start(offered: Library) -> None:
    offer(Terminal(quiet=True), offered)
    (job,) = offered.jobs.list()
    offered.models.may_fetch = False
    offered.work_until_idle()
    assert offered.jobs.get(job.id).state == "failed"
    offer(Terminal(quiet=True), offered)
    assert [(each.id, each.state) for each in offered.jobs.list()] == [(job.id, "queued")]


def test_a_no_holds_for_npm_start(offered: Library, capsys: pytest.CaptureFixture[str]) -> None:
    offered.models.starter.decide("declined")
    offer(Terminal(), offered)
    assert offered.jobs.list() == []
    assert capsys.readouterr().err == ""


def test_npm_start_fetches_nothing_where_downloads_are_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(tmp_path / "library", models=tmp_path / "models", workers=1) as library:
        offer(Terminal(), library)
        assert library.jobs.list() == []
    assert capsys.readouterr().err == ""
