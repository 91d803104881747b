"""The starter models: which they are where, offered once, and installed beside everything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keepers.library import Library
from keepers.models.catalogue import Catalogue
from keepers.models.starter import missing, slots, tried
from models_store import make_store


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", models=tmp_path / "models", workers=1) as there:
        yield there


def test_each_task_of_theirs_has_the_better_one_first_and_one_that_packages_bring() -> None:
    ids = [[entry.id for entry in slot] for slot in slots(Catalogue.packaged())]
    assert ids == [["yunet-n", "centerface"], ["reid-0095", "dlib-resnet"], ["face-mesh"], ["search-basic"]]


def test_a_task_that_a_better_model_does_misses_nothing() -> None:
    assert [slot[0].task for slot in missing(Catalogue.packaged(), {"sface", "siglip2-base"})] == [
        "face_detection",
        "face_mesh",
    ]


def test_what_is_there_is_exchanged_for_a_better_one_only_from_a_folder() -> None:
    def ids(*installed: str, better: bool) -> list[list[str]]:
        found = tried(Catalogue.packaged(), installed, better=better)
        return [[entry.id for entry in slot] for slot in found]

    by_packages = ("centerface", "dlib-resnet", "search-basic")
    assert ids(*by_packages, better=False) == [
        ["centerface"],
        ["dlib-resnet"],
        ["face-mesh"],
        ["search-basic"],
    ]
    assert ids(*by_packages, better=True)[:2] == [["yunet-n", "centerface"], ["reid-0095", "dlib-resnet"]]
    assert ids("yunet-2023mar", "sface", better=False) == [["face-mesh"], ["search-basic"]]
    assert ids("yunet-2023mar", "sface", better=True)[0] == ["yunet-n", "centerface"]


@pytest.mark.models
def test_the_plan_is_what_is_done(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEEPERS_MODELS_DIR", raising=False)
    store = make_store(tmp_path / "models", models_dir, ("yunet-2023mar", "face-mesh"))
    with Library.open(tmp_path / "library", models=store, workers=1) as library:
        starter = library.models.starter
        assert starter.plan() == ("dlib-resnet", "search-basic")
        assert starter.plan(tmp_path) == ()
        plan = starter.plan(models_dir)
        assert plan == ("yunet-n", "reid-0095", "search-basic")
        job = library.models.install("starter", from_dir=models_dir)
        library.work_until_idle()
        result = library.jobs.get(job).result
        assert result is not None
        assert tuple(result["installed"]) == plan
        assert starter.plan(models_dir) == ()
        assert starter.plan() == ()


@pytest.mark.models
def test_from_a_folder_they_are_set_a_and_looking_for_faces_begins(
    library: Library, models_dir: Path
) -> None:
    job = library.models.install("starter", from_dir=models_dir)
    assert library.models.job_id() == job
    with library.events.subscribe() as heard:
        library.work_until_idle()
        changed = [event.data["changed"] for event in _drain(heard) if event.kind == "models"]
    done = library.jobs.get(job)
    assert done.result == {
        "installed": ["yunet-n", "reid-0095", "face-mesh", "search-basic"],
        "already": [],
        "missing": [],
    }
    assert done.done == done.total
    assert changed == [["yunet-n"], ["reid-0095"], ["face-mesh"], ["search-basic"]]
    assert library.models.starter.state().complete
    assert "faces" in {each.kind for each in library.jobs.list()}
    assert library.models.job_id() is None


def test_what_would_be_fetched_is_told_and_nothing_where_it_was_brought_along(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KEEPERS_MODELS_DIR", raising=False)
    offered = library.models.starter.state()
    assert (offered.answer, offered.complete, offered.may_fetch) == ("open", False, False)
    assert offered.ids == ("yunet-n", "dlib-resnet", "face-mesh", "search-basic")
    assert offered.bytes > 50_000_000
    for slot in slots(library.models.catalogue):
        for number, part in enumerate(slot[0].builds[0].parts):
            place = tmp_path / "carried" / slot[0].id / str(number)
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                file.truncate(part.bytes)
    monkeypatch.setenv("KEEPERS_MODELS_DIR", str(tmp_path / "carried"))
    brought = library.models.starter.state()
    assert (brought.bytes, brought.may_fetch) == (0, True)
    assert brought.ids == ("yunet-n", "reid-0095", "face-mesh", "search-basic")


def test_asked_for_twice_they_are_fetched_once(library: Library) -> None:
    first = library.models.starter.accept()
    assert library.models.install("starter") == first
    assert library.models.install(["sface"]) != first
    library.jobs.cancel(first)
    assert library.models.install("starter") != first


def test_a_no_stops_them_and_is_remembered(library: Library) -> None:
    job = library.models.starter.accept()
    assert library.models.starter.state().answer == "accepted"
    library.models.starter.decide("declined")
    assert library.jobs.get(job).state == "cancelled"
    assert library.models.starter.state().answer == "declined"


def test_where_downloads_are_off_the_work_fails_with_the_reason(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KEEPERS_MODELS_DIR", raising=False)
    job = library.models.install("starter")
    library.work_until_idle()
    assert library.jobs.get(job).error_code in {"downloads_off", "model_unavailable"}
    assert library.network.ledger() == []


def _drain(heard: object) -> Iterator[object]:
    while (event := heard.next(0)) is not None:  # type: ignore[attr-defined]
        yield event
