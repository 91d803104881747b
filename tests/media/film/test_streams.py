"""Films without a head: television streams and old MPEG; and what camcorders say in the pictures' stream."""

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.media.film.camcorder import read_camcorder
from keepers.media.film.reading import read_film
from keepers.media.reading import read_everything
from keepers.metadata.dates import Stamp
from keepers.metadata.wall_clock import wall_ms
from media.film.makers import LENGTH_MS, made, needs_exiftool, needs_ffmpeg, packed, read_by_exiftool
from media.pictures import encoded, exif, quadrants

_NAME = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66")


def message(*entries: bytes) -> bytes:
    return _NAME + b"MDPM" + bytes([len(entries)]) + b"".join(entries)


@needs_ffmpeg
@pytest.mark.parametrize(
    ("name", "options", "codec", "size"),
    [
        ("a.mts", ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3"), "H.264", None),
        ("a.m2ts", ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3"), "H.264", None),
        ("b.m2ts", ("-mpegts_m2ts_mode", "1", "-c:v", "mpeg2video"), "MPEG-2", None),
        ("a.mpg", (), "MPEG-1", (320, 240)),
        ("b.mpg", ("-target", "pal-vcd"), "MPEG-1", (352, 288)),
        ("c.mpg", ("-target", "pal-dvd"), "MPEG-2", (720, 576)),
    ],
)
def test_length_and_codec(
    tmp_path: Path, name: str, options: tuple[str, ...], codec: str, size: tuple[int, int] | None
) -> None:
    film = read_everything(made(tmp_path / name, *options)).film
    assert film is not None
    # To the last picture's beginning, of 25 a second; MPEG lays three more on the way.
    assert film.duration_ms is not None
    assert LENGTH_MS - 100 <= film.duration_ms <= LENGTH_MS + 40
    assert film.codec == codec
    assert (film.width, film.height) == (size or (None, None))


@needs_ffmpeg
@needs_exiftool
def test_when_a_camcorder_recorded_as_exiftool_reads_it(tmp_path: Path) -> None:
    # Zone +1, 2009-05-19 17:14:03. The encoder's own message is taken out: exiftool looks at the first only.
    said = message(b"\x18\x02\x20\x09\x05", b"\x19\x19\x17\x14\x03")
    bare = made(
        tmp_path / "bare.h264",
        *("-c:v", "libx264", "-preset", "ultrafast", "-an", "-bsf:v", "filter_units=remove_types=6"),
    ).read_bytes()
    picture = b"\x00\x00\x01\x65"
    unit = b"\x00\x00\x01\x06\x05" + bytes([len(said)]) + said + b"\x80"
    (tmp_path / "told.h264").write_bytes(bare.replace(picture, unit + picture, 1))
    path = packed(tmp_path / "told.h264", tmp_path / "00001.mts")
    assert read_by_exiftool(path)["DateTimeOriginal"] == "2009:05:19 17:14:03+01:00"
    dated = read_everything(path, zone=UTC).dated
    assert (dated.time.source, dated.time.offset_min, dated.precision) == ("film", 60, "second")
    assert dated.time.time_ms == wall_ms(datetime(2009, 5, 19, 17, 14, 3))  # noqa: DTZ001 - a wall clock


def test_zone_place_and_make_of_a_camcorder() -> None:
    found = read_camcorder(
        b"\x00\x00\x01\x06\x05\xff"
        + message(
            b"\x18\xff\x20\x12\x12",
            b"\x19\x24\x18\x30\x59",
            b"\xb1S\x00\x00\x00",
            b"\xb2\x00\x21\x00\x01",
            b"\xb3\x00\x1e\x00\x01",
            b"\xb5E\x00\x00\x00",
            b"\xb6\x00\x97\x00\x01",
            b"\xe0\x01\x08\x00\x00",
        )
    )
    assert found is not None
    assert found.taken == Stamp("2012:12:24 18:30:59")
    assert (found.latitude, found.longitude) == (-33.5, 151.0)
    assert found.make == "Sony"


def test_a_unit_that_must_not_look_like_a_beginning() -> None:
    whole = message(b"\x18\x02\x20\x10\x01", b"\x19\x01\x00\x00\x01").replace(
        b"\x00\x00\x01", b"\x00\x00\x03\x01"
    )
    found = read_camcorder(whole)
    assert found is not None
    assert found.taken == Stamp("2010:01:01 00:00:01", "+01:00")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_message_is_survived(noise: bytes) -> None:
    read_camcorder(_NAME + b"MDPM" + noise)


@settings(max_examples=100, deadline=None)
@given(noise=st.binary(max_size=1200), kind=st.sampled_from(["mts", "mpg"]), step=st.sampled_from([188, 192]))
def test_any_stream_is_survived(noise: bytes, kind: str, step: int) -> None:
    data = bytearray(noise)
    for at in range(step - 188, len(data), step):
        data[at] = 0x47
    read_film(io.BytesIO(bytes(data)), len(data), kind)


@needs_ffmpeg
def test_the_small_picture_beside_says_when_and_with_what(tmp_path: Path) -> None:
    path = made(tmp_path / "MVI_0123.AVI", "-c:v", "mjpeg")
    (tmp_path / "MVI_0123.THM").write_bytes(
        encoded(
            quadrants(160, 120),
            "JPEG",
            exif=exif({0x010F: "Canon", 0x0110: "Canon PowerShot S3"}, {0x9003: "2007:08:12 14:00:05"}),
        )
    )
    found = read_everything(path)
    assert found.dated.time.source == "exif_original"
    assert found.dated.confidence == "certain"
    assert found.dated.time.time_ms == wall_ms(datetime(2007, 8, 12, 14, 0, 5))  # noqa: DTZ001 - a wall clock
    assert found.said.model
    assert found.said.model.value == "Canon PowerShot S3"
    assert ("thm", "MVI_0123.THM") in found.beside.files
    # A photo of the same name is none of its business.
    shutil.copy(tmp_path / "MVI_0123.THM", tmp_path / "MVI_0123.JPG")
    assert read_everything(tmp_path / "MVI_0123.JPG").beside.thm is None
