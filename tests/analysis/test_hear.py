"""Hearing files again: with real worker processes, and with made-up answers where those would not fail."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from analysis.test_look import Shelf, paint
from catalog.conftest import document
from keepers.analysis import hear as hearing
from keepers.analysis.hear import HearTools, hear
from keepers.base.clock import FixedClock
from keepers.base.dispatcher import Dispatcher
from keepers.base.job_context import JobContext
from keepers.base.workers import Outcome, WorkerError
from keepers.catalog.hear_queue import HearQueue
from keepers.catalog.said import SAID_VERSION
from keepers.library import Library
from metadata.packets import packet

HEAR_UNTIL_KILLED = """
import os, signal, sys
from pathlib import Path
from keepers.analysis.hear import HearTools, hear
from keepers.base.clock import SystemClock
from keepers.base.dispatcher import Dispatcher
from keepers.catalog.hear_queue import HearQueue
from keepers.library import Library


class Hasty(SystemClock):
    # By this clock every answer is written at once.
    now = 0.0

    def monotonic(self):
        self.now += 1
        return self.now


class Deadly(HearQueue):
    writes = 0

    def record(self, heard, to_look):
        self.writes += 1
        if (sys.argv[2], self.writes) == ("before", 4):
            os.kill(os.getpid(), signal.SIGKILL)
        noted = super().record(heard, to_look)
        if (sys.argv[2], self.writes) == ("after", 3):
            os.kill(os.getpid(), signal.SIGKILL)
        return noted


if __name__ == "__main__":
    library = Library.open(Path(sys.argv[1]), workers=1)
    assert library.lock.try_acquire()
    tools = HearTools(
        queue=Deadly(library.db, library.clock), jobs=library.jobs, events=library.events,
        settings=library.settings, clock=Hasty(), readers=library._hearers, lost_root=library._lost_root,
    )
    library.jobs.enqueue("hear", {}, dedup_key="hear")
    Dispatcher(library.jobs, {"hear": lambda ctx: hear(ctx, tools)}).run_until_idle()
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "photos").mkdir()
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(tmp_path / "photos")
        yield Shelf(library, tmp_path / "photos")


def job_of(library: Library, kind: str) -> dict[str, Any]:
    job = next(job for job in library.jobs.list() if job.kind == kind)
    assert job.state == "done", job.error_message
    return dict(job.result or {})


def rated(path: Path, stars: int) -> None:
    path.write_bytes(packet(attributes=f'xmp:Rating="{stars}"'))


def rating(shelf: Shelf, name: str) -> int | None:
    return shelf.library.words.of(shelf.asset_of(name).id).rating


def looks(library: Library) -> list[int]:
    return library.db.read(
        lambda connection: [row["finished_at"] for row in connection.execute("SELECT * FROM stages")]
    )


def test_a_sidecar_that_comes_changes_and_goes_is_heard_without_a_look(shelf: Shelf) -> None:
    paint(shelf.folder / "a.png", 1)
    shelf.work()
    asset, before = shelf.asset_of("a.png"), looks(shelf.library)
    assert shelf.library.said.of(asset.id) is not None
    assert rating(shelf, "a.png") is None
    rated(shelf.folder / "a.png.xmp", 4)
    shelf.work()
    assert rating(shelf, "a.png") == 4
    rated(shelf.folder / "a.png.xmp", 5)
    os.utime(shelf.folder / "a.png.xmp", ns=(1, 1))
    shelf.work()
    assert rating(shelf, "a.png") == 5
    (shelf.folder / "a.png.xmp").unlink()
    shelf.work()
    assert rating(shelf, "a.png") is None
    assert job_of(shelf.library, "hear") == {"heard": 1, "to_look": 0}
    assert looks(shelf.library) == before
    assert shelf.library.hear_queue.count() == 0


