"""How work stands, and what came of it, told to a window."""

import json
import os
import queue
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.conftest import fill, jpeg
from keepers.base.events import Subscription
from keepers.desktop.pipes import Voice, lines
from keepers.desktop.work_watch import WorkWatch
from keepers.export.spec import ExportSpec
from keepers.library import Library

_PATIENCE_S = 60.0


class Ears:
    """A window that listens to one library after another."""

    def __init__(self) -> None:
        source, target = os.pipe()
        self.voice = Voice(target, on_gone=lambda: None)
        self._heard: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(source,), daemon=True).start()
        self.said: list[dict[str, Any]] = []

    def hear(self, event: str, **facts: Any) -> dict[str, Any]:
        while True:
            said = self._heard.get(timeout=_PATIENCE_S)
            self.said.append(said)
            if said["event"] == event and all(said.get(name) == value for name, value in facts.items()):
                return said

    @property
    def notices(self) -> list[tuple[str, str, str]]:
        """Everything told so far: title, body, and what a click opens."""
        self.voice.say("marker")
        self.hear("marker")
        found = [each for each in self.said if each["event"] == "notice"]
        assert {each["kind"] for each in found} <= {"work"}
        return [(each["title"], each["body"], each["open"]["place"]) for each in found]

    def _listen(self, source: int) -> None:
        for line in lines(source):
            self._heard.put(json.loads(line))


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    fill(folder, 12)
    (folder / "copy of the first.jpg").write_bytes((folder / "photo 0000.jpg").read_bytes())
    for number in range(2):
        (folder / f"broken {number}.jpg").write_bytes(b"\xff\xd8\xff" + b"no picture" * 20)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", workers=1) as there:
        yield there


def watch(library: Library, ears: Ears) -> None:
    WorkWatch(library, ears.voice).start()
    ears.hear("work")


def finish(library: Library, ears: Ears) -> None:
    """Do everything, and come back when the window was told of all of it."""
    ears.said.clear()
    library.work_until_idle()
    # Told in the order in which it happened.
    library.jobs.pause_all()
    ears.hear("work", paused=True)
    library.jobs.resume_all()
    ears.hear("work", paused=False)


def test_photos_that_came_in_are_told_once_when_all_is_over(
    library: Library, photos: Path, ears: Ears
) -> None:
    watch(library, ears)
    library.add_root(photos)
    finish(library, ears)
    # A copy of a photo is no new photo.
    assert ears.notices == [("12 photos added", "2 could not be read.", "activity")]


def test_a_rescan_that_finds_nothing_is_quiet_and_one_that_does_counts_what_is_new(
    library: Library, photos: Path, ears: Ears
) -> None:
    library.add_root(photos)
    library.work_until_idle()
    watch(library, ears)
    library.analyze()
    finish(library, ears)
    assert ears.notices == []
    (photos / "new.jpg").write_bytes(jpeg(seed=2))
    library.analyze()
    finish(library, ears)
    assert ears.notices == [("1 photo added", "", "photos")]
    library.retry_problems()
    finish(library, ears)
    assert ears.notices == []


def test_several_jobs_of_one_burst_are_one_notice(
    library: Library, photos: Path, ears: Ears, tmp_path: Path
) -> None:
    library.add_root(photos)
    library.work_until_idle()
    watch(library, ears)
    (photos / "new.jpg").write_bytes(jpeg(seed=2))
    library.analyze()
    ids = tuple(asset.id for asset in library.assets.by_ids(range(1, 20)) if asset.hash_hex)[:3]
    library.export(ExportSpec(ids=ids, dest=tmp_path / "out", mode="copy", title="Best 3 of 2024"))
    finish(library, ears)
    assert ears.notices == [("1 photo added", "Best 3 of 2024 is ready: 3 photos.", "activity")]


