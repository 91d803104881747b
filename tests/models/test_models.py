"""Which model does what, in a real library."""

from pathlib import Path

import pytest

from keepers.library import Library
from models_store import make_store

pytestmark = pytest.mark.models


def test_set_a_is_in_use_and_told(tmp_path: Path, model_store: Path) -> None:
    with Library.open(tmp_path / "library", models=model_store) as library:
        detector = library.models.active("face_detection")
        assert detector is not None
        assert (detector.id, detector.key) == ("yunet-n", "yunet-n@104ee26c")
        assert detector.graph.stat().st_size == detector.entry.bytes
        assert {one.id for one in library.models.all_active().values()} == {
            "yunet-n",
            "reid-0095",
            "face-mesh",
        }
        assert library.models.active("image_text") is None
        told = {state.id: state for state in library.models.state()}
        assert told["yunet-n"].active
        assert not told["sface"].installed
        assert told["sface"].bytes == 38_696_353
        assert told["laion-aesthetic"].reason is not None


def test_faces_are_looked_for_once_when_models_came(tmp_path: Path, model_store: Path) -> None:
    with Library.open(tmp_path / "library", models=model_store) as library:
        library.models_changed()
        assert [job.kind for job in library.jobs.list()] == ["faces"]
        library.jobs.cancel(library.jobs.list()[0].id)
        library.models_changed()
        assert [job.state for job in library.jobs.list()] == ["cancelled"]


def test_a_model_whose_bytes_changed_is_used_no_more(tmp_path: Path, models_dir: Path) -> None:
    store = make_store(tmp_path / "models", models_dir, ("yunet-2023mar",))
    file = store / "yunet-2023mar" / "model.onnx"
    size = file.stat().st_size
    file.unlink()
    file.write_bytes(bytes(size))
    with Library.open(tmp_path / "library", models=store, workers=1) as library:
        assert library.models.active("face_detection") is not None
        job = library.models.verify()
        library.work_until_idle()
        assert library.jobs.get(job).result == {
            "checked": 1,
            "damaged": [{"id": "yunet-2023mar", "files": ["model.onnx"]}],
        }
        assert library.models.active("face_detection") is None
        library.models.install(["yunet-2023mar"], from_dir=models_dir)
        library.work_until_idle()
        assert library.models.all_active()["face_detection"].id == "yunet-2023mar"
        assert library.models.store.verify("yunet-2023mar") == []


def test_a_persons_choice_goes_before_rank_until_it_is_gone(tmp_path: Path, models_dir: Path) -> None:
    store = make_store(tmp_path / "models", models_dir, ("yunet-n", "yunet-2023mar"))
    with Library.open(tmp_path / "library", models=store) as library:
        library.models.use("face_detection", "yunet-2023mar")
        assert library.models.all_active()["face_detection"].id == "yunet-2023mar"
        library.models.remove("yunet-2023mar")
        assert library.models.all_active()["face_detection"].id == "yunet-n"


def test_without_models_nothing_is_in_use_and_all_is_told(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", models=tmp_path / "none") as library:
        assert library.models.all_active() == {}
        assert all(not state.installed and state.brings for state in library.models.state())
        assert library.jobs.list() == []
