"""The film inside a motion photo over the API: its bytes and nothing else of the file."""

from pathlib import Path

import pytest

from media.films import film
from media.motion_photos import motion_photo, samsung, tiny_film
from web.conftest import Door

PIECE = 8 << 20


def add(door: Door, name: str, content: bytes) -> int:
    """Put a photo beside the others and have all of them looked at; its asset."""
    path = door.photos / name
    path.write_bytes(content)
    door.library.add_root(door.photos)
    assert door.library.work_until_idle()
    return int(door.asset(name)["id"])


@pytest.fixture
def clip(tmp_path: Path) -> bytes:
    """A film that can be played."""
    return film(tmp_path / "clip.mp4").read_bytes()


def test_the_film_comes_whole_and_in_part(fresh: Door, clip: bytes) -> None:
    asset_id = add(fresh, "PXL_1.MP.jpg", motion_photo(clip, behind=b"\xff\xd8\xff and more"))
    assert fresh.get(f"/assets/{asset_id}")["motion"] is True
    whole = fresh.media(f"motion/{asset_id}")
    assert (whole.status_code, whole.content_type, whole.data) == (200, "video/mp4", clip)
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = fresh.media(f"motion/{asset_id}", Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, clip[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(clip)}"
    end = fresh.media(f"motion/{asset_id}", Range="bytes=-7")
    assert (end.status_code, end.data) == (206, clip[-7:])
    assert fresh.media(f"motion/{asset_id}", Range=f"bytes={len(clip)}-").status_code == 416


def test_what_the_browser_has_is_not_sent_again(fresh: Door, clip: bytes) -> None:
    asset_id = add(fresh, "a.jpg", samsung(clip))
    version = fresh.get(f"/assets/{asset_id}")["version"]
    kept = fresh.media(f"motion/{asset_id}?v={version}")
    assert "immutable" in kept.headers["Cache-Control"]
    again = fresh.media(f"motion/{asset_id}", If_None_Match=kept.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    picture = fresh.media(f"{asset_id}/original")
    assert picture.headers["ETag"] != kept.headers["ETag"]


def test_all_the_rest_of_a_long_film_comes_in_pieces(fresh: Door) -> None:
    long = tiny_film(bytes(PIECE + 1000))
    asset_id = add(fresh, "long.jpg", samsung(long))
    first = fresh.media(f"motion/{asset_id}", Range="bytes=0-")
    assert (first.status_code, len(first.data)) == (206, PIECE)
    assert first.headers["Content-Range"] == f"bytes 0-{PIECE - 1}/{len(long)}"
    last = fresh.media(f"motion/{asset_id}", Range=f"bytes={PIECE}-")
    assert last.data == long[PIECE:]


def test_a_photo_without_a_film_has_none(fresh: Door) -> None:
    asset_id = add(fresh, "plain.jpg", (fresh.photos / "august 1.jpg").read_bytes() + b"\x00")
    answer = fresh.media(f"motion/{asset_id}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "no_motion")
    assert fresh.media("motion/999999").status_code == 404


def test_a_film_that_went_is_not_made_up(fresh: Door, clip: bytes) -> None:
    asset_id = add(fresh, "a.jpg", motion_photo(clip))
    path = fresh.photos / "a.jpg"
    whole = path.read_bytes()
    for other in (whole[: -len(clip)], whole[: -len(clip)] + bytes(len(clip) + 50)):
        path.write_bytes(other)
        answer = fresh.media(f"motion/{asset_id}")
        assert (answer.status_code, answer.get_json()["code"]) == (404, "no_motion")


def test_a_film_of_a_root_that_is_away(fresh: Door, clip: bytes) -> None:
    asset_id = add(fresh, "a.jpg", motion_photo(clip))
    away = fresh.photos.rename(fresh.photos.with_name("Away"))
    fresh.library.check_roots()
    assert fresh.media(f"motion/{asset_id}").status_code == 409
    away.rename(fresh.photos)
    fresh.library.check_roots()
    assert fresh.media(f"motion/{asset_id}").data == clip


def test_the_key_is_asked_for(fresh: Door, clip: bytes) -> None:
    asset_id = add(fresh, "a.jpg", motion_photo(clip))
    answer = fresh.client.get(f"/media/{'x' * 40}/motion/{asset_id}", headers={"Host": "127.0.0.1:54321"})
    assert answer.status_code in {401, 403, 404}
    assert clip not in answer.data
