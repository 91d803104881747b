"""What the search does with whatever workers answer; the answers are written down here, the rest is real."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from catalog.conftest import Shelf
from keepers.analysis.faces.chosen import FaceModel, FaceModels
from keepers.analysis.faces.search import FaceTools, search_faces
from keepers.base.dispatcher import Dispatcher
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.base.workers import Outcome, WorkerError
from keepers.catalog.face_queue import FaceQueue

MODELS = FaceModels(FaceModel("yunet", "yunet@1", "/y"), FaceModel("reid", "reid@1", "/r"))
Answer = Callable[[dict[str, Any]], Outcome]


def one_face(item: dict[str, Any]) -> Outcome:
    face = {"x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2, "quality": 0.8, "crop": "a", "vector": b"\x00<"}
    places = [(place["face_id"], face) for place in item["places"]]
    found = [face] if item["task"] == "search" else None
    return Outcome(item, {"asset_id": item["asset_id"], "found": found, "places": places}, None)


def badly(code: str) -> Answer:
    return lambda item: Outcome(item, None, WorkerError(code, f"because of {code}"))


@dataclass
class Script:
    """Readers that answer in the order they are asked, and remember what they were asked."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    after: Callable[[], None] = lambda: None
    closed: int = 0

    def map(
        self, items: Iterable[dict[str, Any]], *, stop: Callable[[], bool]
    ) -> Generator[Outcome, None, None]:
        for item in items:
            if stop():
                return
            self.asked.append(item["asset_id"])
            yield (self.answers.pop(0) if self.answers else one_face)(item)
            self.after()

    def close(self) -> None:
        self.closed += 1


@dataclass
class Desk:
    shelf: Shelf
    crops: Path
    script: Script = field(default_factory=Script)
    models: FaceModels | None = MODELS

    def __post_init__(self) -> None:
        self.events = Events()
        self.jobs = JobQueue(self.shelf.db, self.shelf.clock, self.events)

    def run(self) -> tuple[str, dict[str, Any] | None, str | None]:
        """State, result and error of the job."""
        tools = FaceTools(
            queue=FaceQueue(self.shelf.db, self.shelf.clock),
            jobs=self.jobs,
            events=self.events,
            clock=self.shelf.clock,
            thumbs=self.crops.parent / "thumbs",
            crops=self.crops,
            models=lambda: self.models,
            readers=lambda _models: self.script,
        )

        def faces(context: JobContext) -> dict[str, Any]:
            self.context = context
            return search_faces(context, tools)

        job_id = self.jobs.enqueue("faces", {}, dedup_key="faces", max_attempts=1)
        Dispatcher(self.jobs, {"faces": faces}).run_until_idle()
        job = self.jobs.get(job_id)
        return job.state, job.result, job.error_message

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.shelf.db.read(lambda connection: [tuple(row) for row in connection.execute(sql)])

    def people_asked(self) -> int:
        return [job.kind for job in self.jobs.list(states=["queued"])].count("people")


@pytest.fixture
def desk(shelf: Shelf, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(shelf, tmp_path / "faces")
    yield desk
    desk.events.close()


def test_the_newest_are_searched_first_and_people_are_asked_for_once(desk: Desk) -> None:
    photos = [desk.shelf.add(f"{number}.jpg", 1_000_000 * (number + 1)) for number in range(70)]
    with desk.events.subscribe() as heard:
        assert desk.run() == ("done", {"searched": 70, "found": 70, "failed": 0}, None)
        desk.events.close()
        told = [event.data["ids"] for event in heard if event.kind == "faces"]
    assert desk.script.asked == photos[::-1]
    assert sorted(number for ids in told for number in ids) == photos
    assert desk.people_asked() == 1
    assert desk.script.closed == 1
    assert desk.run() == ("done", {"searched": 0, "found": 0, "failed": 0}, None)
    assert desk.script.closed == 1


@pytest.mark.parametrize("code", ["worker_crashed", "file_timeout", "truncated", "unexpected"])
def test_a_photo_that_fails_fails_alone_and_is_not_tried_for_ever(desk: Desk, code: str) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        desk.shelf.add(name)
    desk.script.answers = [one_face, badly(code), one_face]
    assert desk.run() == ("done", {"searched": 2, "found": 2, "failed": 1}, None)
    assert desk.rows("SELECT code FROM face_searches WHERE code IS NOT NULL") == [(code,)]
    assert desk.run() == ("done", {"searched": 0, "found": 0, "failed": 0}, None)


@pytest.mark.parametrize("code", ["vanished", "read_failed", "changed_while_reading"])
def test_what_is_out_of_reach_stays_due(desk: Desk, code: str) -> None:
    photo = desk.shelf.add("a.jpg")
    desk.script.answers = [badly(code)]
    assert desk.run() == ("done", {"searched": 0, "found": 0, "failed": 0}, None)
    assert desk.people_asked() == 0
    assert desk.run() == ("done", {"searched": 1, "found": 1, "failed": 0}, None)
    assert desk.script.asked == [photo, photo]


@pytest.mark.parametrize("code", ["disk_full", "write_failed", "face_model_unusable"])
def test_what_is_no_fault_of_a_photo_ends_the_run_and_keeps_what_was_found(desk: Desk, code: str) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        desk.shelf.add(name)
    desk.script.answers = [one_face, badly(code)]
    state, _result, message = desk.run()
    assert (state, message) == ("failed", f"because of {code}")
    assert desk.rows("SELECT count(*), count(code) FROM face_searches") == [(1, 0)]
    assert desk.people_asked() == 1
    assert desk.script.closed == 1


def test_paused_it_goes_on_where_it_was(desk: Desk) -> None:
    for number in range(5):
        desk.shelf.add(f"{number}.jpg", 1_000_000 * (number + 1))

    def pause() -> None:
        if len(desk.script.asked) == 2:
            desk.jobs.pause(desk.context.job.id)
            desk.context.ask("pause")

    desk.script.after = pause
    assert desk.run()[0] == "paused"
    assert desk.rows("SELECT count(*) FROM face_searches") == [(2,)]
    desk.script.after = lambda: None
    desk.jobs.resume(desk.context.job.id)
    state, result, _ = desk.run()
    assert state == "done"
    assert desk.rows("SELECT count(*) FROM face_searches") == [(5,)]
    assert len(set(desk.script.asked)) == len(desk.script.asked) == 5
    assert result is not None
    assert result["searched"] >= 3


def test_without_a_model_nothing_is_done(desk: Desk) -> None:
    desk.shelf.add("a.jpg")
    desk.models = None
    assert desk.run() == ("done", {"searched": 0, "found": 0, "failed": 0}, None)
    assert desk.script.asked == []


def test_another_embedder_looks_at_known_places_and_lets_the_old_serve_until_then(desk: Desk) -> None:
    for number in range(3):
        desk.shelf.add(f"{number}.jpg")
    desk.run()
    desk.models = FaceModels(MODELS.detector, FaceModel("dlib", "dlib@1", "/d"))
    served: list[Any] = []
    desk.script.after = lambda: served.append(
        desk.rows("SELECT count(*) FROM face_vectors WHERE model = 'reid@1'")
    )
    assert desk.run() == ("done", {"searched": 3, "found": 0, "failed": 0}, None)
    assert served == [[(3,)]] * 3
    assert desk.rows("SELECT model, count(*) FROM face_vectors GROUP BY model") == [("dlib@1", 3)]
    assert {word for (word,) in desk.rows("SELECT made_by FROM face_searches")} == {desk.models.made_by}
