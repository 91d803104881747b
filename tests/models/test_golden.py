"""Proving that another processor gives the same answers, and heeding what was found."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.base.errors import Invalid
from keepers.library import Library
from keepers.models.golden import alike, compare, fit
from keepers.models.providers import RUNTIME_NAMES, Verdict, Verdicts
from models.internet import body
from models_store import make_store

_numbers = st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=40)


@given(_numbers)
def test_rounding_is_no_difference_and_anything_larger_is(numbers: list[float]) -> None:
    golden = np.array(numbers, np.float32)
    scale = float(np.abs(golden).max()) or 1.0
    assert alike(golden, golden + np.float32(1e-6 * scale))
    wrong = golden.copy()
    wrong[0] += 0.05 * scale
    assert not alike(golden, wrong)
    wrong[0] = np.nan
    assert not alike(golden, wrong)
    assert not alike(golden, golden[:-1])


@pytest.mark.models
def test_the_processor_itself_agrees_with_itself(model_store: Path) -> None:
    for model_id, side in (("reid-0095", 128), ("face-mesh", 192), ("yunet-n", 320)):
        assert compare(model_store / model_id / "model.onnx", "CPUExecutionProvider", side) == (True, "")


@pytest.mark.models
def test_a_processor_that_is_not_there_is_not_the_same(model_store: Path) -> None:
    same, why = compare(model_store / "reid-0095" / "model.onnx", "NoSuchExecutionProvider", 128)
    assert not same
    assert why


@pytest.mark.models
def test_models_of_the_list_are_fit_for_what_they_do(model_store: Path) -> None:
    assert fit(model_store / "reid-0095" / "model.onnx", "face_embedding", 128) == 256
    fit(model_store / "yunet-n" / "model.onnx", "face_detection", 640)
    fit(model_store / "face-mesh" / "model.onnx", "face_mesh", 192)


@pytest.mark.models
def test_another_processor_is_used_only_where_it_was_proved(tmp_path: Path, model_store: Path) -> None:
    with Library.open(tmp_path / "library", models=tmp_path / "models") as library:
        for kept in model_store.iterdir():
            if not kept.name.startswith("."):
                (tmp_path / "models").mkdir(exist_ok=True)
                (tmp_path / "models" / kept.name).symlink_to(kept)
        keys = {task: one.key for task, one in library.models.all_active().items()}
        with pytest.raises(Invalid):
            library.models.providers.choose("no such thing")
        # As on a computer that has it: chosen there, and looked at by the comparison.
        library.settings.set("models.provider", "cuda")
        assert _used(library) == {RUNTIME_NAMES["cpu"]}
        assert _state(library) == ("unchecked", None)
        verdicts = Verdicts(library.models.store)
        verdicts.keep("cuda", {keys["face_detection"]: Verdict(True, "")})
        detector = library.models.active("face_detection")
        assert detector is not None
        assert detector.provider == RUNTIME_NAMES["cuda"]
        assert _state(library) == ("unchecked", None), "two of the three were not compared"
        verdicts.keep("cuda", {keys[task]: Verdict(True, "") for task in ("face_embedding", "face_mesh")})
        assert _state(library) == ("on", None)
        verdicts.keep("cuda", {"removed@00000000": Verdict(False, "It gave other answers.")})
        assert _state(library) == ("on", None), "of a model that is gone nothing is told"
        verdicts.keep("cuda", {keys["face_embedding"]: Verdict(False, "It gave other answers.")})
        embedder = library.models.active("face_embedding")
        assert embedder is not None
        assert embedder.provider == RUNTIME_NAMES["cpu"]
        assert _state(library) == ("failed", "It gave other answers.")


@pytest.mark.models
def test_a_model_that_comes_later_is_compared_too(tmp_path: Path, models_dir: Path) -> None:
    store = make_store(tmp_path / "models", models_dir, ("reid-0095",))
    with Library.open(tmp_path / "library", models=store) as library:
        library.settings.set("models.provider", "cuda")
        library.models_changed()
        (job,) = (each for each in library.jobs.list() if each.kind == "models")
        assert job.args == {"do": "check", "provider": "cuda"}
        library.work_until_idle()
        assert _state(library)[0] == "failed"
        library.models.install(["face-mesh"], from_dir=models_dir)
        library.work_until_idle()
        compared = [each.result for each in library.jobs.list() if each.args.get("do") == "check"]
        assert [sorted(each["different"]) for each in compared if each] == [
            ["face-mesh", "reid-0095"],
            ["reid-0095"],
        ]
        library.models_changed()
        assert not library.jobs.list(("queued",))


@pytest.mark.models
def test_the_comparison_is_done_by_the_job_and_kept(tmp_path: Path, model_store: Path) -> None:
    with Library.open(tmp_path / "library", models=model_store) as library:
        job = library.models.check_provider("coreml")
        library.work_until_idle()
        done = library.jobs.get(job)
        assert done.state == "done", done.error_message
        assert done.result is not None
        if "coreml" not in {each.provider for each in library.models.providers.state() if each.available}:
            assert done.result["same"] == []
            assert set(done.result["different"]) == {"yunet-n", "reid-0095", "face-mesh"}
        (model_store / "providers.json").unlink()


def test_a_meddled_record_of_comparisons_counts_as_none(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", models=tmp_path / "models") as library:
        verdicts = Verdicts(library.models.store)
        (tmp_path / "models").mkdir()
        for content in (b"", b"[]", b'{"cuda": 3}', body(1, 50)):
            (tmp_path / "models" / "providers.json").write_bytes(content)
            assert verdicts.all("cuda") == {}


def _used(library: Library) -> set[str]:
    return {one.provider for one in library.models.all_active().values()}


def _state(library: Library) -> tuple[str, str | None]:
    (cuda,) = (each for each in library.models.providers.state() if each.provider == "cuda")
    return cuda.state, cuda.detail
