import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.dates import CaptureTime, ExifTimes, Stamp, capture_time, from_name
from keepers.metadata.wall_clock import from_ms, wall_ms

NOW = wall_ms(datetime(2026, 1, 1))  # noqa: DTZ001 - a wall clock
CHANGED = datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
CHANGED_NS = int(CHANGED.timestamp()) * 1_000_000_000
BERLIN = timezone(timedelta(hours=2))


def taken(exif: ExifTimes, name: str = "IMG_1.JPG") -> tuple[str, int | None, str]:
    found = capture_time(exif, name, CHANGED_NS, now_ms=NOW, zone=BERLIN)
    return str(from_ms(found.time_ms)), found.offset_min, found.source


def original(text: str, offset: str | None = None, subsec: str | None = None) -> ExifTimes:
    return ExifTimes(original=Stamp(text, offset, subsec))


FALLBACK = ("2020-02-03 06:05:06", 120, "file_modified")


def test_original_with_offset_and_parts_of_a_second() -> None:
    assert taken(original("2023:07:14 18:30:05", "+02:00")) == ("2023-07-14 18:30:05", 120, "exif_original")
    assert taken(original("2023:01:01 00:10:00", "-08:30")) == ("2023-01-01 00:10:00", -510, "exif_original")
    assert taken(original("2022:12:31 23:59:59", "+00:00", "999"))[:2] == ("2022-12-31 23:59:59.999000", 0)
    assert taken(original("2022:12:31 23:59:59", None, "5"))[0] == "2022-12-31 23:59:59.500000"
    assert taken(original("2024:02:29 12:00:00", "Z"))[:2] == ("2024-02-29 12:00:00", 0)


def test_other_spellings_of_a_time() -> None:
    for text in (
        "2019-05-21 10:45:52",
        "2019:05:21T10:45:52",
        "2019/05/21 10:45:52",
        " 2019:05:21 10:45:52 ",
    ):
        assert taken(original(text))[0] == "2019-05-21 10:45:52"
    assert taken(original("2019:05:21 10:45:52.25+05:45"))[:2] == ("2019-05-21 10:45:52.250000", 345)
    assert taken(original("2019:05:21 10:45"))[0] == "2019-05-21 10:45:00"
    assert taken(original("2019:05:21"))[0] == "2019-05-21 12:00:00"


def test_an_hour_that_no_clock_showed_is_kept_as_it_was_written() -> None:
    assert taken(original("2023:03:26 02:30:00"))[0] == "2023-03-26 02:30:00"


def test_before_1970_counts_downwards() -> None:
    found = capture_time(original("1956:08:02 09:00:00"), "x", CHANGED_NS, now_ms=NOW)
    assert found.time_ms < 0
    assert str(from_ms(found.time_ms)) == "1956-08-02 09:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "not a date",
        "",
        "2199:01:01 00:00:00",
        "1825:12:31 23:59:59",
        "1970:01:01 00:00:00",
        "2019:13:01 00:00:00",
        "2019:02:30 00:00:00",
        "2019:05:21 25:00:00",
        "2019:05:21 10:45:61",
        "２０１９:05:21 10:45:52\x00",
    ],
)
def test_what_is_no_time_is_passed_over(text: str) -> None:
    assert taken(original(text)) == FALLBACK


def test_nonsense_offsets_are_left_out() -> None:
    for offset in ("+99:00", "   :  ", "+14:01", "-12:01", "zone", "+"):
        assert taken(original("2019:05:21 10:45:52", offset))[:2] == ("2019-05-21 10:45:52", None)


def test_sources_in_order_of_trust() -> None:
    stamps = {
        "original": Stamp("2019:01:01 10:00:00"),
        "digitized": Stamp("2019:01:02 10:00:00"),
        "modified": Stamp("2019:01:03 10:00:00"),
        "gps": Stamp("2019:02:04 10:00:00", "Z"),
    }
    name = "IMG_20190105_100000.jpg"
    seen = []
    for first in ("original", "digitized", "modified", "gps"):
        left = {
            key: value
            for key, value in stamps.items()
            if list(stamps).index(key) >= list(stamps).index(first)
        }
        seen.append(taken(ExifTimes(**left), name)[2])
    seen.append(taken(ExifTimes(), name)[2])
    seen.append(taken(ExifTimes())[2])
    assert seen == ["exif_original", "exif_digitized", "exif_modified", "gps", "file_name", "file_modified"]


def test_satellites_tell_the_zone_a_camera_left_out() -> None:
    wall = Stamp("2023:07:15 01:30:05")
    assert taken(ExifTimes(original=wall, gps=Stamp("2023:07:14 16:30:05", "Z")))[1] == 540
    assert taken(ExifTimes(original=wall, gps=Stamp("2023:07:14 19:44:30", "Z")))[1] == 345
    # A clock that is plainly wrong is not explained by any zone.
    assert taken(ExifTimes(original=wall, gps=Stamp("2023:07:14 16:37:30", "Z")))[1] is None
    assert taken(ExifTimes(original=wall, gps=Stamp("2021:07:14 16:30:05", "Z")))[1] is None
    # What the camera says itself goes first.
    said = Stamp("2023:07:15 01:30:05", "+02:00")
    assert taken(ExifTimes(original=said, gps=Stamp("2023:07:14 16:30:05", "Z")))[1] == 120


def test_satellites_alone_give_utc() -> None:
    assert taken(ExifTimes(gps=Stamp("2022:01:10 21:15:33", "Z", "519"))) == (
        "2022-01-10 21:15:33.519000",
        0,
        "gps",
    )


def test_names_without_opening_the_file() -> None:
    def named(name: str) -> tuple[str, int | None, str]:
        found = from_name(name, CHANGED_NS, now_ms=NOW, zone=BERLIN)
        return str(from_ms(found.time_ms)), found.offset_min, found.source

    assert named("IMG_20190817_142233.jpg") == ("2019-08-17 14:22:33", None, "file_name")
    assert named("PXL_20231006_063000139.jpg") == ("2023-10-06 08:30:00.139000", 120, "file_name")
    assert named("1566051753123.jpg") == ("2019-08-17 16:22:33.123000", 120, "file_name")
    assert named("IMG-20190817-WA0001.jpg") == ("2019-08-17 12:00:00", None, "file_name")
    # The day of the name and the hour of the file, when they are of one day.
    assert named("IMG-20200203-WA0001.jpg") == ("2020-02-03 06:05:06", 120, "file_name")
    assert named("DSC_0238(1).jpg") == FALLBACK


def test_a_file_time_that_no_calendar_holds_is_still_a_time() -> None:
    for ns in (2**62, -(2**62), 0, -1):
        assert from_name("x.jpg", ns, now_ms=NOW).source == "file_modified"


@given(st.text(max_size=40), st.none() | st.text(max_size=12), st.none() | st.text(max_size=12))
def test_any_text_in_the_tags_gives_an_answer(text: str, offset: str | None, subsec: str | None) -> None:
    found = capture_time(original(text, offset, subsec), "x.jpg", CHANGED_NS, now_ms=NOW)
    assert isinstance(found, CaptureTime)
    assert found.time_ms <= NOW + 2 * 86_400_000


def test_the_server_can_ask_without_loading_a_decoder() -> None:
    heavy = (
        "import sys, keepers.metadata.dates, keepers.media.formats, keepers.media.problems,"
        " keepers.media.thumbnails;"
        "print([name for name in ('PIL', 'cv2', 'numpy') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
