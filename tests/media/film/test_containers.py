"""What films say: boxes, elements and chunks, right ones and broken ones."""

import io
import struct
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keepers.media.film.reading import read_film
from keepers.media.film.said import FilmSaid, position
from keepers.metadata.dates import CaptureTime, Stamp
from keepers.metadata.dating import Claims, date_of
from media.films import SINCE_1904, box, chunk, element, film, keyed, movie, patched

BERLIN = timezone(timedelta(hours=2))
NOON = datetime(2024, 7, 14, 12, 0, 5, tzinfo=UTC)
NOON_MS = int(NOON.timestamp()) * 1000


def film_time(found: FilmSaid, name: str, mtime_ns: int, **when: Any) -> CaptureTime:
    return date_of(Claims(film=found), name, mtime_ns, **when).time


def said(data: bytes, kind: str) -> FilmSaid:
    return read_film(io.BytesIO(data), len(data), kind)


@pytest.mark.parametrize(
    ("name", "codec", "kind", "called"),
    [
        ("a.mp4", "mp4v", "mp4", "mp4v"),
        ("a.mov", "mp4v", "mov", "mp4v"),
        ("a.mkv", "mp4v", "mkv", "MPEG4/ISO/ASP"),
        ("a.webm", "VP80", "webm", "VP8"),
        ("a.avi", "MJPG", "avi", "MJPG"),
    ],
)
def test_length_size_and_codec_of_films_others_wrote(
    tmp_path: Path, name: str, codec: str, kind: str, called: str
) -> None:
    path = film(tmp_path / name, codec)
    found = said(path.read_bytes(), kind)
    assert (found.duration_ms, found.width, found.height, found.codec) == (2000, 96, 64, called)
    assert found.taken is None


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_how_a_film_is_turned(tmp_path: Path, turn: int) -> None:
    path = patched(film(tmp_path / "a.mp4"), turn=turn)
    assert said(path.read_bytes(), "mp4").turn == turn


def test_what_an_iphone_writes() -> None:
    data = (
        box(b"ftyp", b"qt  \x00\x00\x00\x00qt  ")
        + box(b"wide")
        + box(
            b"moov",
            movie(made=SINCE_1904 + NOON_MS // 1000),
            keyed(
                creationdate="2024-07-14T14:00:05+0200",
                location_ISO6709="+48.8577+002.2950+035.1/",
                make="Apple",
                model="iPhone 12",
                content_identifier="7E4B1A2C-1F0D-4B60",
            ),
        )
    )
    found = said(data, "mov")
    assert (found.duration_ms, found.made_utc_ms) == (2500, NOON_MS)
    assert (found.latitude, found.longitude) == (48.8577, 2.295)
    assert (found.make, found.model, found.altitude_m) == ("Apple", "iPhone 12", 35.1)
    assert found.content_id == "7E4B1A2C-1F0D-4B60"
    taken = film_time(found, "IMG_0001.MOV", 0, zone=UTC)
    assert (taken.time_ms, taken.offset_min, taken.source) == (NOON_MS + 7_200_000, 120, "film")


def test_what_an_android_writes_and_where_the_name_knows_the_zone() -> None:
    place = b"+52.5200+013.4050/"
    data = box(
        b"moov",
        movie(made=SINCE_1904 + NOON_MS // 1000 + 2),
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place)),
    )
    found = said(data, "mp4")
    assert (found.latitude, found.longitude) == (52.52, 13.405)
    named = film_time(found, "VID_20240714_140005.mp4", 0, zone=UTC)
    assert (named.time_ms, named.offset_min, named.source) == (NOON_MS + 7_200_000, 120, "film")
    elsewhere = film_time(found, "clip.mp4", 0, zone=BERLIN)
    assert (elsewhere.time_ms, elsewhere.offset_min) == (NOON_MS + 7_202_000, 120)


@pytest.mark.parametrize("made", [0, 1, SINCE_1904, 0xFFFFFFFF])
def test_a_clock_that_was_never_set_is_no_date(made: int) -> None:
    found = said(box(b"moov", movie(made=made)), "mp4")
    changed = 1_600_000_000 * 10**9
    when = film_time(found, "VID_20190520_104552.mp4", changed, zone=UTC, now_ms=1_700_000_000_000)
    assert when.source == "file_name"
    assert film_time(found, "a.mp4", changed, zone=UTC, now_ms=1_700_000_000_000).source == "file_modified"


