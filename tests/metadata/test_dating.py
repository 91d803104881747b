"""When a picture was taken: the order of all that speaks of it, how sure that is, and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.capture_names import messenger_of
from keepers.metadata.dates import ExifTimes, Moment, Stamp, capture_time, read_stamp
from keepers.metadata.dating import REASONS, Claims, Dated, date_of
from keepers.metadata.wall_clock import from_ms, wall_ms

NOW = wall_ms(datetime(2026, 1, 1))  # noqa: DTZ001 - a wall clock
CHANGED_NS = int(datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC).timestamp()) * 1_000_000_000
BERLIN = timezone(timedelta(hours=2))
CAMERA = Claims(make="Canon", model="Canon EOS 6D")


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc, arg-type]


def dated(claims: Claims, name: str = "IMG_1.JPG") -> Dated:
    return date_of(claims, name, CHANGED_NS, now_ms=NOW, zone=BERLIN)


def told(found: Dated) -> tuple[str, int | None, str, str]:
    return str(from_ms(found.time.time_ms)), found.time.offset_min, found.time.source, found.code


FULL = Claims(
    exif=ExifTimes(
        Stamp("2001:01:01 10:00:00"), Stamp("2003:01:01 10:00:00"), Stamp("2006:01:01 10:00:00"),
        Stamp("2007:01:01 10:00:00", "Z"),
    ),
    sidecar=Stamp("2000-01-01T10:00:00"),
    xmp_original=Stamp("2002-01-01 10:00:00"),
    xmp_created=Stamp("2002-02-01 10:00:00"),
    iptc_created=Stamp("2002-03-01 10:00:00"),
    xmp_digitized=Stamp("2003-02-01 10:00:00"),
    iptc_digitized=Stamp("2003-03-01 10:00:00"),
    takeout_ms=utc(2004, 1, 1, 10),
    icloud_ms=utc(2005, 1, 1, 10),
    make="Canon",
)  # fmt: skip
ORDER = [
    "sidecar", "exif_original", "xmp_original", "xmp_created", "iptc_created", "exif_digitized",
    "xmp_digitized",
    "iptc_digitized", "takeout", "icloud", "exif_modified", "gps", "file_name",
]  # fmt: skip


def without(claims: Claims, source: str) -> Claims:
    if source.startswith("exif_") or source == "gps":
        name = source.removeprefix("exif_")
        return replace(claims, exif=replace(claims.exif, **{name: None}))
    if source in ("takeout", "icloud"):
        return replace(claims, **{f"{source}_ms": None})
    return replace(claims, **{source: None})


def test_each_source_has_its_place_in_the_order() -> None:
    claims, seen = FULL, []
    for source in ORDER:
        seen.append(dated(claims, "IMG_20190105_100000.jpg").time.source)
        if source != "file_name":
            claims = without(claims, source)
    assert seen == ORDER


def test_iptc_that_was_changed_later_goes_before_xmp() -> None:
    claims = Claims(xmp_created=Stamp("2002-02-01"), iptc_created=Stamp("2002-03-01"), iptc_first=True)
    assert dated(claims).time.source == "iptc_created"


STAMPS = st.none() | st.builds(
    Stamp,
    st.sampled_from(
        [
            "2019:05:21 10:45:52",
            "2018:05:21",
            "0000:00:00 00:00:00",
            "2107:01:01 00:00:00",
            "1825:01:01",
            "x",
            "",
        ]
    ),
    st.none() | st.sampled_from(["+02:00", "Z", "?"]),
)


@given(
    st.builds(ExifTimes, STAMPS, STAMPS, STAMPS, STAMPS),
    st.sampled_from(["a.jpg", "IMG_20190817_142233.jpg"]),
)
def test_of_exif_alone_it_is_the_same_answer_as_the_look_gives(times: ExifTimes, name: str) -> None:
    full = date_of(Claims(exif=times), name, CHANGED_NS, now_ms=NOW, zone=BERLIN)
    look = capture_time(times, name, CHANGED_NS, now_ms=NOW, zone=BERLIN)
    assert (full.time.time_ms, full.time.source) == (look.time_ms, look.source)
    # Of a day no satellite tells the zone; of a moment, another tag that states it is asked before them.
    stated = [each for each in full.others if each[0] != "gps" and each[1].offset_min is not None]
    if full.precision == "second" and not stated:
        assert full.time.offset_min == look.offset_min
    assert full.code in REASONS


@given(st.builds(Claims, sidecar=STAMPS, xmp_original=STAMPS, iptc_created=STAMPS,
                 takeout_ms=st.none() | st.integers(),
                 icloud_ms=st.none() | st.integers(-(2**63), 2**63), make=st.none() | st.text(max_size=8),
                 latitude=st.none() | st.floats(), longitude=st.none() | st.floats()))  # fmt: skip
def test_any_claims_give_an_answer_that_is_not_in_the_future(claims: Claims) -> None:
    found = dated(claims)
    assert found.time.time_ms <= NOW + 2 * 86_400_000
    assert found.confidence in ("certain", "likely", "unsure")
    assert found.words.endswith(".")


def original(text: str = "2019:05:21 10:45:52", offset: str | None = None) -> ExifTimes:
    return ExifTimes(original=Stamp(text, offset))


def test_reasons_and_how_sure() -> None:
    day = "2019:05:21 10:45:52"
    for claims, name, code, confidence in (
        (replace(CAMERA, exif=original()), "a.jpg", "camera", "certain"),
        (Claims(exif=original()), "a.jpg", "original", "likely"),
        (Claims(sidecar=Stamp(day)), "a.jpg", "sidecar", "certain"),
        (Claims(xmp_created=Stamp(day)), "a.jpg", "program", "likely"),
        (replace(CAMERA, exif=ExifTimes(digitized=Stamp(day))), "a.jpg", "digitized", "likely"),
        (Claims(exif=ExifTimes(digitized=Stamp(day))), "a.jpg", "digitized_no_camera", "unsure"),
        (replace(CAMERA, exif=ExifTimes(modified=Stamp(day))), "a.jpg", "changed_by_camera", "likely"),
        (Claims(exif=ExifTimes(modified=Stamp(day))), "a.jpg", "changed", "unsure"),
        (Claims(exif=ExifTimes(modified=Stamp(day))), "IMG-20190521-WA0001.jpg", "messenger", "unsure"),
        (Claims(exif=ExifTimes(gps=Stamp(day))), "a.jpg", "gps", "likely"),
        (Claims(takeout_ms=utc(2019, 5, 21)), "a.jpg", "service", "likely"),
        (Claims(), "IMG_20190521_104552.jpg", "name", "likely"),
        (Claims(), "2019-05-21 lake.jpg", "name_day", "likely"),
        (Claims(), "IMG-20190521-WA0001.jpg", "messenger", "unsure"),
        (Claims(), "signal-2019-05-21-104552.jpg", "messenger", "unsure"),
        (Claims(), "photo_2019-05-21_10-45-52.jpg", "messenger", "unsure"),
        (Claims(), "a.jpg", "file", "unsure"),
        (Claims(xmp_created=Stamp("1956")), "a.jpg", "partial", "unsure"),
    ):
        found = dated(claims, name)
        assert (found.code, found.confidence) == (code, confidence), (claims, name)


def test_a_messengers_name_does_not_count_where_the_camera_still_speaks() -> None:
    assert dated(replace(CAMERA, exif=original()), "IMG-20210304-WA0007.jpg").code == "camera"


@pytest.mark.parametrize(
    "scanner",
    [
        {"make": "EPSON", "model": "Perfection V600"}, {"make": "Canon", "model": "CanoScan 9000F"},
        {"make": "NORITSU KOKI", "model": "QSS-32_33"}, {"software": "VueScan 9"},
        {"software": "SilverFast 8"},
        {"make": "HP", "model": "HP Scanjet 4890"}, {"make": "Plustek", "model": "OpticFilm 8200i"},
        {"make": "Nikon", "model": "SUPER COOLSCAN 5000 ED"}, {"make": "Google", "software": "PhotoScan"},
        {"file_source": "film_scanner"}, {"file_source": "print_scanner"},
    ],
)  # fmt: skip
def test_scanners_are_told_from_cameras(scanner: dict[str, str]) -> None:
    day = Stamp("2015:05:21 10:45:52")
    scan = Claims(exif=ExifTimes(original=day, digitized=day), **scanner)  # type: ignore[arg-type]
    assert (dated(scan).code, dated(scan).confidence) == ("scan", "unsure")
    # Somebody knew better, there or at a service, or in the name.
    given_date = replace(scan, exif=ExifTimes(original=Stamp("1987:06:12 12:00:00"), digitized=day))
    assert told(dated(given_date)) == ("1987-06-12 12:00:00", None, "exif_original", "scan_dated")
    assert dated(replace(scan, takeout_ms=utc(1987, 6, 12))).time.source == "takeout"
    assert told(dated(scan, "1987-06-12 wedding.jpg"))[::3] == ("1987-06-12 12:00:00", "name_day")
    assert dated(replace(scan, xmp_created=Stamp("1987"))).code == "partial"


def test_cameras_are_no_scanners() -> None:
    for make, model in (
        ("Canon", "EOS 5D"),
        ("EPSON", "R-D1"),
        ("NIKON", "D90"),
        ("Apple", "iPhone 7"),
        ("HP", "C850"),
    ):
        assert not Claims(make=make, model=model).scanned


def test_where_the_zone_comes_from() -> None:
    wall = Stamp("2023:07:15 01:30:05")
    xmp = replace(CAMERA, exif=ExifTimes(original=wall), xmp_created=Stamp("2023-07-15T01:30:05+09:00"))
    assert told(dated(xmp)) == ("2023-07-15 01:30:05", 540, "exif_original", "camera")
    gps = replace(CAMERA, exif=ExifTimes(original=wall, gps=Stamp("2023:07:14 16:30:05", "Z")))
    assert dated(gps).time.offset_min == 540
    # A service counts in UTC: it says nothing of the zone.
    service = replace(CAMERA, exif=ExifTimes(original=wall), takeout_ms=utc(2023, 7, 15, 1, 30, 5))
    assert dated(service).time.offset_min is None


def test_instants_become_the_wall_clock_of_the_place() -> None:
    asked = []

    def tokyo(latitude: float, longitude: float, instant: int) -> tzinfo:
        asked.append((latitude, longitude, instant))
        return timezone(timedelta(hours=9))

    taken = utc(2023, 10, 6, 6, 30)
    claims = Claims(takeout_ms=taken, latitude=35.0, longitude=139.0)
    found = date_of(claims, "a.jpg", CHANGED_NS, now_ms=NOW, zone=BERLIN, zone_at=tokyo)
    assert told(found)[:2] == ("2023-10-06 15:30:00", 540)
    assert set(asked) == {(35.0, 139.0, taken)}
    assert found.zone == "place"
    assert told(dated(claims))[:2] == ("2023-10-06 08:30:00", 120)
    assert dated(claims).zone == "computer"
    nowhere = date_of(claims, "a.jpg", CHANGED_NS, now_ms=NOW, zone=BERLIN, zone_at=lambda *_: None)
    assert nowhere.time.offset_min == 120


def at_new_york(claims: Claims, name: str = "a.jpg") -> Dated:
    return date_of(
        replace(claims, latitude=40.7, longitude=-74.0),
        name, CHANGED_NS, now_ms=NOW, zone=BERLIN, zone_at=lambda *_: ZoneInfo("America/New_York"),
    )  # fmt: skip


def test_a_wall_clock_without_a_zone_gets_that_of_the_place() -> None:
    summer, winter = "2023:07:15 01:30:05", "2023:01:15 01:30:05"
    for text, offset in ((summer, -240), (winter, -300)):
        found = at_new_york(replace(CAMERA, exif=original(text)))
        assert (found.time.offset_min, found.zone, found.code) == (offset, "place", "camera")
    assert at_new_york(replace(CAMERA, exif=ExifTimes(Stamp(summer, "+09:00")))).zone == "said"
    # The clock of whoever changed it last, or scanned it, may have been anywhere; a day alone has no hour.
    for elsewhere in (
        replace(CAMERA, exif=ExifTimes(modified=Stamp(summer))),
        Claims(make="EPSON", model="Perfection V600", exif=ExifTimes(digitized=Stamp(summer))),
        replace(CAMERA, exif=original("2023:07:15")),
    ):
        assert (at_new_york(elsewhere).time.offset_min, at_new_york(elsewhere).zone) == (None, None)
    assert at_new_york(Claims(), "IMG_20230715_013005.jpg").time.offset_min == -240


def test_an_hour_that_is_skipped_or_shown_twice_has_the_offset_from_before() -> None:
    for text in ("2023:03:12 02:30:00", "2023:03:12 01:59:59"):
        assert at_new_york(replace(CAMERA, exif=original(text))).time.offset_min == -300
    assert at_new_york(replace(CAMERA, exif=original("2023:11:05 01:30:00"))).time.offset_min == -240
    assert at_new_york(replace(CAMERA, exif=original("2023:11:05 02:00:00"))).time.offset_min == -300


def test_before_there_were_zones_no_offset_is_made_up() -> None:
    assert at_new_york(replace(CAMERA, exif=original("1880:05:01 12:00:00"))).time.offset_min is None


def test_the_satellites_clock_becomes_that_of_the_place() -> None:
    found = at_new_york(replace(CAMERA, exif=ExifTimes(gps=Stamp("2023:07:14 16:30:05", "Z"))))
    assert told(found)[:3] == ("2023-07-14 12:30:05", -240, "gps")
    assert found.zone == "place"


def test_a_clock_that_others_contradict_is_less_sure() -> None:
    wrong = replace(
        CAMERA, exif=ExifTimes(Stamp("2008:01:01 00:00:00"), gps=Stamp("2023:07:14 16:30:05", "Z"))
    )
    assert (dated(wrong).code, dated(wrong).confidence) == ("clock_disagrees", "likely")
    moved = replace(CAMERA, exif=original("2008:01:01 00:00:10"), takeout_ms=utc(2019, 5, 21))
    assert dated(moved).code == "service_disagrees"
    same = replace(CAMERA, exif=original(), takeout_ms=utc(2019, 5, 21, 1))
    assert dated(same).code == "camera"


def test_what_else_was_claimed_is_kept() -> None:
    found = dated(replace(CAMERA, exif=original(), takeout_ms=utc(2019, 5, 21, 8, 45, 52)))
    assert found.others == (("takeout", Moment(found.time.time_ms, 120)),)


def test_moments_nobody_can_have_photographed() -> None:
    for claims in (
        Claims(takeout_ms=0), Claims(takeout_ms=utc(2107, 1, 1)), Claims(icloud_ms=-(2**62)),
        Claims(xmp_created=Stamp("0000")), Claims(xmp_created=Stamp("2107-01")),
        Claims(xmp_created=Stamp("2019-13")),
        Claims(sidecar=Stamp("1825-12")),
    ):  # fmt: skip
        assert dated(claims).time.source == "file_modified"


def test_years_and_months_alone() -> None:
    noon = wall_ms(datetime(1956, 1, 1, 12))  # noqa: DTZ001 - a wall clock
    assert read_stamp(Stamp("1956"), now_ms=NOW) == Moment(noon, None, "year")
    month = read_stamp(Stamp("1956-08"), now_ms=NOW)
    assert month == Moment(wall_ms(datetime(1956, 8, 1, 12)), None, "month")  # noqa: DTZ001
    day = read_stamp(Stamp("1956-08-02"), now_ms=NOW)
    assert day is not None
    assert day.precision == "day"
    assert read_stamp(None) is None


def test_messengers_by_their_names() -> None:
    for name, messenger in (
        ("IMG-20210304-WA0007.jpg", "WhatsApp"), ("WhatsApp Image 2021-03-04 at 5.06.07 PM.jpeg", "WhatsApp"),
        ("signal-2022-11-05-14-33-21-123.jpg", "Signal"), ("photo_2021-03-04_17-06-07.jpg", "Telegram"),
        ("FB_IMG_1566051753123.jpg", "Facebook"), ("received_10212345678901234.jpeg", "Facebook"),
        ("mmexport1566051753123.jpg", "WeChat"), ("Snapchat-123456.jpg", "Snapchat"),
        ("IMG_1234.jpg", None), ("photo.jpg", None), ("received a letter.jpg", None),
        ("IMG-20210304.jpg", None),
    ):  # fmt: skip
        assert messenger_of(name) == messenger
