"""The films inside motion photos: found where they are, and nowhere else."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.media.motion import MotionFilm, begins_film, find_motion
from keepers.metadata.embedded import read_embedded
from keepers.metadata.xmp_kinds import Motion
from media.motion_photos import box, jpeg, micro_video, motion_photo, samsung, tiny_film


def found(data: bytes) -> bytes | None:
    """The film in a file, by what its own XMP says."""
    xmp = read_embedded(data).xmp
    film = find_motion(data, xmp.motion if xmp else None)
    return None if film is None else data[film.offset : film.offset + film.length]


@pytest.mark.parametrize("made", [micro_video, motion_photo, samsung])
def test_the_film_is_given_back_byte_for_byte(made: Callable[[bytes], bytes]) -> None:
    film = tiny_film(b"some frames" * 500)
    assert found(made(film)) == film


def test_what_lies_behind_the_film_is_not_the_films() -> None:
    film = tiny_film()
    assert found(motion_photo(film, behind=jpeg(200))) == film


def test_the_film_of_a_heic_is_in_a_box_of_its_own() -> None:
    film = tiny_film()
    data = box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic") + box(b"mdat", b"picture") + box(b"mpvd", film)
    assert find_motion(data, Motion()) == MotionFilm(len(data) - len(film), len(film))


@pytest.mark.parametrize("wrong", [1, 7, 10**9])
def test_an_offset_that_leads_to_no_film_is_not_believed(wrong: int) -> None:
    assert found(micro_video(tiny_film(), offset=wrong)) is None


def test_a_picture_that_lost_its_film_has_none() -> None:
    data = micro_video(tiny_film())
    assert found(data[: data.rindex(b"ftyp") - 4]) is None


def test_a_film_that_cannot_be_played_is_none() -> None:
    assert found(micro_video(box(b"ftyp", b"isom\x00\x00\x02\x00isom") + box(b"mdat", bytes(50)))) is None


def test_a_cut_off_film_ends_with_its_last_whole_box() -> None:
    film = box(b"ftyp", b"isom\x00\x00\x02\x00isom") + box(b"moov", bytes(40)) + box(b"mdat", bytes(90))
    assert found(micro_video(film[:-30], offset=len(film) - 30)) == film[: -(8 + 90)]


def test_a_plain_picture_has_none() -> None:
    assert find_motion(jpeg(), None) is None
    assert not begins_film(jpeg())


@given(st.binary(max_size=400), st.integers(0, 500) | st.none())
def test_any_bytes_give_an_answer_within_the_file(rest: bytes, length: int | None) -> None:
    for data in (rest, jpeg() + rest + b"SEFT", box(b"ftyp", b"heic") + rest):
        film = find_motion(data, Motion(length))
        if film is not None:
            assert 0 < film.offset < film.offset + film.length <= len(data)


@given(st.data())
def test_a_broken_directory_leads_nowhere_outside_the_file(data: st.DataObject) -> None:
    whole = bytearray(samsung(tiny_film()))
    for _ in range(3):
        at = data.draw(st.integers(len(whole) - 60, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    film = find_motion(bytes(whole), None)
    if film is not None:
        assert begins_film(bytes(whole[film.offset : film.offset + film.length]))


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_exiftool_finds_the_same_film_of_a_samsung(tmp_path: Path) -> None:
    """Those of Google's phones it takes out from version 13 on only."""
    film = tiny_film(b"frames" * 300)
    photo = tmp_path / "motion.jpg"
    photo.write_bytes(samsung(film))
    said = subprocess.run(["exiftool", "-b", "-EmbeddedVideoFile", photo], capture_output=True, check=True)
    assert said.stdout == film


@pytest.mark.photos
def test_a_real_film_behind_a_picture(photos_dir: Path) -> None:
    film = (photos_dir / "formats" / "video" / "small_video.mp4").read_bytes()
    for made in (micro_video, motion_photo, samsung):
        assert found(made(film)) == film
