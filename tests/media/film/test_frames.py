"""The picture that stands for a film."""

import os
import sys
from pathlib import Path

import pytest

from keepers.base.errors import FileUnreadable
from keepers.media.film.frames import poster
from media.films import film, patched
from media.pictures import BLUE, RED


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    return all(abs(int(one) - other) < 60 for one, other in zip(pixel, colour, strict=True))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp4", "mp4v"), ("a.webm", "VP80"), ("a.avi", "MJPG"), ("a.mkv", "mp4v"), ("a.mpg", "mpg1")],
)
def test_it_is_of_the_films_colours_and_size(tmp_path: Path, name: str, codec: str) -> None:
    rate = {"mpg1": (352, 240)}.get(codec, (96, 64))
    path = tmp_path / name
    if codec == "mpg1":
        pytest.importorskip("cv2")
        _mpeg(path)
    else:
        film(path, codec, size=rate)
    found = poster(path, 1024, None)
    assert (found.width, found.height) == rate
    assert found.duration_ms == pytest.approx(2000, abs=120)
    assert near(found.rgb[5, 5], RED)


def _mpeg(path: Path) -> None:
    import cv2
    import numpy as np

    from media.pictures import quadrants

    # MPEG-1 knows a few rates only.
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mpg1"), 25, (352, 240))  # type: ignore[attr-defined]
    for _ in range(50):
        writer.write(cv2.cvtColor(np.asarray(quadrants(352, 240)), cv2.COLOR_RGB2BGR))
    writer.release()


def test_a_turned_film_stands_upright(tmp_path: Path) -> None:
    found = poster(patched(film(tmp_path / "a.mp4"), turn=90), 1024, 2000)
    assert (found.width, found.height) == (64, 96)
    # What lay at the bottom left is at the top left now.
    assert near(found.rgb[5, 5], BLUE)


def test_it_waits_for_something_to_be_seen(tmp_path: Path) -> None:
    found = poster(film(tmp_path / "a.mp4", seconds=8, dark=2), 1024, 8000)
    assert found.rgb.mean() > 60


def test_a_film_of_nothing_still_has_one(tmp_path: Path) -> None:
    assert poster(film(tmp_path / "a.mp4", seconds=3, dark=3), 1024, 3000).rgb.mean() < 16


def test_a_film_of_one_picture(tmp_path: Path) -> None:
    assert near(poster(film(tmp_path / "a.avi", "MJPG", seconds=0.1), 1024, 100).rgb[5, 5], RED)


def test_real_films(photos_dir: Path) -> None:
    sizes = {}
    for path in sorted((photos_dir / "formats" / "video").iterdir()):
        found = poster(path, 256, None)
        sizes[path.name] = (found.width, found.height, max(found.rgb.shape))
    assert sizes == {"christmas.mp4": (640, 416, 256), "small_video.mp4": (216, 384, 256)}


@pytest.mark.parametrize("kept", [0.02, 0.2, 0.6])
def test_a_film_cut_off_before_its_index_has_a_reason(tmp_path: Path, kept: float) -> None:
    path = film(tmp_path / "a.mp4")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(FileUnreadable) as caught:
        poster(path, 1024, None)
    assert caught.value.code in {"unsupported", "broken"}


def test_a_playlist_called_a_film_leads_nowhere(tmp_path: Path) -> None:
    film(tmp_path / "secret.mp4")
    path = tmp_path / "a.mp4"
    path.write_text(f"#EXTM3U\n#EXTINF:2,\n{tmp_path / 'secret.mp4'}\n#EXT-X-ENDLIST\n")
    with pytest.raises(FileUnreadable):
        poster(path, 1024, None)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Platform: names are text there")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4").rename(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.mp4"))
    assert near(poster(path, 1024, None).rgb[5, 5], RED)
