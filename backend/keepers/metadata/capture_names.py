"""Capture times written into file names by phones, messengers and screenshot tools. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime

from keepers.metadata.wall_clock import from_ms, wall_ms

_YEAR = r"(?P<y>(?:18|19|20)\d\d)"
_DATE_COMPACT = r"(?P<y>(?:19|20)\d\d)(?P<mo>\d\d)(?P<d>\d\d)"
_DATE_SPACED = _YEAR + r"(?P<s>[-_.])(?P<mo>\d\d)(?P=s)(?P<d>\d\d)"
_TIME_COMPACT = r"(?P<h>\d\d)(?P<mi>\d\d)(?P<se>\d\d)"
_MILLIS = r"(?:[-_.]?(?P<ms>\d{3})(?!\d))?"
_TIME_SPACED = r"(?P<h>\d{1,2})(?P<t>[-_.:\uff1a ])(?P<mi>\d\d)(?P=t)(?P<se>\d\d)"
_NOON = r"(?:\s?(?P<noon>[AaPp])[Mm]\b)?"
_BETWEEN = r"(?:[-_ T.]|,? at |, )"

_WITH_TIME = tuple(
    re.compile(r"(?<!\d)" + pattern)
    for pattern in (
        # IMG_20190817_142233, PXL_20231006_063000139.MP, Screenshot_20190817-142233, 20190817142233
        _DATE_COMPACT + r"[-_ T]?" + _TIME_COMPACT + r"(?:(?P<ms>\d{3})(?!\d)|(?!\d))",
        # WP_20190817_14_22_33_Pro
        _DATE_COMPACT + _BETWEEN + _TIME_SPACED + _NOON + r"(?!\d)",
        # 2019-08-17 14.22.33, Screenshot 2019-05-21 at 10.45.52, WhatsApp Image 2021-03-04 at 5.06.07 PM
        _DATE_SPACED + _BETWEEN + _TIME_SPACED + _MILLIS + _NOON + r"(?!\d)",
        # signal-2019-08-17-142233
        _DATE_SPACED + _BETWEEN + _TIME_COMPACT + _MILLIS + r"(?!\d)",
    )
)
_DATE_ONLY = (
    # IMG-20190817-WA0001, 20190817
    re.compile(r"(?:^|(?<=[-_ .(]))" + _DATE_COMPACT + r"(?=$|[-_ .)])"),
    # 2019-08-17 at the lake
    re.compile(r"(?<![\d-])" + _DATE_SPACED + r"(?![\d])"),
)
# Whole names only: elsewhere thirteen digits are an id more often than a clock.
_EPOCH = re.compile(
    r"(?:FB_IMG_|IMG_|image_|mmexport|wx_camera_|PhotoGrid_)?(?P<n>\d{13}|\d{10})(?:[-_ (].*)?"
)
# What messengers call the copies they pass on. The time in such a name is that of sending or saving.
_MESSENGERS = tuple(
    (re.compile(pattern, re.IGNORECASE), messenger)
    for pattern, messenger in (
        (r"(?:IMG|VID)-\d{8}-WA\d+", "WhatsApp"),
        (r"WhatsApp (?:Image|Video|Bild|Photo|Imagem|Imagen)\b", "WhatsApp"),
        (r"signal-\d{4}-\d\d-\d\d", "Signal"),
        (r"(?:photo|video|image)_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d|photo_\d{5,}_[a-z]\b|telegram", "Telegram"),
        (r"FB_IMG_\d{10,}|received_\d{10,}|messenger_creation", "Facebook"),
        (r"mmexport\d{10,}|wx_camera_\d{10,}|微信", "WeChat"),
        (r"Snapchat-\d+", "Snapchat"),
        (r"viber[ _-]?image|IMG-[0-9a-f]{32}-V\b", "Viber"),
        (r"LINE_(?:ALBUM|\d)|S__\d{6,}", "LINE"),
        (r"threema-\d{8}", "Threema"),
    )
)
_FIRST_DIGITAL_YEAR = 1990
_FIRST_EPOCH_MS = 946_684_800_000  # 2000: an id that happens to be smaller is no clock


@dataclass(frozen=True)
class NameTime:
    """A time found in a name: `wall` is a wall clock, or UTC when `utc` is set."""

    wall: datetime
    utc: bool = False
    date_only: bool = False


def find(name: str, latest_ms: int) -> NameTime | None:
    """The time in `name` (with or without its ending), or None; nothing later than `latest_ms` counts."""
    stem = name.rpartition(".")[0] or name
    epoch = _epoch(stem, latest_ms)
    if epoch:
        return epoch
    for pattern in _WITH_TIME:
        for match in pattern.finditer(stem):
            found = _moment(match, latest_ms)
            if found:
                # Pixel phones count in UTC in their names.
                return NameTime(found, utc=stem.startswith("PXL_"))
    for pattern in _DATE_ONLY:
        for match in pattern.finditer(stem):
            found = _moment(match, latest_ms)
            if found:
                return NameTime(found, date_only=True)
    return None


def messenger_of(name: str) -> str | None:
    """The messenger that passed a file of this name on, or None: what it strips is gone for good."""
    return next((messenger for pattern, messenger in _MESSENGERS if pattern.match(name)), None)


def _epoch(stem: str, latest_ms: int) -> NameTime | None:
    match = _EPOCH.fullmatch(stem)
    if not match:
        return None
    digits = match["n"]
    ms = int(digits) if len(digits) == 13 else int(digits) * 1000
    if not _FIRST_EPOCH_MS <= ms <= latest_ms:
        return None
    return NameTime(from_ms(ms), utc=True)


def _moment(match: re.Match[str], latest_ms: int) -> datetime | None:
    """The moment a match spells, when there is such a moment and it is not in the future."""
    parts = match.groupdict()
    year = int(parts["y"])
    if "s" not in parts and year < _FIRST_DIGITAL_YEAR:
        return None
    hour = int(parts.get("h") or 12)
    noon = (parts.get("noon") or "").lower()
    if noon:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if noon == "p" else 0)
    try:
        found = datetime(  # noqa: DTZ001 - the wall clock of a camera: no zone is known
            year, int(parts["mo"]), int(parts["d"]), hour, int(parts.get("mi") or 0),
            int(parts.get("se") or 0), int(parts.get("ms") or 0) * 1000,
        )  # fmt: skip
    except ValueError:
        return None
    return found if wall_ms(found) <= latest_ms else None
