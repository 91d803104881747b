import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from blake3 import blake3

from keepers.analysis.measures import Measures
from keepers.analysis.worker import look_at, prepare
from keepers.base.errors import FileUnreadable
from keepers.base.workers import WorkerPool
from keepers.media.thumbnails import thumb_path
from media.pictures import encoded, exif, scene


def item(path: Path, thumbs: Path, file_id: int = 7) -> dict[str, Any]:
    return {
        "path": os.fsdecode(path),
        "file_id": file_id,
        "name": path.name,
        "mtime_ns": 0,
        "thumbs": str(thumbs),
        "known_hash": None,
    }


def code_of(path: Path, thumbs: Path) -> str:
    """Why it cannot be read, or cannot be shown."""
    try:
        found = look_at(item(path, thumbs))
    except FileUnreadable as error:
        return error.code
    assert "measures" not in found, "what cannot be shown is not measured"
    assert found["said"]["capture"]["time_ms"]
    return str(found["unshown"][0])


@pytest.fixture
def thumbs(tmp_path: Path) -> Path:
    folder = tmp_path / "thumbs"
    folder.mkdir()
    return folder


def test_one_visit_gives_everything(tmp_path: Path, thumbs: Path) -> None:
    prepare({})
    path = tmp_path / "IMG_1.jpg"
    data = encoded(
        scene(width=1600, height=1200),
        exif=exif({0x0110: "Cam", 0x0112: 6}, {0x9003: "2019:05:20 10:45:52", 0x9011: "+02:00"}),
    )
    path.write_bytes(data)
    found = look_at(item(path, thumbs))
    measures, said = found.pop("measures"), found.pop("said")
    assert found == {
        "file_id": 7,
        "content_hash": blake3(data).hexdigest(),
        "size": len(data),
        "mtime_ns": path.stat().st_mtime_ns,
        "format": "jpeg",
        "width": 1200,
        "height": 1600,
        "placeholder": found["placeholder"],
        "faces": None,
    }
    assert len(found["placeholder"]) == 36
    assert said["fields"]["date"] == {"time_ms": 1558349152000, "offset_min": 120}
    assert (said["capture"]["source"], said["gear"]["camera"]) == ("exif_original", "Cam")
    assert set(measures) == set(Measures.__dataclass_fields__)
    assert measures["sharpness"] > 0.5
    assert -(1 << 63) <= measures["dhash"] < 1 << 63
    assert all(thumb_path(thumbs, found["content_hash"], size).is_file() for size in (256, 1024))


def test_only_plain_values_leave_a_worker(tmp_path: Path, thumbs: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(scene(), "PNG"))
    found = look_at(item(path, thumbs))
    for value in (*found.values(), *found["measures"].values()):
        assert type(value) in {int, float, str, bytes, dict, type(None)}


def test_a_blank_picture_is_not_judged(tmp_path: Path, thumbs: Path) -> None:
    path = tmp_path / "wall.png"
    path.write_bytes(encoded(np.full((300, 400, 3), 90, np.uint8), "PNG"))
    measures = look_at(item(path, thumbs))["measures"]
    assert (measures["blank"], measures["sharpness"], measures["composition"]) == (1, None, None)


def test_every_reason_has_its_code(tmp_path: Path, thumbs: Path) -> None:
    files = {
        "empty_file": b"",
        "not_a_picture": b"a text named like a picture",
        "truncated": encoded(scene())[:3000],
        "broken": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00\x00",
    }
    for code, data in files.items():
        path = tmp_path / f"{code}.jpg"
        path.write_bytes(data)
        assert code_of(path, thumbs) in {code, "truncated"}
    assert code_of(tmp_path / "gone.jpg", thumbs) == "vanished"
    assert list(thumbs.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among the files of this system")
def test_a_pipe_named_like_a_picture_does_not_keep_anybody_waiting(tmp_path: Path, thumbs: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert code_of(tmp_path / "pipe.jpg", thumbs) == "unsupported"


def test_a_folder_named_like_a_picture(tmp_path: Path, thumbs: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    assert code_of(tmp_path / "folder.jpg", thumbs) in {"unsupported", "read_failed", "permission_denied"}


def test_a_file_larger_than_is_read_whole(tmp_path: Path, thumbs: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as stream:
        stream.write(b"\xff\xd8\xff")
        stream.truncate(600 << 20)
    assert code_of(path, thumbs) == "too_large"


def test_a_file_that_may_not_be_read(tmp_path: Path, thumbs: Path, ordinary_rights: None) -> None:
    path = tmp_path / "secret.jpg"
    path.write_bytes(encoded(scene()))
    path.chmod(0)
    assert code_of(path, thumbs) == "permission_denied"


def test_in_a_worker_process_one_bad_file_fails_alone(tmp_path: Path, thumbs: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.jpg").write_bytes(encoded(scene(number, 200, 150)))
    (tmp_path / "2.jpg").write_bytes(b"damaged")
    pool = WorkerPool("keepers.analysis.worker:look_at", size=1, init_args={}, item_timeout_s=60)
    try:
        outcomes = list(pool.map(item(tmp_path / f"{number}.jpg", thumbs, number) for number in range(4)))
    finally:
        pool.close()
    codes = {outcome.item["file_id"]: outcome.error and outcome.error.code for outcome in outcomes}
    assert codes == {0: None, 1: None, 2: "not_a_picture", 3: None}