def test_a_date_that_is_heard_moves_the_photo_in_the_timeline(shelf: Shelf) -> None:
    paint(shelf.folder / "a.png", 1)
    shelf.work()
    with shelf.library.events.subscribe() as heard:
        (shelf.folder / "a.xmp").write_bytes(packet(attributes='exif:DateTimeOriginal="1987-08-02T15:04:05"'))
        shelf.work()
        told = iter(lambda: heard.next(0), None)
        months = [set(event.data["months"]) for event in told if event.kind == "assets"]
    assert any(198708 in each and len(each) == 2 for each in months)
    assert [bucket.month for bucket in shelf.library.timeline.buckets()] == [198708]


def test_a_newer_reader_hears_everything_and_unpacks_nothing(shelf: Shelf) -> None:
    for seed in range(3):
        paint(shelf.folder / f"{seed}.png", seed)
    (shelf.folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (shelf.folder / "empty.png").touch()
    shelf.work()
    before = looks(shelf.library)
    shelf.library.db.write(lambda connection: connection.execute("UPDATE said SET version = version - 1"))
    shelf.library.settings.set("said.version", SAID_VERSION - 1)
    shelf.work()
    assert job_of(shelf.library, "hear") == {"heard": 4, "to_look": 0}
    assert looks(shelf.library) == before
    assert {each.name: each.attempts for each in shelf.library.problems.list()} == {
        "broken.png": 1,
        "empty.png": 2,  # an older Keepers may have heard nothing of it
    }
    shelf.work()
    assert len([job for job in shelf.library.jobs.list() if job.kind == "hear"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_around_a_write_hears_the_rest_and_nothing_twice(tmp_path: Path, moment: str) -> None:
    photos, at = tmp_path / "photos", tmp_path / "library"
    for number in range(8):
        paint(photos / f"{number}.png", number)
    with Library.open(at, workers=1) as library:
        library.add_root(photos)
        assert library.work_until_idle()
        for number in range(8):
            rated(photos / f"{number}.png.xmp", 3)
        library.rescan(library.roots.all()[0].id)
        Dispatcher(library.jobs, {"scan": library.handlers()["scan"]}).run_until_idle()
        assert library.hear_queue.count() == 8
    script = tmp_path / "hear.py"
    script.write_text(HEAR_UNTIL_KILLED)
    ended = subprocess.run([sys.executable, str(script), str(at), moment], check=False)
    assert ended.returncode == -signal.SIGKILL

    def heard(library: Library) -> dict[int, int]:
        rows = library.db.read(
            lambda connection: connection.execute(
                "SELECT s.asset_id, s.heard_at FROM said s JOIN words w ON w.asset_id = s.asset_id"
                " WHERE w.rating = 3"
            ).fetchall()
        )
        return {row["asset_id"]: row["heard_at"] for row in rows}

    with Library.open(at, workers=1) as library:
        before = heard(library)
        assert 3 <= len(before) < 8
        assert library.hear_queue.count() == 8 - len(before)
        assert library.work_until_idle(), "the lock died with its holder"
        after = heard(library)
        assert len(after) == 8
        assert {asset_id: after[asset_id] for asset_id in before} == before
        assert library.hear_queue.count() == 0
        assert job_of(library, "hear") == {"heard": 8 - len(before), "to_look": 0}
        assert library.problems.count() == 0


def test_a_library_that_was_never_heard_is_heard_at_the_next_scan(shelf: Shelf) -> None:
    paint(shelf.folder / "a.png", 1)
    shelf.work()
    shelf.library.db.write(lambda connection: connection.execute("DELETE FROM said"))
    shelf.library.settings.set("said.version", 0)
    shelf.work()
    assert shelf.library.said.of(shelf.asset_of("a.png").id) is not None


@dataclass
class Script:
    """Hearers that answer by name, and remember whom they were asked about."""

    answers: dict[str, Callable[[dict[str, Any]], Outcome]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    after: Callable[[str], None] = lambda _name: None

    def map(
        self, items: Iterable[dict[str, Any]], *, stop: Callable[[], bool]
    ) -> Generator[Outcome, None, None]:
        for item in items:
            if stop():
                return
            self.asked.append(item["name"])
            self.after(item["name"])
            yield self.answers.get(item["name"], well)(item)

    def close(self) -> None:
        pass


def well(item: dict[str, Any], **more: Any) -> Outcome:
    status = os.stat(item["path"])
    said = document(1_700_000_000_000, "exif_original", fields={"title": "heard"})
    found = {"file_id": item["file_id"], "size": status.st_size, "mtime_ns": status.st_mtime_ns, "said": said}
    return Outcome(item, found | more, None)


@dataclass
class Desk:
    library: Library
    folder: Path
    script: Script
    lost: bool = False
    context: JobContext | None = None

    def put(self, *names: str) -> None:
        """Files that were read once, and are due to be heard."""
        for name in names:
            (self.folder / name).write_bytes(b"\xff\xd8\xff" + name.encode())
        self.library.rescan(self.library.roots.all()[0].id)
        Dispatcher(self.library.jobs, {"scan": self.library.handlers()["scan"]}).run_until_idle()
        self.library.db.write(
            lambda connection: connection.execute(
                "UPDATE files SET look_due = NULL, hear_due = 5, content_hash = randomblob(32)"
            )
        )
        self.library.settings.set("said.version", SAID_VERSION)

    def run(self) -> dict[str, Any]:
        library = self.library
        tools = HearTools(
            queue=library.hear_queue,
            jobs=library.jobs,
            events=library.events,
            settings=library.settings,
            clock=library.clock,
            readers=lambda: self.script,
            lost_root=lambda _root_id: self.lost,
        )

        def hear_here(context: JobContext) -> dict[str, Any]:
            self.context = context
            return hear(context, tools)

        library.jobs.enqueue("hear", {}, dedup_key="hear")
        Dispatcher(library.jobs, {"hear": hear_here}).run_until_idle()
        job = next(job for job in library.jobs.list() if job.kind == "hear")
        return {**(job.result or {}), "state": job.state}

    def waiting(self) -> dict[str, list[str]]:
        rows = self.library.db.read(
            lambda connection: connection.execute(
                "SELECT name, hear_due, look_due FROM files ORDER BY name"
            ).fetchall()
        )
        return {
            due: [row["name"] for row in rows if row[due] is not None] for due in ("hear_due", "look_due")
        }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "photos").mkdir()
    with Library.open(tmp_path / "library", clock=FixedClock(1_800_000_000_000)) as library:
        library.add_root(tmp_path / "photos")
        yield Desk(library, tmp_path / "photos", Script())


def test_everything_due_is_heard_once(desk: Desk) -> None:
    desk.put(*(f"{number}.jpg" for number in range(300)))
    assert desk.run() == {"heard": 300, "to_look": 0, "state": "done"}
    assert sorted(desk.script.asked) == sorted(f"{number}.jpg" for number in range(300))
    assert desk.waiting() == {"hear_due": [], "look_due": []}
    assert desk.run()["heard"] == 0


@pytest.mark.parametrize(
    "code", ["worker_crashed", "file_timeout", "permission_denied", "vanished", "not_a_picture"]
)
def test_what_cannot_be_heard_is_left_to_the_look_which_lists_it(desk: Desk, code: str) -> None:
    desk.put("a.jpg", "b.jpg")
    desk.script.answers["b.jpg"] = lambda item: Outcome(item, None, WorkerError(code, "because"))
    assert desk.run() == {"heard": 1, "to_look": 1, "state": "done"}
    assert desk.waiting() == {"hear_due": [], "look_due": ["b.jpg"]}
    assert "look" in {job.kind for job in desk.library.jobs.list(states=("queued",))}


def test_a_photo_that_changed_meanwhile_is_left_to_the_look(desk: Desk) -> None:
    desk.put("a.jpg", "b.jpg")
    desk.script.answers["b.jpg"] = lambda item: well(item, size=99)
    assert desk.run() == {"heard": 1, "to_look": 1, "state": "done"}
    assert desk.waiting()["look_due"] == ["b.jpg"]


def test_a_scan_that_finds_a_photo_changed_while_it_is_heard_is_believed(desk: Desk) -> None:
    desk.put("a.jpg")
    desk.script.after = lambda _name: desk.library.db.write(
        lambda connection: connection.execute("UPDATE files SET look_due = 1, content_hash = NULL")
    )
    assert desk.run()["heard"] == 0
    assert desk.waiting() == {"hear_due": ["a.jpg"], "look_due": ["a.jpg"]}


def test_what_is_said_while_a_photo_is_heard_is_heard_too(desk: Desk) -> None:
    desk.put("a.jpg")
    desk.script.after = lambda _name: (
        desk.library.db.write(
            lambda connection: connection.execute("UPDATE files SET hear_due = hear_due + 1")
        )
        if len(desk.script.asked) == 1
        else None
    )
    desk.run()
    assert desk.script.asked == ["a.jpg"] * 2 or desk.waiting()["hear_due"] == ["a.jpg"]
    desk.run()
    assert desk.script.asked == ["a.jpg"] * 2
    assert desk.waiting()["hear_due"] == []


def test_a_disk_that_is_pulled_out_keeps_its_files_due(desk: Desk) -> None:
    desk.put("a.jpg", "b.jpg")
    desk.lost = True
    desk.script.answers["b.jpg"] = lambda item: Outcome(item, None, WorkerError("vanished", "gone"))
    assert desk.run() == {"heard": 1, "to_look": 0, "state": "done"}
    assert desk.waiting() == {"hear_due": ["b.jpg"], "look_due": []}


def test_a_root_that_is_away_is_not_asked_for(desk: Desk) -> None:
    desk.put("a.jpg")
    root = desk.library.roots.all()[0]
    desk.library.roots.set_offline(root.id, "root_missing")
    assert desk.run() == {"heard": 0, "to_look": 0, "state": "done"}
    assert desk.script.asked == []
    desk.library.roots.set_online(root.id)
    assert desk.run()["heard"] == 1


def test_stopped_at_any_moment_it_goes_on_where_it_was(desk: Desk) -> None:
    names = [f"{number}.jpg" for number in range(40)]
    desk.put(*names)

    def pause(_name: str) -> None:
        if len(desk.script.asked) == 7:
            desk.library.jobs.pause(desk.library.jobs.list(states=("running",))[0].id)
            with desk.library.events.subscribe() as heard:
                while desk.context is not None and not desk.context.should_stop():
                    heard.next(timeout=0.05)

    desk.script.after = pause
    assert desk.run()["state"] == "paused"
    left = desk.waiting()["hear_due"]
    assert 0 < len(left) < 40
    desk.script.after = lambda _name: None
    desk.library.jobs.resume(next(job.id for job in desk.library.jobs.list(states=("paused",))))
    assert desk.run() == {"heard": len(left), "to_look": 0, "state": "done"}
    assert desk.waiting()["hear_due"] == []


def test_a_library_closed_under_it_keeps_what_was_written(desk: Desk) -> None:
    desk.put(*(f"{number}.jpg" for number in range(600)))

    def close(_name: str) -> None:
        if len(desk.script.asked) == 400:
            desk.library.db.close()

    desk.script.after = close
    tools_path = desk.library.path
    with pytest.raises(Exception, match="closed"):
        desk.run()
    with Library.open(tools_path) as again:
        left = HearQueue(again.db, again.clock).count()
        assert 0 < left <= 600 - hearing._STRETCH


def test_google_says_of_a_film_and_of_a_photo_alike(shelf: Shelf) -> None:
    paint(shelf.folder / "a.png", 1)
    shelf.work()
    said = {"title": "a.png", "description": "By the sea", "photoTakenTime": {"timestamp": "1000000000"}}
    (shelf.folder / "a.png.json").write_text(json.dumps(said))
    shelf.work()
    asset = shelf.asset_of("a.png")
    assert (asset.capture_source, asset.capture_code, asset.month) == ("takeout", "service", 200109)
    assert shelf.library.words.of(asset.id).caption == "By the sea"
