"""Films over the API: whole and in pieces, with the type players want."""

import os
from pathlib import Path

import pytest

from keepers.base.dispatcher import Dispatcher
from media.films import film
from web.conftest import Door

PIECE = 8 << 20


def add(door: Door, path: Path) -> int:
    door.library.add_root(path.parent)
    Dispatcher(door.library.jobs, {"scan": door.library.handlers()["scan"]}).run_until_idle()
    return int(door.asset(path.name)["id"])


@pytest.mark.parametrize(
    ("name", "codec", "content_type"),
    [
        ("a.mp4", "mp4v", "video/mp4"),
        ("a.mov", "mp4v", "video/quicktime"),
        ("a.webm", "VP80", "video/webm"),
        ("a.mkv", "mp4v", "video/x-matroska"),
        ("a.avi", "MJPG", "video/x-msvideo"),
    ],
)
def test_a_film_comes_whole_and_in_part(fresh: Door, name: str, codec: str, content_type: str) -> None:
    path = film(fresh.photos / name, codec)
    asset_id = add(fresh, path)
    whole = fresh.media(f"{asset_id}/original")
    assert (whole.status_code, whole.content_type, whole.data) == (200, content_type, path.read_bytes())
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = fresh.media(f"{asset_id}/original", Range="bytes=10-19")
    assert (part.status_code, part.content_type) == (206, content_type)
    assert part.data == path.read_bytes()[10:20]


def test_all_the_rest_of_a_long_film_comes_in_pieces(fresh: Door) -> None:
    path = film(fresh.photos / "long.mp4")
    with path.open("r+b") as stream:
        stream.truncate(PIECE * 2 + 100)
    size = path.stat().st_size
    asset_id = add(fresh, path)
    first = fresh.media(f"{asset_id}/original", Range="bytes=0-")
    assert (first.status_code, len(first.data)) == (206, PIECE)
    assert first.headers["Content-Range"] == f"bytes 0-{PIECE - 1}/{size}"
    last = fresh.media(f"{asset_id}/original", Range=f"bytes={PIECE * 2}-")
    assert (last.status_code, len(last.data)) == (206, 100)
    end = fresh.media(f"{asset_id}/original", Range="bytes=-100")
    assert (end.status_code, len(end.data)) == (206, 100)
    beyond = fresh.media(f"{asset_id}/original", Range=f"bytes={size}-")
    assert beyond.status_code == 416
    whole = fresh.media(f"{asset_id}/original")
    assert (whole.status_code, len(whole.data)) == (200, size)


def test_a_film_changed_meanwhile_is_not_mixed_with_what_it_was(fresh: Door) -> None:
    path = film(fresh.photos / "a.mp4")
    asset_id = add(fresh, path)
    tag = fresh.media(f"{asset_id}/original", Range="bytes=0-9").headers["ETag"]
    film(path, seconds=3)
    os.utime(path, (1, 1))
    again = fresh.media(f"{asset_id}/original", Range="bytes=10-19", If_Range=tag)
    assert (again.status_code, again.data) == (200, path.read_bytes())


def test_status_tells_how_many_are_films(fresh: Door) -> None:
    assert fresh.get("/status")["films"] == 0
    add(fresh, film(fresh.photos / "a.mp4"))
    Dispatcher(fresh.library.jobs, {"look": fresh.library.handlers()["look"]}).run_until_idle()
    now = fresh.get("/status")
    assert (now["assets"], now["films"]) == (7, 1)
