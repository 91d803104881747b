"""A process killed at every step of a write: nothing is lost, nothing is there twice, undo still works."""

import subprocess
import sys
from pathlib import Path

import pytest

from editing.conftest import House, fields_on_disk, photo
from keepers.library import Library

# Works on a library and ends itself, with no chance to tidy up, at one step of the first write.
CHILD = """
import os, signal, sys
from pathlib import Path
from keepers.catalog.file_writes import FileWrites
from keepers.catalog.file_written import FileWritten
from keepers.editing.placing import place
from keepers.editing.write import WriteTools, write
from keepers.library import Library

folder, step = Path(sys.argv[1]), sys.argv[2]

def reached(here):
    if here == step:
        os.kill(os.getpid(), signal.SIGKILL)

class Writes(FileWrites):
    def begin(self, *arguments):
        reached("prepared")
        begun = super().begin(*arguments)
        reached("begun")
        return begun

class Written(FileWritten):
    def end(self, *arguments, **more):
        reached("placed")
        ended = super().end(*arguments, **more)
        reached("ended")
        return ended

def placing(begun, seen):
    standing = place(begun, seen)
    reached(begun.act.how)
    return standing

class Stopping(Library):
    def handlers(self):
        def stopping(ctx):
            return write(ctx, WriteTools(
                queue=self._write_queue, writes=Writes(self.db, self.clock),
                written=Written(self.db, self.clock), edits=self.edits, jobs=self.jobs, events=self.events,
                clock=self.clock, catalog=self.db.path, thumbs=self.thumbs, preparers=self._preparers,
                lost_root=self._lost_root, place=placing,
            ))
        return {"write": stopping}

if __name__ == "__main__":
    with Stopping.open(folder, workers=1) as library:
        library.editing.sync()
        library.work_until_idle()
        print("not stopped")
"""
STEPS = ["prepared", "begun", "sidecar", "embedded", "placed", "ended"]


def kill_at(folder: Path, step: str, script: Path) -> bool:
    """Whether the step was come to; the process is gone either way."""
    script.write_text(CHILD)
    done = subprocess.run(
        [sys.executable, str(script), str(folder), step], capture_output=True, text=True, check=False
    )
    assert done.returncode == -9 or "not stopped" in done.stdout, done.stderr
    return done.returncode == -9


def check_whole(house: House, name: str, title: str | None) -> None:
    assert house.on_disk(name)["title"] == title
    assert not [each for each in house.names() if each.startswith(".")], "nothing of ours lies about"
    assert house.row("SELECT count(*) FROM file_writes WHERE state IN ('begun', 'failed')")[0] == 0
    assert house.row("SELECT count(*) FROM files WHERE write_due IS NOT NULL OR look_due IS NOT NULL")[0] == 0
    file = house.row("SELECT size, mtime_ns, content_hash FROM files WHERE name = ?", name)
    asset = house.library.assets.get(house.asset(name))
    standing = (house.photos / name).stat()
    assert (file["size"], file["mtime_ns"]) == (standing.st_size, standing.st_mtime_ns)
    assert file["content_hash"] == asset.content_hash


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    photo(tmp_path / "photos" / "IMG_0.jpg", 1)
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(tmp_path / "photos")
        assert library.work_until_idle()
    return tmp_path / "photos"


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: no SIGKILL")
@pytest.mark.parametrize("mode", ["sidecar", "photo"])
def test_killed_while_writing(tmp_path: Path, photos: Path, mode: str) -> None:
    folder = tmp_path / "library"
    original = (photos / "IMG_0.jpg").read_bytes()
    operations, reached = [], []
    for number, step in enumerate(STEPS):
        with Library.open(folder, workers=1) as library:
            library.editing.set_mode("sidecar" if mode == "sidecar" or number == 0 else "photo")
            house = House(library, photos)
            operations.append(house.set("IMG_0.jpg", title=f"Title {number}").operation)
        if kill_at(folder, step, tmp_path / "child.py"):
            reached.append(step)
        assert fields_on_disk(photos / "IMG_0.jpg")["title"] in {
            f"Title {number}",
            f"Title {number - 1}",
            None,
        }
        with Library.open(folder, workers=1) as library:
            house = House(library, photos)
            house.write()
            check_whole(house, "IMG_0.jpg", f"Title {number}")
            assert house.states("IMG_0.jpg") == {"title": "written"}
    assert reached == [step for step in STEPS if mode == "photo" or step != "embedded"]
    with Library.open(folder, workers=1) as library:
        house = House(library, photos)
        for operation in reversed(operations):
            assert operation is not None
            library.editing.undo(operation)
            house.write()
        assert (photos / "IMG_0.jpg").read_bytes() == original
        assert house.names() == {"IMG_0.jpg"}
        assert house.edits("IMG_0.jpg") == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Platform: no SIGKILL")
def test_killed_while_taking_back(tmp_path: Path, photos: Path) -> None:
    folder = tmp_path / "library"
    original = (photos / "IMG_0.jpg").read_bytes()
    for step in ("begun", "embedded", "placed"):
        with Library.open(folder, workers=1) as library:
            library.editing.set_mode("photo")
            house = House(library, photos)
            done = house.set("IMG_0.jpg", title="Mine")
            house.write()
            assert (photos / "IMG_0.jpg").read_bytes() != original
            assert done.operation is not None
            library.editing.undo(done.operation)
        assert kill_at(folder, step, tmp_path / "child.py")
        with Library.open(folder, workers=1) as library:
            house = House(library, photos)
            house.write()
            check_whole(house, "IMG_0.jpg", None)
            assert house.edits("IMG_0.jpg") == {}
        assert (photos / "IMG_0.jpg").read_bytes() == original
