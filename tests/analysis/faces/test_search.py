"""Job 'faces' and the look beside it, with real weights, files and worker processes."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analysis.faces.weights import install
from keepers.base.job import Job
from keepers.catalog.face_match import cosine
from keepers.library import Library
from keepers.media.thumbnails import thumb_path
from keepers.models.store import ModelStore

pytestmark = [pytest.mark.photos, pytest.mark.models]

SET_A = ("yunet-n", "reid-0095", "face-mesh")
GROUPS = {"bbt4.jpg": 6, "identification1.jpg": 4, "detection1.jpg": 1}

SEARCH_IN_A_PROCESS_OF_ITS_OWN = """
import sys
from pathlib import Path
from keepers.library import Library

if __name__ == "__main__":
    library = Library.open(Path(sys.argv[1]), workers=1, models=Path(sys.argv[2]))
    with library.events.subscribe() as heard:
        library.start_work()
        for event in heard:
            if event.kind == "faces":
                print(len(event.data["ids"]), flush=True)
"""


@dataclass
class Shelf:
    library: Library
    folder: Path
    store: ModelStore
    weights: Path

    def install(self, *model_ids: str) -> None:
        install(self.store, self.weights, *model_ids)
        self.library.models_changed()

    def work(self) -> None:
        assert self.library.work_until_idle()

    def scan(self) -> None:
        self.library.analyze()
        self.work()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.library.db.read(
            lambda connection: [tuple(row) for row in connection.execute(sql, values)]
        )

    def write(self, sql: str, *values: Any) -> None:
        self.library.db.write(lambda connection: connection.execute(sql, values).rowcount)

    def found(self) -> dict[str, int]:
        """How many faces are known in each photo."""
        return dict(
            self.rows(
                "SELECT f.name, (SELECT count(*) FROM faces x WHERE x.asset_id = f.asset_id AND x.gone = 0)"
                " FROM files f WHERE f.present = 1"
            )
        )

    def last(self, kind: str) -> Job:
        return next(job for job in self.library.jobs.list() if job.kind == kind)

    def crops(self) -> set[str]:
        return {path.stem for path in (self.library.path / "faces").glob("??/*.webp")}


@pytest.fixture
def shelf(tmp_path: Path, photos_dir: Path, models_dir: Path) -> Iterator[Shelf]:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in GROUPS:
        shutil.copyfile(photos_dir / "faces/groups" / name, folder / name)
    store = ModelStore(tmp_path / "models")
    with Library.open(tmp_path / "library", workers=1, models=store.path) as library:
        library.add_root(folder)
        yield Shelf(library, folder, store, models_dir)


def test_a_look_finds_faces_in_the_same_visit(shelf: Shelf) -> None:
    shelf.install(*SET_A)
    (shelf.folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    shelf.scan()
    assert shelf.found() == {**GROUPS, "broken.jpg": 0}
    # Nothing was left for the job: the look wrote all of it.
    assert (shelf.last("faces").result or {}).get("searched", 0) == 0
    assert {word for (word,) in shelf.rows("SELECT made_by FROM face_searches")} == {
        shelf.rows("SELECT made_by FROM face_searches LIMIT 1")[0][0]
    }
    assert shelf.rows("SELECT count(*) FROM face_vectors") == [(11,)]
    assert shelf.crops() == {stem for (stem,) in shelf.rows("SELECT crop FROM faces")}
    before = shelf.rows("SELECT * FROM faces ORDER BY id")
    # A second look, file by file, changes no row.
    shelf.write("UPDATE files SET look_due = 1 WHERE name <> 'broken.jpg'")
    shelf.scan()
    assert shelf.rows("SELECT * FROM faces ORDER BY id") == before


def test_photos_of_before_are_searched_when_a_model_comes_and_where_none_may_be_they_are_not(
    shelf: Shelf, tmp_path: Path, photos_dir: Path
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    shutil.copyfile(photos_dir / "faces/groups/detection5.jpg", private / "private.jpg")
    root = shelf.library.add_root(private)
    shelf.write("UPDATE roots SET faces = 0 WHERE id = ?", root.id)
    shelf.scan()
    assert shelf.rows("SELECT count(*) FROM face_searches") == [(0,)]

    # One photo is out of reach, of one nothing can be read any more, one is there.
    names = dict(shelf.rows("SELECT f.name, hex(f.content_hash) FROM files f"))
    (shelf.folder / "identification1.jpg").unlink()
    for size in (256, 1024):
        thumb_path(shelf.library.thumbs, names["detection1.jpg"].lower(), size).write_bytes(
            b"RIFF\x04\0\0\0WEBP"
        )
    (shelf.folder / "detection1.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    shelf.install(*SET_A)
    shelf.work()
    assert shelf.found() == {**GROUPS, "detection1.jpg": 0, "private.jpg": 0}
    assert shelf.last("faces").state == "done"
    # It was changed and not scanned since: it stays due, and is told as no fault of the photo.
    assert dict(shelf.rows("SELECT f.name, s.code FROM face_searches s JOIN files f USING (asset_id)")) == {
        "bbt4.jpg": None,
        "identification1.jpg": None,
    }
    shelf.scan()
    assert shelf.rows("SELECT p.code FROM problems p JOIN files f ON f.id = p.file_id") == [("truncated",)]


def test_another_embedder_and_boxes_that_people_drew(shelf: Shelf) -> None:
    shelf.install(*SET_A)
    shelf.scan()
    faces = shelf.rows("SELECT id, x, y, w, h FROM faces ORDER BY id")
    named = shelf.rows("SELECT id, asset_id, x, y, w, h FROM faces ORDER BY w DESC LIMIT 1")[0]
    shelf.write("DELETE FROM faces WHERE id = ?", named[0])
    shelf.write(
        "INSERT INTO faces (id, asset_id, source, x, y, w, h, found_at)"
        " VALUES (999, ?, 'drawn', ?, ?, ?, ?, 0)",
        *named[1:],
    )
    shelf.install("dlib-resnet")
    shelf.library.models.use("face_embedding", "dlib-resnet")
    shelf.work()
    models = {model for (model,) in shelf.rows("SELECT DISTINCT model FROM face_vectors")}
    assert len(models) == 1, "those of the model before went when the new ones were complete"
    assert models.pop().startswith("dlib-resnet@")
    assert shelf.rows("SELECT count(*) FROM face_vectors") == [(len(faces),)]
    kept = {row[0]: row[1:] for row in shelf.rows("SELECT id, x, y, w, h FROM faces WHERE source = 'found'")}
    assert kept == {row[0]: row[1:] for row in faces if row[0] != named[0]}
    (drawn,) = shelf.rows("SELECT x, y, w, h, score, points IS NULL, crop IS NULL FROM faces WHERE id = 999")
    assert drawn[:4] == named[2:]
    assert drawn[4] > 0.8
    assert drawn[5:] == (0, 0)
    assert shelf.crops() >= {stem for (stem,) in shelf.rows("SELECT crop FROM faces")}
    # The detector stays, and so nobody is searched for again.
    shelf.library.jobs.enqueue("faces", {}, dedup_key="faces")
    shelf.work()
    assert shelf.last("faces").result == {"searched": 0, "found": 0, "failed": 0}


def test_a_photo_that_was_cut_keeps_who_was_decided(shelf: Shelf) -> None:
    shelf.install(*SET_A)
    shelf.scan()
    ((asset_id,),) = shelf.rows("SELECT asset_id FROM files WHERE name = 'bbt4.jpg'")
    face_id, vector = shelf.rows(
        "SELECT f.id, v.vector FROM faces f JOIN face_vectors v ON v.face_id = f.id WHERE f.asset_id = ?"
        " ORDER BY f.x DESC LIMIT 1",
        asset_id,
    )[0]
    shelf.write("INSERT INTO persons (id, made_at, decided) VALUES (500, 0, 1)")
    shelf.write("INSERT INTO face_decisions VALUES (?, 500, 'is', 'person', 0)", face_id)
    from PIL import Image

    path = shelf.folder / "bbt4.jpg"
    with Image.open(path) as image:
        image.crop((image.width // 2, 0, image.width, image.height)).save(path, quality=92)
    os.utime(path, (1, 1))
    shelf.scan()
    ((still, again, gone),) = shelf.rows(
        "SELECT f.asset_id, v.vector, f.gone FROM faces f JOIN face_vectors v ON v.face_id = f.id"
        " WHERE f.id = ?",
        face_id,
    )
    assert (still, gone) == (asset_id, 0)
    assert cosine(vector, again) > 0.7
    assert shelf.rows("SELECT face_id FROM face_decisions") == [(face_id,)]
    assert 2 <= shelf.found()["bbt4.jpg"] <= 4


def test_killed_in_the_middle_it_goes_on_where_it_was(shelf: Shelf, tmp_path: Path, photos_dir: Path) -> None:
    for number, path in enumerate(sorted((photos_dir / "faces/lfw10").glob("*/*_0001.jpg"))):
        shutil.copyfile(path, shelf.folder / f"{number}.jpg")
    shelf.scan()
    photos = shelf.rows("SELECT count(*) FROM assets")[0][0]
    install(shelf.store, shelf.weights, *SET_A)
    path = shelf.library.path
    shelf.library.jobs.enqueue("faces", {}, dedup_key="faces")
    shelf.library.close()
    script = tmp_path / "search.py"
    script.write_text(SEARCH_IN_A_PROCESS_OF_ITS_OWN)
    child = subprocess.Popen(
        [sys.executable, str(script), str(path), str(shelf.store.path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert int(child.stdout.readline()) > 0
    os.kill(child.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    child.wait()
    child.stdout.close()
    with Library.open(path, workers=1, models=shelf.store.path) as library:
        again = Shelf(library, shelf.folder, shelf.store, shelf.weights)
        assert 0 < again.rows("SELECT count(*) FROM face_searches")[0][0] <= photos
        # Its lease runs out by itself; asked for anew it is the same job.
        again.write("UPDATE jobs SET lease_until = 0 WHERE kind = 'faces'")
        library.jobs.enqueue("faces", {}, dedup_key="faces")
        again.work()
        assert again.rows("SELECT count(*) FROM face_searches WHERE code IS NULL") == [(photos,)]
        assert {name: count for name, count in again.found().items() if name in GROUPS} == GROUPS
        assert again.rows("SELECT count(*) FROM faces") == again.rows("SELECT count(*) FROM face_vectors")


def test_a_model_that_cannot_be_opened_fails_the_search_and_no_look(shelf: Shelf) -> None:
    shelf.install(*SET_A)
    model = shelf.store.file("yunet-n", "model.onnx")
    model.write_bytes(bytes(model.stat().st_size))
    shelf.scan()
    assert shelf.rows("SELECT count(*) FROM problems") == [(0,)]
    assert shelf.library.status().unlooked == 0
    failed = shelf.last("faces")
    assert failed.state == "failed"
    assert "could not be opened" in (failed.error_message or "")
    assert shelf.rows("SELECT count(*) FROM face_searches") == [(0,)]
