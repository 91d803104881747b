"""Models over the API: told, chosen, fetched from a folder, refused where it makes no sense."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from keepers.library import Library
from models_store import make_store
from web.conftest import Door, door_to


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    """A library without models, nor photos, nor anything to take models from."""
    monkeypatch.delenv("KEEPERS_MODELS_DIR", raising=False)
    (tmp_path / "home" / "Photos").mkdir(parents=True)
    with Library.open(tmp_path / "library", models=tmp_path / "models", workers=1) as library:
        made = door_to(library, tmp_path / "home" / "Photos", None)
        yield made
        made.app.extensions["keepers"].close()


def _handle(door: Door, name: str | None = None) -> str:
    """The handle of the home folder, or of a folder in it, as the page comes by it."""
    (home,) = (place["handle"] for place in door.get("/folders")["places"])
    if name is None:
        return str(home)
    return str(
        next(each["handle"] for each in door.get(f"/folders/{home}")["folders"] if each["name"] == name)
    )


def _model(told: Any, model_id: str) -> Any:
    return next(each for each in told["models"] if each["id"] == model_id)


def _finished(door: Door, job_id: int) -> Any:
    door.library.work_until_idle()
    return _job(door, job_id)


def _job(door: Door, job_id: int) -> Any:
    return next(each for each in door.get("/jobs")["jobs"] if each["id"] == job_id)


def test_without_models_each_task_says_what_is_missed(bare: Door) -> None:
    told = bare.get("/models")
    assert all(task["active"] is None and task["missing"] for task in told["tasks"])
    assert told["use_context"] == "personal"
    assert told["job_id"] is None
    assert told["starter"]["answer"] == "open"
    assert not told["starter"]["complete"]
    assert not told["starter"]["may_fetch"]
    assert _model(told, "sface")["fetch_bytes"] == 38_696_353
    assert _model(told, "reid-0095")["from_where"] == []
    assert [each["provider"] for each in told["providers"] if each["chosen"]] == ["cpu"]


@pytest.mark.models
def test_models_come_from_a_folder_and_are_in_use(bare: Door, models_dir: Path, tmp_path: Path) -> None:
    weights = tmp_path / "home" / "Weights"
    weights.symlink_to(models_dir)
    job = bare.post("/models/install", {"ids": ["yunet-n", "reid-0095"], "handle": _handle(bare, "Weights")})
    assert bare.get("/models")["job_id"] == job["job_id"]
    done = _finished(bare, job["job_id"])
    assert done["state"] == "done"
    assert done["result"]["installed"] == ["yunet-n", "reid-0095"]
    assert done["args_public"] == {"do": "install", "ids": ["yunet-n", "reid-0095"]}
    told = bare.get("/models")
    assert _model(told, "yunet-n")["active"]
    assert _model(told, "yunet-n")["source"] == "folder"
    assert _model(told, "yunet-n")["by_hand"]
    verified = _finished(bare, bare.post("/models/verify", {})["job_id"])
    assert verified["result"] == {"checked": 2, "damaged": []}


@pytest.mark.models
def test_a_file_of_a_folder_is_told_and_taken(bare: Door, models_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / "face.onnx").write_bytes(
        (models_dir / "face_detection_yunet_2023mar.onnx").read_bytes()
    )
    (tmp_path / "home" / "other.ONNX").write_bytes(b"x")
    (tmp_path / "home" / "letter.txt").write_bytes(b"x")
    listed = bare.get("/models/files", handle=_handle(bare))
    assert listed["files"] == [
        {"name": "face.onnx", "bytes": 232_589, "matches": ["yunet-2023mar"], "onnx": True},
        {"name": "other.ONNX", "bytes": 1, "matches": [], "onnx": True},
    ]
    assert not listed["more"]
    job = bare.post("/models/import", {"handle": _handle(bare), "name": "face.onnx"})
    assert _finished(bare, job["job_id"])["result"]["installed"] == ["yunet-2023mar"]


def test_only_files_of_that_folder_can_be_named(bare: Door) -> None:
    handle = _handle(bare)
    for name in ("../library/catalog.db", "/etc/passwd", "..", "a/b", "a\\b"):
        status, code = bare.refused("POST", "/models/import", {"handle": handle, "name": name})
        assert (status, code) == (400, "invalid")
    assert bare.refused("POST", "/models/import", {"handle": handle, "name": "none"}) == (410, "vanished")
    assert bare.refused("POST", "/models/import", {"handle": "made up", "name": "a"}) == (404, "not_found")


@pytest.mark.models
def test_choosing_using_and_removing(tmp_path: Path, models_dir: Path) -> None:
    store = make_store(tmp_path / "models", models_dir, ("yunet-n", "yunet-2023mar"))
    (tmp_path / "home" / "Photos").mkdir(parents=True)
    with Library.open(tmp_path / "library", models=store, workers=1) as library:
        door = door_to(library, tmp_path / "home" / "Photos", None)
        told = door.post("/models/use", {"task": "face_detection", "id": "yunet-2023mar"})
        assert _model(told, "yunet-2023mar")["active"]
        assert _model(told, "yunet-2023mar")["chosen"]
        told = door.post("/models/use", {"task": "face_detection", "id": None})
        assert _model(told, "yunet-n")["active"]
        crop = _face_found_by(library, "yunet-n")
        removed = door.ask("DELETE", "/api/v1/models/yunet-n?purge=true").get_json()
        assert removed == {"removed": "yunet-n", "forgotten": 2}
        assert not crop.exists()
        assert not library.jobs.all_paused
        assert "faces" in {job.kind for job in library.jobs.list(("queued",))}
        assert _model(door.get("/models"), "yunet-2023mar")["active"]
        door.app.extensions["keepers"].close()


def _face_found_by(library: Library, detector: str) -> Path:
    """A face with a vector of a build there was before, and where its picture lies."""

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO assets (id, content_hash, capture_time, capture_source, added_at)"
            " VALUES (1, x'00', 0, 'file', 0)"
        )
        connection.execute(
            "INSERT INTO faces (id, asset_id, source, detector, x, y, w, h, crop, found_at)"
            " VALUES (1, 1, 'found', ?, 0, 0, 1, 1, 'abcdef', 0)",
            (detector,),
        )
        connection.execute("INSERT INTO face_vectors VALUES (1, ?, x'00')", (f"{detector}@00000000",))

    library.db.write(fill)
    crop = library.face_crops / "ab" / "abcdef.webp"
    crop.parent.mkdir(parents=True, exist_ok=True)
    crop.write_bytes(b"picture")
    return crop


def test_what_makes_no_sense_is_refused(bare: Door) -> None:
    for method, path, body, expected in (
        ("POST", "/models/install", {}, (400, "invalid")),
        ("POST", "/models/install", {"ids": ["sface"], "set": "starter"}, (400, "invalid")),
        ("POST", "/models/install", {"ids": ["nothing"]}, (404, "not_found")),
        ("POST", "/models/install", {"ids": []}, (400, "invalid")),
        ("POST", "/models/use", {"task": "face_detection", "id": "sface"}, (404, "not_found")),
        ("POST", "/models/use", {"task": "cooking", "id": None}, (400, "invalid")),
        ("POST", "/models/verify", {"ids": ["sface"]}, (404, "not_found")),
        ("DELETE", "/models/sface", None, (404, "not_found")),
        ("PATCH", "/models", {"use_context": "world domination"}, (400, "invalid")),
    ):
        assert bare.refused(method, path, body) == expected, path
    assert bare.library.jobs.list() == []


def test_the_starter_models_are_asked_for_and_declined(bare: Door) -> None:
    job = bare.post("/models/install", {"set": "starter"})["job_id"]
    assert bare.get("/models")["starter"]["answer"] == "accepted"
    answer = bare.ask("PATCH", "/api/v1/models", {"starter": "declined"})
    assert answer.get_json()["starter"]["answer"] == "declined"
    assert _job(bare, job)["state"] == "cancelled"


def test_the_use_is_kept(bare: Door) -> None:
    told = bare.ask("PATCH", "/api/v1/models", {"use_context": "commercial"}).get_json()
    assert told["use_context"] == "commercial"
    assert bare.get("/models")["use_context"] == "commercial"
