"""A file that a person chose: known by its content, kept until the rest comes, theirs, or refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from keepers.base.errors import FileUnreadable, Invalid, NotFound, Refused
from keepers.library import Library
from keepers.models.from_file import FromFile
from keepers.models.install import Installation
from keepers.models.own import OwnModel
from keepers.models.store import Installed, StoredFile
from models.convert.tiny import model, node, weight

#: Of an ONNX file: one more field that says who made it. Other bytes, the same model.
_MADE_BY = b"\x12\x04mine"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", models=tmp_path / "models", workers=1) as there:
        yield there


def _done(library: Library, job_id: int) -> dict[str, Any]:
    library.work_until_idle()
    job = library.jobs.get(job_id)
    assert job.state == "done", job.error_message
    assert job.result is not None
    return job.result


def _mine(models_dir: Path, folder: Path) -> Path:
    path = folder / "my faces.onnx"
    path.write_bytes((models_dir / "face_reid_retail_0095.onnx").read_bytes() + _MADE_BY)
    return path


@pytest.mark.models
def test_a_file_of_the_list_is_known_whatever_it_is_called(
    library: Library, models_dir: Path, tmp_path: Path
) -> None:
    file = tmp_path / "download (3)"
    file.write_bytes((models_dir / "face_detection_yunet_2023mar.onnx").read_bytes())
    assert _done(library, library.models.import_file(file))["installed"] == ["yunet-2023mar"]
    (state,) = (each for each in library.models.state() if each.id == "yunet-2023mar")
    assert (state.by_hand, state.source, state.active) == (True, "file", True)


@pytest.mark.models
def test_a_model_of_several_files_waits_for_the_last_of_them(
    library: Library, models_dir: Path, tmp_path: Path
) -> None:
    names = (
        "lite2_conse_image_tower.onnx",
        "minilm_text_tower_int8.onnx",
        "minilm_tokenizer.json",
        "imagenet1k_labels.json",
    )
    for number, name in enumerate(names):
        place = tmp_path / str(number)
        place.mkdir()
        (place / name).write_bytes((models_dir / name).read_bytes())
        result = _done(library, library.models.import_file(place / name))
        if name != names[-1]:
            assert result["installed"] == []
            assert len(result["waiting_for"][0]["files"]) == 3 - number
    assert result["installed"] == ["search-basic"]
    assert library.models.active("image_text") is not None


def test_a_file_nobody_knows_is_refused_before_any_work(library: Library, tmp_path: Path) -> None:
    for content, kind in ((b"", FileUnreadable), (b"x" * 100, Refused)):
        (tmp_path / "file.onnx").write_bytes(content)
        with pytest.raises(kind):
            library.models.import_file(tmp_path / "file.onnx")
    with pytest.raises(FileUnreadable):
        library.models.import_file(tmp_path / "not there")
    assert library.jobs.list() == []


def test_the_right_size_alone_is_not_enough(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file.onnx").write_bytes(bytes(library.models.catalogue.get("yunet-n").bytes))
    job = library.models.import_file(tmp_path / "file.onnx")
    library.work_until_idle()
    assert library.jobs.get(job).error_code == "model_unfit"
    assert library.models.store.installed() == []


@pytest.mark.models
def test_a_model_of_ones_own_is_tried_marked_and_used_when_chosen(
    library: Library, models_dir: Path, tmp_path: Path
) -> None:
    own = OwnModel("Mine, best of all", "reid-0095", "my own")
    result = _done(library, library.models.import_file(_mine(models_dir, tmp_path), own))
    assert result["installed"] == ["own-mine-best-of-all"]
    active = library.models.active("face_embedding")
    assert active is not None
    assert (active.id, active.entry.dims, active.entry.own) == ("own-mine-best-of-all", 256, True)
    assert dict(active.entry.thresholds) == dict(library.models.catalogue.get("reid-0095").thresholds)
    (state,) = (each for each in library.models.state() if each.own)
    assert (state.licence, state.by_hand) == ("my own", True)
    _done(library, library.models.install(["reid-0095"], from_dir=models_dir))
    assert library.models.all_active()["face_embedding"].id == "reid-0095"
    library.models.use("face_embedding", "own-mine-best-of-all")
    assert library.models.all_active()["face_embedding"].id == "own-mine-best-of-all"


@pytest.mark.models
@pytest.mark.parametrize("like", ["yunet-n", "face-mesh", "yolox-s"])
def test_a_model_that_does_something_else_is_refused(
    library: Library, models_dir: Path, tmp_path: Path, like: str
) -> None:
    job = library.models.import_file(_mine(models_dir, tmp_path), OwnModel("Mine", like))
    library.work_until_idle()
    assert library.jobs.get(job).error_code == "model_unfit"
    assert library.models.store.installed() == []


@pytest.mark.parametrize("content", [b"no model at all", b"\x08\x07\x12\x04mine", bytes(4096)])
def test_what_is_no_model_is_refused_by_a_process_of_its_own(
    library: Library, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file.onnx").write_bytes(content)
    job = library.models.import_file(tmp_path / "file.onnx", OwnModel("Mine", "reid-0095"))
    library.work_until_idle()
    assert library.jobs.get(job).error_code == "model_unfit"


def test_a_model_that_wants_all_the_memory_there_is_is_refused_in_words_about_models(
    library: Library, tmp_path: Path
) -> None:
    """A file of a hundred bytes that asks for sixty gigabytes of zeros."""
    parts = [
        node("ConstantOfShape", ["s"], "z"),
        node("ReduceMax", ["z"], "y"),
        weight("s", np.array([1 << 24, 1 << 10], "<i8")),
    ]
    (tmp_path / "huge.onnx").write_bytes(model(parts, {"x": [1, 3, 128, 128]}, {"y": [1, 1]}))
    job = library.models.import_file(tmp_path / "huge.onnx", OwnModel("Mine", "reid-0095"))
    library.work_until_idle()
    failed = library.jobs.get(job)
    assert failed.error_code == "model_unfit"
    assert "huge.onnx" in str(failed.error_message)
    assert "photo" not in str(failed.error_message)
    assert library.models.store.installed() == []
    assert not any((library.models.store.path / ".incoming").iterdir())


class _Watching:
    """Takes progress of a job, and goes on."""

    def progress(self, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
        """Takes it."""

    def checkpoint(self) -> None:
        """Goes on."""


def test_the_bytes_that_were_tried_are_those_that_are_used(library: Library, tmp_path: Path) -> None:
    """Somebody writes to the file while it is tried."""
    file = tmp_path / "mine.onnx"
    file.write_bytes(b"tried")
    tried: list[bytes] = []

    def examine(copy: Path) -> int:
        tried.append(copy.read_bytes())
        file.write_bytes(b"other")
        return 128

    def never(folder: Path) -> Installation:
        raise AssertionError(folder)

    like = library.models.catalogue.get("reid-0095")
    taking = FromFile(_Watching(), library.models, never, 0)
    assert taking.own(file, OwnModel("Mine", "reid-0095"), like, examine)["installed"] == ["own-mine"]
    assert tried == [b"tried"]
    assert library.models.store.file("own-mine", "model.onnx").read_bytes() == b"tried"


def test_a_model_of_ones_own_is_like_one_file_of_the_list(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file.onnx").write_bytes(b"x")
    with pytest.raises(NotFound):
        library.models.import_file(tmp_path / "file.onnx", OwnModel("Mine", "nothing"))
    with pytest.raises(Invalid):
        library.models.import_file(tmp_path / "file.onnx", OwnModel("Mine", "clip-vit-b32"))


@pytest.mark.parametrize("own", [{}, {"like": ["yunet-n"]}, {"like": "nothing"}, {"like": {"a": {"b": 1}}}])
def test_a_meddled_record_of_ones_own_is_no_model_in_use(library: Library, own: dict[str, Any]) -> None:
    store = library.models.store
    file = store.incoming("own-mine") / "model.onnx"
    file.write_bytes(b"x")
    stored = StoredFile("model.onnx", 1, "0" * 64)
    store.place(Installed("own-mine", (stored,), "file", 0, True, own), {"model.onnx": file})
    assert library.models.all_active() == {}
    assert "own-mine" not in {state.id for state in library.models.state()}


def test_titles_of_any_script_make_names_of_folders() -> None:
    assert OwnModel("Ünser Bestes!", "x").id() == "own-unser-bestes"
    assert OwnModel("私の", "x").id() == "own-model"
    assert OwnModel("../../etc", "x").id() == "own-etc"
