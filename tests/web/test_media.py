"""Pictures: thumbnails, previews, originals whole and in part, and what browsers cannot show."""

import io
import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from keepers.base.dispatcher import Dispatcher
from keepers.base.errors import FileUnreadable
from keepers.media.thumbnails import thumb_path
from keepers.web.full_pictures import FullPictures
from web.conftest import KEYS, Door, picture


@pytest.mark.parametrize("size", [256, 1024])
def test_thumbnails_are_kept_for_good_under_their_version(door: Door, size: int) -> None:
    asset = door.asset("august 0.jpg")
    answer = door.media(f"{asset['id']}/{size}?v={asset['version']}")
    assert (answer.status_code, answer.content_type) == (200, "image/webp")
    assert "immutable" in answer.headers["Cache-Control"]
    assert max(Image.open(io.BytesIO(answer.data)).size) == min(size, 320)
    again = door.media(f"{asset['id']}/{size}", If_None_Match=answer.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")


def test_without_its_version_a_thumbnail_is_asked_for_again(door: Door) -> None:
    asset_id = door.asset("august 0.jpg")["id"]
    for query in ("", "?v=0123456789abcdef", "?v="):
        assert door.media(f"{asset_id}/256{query}").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["999999/256", "1/512", "1/-1", "x/256", "1/256/more", "999999/original"])
def test_what_is_not_there_is_not_found(door: Door, path: str) -> None:
    answer = door.media(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_an_original_comes_byte_for_byte(door: Door) -> None:
    asset = door.asset("august 0.jpg")
    answer = door.media(f"{asset['id']}/original?v={asset['version']}")
    assert answer.data == (door.photos / "august 0.jpg").read_bytes()
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Content-Disposition"] == "inline; filename*=UTF-8''august%200.jpg"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows only some of these names")
@pytest.mark.parametrize(
    "name", ["\u65e5\u672c.jpg", "Screenshot at 10.45.52\u202fPM.png", "a\nX-B: c.jpg", '"; x=y.jpg']
)
def test_an_original_may_have_any_name(fresh: Door, name: str) -> None:
    picture(fresh.photos / name, 1, datetime(2024, 8, 17, tzinfo=UTC), format="JPEG")
    fresh.library.add_root(fresh.photos)
    handlers = {"scan": fresh.library.handlers()["scan"]}
    Dispatcher(fresh.library.jobs, handlers).run_until_idle()
    answer = fresh.media(f"{fresh.asset(name)['id']}/original")
    assert answer.status_code == 200
    # What a server can send, and what a browser makes of it.
    told = answer.headers["Content-Disposition"].encode("ascii").decode()
    assert unquote(told.partition("UTF-8''")[2]) == name


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=100-", 100, None), ("bytes=-5", -5, None)]
)
def test_an_original_comes_in_part(door: Door, asked: str, first: int, last: int | None) -> None:
    asset_id = door.asset("august 0.jpg")["id"]
    whole = (door.photos / "august 0.jpg").read_bytes()
    answer = door.media(f"{asset_id}/original", Range=asked)
    assert answer.status_code == 206
    assert answer.data == whole[first : None if last is None else last + 1]
    assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")


def test_a_part_that_is_not_there_is_refused(door: Door) -> None:
    asset_id = door.asset("august 0.jpg")["id"]
    answer = door.media(f"{asset_id}/original", Range="bytes=99999999-")
    assert (answer.status_code, answer.get_json()["code"]) == (416, "range_not_satisfiable")


def test_what_browsers_cannot_show_comes_as_jpeg(door: Door) -> None:
    asset = door.asset("scan.tif")
    answer = door.media(f"{asset['id']}/original?v={asset['version']}")
    assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
    shown = Image.open(io.BytesIO(answer.data))
    assert (shown.format, shown.size) == ("JPEG", (320, 240))
    whole = door.media(f"{asset['id']}/original?download=1")
    assert whole.data == (door.photos / "trip" / "scan.tif").read_bytes()
    assert whole.content_type == "image/tiff"
    assert whole.headers["Content-Disposition"].startswith("attachment")


def test_the_head_of_an_original_comes_without_it(door: Door) -> None:
    asset_id = door.asset("august 0.jpg")["id"]
    answer = door.client.head(
        f"/media/{KEYS.media_key}/{asset_id}/original", headers={"Host": "127.0.0.1:54321"}
    )
    assert answer.data == b""
    assert answer.content_length == (door.photos / "august 0.jpg").stat().st_size


