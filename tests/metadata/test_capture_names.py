from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.capture_names import find
from keepers.metadata.wall_clock import wall_ms

LATEST = wall_ms(datetime(2026, 1, 1))  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IMG_20190817_142233.jpg", "2019-08-17 14:22:33"),
        ("IMG_20190817_142233_1.jpg", "2019-08-17 14:22:33"),
        ("IMG20190817142233.jpg", "2019-08-17 14:22:33"),
        ("MVIMG_20190817_142233.jpg", "2019-08-17 14:22:33"),
        ("IMG_20190817_142233123_HDR.jpg", "2019-08-17 14:22:33.123000"),
        ("20231006_063000.jpg", "2023-10-06 06:30:00"),
        ("20231006_063000(0).jpg", "2023-10-06 06:30:00"),
        ("2019-08-17 14.22.33.jpg", "2019-08-17 14:22:33"),
        ("2019-08-17 14.22.33-1.png", "2019-08-17 14:22:33"),
        ("Screenshot_2019-08-17-14-22-33.png", "2019-08-17 14:22:33"),
        ("Screenshot_2019-08-17-14-22-33-123_com.app.jpg", "2019-08-17 14:22:33.123000"),
        ("Screenshot_20190817-142233.png", "2019-08-17 14:22:33"),
        ("Screenshot 2019-05-21 at 10.45.52.png", "2019-05-21 10:45:52"),
        ("Screenshot 2019-05-21 at 1.45.52 PM.png", "2019-05-21 13:45:52"),
        ("Screen Shot 2019-05-21 at 12.05.52 AM.png", "2019-05-21 00:05:52"),
        ("signal-2019-08-17-142233.jpg", "2019-08-17 14:22:33"),
        ("signal-2022-11-05-14-33-21-123.jpg", "2022-11-05 14:33:21.123000"),
        ("WhatsApp Image 2021-03-04 at 5.06.07 PM.jpeg", "2021-03-04 17:06:07"),
        ("WhatsApp Image 2021-03-04 at 17.06.07.jpeg", "2021-03-04 17:06:07"),
        ("photo_2019-08-17_14-22-33.jpg", "2019-08-17 14:22:33"),
        ("WP_20190817_14_22_33_Pro.jpg", "2019-08-17 14:22:33"),
        ("DJI_20190817142233_0001_D.JPG", "2019-08-17 14:22:33"),
        ("BURST20190817142233_COVER.jpg", "2019-08-17 14:22:33"),
        ("Grandmother 1956-08-02.jpg", "1956-08-02 12:00:00"),
    ],
)
def test_names_as_phones_and_people_write_them(name: str, expected: str) -> None:
    found = find(name, LATEST)
    assert found is not None
    assert str(found.wall) == expected
    assert not found.utc


def test_pixel_phones_count_in_utc() -> None:
    found = find("PXL_20231006_063000139.MP.jpg", LATEST)
    assert found is not None
    assert str(found.wall) == "2023-10-06 06:30:00.139000"
    assert found.utc


@pytest.mark.parametrize("name", ["IMG-20190817-WA0001.jpg", "2019-08-17 at the lake.jpg", "20190817.jpg"])
def test_a_day_without_a_time(name: str) -> None:
    found = find(name, LATEST)
    assert found is not None
    assert found.date_only
    assert str(found.wall) == "2019-08-17 12:00:00"


@pytest.mark.parametrize("name", ["1566051753123.jpg", "FB_IMG_1566051753123.jpg", "1566051753.jpg"])
def test_a_name_that_is_a_clock_of_milliseconds_or_seconds(name: str) -> None:
    found = find(name, LATEST)
    assert found is not None
    assert found.utc
    assert str(found.wall).startswith("2019-08-17 14:22:33")


@pytest.mark.parametrize(
    "name",
    [
        "DSC_0238(1).jpg",
        "IMG_4120.JPG",
        "P2010123.jpg",
        "20191332_101010.jpg",  # no month 13
        "20190230_101010.jpg",  # no 30 February
        "19850101_101010.jpg",  # no phone wrote that in 1985
        "IMG_20990101_101010.jpg",  # not yet
        "received_10156789012345678.jpeg",
        "a3f20190817b42.jpg",
        "120190817142233.jpg",
        "9999999999999.jpg",
        "0000000001.jpg",
        "scan-1234-56-78.jpg",
        "600x20190817px.jpg",
        "",
        ".jpg",
    ],
)
def test_digits_that_are_no_time(name: str) -> None:
    assert find(name, LATEST) is None


@given(st.text(max_size=60))
def test_any_name_is_read_without_complaint(name: str) -> None:
    found = find(name, LATEST)
    assert found is None or wall_ms(found.wall) <= LATEST


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2025, 12, 31)))  # noqa: DTZ001
def test_every_time_since_1990_is_found_again(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    for spelling in ("IMG_%Y%m%d_%H%M%S.jpg", "%Y-%m-%d %H.%M.%S.png", "Screenshot_%Y-%m-%d-%H-%M-%S.png"):
        found = find(moment.strftime(spelling), LATEST)
        assert found is not None
        assert found.wall == moment
