"""Two libraries with one store: one installs at a time, and the other waits until it is through."""

import threading
from pathlib import Path

import pytest

from keepers.base.library_lock import LibraryLock
from keepers.library import Library

pytestmark = pytest.mark.models


def test_who_comes_second_waits_says_so_and_then_finds_it_there(tmp_path: Path, models_dir: Path) -> None:
    store = tmp_path / "models"
    with (
        Library.open(tmp_path / "one", models=store, workers=1) as one,
        Library.open(tmp_path / "other", models=store, workers=1) as other,
    ):
        lock = LibraryLock(store / ".lock")
        store.mkdir()
        assert lock.try_acquire()
        job = other.models.install(["yunet-2023mar"], from_dir=models_dir)
        working = threading.Thread(target=other.work_until_idle)
        with other.events.subscribe() as heard:
            working.start()
            while other.jobs.get(job).note != "Another Keepers is installing models":
                heard.next(30)
        assert one.models.store.installed() == []
        lock.release()
        working.join()
        assert other.jobs.get(job).state == "done"
        assert one.models.all_active()["face_detection"].id == "yunet-2023mar"
        again = one.models.install(["yunet-2023mar"], from_dir=models_dir)
        one.work_until_idle()
        assert (one.jobs.get(again).result or {})["already"] == ["yunet-2023mar"]


def test_who_waits_can_be_given_up(tmp_path: Path, models_dir: Path) -> None:
    with Library.open(tmp_path / "one", models=tmp_path / "models", workers=1) as library:
        lock = LibraryLock(tmp_path / "models" / ".lock")
        lock.path.parent.mkdir()
        assert lock.try_acquire()
        job = library.models.install(["yunet-2023mar"], from_dir=models_dir)
        working = threading.Thread(target=library.work_until_idle)
        with library.events.subscribe() as heard:
            working.start()
            while library.jobs.get(job).state != "running":
                heard.next(30)
        library.jobs.cancel(job)
        working.join()
        lock.release()
        assert library.jobs.get(job).state == "cancelled"
        assert library.models.store.installed() == []
