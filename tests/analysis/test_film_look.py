"""A visit to a film, as a worker does it."""

import os
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3

from keepers.analysis.film_look import look_at_film
from keepers.analysis.hearing import Hearing
from keepers.analysis.worker import look_at, prepare
from keepers.base.errors import FileUnreadable
from keepers.media.film.frames import Poster
from keepers.media.problems import problem
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


def test_a_film_that_went_while_it_was_read_is_not_taken_for_broken(tmp_path: Path, thumbs: Path) -> None:
    path = film(tmp_path / "a.mp4")
    item = {"path": str(path), "file_id": 3, "name": path.name, "mtime_ns": 0, "thumbs": str(thumbs)}

    def unplugged(at: Path, _side: int, _length: int | None) -> Poster:
        at.unlink()
        raise problem("unsupported", detail="no picture of the film could be found")

    def written_on(at: Path, _side: int, _length: int | None) -> Poster:
        with at.open("ab") as stream:
            stream.write(b"more")
        raise problem("broken")

    with pytest.raises(FileUnreadable) as caught:
        look_at_film(item, Hearing(), written_on)
    assert caught.value.code == "changed_while_reading"
    with pytest.raises(FileUnreadable) as caught:
        look_at_film(item, Hearing(), unplugged)
    assert caught.value.code == "vanished"


def test_where_no_frame_opens_the_small_picture_beside_stands_for_the_film(
    tmp_path: Path, thumbs: Path
) -> None:
    path = film(tmp_path / "MVI_1.avi", "MJPG")
    # A way of packing that nobody knows.
    path.write_bytes(path.read_bytes().replace(b"MJPG", b"XQZ9"))
    unshown = look(path, thumbs)
    assert unshown["unshown"][0] in ("unsupported", "broken")
    assert (unshown["kind"], unshown["format"], unshown["duration_ms"]) == ("video", "avi", 2000)
    (tmp_path / "MVI_1.THM").write_bytes(encoded(quadrants(160, 120)))
    found = look(path, thumbs)
    assert (found["kind"], found["width"], found["height"], found["duration_ms"]) == ("video", 96, 64, 2000)
    assert thumb_path(thumbs, found["content_hash"], 256).is_file()


def test_content_decides_whatever_the_name_says(tmp_path: Path, thumbs: Path) -> None:
    assert look(film(tmp_path / "a.mp4").rename(tmp_path / "a.jpg"), thumbs)["kind"] == "video"
    (tmp_path / "b.mp4").write_bytes(encoded(quadrants()))
    assert look(tmp_path / "b.mp4", thumbs).get("kind", "photo") == "photo"


def test_films_that_cannot_be_read_have_their_reasons(tmp_path: Path, thumbs: Path) -> None:
    whole = film(tmp_path / "whole.mp4").read_bytes()
    for name, data, codes in (
        ("empty.mp4", b"", {"empty_file"}),
        ("text.mov", b"a text named like a film", {"not_a_picture"}),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(FileUnreadable) as caught:
            look(path, thumbs)
        assert caught.value.code in codes, name
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    assert look(tmp_path / "cut.mp4", thumbs)["unshown"][0] in {"unsupported", "broken"}
    with pytest.raises(FileUnreadable) as caught:
        look(tmp_path / "gone.mp4", thumbs)
    assert caught.value.code == "vanished"
    assert list(thumbs.iterdir()) == []