class TestBeforeTheLook:
    """Files were found, and none was read yet."""

    @pytest.fixture
    def found(self, fresh: Door) -> Door:
        small = io.BytesIO()
        Image.new("RGB", (160, 120), "teal").save(small, "JPEG")
        (fresh.photos / "august 0.jpg").write_bytes(
            _with_preview(fresh.photos / "august 0.jpg", small.getvalue())
        )
        fresh.library.add_root(fresh.photos)
        # The scan alone: what looks at the files stays in line.
        fresh.library.jobs.pause(fresh.library.jobs.enqueue("look", {}, dedup_key="look"))
        fresh.library.work_until_idle()
        return fresh

    def test_the_preview_of_the_camera_stands_in(self, found: Door) -> None:
        answer = found.media(f"{found.asset('august 0.jpg')['id']}/256")
        assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == "no-store"
        assert Image.open(io.BytesIO(answer.data)).size == (160, 120)

    def test_without_one_it_is_not_ready(self, found: Door) -> None:
        answer = found.media(f"{found.asset('july.png')['id']}/1024")
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not_ready")

    def test_the_original_is_there_all_the_same(self, found: Door) -> None:
        answer = found.media(f"{found.asset('july.png')['id']}/original")
        assert answer.data == (found.photos / "trip" / "july.png").read_bytes()

    def test_an_offline_folder_says_so(self, found: Door) -> None:
        asset_id = found.asset("july.png")["id"]
        found.library.roots.set_offline(1, "root_missing")
        answer = found.media(f"{asset_id}/original")
        assert (answer.status_code, answer.get_json()["code"]) == (409, "root_offline")
        assert answer.get_json()["facts"]["root_label"] == "Photos"
        assert found.media(f"{asset_id}/256").status_code == 404

    def test_a_file_that_went_away_says_so(self, found: Door) -> None:
        asset_id = found.asset("july.png")["id"]
        (found.photos / "trip" / "july.png").unlink()
        answer = found.media(f"{asset_id}/original")
        assert (answer.status_code, answer.get_json()["code"]) == (410, "vanished")

    def test_what_took_its_place_is_not_served(self, found: Door) -> None:
        asset_id = found.asset("july.png")["id"]
        place = found.photos / "trip" / "july.png"
        place.write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
        assert found.media(f"{asset_id}/original").get_json()["code"] == "not_a_picture"
        if hasattr(os, "mkfifo"):
            place.unlink()
            os.mkfifo(place)
            assert found.media(f"{asset_id}/original").get_json()["code"] == "unsupported"
            assert stat.S_ISFIFO(place.stat().st_mode)


def _with_preview(path: Path, preview: bytes) -> bytes:
    """The JPEG with an EXIF that holds nothing but a preview."""
    # Little-endian TIFF: an empty first directory, then one with where the preview lies and how long it is.
    tiff = b"II*\x00" + (8).to_bytes(4, "little") + (0).to_bytes(2, "little") + (14).to_bytes(4, "little")
    entries = [(0x0103, 3, 6), (0x0201, 4, 14 + 2 + 3 * 12 + 4), (0x0202, 4, len(preview))]
    tiff += len(entries).to_bytes(2, "little")
    for tag, kind, value in entries:
        tiff += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little")
        tiff += value.to_bytes(4, "little")
    payload = b"Exif\x00\x00" + tiff + (0).to_bytes(4, "little") + preview
    segment = b"\xff\xe1" + (len(payload) + 2).to_bytes(2, "big") + payload
    out = io.BytesIO()
    Image.open(path).convert("RGB").save(out, "JPEG")
    return b"\xff\xd8" + segment + out.getvalue()[2:]


class TestFullPictures:
    """JPEGs made when asked for."""

    NOON = datetime(2024, 8, 17, 12, tzinfo=UTC)

    def test_are_made_once(self, tmp_path: Path) -> None:
        picture(tmp_path / "a.bmp", 1, self.NOON)
        pictures = FullPictures(tmp_path / "full")
        try:
            made = pictures.get(str(tmp_path / "a.bmp"), "aa")
            first = made.stat().st_ino
            assert pictures.get(str(tmp_path / "a.bmp"), "aa") == made
            assert made.stat().st_ino == first
        finally:
            pictures.close()

    def test_the_longest_unused_go_first(self, tmp_path: Path) -> None:
        pictures = FullPictures(tmp_path / "full", keep_bytes=1)
        try:
            for number in range(3):
                picture(tmp_path / f"{number}.bmp", number, self.NOON)
                pictures.get(str(tmp_path / f"{number}.bmp"), f"{number}")
            assert [path.name for path in (tmp_path / "full").iterdir()] == ["2.jpg"]
        finally:
            pictures.close()

    def test_say_why_one_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "broken.tif").write_bytes(b"II*\x00" + b"nothing" * 9)
        pictures = FullPictures(tmp_path / "full")
        try:
            with pytest.raises(FileUnreadable) as error:
                pictures.get(str(tmp_path / "broken.tif"), "aa")
            assert error.value.code in {"broken", "truncated"}
            assert not (tmp_path / "full" / "aa.jpg").exists()
        finally:
            pictures.close()


def test_a_lost_thumbnail_is_made_anew(door: Door) -> None:
    asset = door.asset("july.png")
    files = door.library.assets.get(asset["id"])
    assert files.hash_hex is not None
    path = thumb_path(door.library.thumbs, files.hash_hex, 256)
    before = door.media(f"{asset['id']}/256").data
    path.unlink()
    for _ in range(2):
        assert door.media(f"{asset['id']}/256").get_json()["code"] == "not_ready"
    assert door.library.look_queue.count() == 1
    door.library.work_until_idle()
    assert door.media(f"{asset['id']}/256").data == before
