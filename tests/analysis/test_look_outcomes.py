"""What a look does with whatever workers answer; the answers are written down here, the rest is real."""

import hashlib
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from catalog.conftest import document
from keepers.analysis.faces.chosen import FaceModel, FaceModels
from keepers.analysis.look import LookTools, look
from keepers.base.clock import FixedClock
from keepers.base.dispatcher import Dispatcher
from keepers.base.job_context import JobContext
from keepers.base.workers import Outcome, WorkerError
from keepers.catalog.identity import Identity
from keepers.catalog.sightings import Sightings
from keepers.library import Library

Answer = Callable[[dict[str, Any]], Outcome]


def well(item: dict[str, Any]) -> Outcome:
    """A photo that can be read, no other like it."""
    return Outcome(
        item,
        {
            "file_id": item["file_id"],
            "content_hash": hashlib.sha256(item["path"].encode()).hexdigest(),
            "size": 3,
            "mtime_ns": item["mtime_ns"],
            "format": "jpeg",
            "width": 4,
            "height": 3,
            "said": document(item["mtime_ns"] // 1_000_000, "file_modified"),
            "measures": {"dhash": 1, "phash": 1, "colour": bytes(48), "blank": 0},
        },
        None,
    )


def badly(code: str) -> Answer:
    return lambda item: Outcome(item, None, WorkerError(code, "because"))


def heard_only(item: dict[str, Any]) -> Outcome:
    """What a worker says of a file it is told not to unpack."""
    assert item["unshown"] is not None
    found = well(item).result or {}
    said = document(1_700_000_000_000, "exif_original")
    kept = {name: found[name] for name in ("file_id", "content_hash", "size", "mtime_ns", "format")}
    return Outcome(item, {**kept, "said": said, "unshown": item["unshown"]}, None)


@dataclass
class Script:
    """Readers that answer by name, and remember in which order they were asked."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    after: Callable[[int], None] = lambda _count: None
    closed: int = 0

    def map(
        self, items: Iterable[dict[str, Any]], *, stop: Callable[[], bool]
    ) -> Generator[Outcome, None, None]:
        for item in items:
            if stop():
                return
            self.asked.append(item["name"])
            answers = self.answers.get(item["name"], [])
            yield (answers.pop(0) if answers else well)(item)
            self.after(len(self.asked))

    def close(self) -> None:
        self.closed += 1


@dataclass
class Desk:
    library: Library
    folder: Path
    script: Script
    context: JobContext | None = None
    models: FaceModels | None = None

    def put(self, *names: str) -> None:
        for number, name in enumerate(names):
            (self.folder / name).write_bytes(b"\xff\xd8\xff")
            self.age(name, number)

    def age(self, name: str, days: int) -> None:
        moment = (1_700_000_000 - days * 86_400) * 10**9
        os.utime(self.folder / name, ns=(moment, moment))

    def run(self) -> dict[str, Any]:
        """Scan and look; what the look said."""
        library = self.library
        tools = LookTools(
            queue=library.look_queue,
            identity=Identity(library.db, library.clock),
            sightings=Sightings(library.db, library.clock),
            jobs=library.jobs,
            events=library.events,
            settings=library.settings,
            clock=library.clock,
            thumbs=library.thumbs,
            crops=library.face_crops,
            models=lambda: self.models,
            readers=lambda _models: self.script,
            lost_root=lambda _root_id: False,
            unheard=library.hear_queue.count,
        )
        for root in library.roots.all():
            library.rescan(root.id)

        def look_here(context: JobContext) -> dict[str, Any]:
            self.context = context
            return look(context, tools)

        # One after the other: a scan asks for a look at its start and at its end, and the one in between may
        # be over by then.
        Dispatcher(library.jobs, {"scan": library.handlers()["scan"]}).run_until_idle()
        Dispatcher(library.jobs, {"look": look_here}).run_until_idle()
        job = next(job for job in library.jobs.list() if job.kind == "look")
        return {**(job.result or {}), "state": job.state}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "photos").mkdir()
    with Library.open(tmp_path / "library", clock=FixedClock(1_800_000_000_000)) as library:
        library.add_root(tmp_path / "photos")
        yield Desk(library, tmp_path / "photos", Script())


def test_the_newest_are_read_first_and_workers_end_with_the_job(desk: Desk) -> None:
    desk.put(*(f"{number:02}.jpg" for number in range(80)))
    assert desk.run() == {"looked": 80, "failed": 0, "state": "done"}
    assert desk.script.asked == sorted(desk.script.asked)
    assert desk.script.closed == 1


def test_nothing_due_starts_no_workers(desk: Desk) -> None:
    assert desk.run() == {"looked": 0, "failed": 0, "state": "done"}
    assert desk.script.closed == 0


@pytest.mark.parametrize("code", ["worker_crashed", "file_timeout", "broken", "permission_denied"])
def test_a_photo_that_fails_fails_alone(desk: Desk, code: str) -> None:
    desk.put("a.jpg", "b.jpg", "c.jpg")
    desk.script.answers["b.jpg"] = [badly(code), badly(code)]
    assert desk.run() == {"looked": 2, "failed": 1, "state": "done"}
    assert [(each.name, each.code) for each in desk.library.problems.list()] == [("b.jpg", code)]
    assert desk.library.assets.count() == 2


@pytest.mark.parametrize("code", ["worker_crashed", "file_timeout"])
def test_what_its_reader_died_of_is_heard_and_not_unpacked_again(desk: Desk, code: str) -> None:
    desk.put("a.jpg", "b.jpg")
    desk.script.answers["a.jpg"] = [badly(code), heard_only]
    assert desk.run() == {"looked": 1, "failed": 1, "state": "done"}
    assert desk.script.asked == ["a.jpg", "b.jpg", "a.jpg"]
    (listed,) = desk.library.problems.list()
    assert (listed.name, listed.code, listed.detail) == ("a.jpg", code, "because")
    said = desk.library.said.of(listed.asset_id)
    assert said is not None
    assert said.document["capture"]["source"] == "exif_original"
    assert desk.library.assets.count() == 1


@pytest.mark.parametrize("code", ["disk_full", "write_failed"])
def test_thumbnails_that_cannot_be_written_are_no_fault_of_the_photos(desk: Desk, code: str) -> None:
    desk.put("a.jpg", "b.jpg", "c.jpg")
    desk.script.answers["b.jpg"] = [badly(code), well]
    assert desk.run()["state"] == "failed"
    assert desk.library.jobs.list(states=("failed",))[0].error_code == code
    assert desk.library.problems.count() == 0
    assert desk.library.assets.count() == 3
    assert desk.run()["state"] == "done"
    assert desk.library.look_queue.count() == 0


def test_a_sidecar_seen_while_its_photo_is_read_is_heard_afterwards(desk: Desk) -> None:
    desk.put("a.jpg")
    desk.script.after = lambda _count: desk.library.db.write(
        lambda connection: connection.execute("UPDATE files SET hear_due = 5")
    )
    desk.run()
    assert [job.kind for job in desk.library.jobs.list(states=("queued",))].count("hear") == 1


def test_a_file_still_being_written_gets_a_second_chance_at_the_end(desk: Desk) -> None:
    desk.put("a.jpg", "b.jpg")
    desk.script.answers["a.jpg"] = [badly("changed_while_reading")]
    assert desk.run() == {"looked": 2, "failed": 0, "state": "done"}
    assert desk.script.asked == ["a.jpg", "b.jpg", "a.jpg"]


def test_a_file_that_never_rests_is_listed(desk: Desk) -> None:
    desk.put("a.jpg")
    desk.script.answers["a.jpg"] = [badly("changed_while_reading")] * 3
    assert desk.run() == {"looked": 0, "failed": 1, "state": "done"}
    assert [each.code for each in desk.library.problems.list()] == ["changed_while_reading"]


def test_what_never_said_it_was_a_picture_is_no_problem(desk: Desk) -> None:
    desk.put("NOTES", "b.jpg")
    desk.script.answers["NOTES"] = [badly("not_a_picture")]
    assert desk.run()["failed"] == 0
    assert desk.library.problems.count() == 0
    assert desk.library.assets.count() == 1


def test_paused_in_the_middle_it_goes_on_where_it_was(desk: Desk) -> None:
    desk.put(*(f"{number:02}.jpg" for number in range(50)))

    def pause(count: int) -> None:
        if count == 40:
            (running,) = [job for job in desk.library.jobs.list(states=("running",)) if job.kind == "look"]
            desk.library.jobs.pause(running.id)
            with desk.library.events.subscribe() as heard:
                while desk.context is not None and not desk.context.should_stop():
                    heard.next(timeout=0.05)

    desk.script.after = pause
    assert desk.run()["state"] == "paused"
    assert desk.script.closed == 1
    read = 50 - desk.library.look_queue.count()
    assert read >= 40
    desk.script.after = lambda _count: None
    (paused,) = desk.library.jobs.list(states=("paused",))
    assert paused.done == read
    desk.library.jobs.resume(paused.id)
    assert desk.run()["state"] == "done"
    assert sorted(desk.script.asked) == sorted(set(desk.script.asked)), "nothing is read twice"
    assert desk.library.look_queue.count() == 0
    assert desk.library.jobs.get(paused.id).done == 50


def test_an_error_in_the_middle_keeps_what_was_read(desk: Desk) -> None:
    desk.put(*(f"{number:02}.jpg" for number in range(10)))

    def stop(count: int) -> None:
        if count == 5:
            raise OSError("a bug")

    desk.script.after = stop
    assert desk.run()["state"] == "failed"
    assert desk.library.look_queue.count() == 5
    assert desk.script.closed == 1


def test_judging_follows_and_months_are_announced(desk: Desk) -> None:
    desk.put("a.jpg", "b.jpg")
    with desk.library.events.subscribe() as heard:
        desk.run()
        told = []
        while (event := heard.next(timeout=0)) is not None:
            if event.kind == "assets":
                told.append(event.data)
    assert told[0] == {"added": 2, "months": [202311]}
    assert sum(data.get("changed", 0) for data in told) == 2
    assert [job.kind for job in desk.library.jobs.list(states=("queued",))] == ["judge", "group"]


def with_a_face(item: dict[str, Any]) -> Outcome:
    """A photo of one person."""
    found = well(item).result or {}
    face = {"x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2, "quality": 0.8, "crop": "a", "vector": b"\x00<"}
    return Outcome(item, {**found, "faces": [face]}, None)


def test_faces_are_asked_for_where_they_may_be_and_written_with_the_photo(desk: Desk, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    root = desk.library.add_root(private)
    desk.library.db.write(
        lambda connection: connection.execute("UPDATE roots SET faces = 0 WHERE id = ?", (root.id,)).rowcount
    )
    desk.models = FaceModels(FaceModel("yunet", "yunet@1", "/y"), FaceModel("reid", "reid@1", "/r"))
    desk.put("a.jpg", "b.jpg")
    (private / "c.jpg").write_bytes(b"\xff\xd8\xff")
    asked: dict[str, Any] = {}

    def answer(item: dict[str, Any]) -> Outcome:
        asked[item["name"]] = item["faces"]
        return with_a_face(item) if item["name"] == "a.jpg" else well(item)

    desk.script.answers = {name: [answer] for name in ("a.jpg", "b.jpg", "c.jpg")}
    assert desk.run() == {"looked": 3, "failed": 0, "state": "done"}
    crops = str(desk.library.face_crops)
    assert asked == {"a.jpg": crops, "b.jpg": crops, "c.jpg": None}
    searched = desk.library.db.read(
        lambda connection: [
            tuple(row)
            for row in connection.execute(
                "SELECT f.name, s.made_by, v.model FROM face_searches s JOIN files f USING (asset_id)"
                " JOIN faces x USING (asset_id) JOIN face_vectors v ON v.face_id = x.id"
            )
        ]
    )
    # Of what could not be told nothing is written: it is left to the job that searches for faces.
    assert searched == [("a.jpg", desk.models.made_by, "reid@1")]
    assert [job.kind for job in desk.library.jobs.list(states=["queued"])].count("people") == 1