def test_an_export_that_cannot_be_is_told_with_its_reason(
    library: Library, photos: Path, ears: Ears, tmp_path: Path
) -> None:
    library.add_root(photos)
    library.work_until_idle()
    watch(library, ears)
    (tmp_path / "taken").write_text("a file")
    library.export(ExportSpec(ids=(1,), dest=tmp_path / "taken", mode="copy", title="Trip"))
    finish(library, ears)
    ((title, body, place),) = ears.notices
    assert (title, place) == ("Trip is not finished", "activity")
    assert "taken" in body


def test_while_the_disk_is_too_full_to_note_what_was_told_it_is_not_told_over_and_over(
    library: Library, photos: Path, ears: Ears
) -> None:
    def fill_the_disk(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE ballast (data BLOB)")
        connection.execute(
            "CREATE TRIGGER full BEFORE DELETE ON settings WHEN old.key = 'desktop.burst_since'"
            " BEGIN INSERT INTO ballast VALUES (zeroblob(100000000)); END"
        )
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 5000}")

    library.db.write(fill_the_disk)
    watch(library, ears)
    library.add_root(photos)
    # How work stands is told all the same.
    finish(library, ears)
    library.analyze()
    finish(library, ears)
    assert ears.notices == []
    library.db.write(lambda connection: connection.execute("DROP TRIGGER full"))
    ears.said.clear()
    library.jobs.pause_all()
    ears.hear("work", paused=True)
    assert ears.notices == [("12 photos added", "2 could not be read.", "activity")]


def reading(events: Subscription) -> None:
    """Come back when some photos were read."""
    while True:
        event = events.next(_PATIENCE_S)
        assert event is not None
        if event.kind == "job" and event.data["kind"] == "look" and event.data["done"]:
            return


def test_a_burst_that_is_paused_and_cut_off_by_the_end_is_told_as_one(tmp_path: Path, ears: Ears) -> None:
    fill(tmp_path / "photos", 150, (1600, 1200))
    with Library.open(tmp_path / "library", workers=1) as library:
        watch(library, ears)
        events = library.events.subscribe()
        library.start_work()
        library.add_root(tmp_path / "photos")
        reading(events)
        library.jobs.pause_all()
        ears.hear("work", paused=True, active=False)
        assert library.look_queue.count() > 0
        library.jobs.resume_all()
        ears.hear("work", paused=False, active=True)
    with Library.open(tmp_path / "library", workers=1) as library:
        assert library.look_queue.count() > 0
        watch(library, ears)
        said, ears.said = ears.said, []
        finish(library, ears)
        assert [each for each in said if each["event"] == "notice"] == []
        assert ears.notices == [("150 photos added", "", "photos")]


def test_photos_whose_reading_is_paused_are_told_when_it_went_on(tmp_path: Path, ears: Ears) -> None:
    fill(tmp_path / "photos", 60, (1600, 1200))
    with Library.open(tmp_path / "library", workers=1) as library:
        watch(library, ears)
        events = library.events.subscribe()
        library.start_work()
        library.add_root(tmp_path / "photos")
        reading(events)
        (look,) = [job for job in library.jobs.list(states=("running", "queued")) if job.kind == "look"]
        library.jobs.pause(look.id)
        ears.hear("work", active=False)
        assert ears.notices == []
        library.jobs.resume(look.id)
        ears.hear("notice")
        assert ears.notices == [("60 photos added", "", "photos")]


def test_work_that_another_process_does_is_told_too(tmp_path: Path, photos: Path, ears: Ears) -> None:
    with (
        Library.open(tmp_path / "library", workers=1) as library,
        Library.open(tmp_path / "library", workers=1) as other,
    ):
        watch(library, ears)
        assert other.start_work()
        library.add_root(photos)
        assert ears.hear("notice")["title"] == "12 photos added"


def test_what_happened_before_the_window_opened_is_not_told(
    library: Library, photos: Path, ears: Ears
) -> None:
    library.add_root(photos)
    library.work_until_idle()
    watch(library, ears)
    library.jobs.enqueue("look", {}, dedup_key="look")
    finish(library, ears)
    assert ears.notices == []
