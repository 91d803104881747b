"""Looking at real files with real worker processes: what is written, what fails, what is done again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from keepers.catalog.assets import Asset
from keepers.catalog.look_queue import LookQueue
from keepers.library import Library
from keepers.media.thumbnails import thumb_path
from media.films import film

WORK_IN_A_PROCESS_OF_ITS_OWN = """
import json, sys
from pathlib import Path
from keepers.library import Library

if __name__ == "__main__":
    library = Library.open(Path(sys.argv[1]), workers=1)
    with library.events.subscribe() as heard:
        library.add_root(Path(sys.argv[2]))
        library.start_work()
        for event in heard:
            if event.kind == "assets" and "changed" in event.data:
                print(json.dumps(event.data), flush=True)
"""


def paint(path: Path, seed: int = 0, size: tuple[int, int] = (96, 64)) -> Path:
    """A small picture that no other seed gives."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.putpixel((seed % size[0], seed // size[0] % size[1]), (255, 0, 0))
    image.save(path, "PNG")
    return path


@dataclass
class Shelf:
    library: Library
    folder: Path

    def work(self) -> None:
        """Scan, and read whatever is due."""
        self.library.analyze()
        assert self.library.work_until_idle()

    def asset_of(self, name: str) -> Asset:
        asset_id: int = self.library.db.read(
            lambda connection: connection.execute(
                "SELECT asset_id FROM files WHERE name = ?", (name,)
            ).fetchone()[0]
        )
        return self.library.assets.get(asset_id)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "photos").mkdir()
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(tmp_path / "photos")
        yield Shelf(library, tmp_path / "photos")


def looks(library: Library) -> dict[int, int]:
    """When each picture was read, by its id."""
    return library.db.read(
        lambda connection: {
            row["asset_id"]: row["finished_at"] for row in connection.execute("SELECT * FROM stages")
        }
    )


def last_job(library: Library, kind: str) -> dict[str, Any]:
    job = next(job for job in library.jobs.list() if job.kind == kind)
    assert job.state == "done", job.error_message
    return job.result or {}


def test_a_folder_becomes_a_library(shelf: Shelf) -> None:
    paint(shelf.folder / "IMG_20240817_120001.png", 1)
    paint(shelf.folder / "copy of it.png", 1)
    (shelf.folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    (shelf.folder / "notes").write_text("no picture, and never said so")
    shelf.work()

    status = shelf.library.status()
    assert (status.assets, status.unlooked, status.problems) == (1, 0, 1)
    asset = shelf.asset_of("IMG_20240817_120001.png")
    assert asset.id == shelf.asset_of("copy of it.png").id
    assert (asset.format, asset.width, asset.height, asset.month) == ("png", 96, 64, 202408)
    assert asset.hash_hex is not None
    assert thumb_path(shelf.library.thumbs, asset.hash_hex, 256).exists()
    assert shelf.library.measures.candidates().ids == [asset.id]
    assert last_job(shelf.library, "look") == {"looked": 2, "failed": 1}
    assert last_job(shelf.library, "judge")["photos"] == 1
    assert [problem.name for problem in shelf.library.problems.list()] == ["broken.jpg"]


def test_only_what_changed_is_read_again(shelf: Shelf) -> None:
    paint(shelf.folder / "a.png", 1)
    edited = paint(shelf.folder / "b.png", 2)
    broken = shelf.folder / "c.png"
    broken.write_bytes(b"")
    shelf.work()
    favourite = shelf.asset_of("b.png")
    shelf.library.decisions.set_favourite([favourite.id], True)
    before = looks(shelf.library)

    paint(edited, 3, size=(120, 80))
    paint(broken, 4)
    shelf.work()

    assert shelf.asset_of("b.png").id == favourite.id
    assert shelf.asset_of("b.png").width == 120
    assert shelf.asset_of("b.png").content_hash != favourite.content_hash
    assert shelf.library.problems.count() == 0
    assert shelf.asset_of("c.png").visible
    assert looks(shelf.library)[shelf.asset_of("a.png").id] == before[shelf.asset_of("a.png").id]
    assert shelf.library.decisions.favourites() == {favourite.id}


def test_unreadable_files_are_left_alone_until_asked(shelf: Shelf) -> None:
    (shelf.folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    shelf.work()
    (first,) = shelf.library.problems.list()
    shelf.work()
    assert shelf.library.problems.list() == [first]
    assert shelf.library.retry_problems() == 1
    assert shelf.library.work_until_idle()
    (second,) = shelf.library.problems.list()
    assert (first.attempts, second.attempts) == (1, 2)


def test_a_disk_pulled_out_while_reading_makes_no_problems(shelf: Shelf) -> None:
    for number in range(3):
        paint(shelf.folder / f"{number}.png", number)
    film(shelf.folder / "a.mp4")
    root_id = shelf.library.roots.all()[0].id
    shelf.library.rescan(root_id)
    # The files go after the scan saw them and before a worker opens them: queued jobs are done in turn.
    with shelf.library.events.subscribe() as heard:
        shelf.library.jobs.pause(shelf.library.jobs.enqueue("look", {}, dedup_key="look"))
        shelf.library.work_until_idle()
        assert any(event.kind == "assets" for event in _drained(heard))
    shelf.folder.rename(shelf.folder.parent / "unplugged")
    (paused,) = shelf.library.jobs.list(states=("paused",))
    shelf.library.jobs.resume(paused.id)
    assert shelf.library.work_until_idle()
    assert shelf.library.problems.count() == 0
    assert not shelf.library.roots.get(root_id).online
    assert shelf.library.assets.count() == 4

    (shelf.folder.parent / "unplugged").rename(shelf.folder)
    assert shelf.library.check_roots() == [root_id]
    assert shelf.library.work_until_idle()
    assert shelf.library.look_queue.count() == 0
    assert len(looks(shelf.library)) == 4


def _drained(heard: Any) -> list[Any]:
    found = []
    while (event := heard.next(timeout=0)) is not None:
        found.append(event)
    return found


def test_a_file_deleted_before_it_was_read_is_missing_not_broken(shelf: Shelf) -> None:
    paint(shelf.folder / "kept.png", 1)
    gone = paint(shelf.folder / "gone.png", 2)
    shelf.library.jobs.pause(shelf.library.jobs.enqueue("look", {}, dedup_key="look"))
    assert shelf.library.work_until_idle()
    gone.unlink()
    (paused,) = shelf.library.jobs.list(states=("paused",))
    shelf.library.jobs.resume(paused.id)
    assert shelf.library.work_until_idle()
    assert shelf.library.problems.count() == 0
    assert not shelf.asset_of("gone.png").present
    assert shelf.library.assets.count() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_kill_in_the_middle_repeats_nothing_that_was_written(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    for number in range(60):
        paint(photos / f"{number}.png", number, size=(900, 600))
    script = tmp_path / "work.py"
    script.write_text(WORK_IN_A_PROCESS_OF_ITS_OWN)
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "library"), str(photos)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()

    with Library.open(tmp_path / "library", workers=1) as library:
        before = looks(library)
        assert told["changed"] <= len(before) < 60
        assert LookQueue(library.db).count() == 60 - len(before)
        assert library.work_until_idle(), "the lock died with its holder"
        after = looks(library)
        assert len(after) == 60
        assert {asset_id: after[asset_id] for asset_id in before} == before
        assert library.status().problems == 0
        job = next(job for job in library.jobs.list() if job.kind == "look")
        assert (job.state, job.done, job.total) == ("done", 60, 60)
