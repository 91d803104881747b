"""When a picture was taken, and how we know. Pure: no file, no decoder, safe to import in the server.

The time is the wall clock at the camera, in milliseconds, counted as if it were UTC. Sources, best first:
exif_original, exif_digitized, exif_modified, gps, file_name, file_modified. `dating` puts what sidecars and
exports say in its place among them.
"""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from keepers.metadata import capture_names
from keepers.metadata.wall_clock import from_ms, wall_ms

_DAY_MS = 86_400_000
# The first photograph; what lies before is a slip of the pen.
_EARLIEST_MS = wall_ms(datetime(1826, 1, 1))  # noqa: DTZ001 - a wall clock
# The seconds that clocks begin with that were never set.
_UNSET = {wall_ms(datetime(year, 1, 1)) // 1000 for year in (1904, 1970)}  # noqa: DTZ001 - wall clocks

_STAMP = re.compile(
    r"\s*(\d{4})[:/.\-](\d{1,2})[:/.\-](\d{1,2})"
    r"(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|[+-]\d\d:?\d\d)?\s*"
)
_PARTIAL = re.compile(r"\s*(\d{4})(?:[:/.\-](\d{1,2}))?\s*", re.ASCII)
_OFFSET = re.compile(r"\s*(?:(Z)|([+-])(\d{1,2}):?(\d\d))\s*")
# Zones in use lie between -12:00 and +14:00, in steps of a quarter of an hour.
_OFFSETS_MIN = (-12 * 60, 14 * 60)
# A GPS receiver repeats its last fix for a while.
_GPS_LAG_MS = 150_000


@dataclass(frozen=True)
class Stamp:
    """One time as EXIF spells it: 'YYYY:MM:DD HH:MM:SS', an offset '+02:00', digits of a second."""

    text: str
    offset: str | None = None
    subsec: str | None = None


@dataclass(frozen=True)
class ExifTimes:
    """The times an EXIF block holds, unread; `gps` is UTC, spelt like the others."""

    original: Stamp | None = None
    digitized: Stamp | None = None
    modified: Stamp | None = None
    gps: Stamp | None = None


@dataclass(frozen=True)
class CaptureTime:
    """`time_ms`: wall clock as if UTC. `offset_min`: minutes east of UTC if known. `source`: how we know."""

    time_ms: int
    offset_min: int | None
    source: str


@dataclass(frozen=True)
class Moment:
    """A time that was read: wall clock in ms as if UTC, minutes east of UTC if known.

    `precision`: second, day, month or year; what is not known is the first of its kind, the hour noon.
    """

    time_ms: int
    offset_min: int | None = None
    precision: str = "second"


def capture_time(
    exif: ExifTimes, name: str, mtime_ns: int, *, now_ms: int | None = None, zone: tzinfo | None = None
) -> CaptureTime:
    """The best answer there is: from EXIF, else from the name, else from the time the file was changed.

    Times before 1826 or more than a day in the future do not count. `now_ms` (default: now) says where the
    future starts; `zone` (default: the computer's) turns an instant into a wall clock.
    """
    latest = latest_ms(now_ms)
    gps = _read(exif.gps, latest)
    gps_ms = gps[0] if gps else None
    for stamp, source in (
        (exif.original, "exif_original"),
        (exif.digitized, "exif_digitized"),
        (exif.modified, "exif_modified"),
    ):
        found = _read(stamp, latest)
        if found:
            ms, offset = found
            if offset is None and gps_ms is not None:
                offset = offset_from_gps(ms, gps_ms)
            return CaptureTime(ms, offset, source)
    if gps_ms is not None:
        return CaptureTime(gps_ms, 0, "gps")
    return from_name(name, mtime_ns, now_ms=now_ms, zone=zone)


def from_name(
    name: str, mtime_ns: int, *, now_ms: int | None = None, zone: tzinfo | None = None
) -> CaptureTime:
    """The answer without opening the file: from its name, else from the time it was changed. Cheap."""
    changed = local(mtime_ns // 1_000_000, zone)
    found = capture_names.find(name, latest_ms(now_ms))
    if found is None:
        return CaptureTime(*changed, "file_modified")
    ms = wall_ms(found.wall)
    if found.utc:
        return CaptureTime(*local(ms, zone), "file_name")
    if found.date_only and ms // _DAY_MS == changed[0] // _DAY_MS:
        # The name knows the day only; a file changed on that very day knows the hour too.
        return CaptureTime(*changed, "file_name")
    return CaptureTime(ms, None, "file_name")


def read_stamp(stamp: Stamp | None, *, now_ms: int | None = None) -> Moment | None:
    """What a stamp says, also of a month or a year alone; None when that is nothing sensible."""
    latest = latest_ms(now_ms)
    found = _read(stamp, latest)
    if stamp is None or found is not None:
        clock = _STAMP.fullmatch(stamp.text) if stamp else None
        return found and Moment(*found, "second" if clock and clock[4] else "day")
    partial = _PARTIAL.fullmatch(stamp.text)
    month = int(partial[2] or 1) if partial else 0
    if partial is None or not 1 <= month <= 12 or int(partial[1]) < 1826:
        return None
    ms = wall_ms(datetime(int(partial[1]), month, 1, 12))  # noqa: DTZ001 - a wall clock
    return Moment(ms, None, "month" if partial[2] else "year") if ms <= latest else None


def is_sensible(time_ms: int, now_ms: int | None = None) -> bool:
    """Whether a wall clock (ms, as if UTC) is one that readers believe: none of before photography, of an
    unset clock, or of the future."""
    return _EARLIEST_MS <= time_ms <= latest_ms(now_ms) and time_ms // 1000 not in _UNSET


def latest_ms(now_ms: int | None) -> int:
    """Where the future starts: a day from now, for clocks of other zones."""
    return (time.time_ns() // 1_000_000 if now_ms is None else now_ms) + _DAY_MS


def _read(stamp: Stamp | None, latest_ms: int) -> tuple[int, int | None] | None:
    """(wall clock in ms, offset in minutes or None) of a stamp, or None when it says nothing sensible."""
    match = _STAMP.fullmatch(stamp.text) if stamp else None
    if stamp is None or match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        wall = datetime(  # noqa: DTZ001 - the wall clock of a camera
            int(year), int(month), int(day), int(hour or 12), int(minute or 0), int(second or 0)
        )
    except ValueError:
        return None
    ms = wall_ms(wall)
    if ms // 1000 in _UNSET or not _EARLIEST_MS <= ms <= latest_ms:
        return None
    return ms + _millis(stamp.subsec or fraction), _offset(stamp.offset or zone)


def _millis(digits: str | None) -> int:
    """Milliseconds of the digits behind a decimal point: '5' is 500, '123456' is 123."""
    text = (digits or "").strip().rstrip("\x00")
    return int(text[:3].ljust(3, "0")) if text.isascii() and text.isdigit() else 0


def _offset(text: str | None) -> int | None:
    match = _OFFSET.fullmatch(text) if text else None
    if match is None:
        return None
    if match[1]:
        return 0
    minutes = int(match[3]) * 60 + int(match[4])
    minutes = -minutes if match[2] == "-" else minutes
    return minutes if _OFFSETS_MIN[0] <= minutes <= _OFFSETS_MIN[1] else None


def offset_from_gps(wall: int, gps_utc: int) -> int | None:
    """Minutes of the zone that explains how far the camera's clock is from the satellites', if one does."""
    quarters = round((wall - gps_utc) / 900_000)
    lag = abs((wall - gps_utc) - quarters * 900_000)
    minutes = quarters * 15
    return minutes if lag <= _GPS_LAG_MS and _OFFSETS_MIN[0] <= minutes <= _OFFSETS_MIN[1] else None


def local(utc_ms: int, zone: tzinfo | None) -> tuple[int, int | None]:
    """(wall clock in ms, offset in minutes) of an instant; UTC itself when the system cannot say."""
    try:
        there = from_ms(utc_ms).replace(tzinfo=UTC).astimezone(zone)
        offset = there.utcoffset() or timedelta(0)
        minutes = round(offset / timedelta(minutes=1))
    except (OverflowError, OSError, ValueError):
        return utc_ms, None
    return utc_ms + minutes * 60_000, minutes
