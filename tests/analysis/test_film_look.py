"""A visit to a film, as a worker does it."""

import os
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3

from keepers.analysis.worker import look_at, prepare
from keepers.base.errors import FileUnreadable
from keepers.media.thumbnails import thumb_path
from media.films import SINCE_1904, film, patched
from media.pictures import encoded, quadrants

NOON_S = 1_720_958_405  # 14 July 2024, 12:00:05 UTC


@pytest.fixture
def thumbs(tmp_path: Path) -> Path:
    prepare({})
    folder = tmp_path / "thumbs"
    folder.mkdir()
    return folder


def look(path: Path, thumbs: Path) -> dict[str, Any]:
    return look_at(
        {"path": os.fsdecode(path), "file_id": 3, "name": path.name, "mtime_ns": 0, "thumbs": str(thumbs)}
    )


def test_one_visit_gives_everything(tmp_path: Path, thumbs: Path) -> None:
    path = patched(film(tmp_path / "VID_20240714_140005.mp4"), made_1904_s=SINCE_1904 + NOON_S)
    found = look(path, thumbs)
    assert found["content_hash"] == blake3(path.read_bytes()).hexdigest()
    assert (found["kind"], found["format"], found["duration_ms"]) == ("video", "mp4", 2000)
    assert (found["width"], found["height"], found["size"]) == (96, 64, path.stat().st_size)
    capture = found["said"]["capture"]
    when = (capture["time_ms"], capture["offset_min"], capture["source"])
    assert when == ((NOON_S + 7200) * 1000, 120, "film")
    assert thumb_path(thumbs, found["content_hash"], 256).is_file()
    measures = found["measures"]
    assert (measures["sharpness"], measures["composition"]) == (None, None)
    assert measures["brightness"] is not None
    assert len(found["placeholder"]) == 36


def test_content_decides_whatever_the_name_says(tmp_path: Path, thumbs: Path) -> None:
    assert look(film(tmp_path / "a.mp4").rename(tmp_path / "a.jpg"), thumbs)["kind"] == "video"
    (tmp_path / "b.mp4").write_bytes(encoded(quadrants()))
    assert look(tmp_path / "b.mp4", thumbs).get("kind", "photo") == "photo"


def test_films_that_cannot_be_read_have_their_reasons(tmp_path: Path, thumbs: Path) -> None:
    whole = film(tmp_path / "whole.mp4").read_bytes()
    for name, data, codes in (
        ("empty.mp4", b"", {"empty_file"}),
        ("text.mov", b"a text named like a film", {"not_a_picture"}),
        ("cut.mp4", whole[: len(whole) // 2], {"unsupported", "broken"}),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(FileUnreadable) as caught:
            look(path, thumbs)
        assert caught.value.code in codes, name
    with pytest.raises(FileUnreadable) as caught:
        look(tmp_path / "gone.mp4", thumbs)
    assert caught.value.code == "vanished"
    assert list(thumbs.iterdir()) == []