def test_matroska_tells_when_and_how_long() -> None:
    since_2001 = (NOON_MS - 978_307_200_000) * 1_000_000
    info = element(
        0x1549A966,
        element(0x2AD7B1, (1_000_000).to_bytes(3, "big"))
        + element(0x4489, struct.pack(">d", 61_500.0))
        + element(0x4461, since_2001.to_bytes(8, "big")),
    )
    track = element(
        0xAE,
        element(0x83, b"\x01")
        + element(0x86, b"V_VP9")
        + element(0xE0, element(0xB0, b"\x07\x80") + element(0xBA, b"\x04\x38")),
    )
    found = said(
        element(0x1A45DFA3, element(0x4282, b"webm"))
        + element(0x18538067, info + element(0x1654AE6B, track)),
        "webm",
    )
    assert (found.duration_ms, found.made_utc_ms) == (61_500, NOON_MS)
    assert (found.width, found.height, found.codec) == (1920, 1080, "VP9")


@pytest.mark.parametrize(
    "written",
    [
        "2009:05:17 14:03:21",
        "2009/05/17/ 14:03:21",
        "Sun May 17 14:03:21 2009\n\x00",
        "SUN MAY 17 14:03:21 2009",
    ],
)
def test_cameras_write_the_time_into_avi_in_their_own_ways(written: str) -> None:
    inside = b"hdrl" + chunk(b"IDIT", written.encode())
    body = b"AVI " + chunk(b"LIST", inside) + chunk(b"LIST", b"movi" + bytes(64))
    found = said(chunk(b"RIFF", body), "avi")
    assert found.taken == Stamp("2009:05:17 14:03:21")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("+48.8577+002.2950/", (48.8577, 2.295, None)),
        ("+48.8577+002.2950+035.1/", (48.8577, 2.295, 35.1)),
        ("+48.8577+002.2950-12CRSWGS_84/", (48.8577, 2.295, -12.0)),
        ("-3351.5+15112.25/", (-33.858333, 151.204167, None)),
        ("+000.0000+000.0000/", None),
        ("+91.0+002.0/", None),
        ("somewhere", None),
    ],
)
def test_places(text: str, place: tuple[float, float, float | None] | None) -> None:
    assert position(text) == (place and pytest.approx(place))


READERS = ("mp4", "mov", "3gp", "mkv", "webm", "avi")
NESTED = b"".join(struct.pack(">I4s", 0x7FFFFFFF, b"trak") for _ in range(5000))


@given(st.binary(max_size=600), st.sampled_from(READERS))
@example(box(b"moov") * 3, "mp4")
@example(struct.pack(">I4s", 0, b"moov") + movie(), "mp4")
@example(struct.pack(">I4sQ", 1, b"moov", 1 << 63) + movie(), "mp4")
@example(struct.pack(">I4s", 0x7FFFFFFF, b"moov") + NESTED, "mov")
@example(box(b"moov", box(b"meta", box(b"keys", bytes(4), b"\xff\xff\xff\xff", b"\x00\x00\x00\x00"))), "mov")
@example(b"\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff" * 50, "mkv")
@example((b"\x18\x53\x80\x67\xff") * 400, "mkv")
@example((b"RIFF\xff\xff\xff\xffAVI LIST\xff\xff\xff\xffhdrl") * 30, "avi")
def test_any_bytes_give_an_answer(data: bytes, kind: str) -> None:
    found = said(data, kind)
    assert found.duration_ms is None or found.duration_ms > 0
    film_time(found, "a.mp4", 0)


@given(st.data())
def test_a_damaged_film_gives_an_answer(data: st.DataObject) -> None:
    kind, whole = data.draw(st.sampled_from(_WHOLE))
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytearray(whole)
    flipped[at] ^= data.draw(st.integers(1, 255))
    said(bytes(flipped), kind)
    said(whole[:at], kind)


_TRACK = box(
    b"trak",
    box(b"tkhd", bytes(84)),
    box(b"mdia", box(b"mdhd", bytes(24)), box(b"hdlr", bytes(8), b"vide", bytes(9))),
)
_PICTURES = element(0x1654AE6B, element(0xAE, element(0x83, b"\x01")))
_HEADS = chunk(b"avih", bytes(56)) + chunk(b"LIST", b"strl" + chunk(b"strh", b"vidsMJPG" + bytes(48)))
_WHOLE: list[tuple[str, bytes]] = [
    ("mp4", box(b"ftyp", b"isom" * 3) + box(b"moov", movie(), _TRACK, keyed(make="A", model="B"))),
    ("mkv", element(0x18538067, element(0x1549A966, element(0x4489, struct.pack(">f", 5.0))) + _PICTURES)),
    ("avi", chunk(b"RIFF", b"AVI " + chunk(b"LIST", b"hdrl" + _HEADS))),
]
