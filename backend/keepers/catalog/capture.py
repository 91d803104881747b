"""Capture times as the catalogue keeps them: which source counts more, and what a column can hold."""

from typing import Final

from keepers.metadata.dates import CaptureTime
from keepers.metadata.dating import Dated

# Best first, the order of docs/metadata.md: a person's word, then what was said of the moment itself, then
# what software or a file system did later. A scanner's day and what a messenger left come last but one.
SOURCES: Final = (
    "person", "sidecar", "exif_original", "film", "xmp_original", "xmp_created", "iptc_created",
    "exif_digitized", "xmp_digitized", "iptc_digitized", "takeout", "icloud",
    "exif_modified", "gps", "partial", "file_name", "scan", "messenger", "file_modified",
)  # fmt: skip

_TO_THE_SECOND: Final = frozenset({"exif_original", "film", "exif_digitized", "gps"})
# Written to the second, or by people who know the day only: that is told by a whole hour.
_MAYBE_TO_THE_SECOND: Final = frozenset(
    {
        "person", "sidecar", "xmp_original", "xmp_created", "iptc_created", "xmp_digitized", "iptc_digitized",
        "takeout", "file_name",
    }
)  # fmt: skip
_MOST_NS: Final = 0x7FFF_FFFF_FFFF_FFFF
_HOUR_MS: Final = 3_600_000

# SQLite works out months of the years 0 to 9999 only.
_EARLIEST_MS: Final = -62_135_596_800_000
_LATEST_MS: Final = 253_402_300_799_000


def storable_time(time_ms: int) -> int:
    """`time_ms` held within the years 1 to 9999: broken clocks must not stop a whole scan."""
    return min(max(time_ms, _EARLIEST_MS), _LATEST_MS)


def storable_ns(time_ns: int) -> int:
    """`time_ns` held within 64 bits (the years 1677 to 2262), as the catalogue and every look compare it."""
    return min(max(time_ns, -_MOST_NS), _MOST_NS)


def is_exact(time_ms: int, source: str) -> bool:
    """Whether the time says that pictures were taken within seconds of each other, or only on what day.

    Who knows the day only gives a whole hour; scanners, messengers, tables that count in minutes, editing
    software and file systems give other times.
    """
    return source in _TO_THE_SECOND or (source in _MAYBE_TO_THE_SECOND and time_ms % _HOUR_MS != 0)


def source_of(dated: Dated) -> str:
    """The code the catalogue keeps, so that the code alone tells how sure the time is.

    It is the source, but `scan` for a scanner's day, `partial` where only a year or a month is known, and
    `messenger` for a date that a messenger left.
    """
    if dated.code in ("scan", "partial"):
        return dated.code
    if dated.code == "messenger" and dated.time.source != "file_modified":
        return "messenger"
    return dated.time.source


def belief(time: CaptureTime) -> tuple[int, int]:
    """The lower, the sooner believed of times of the same bytes: the better source, then the earlier time.

    Copies are made later than the picture, so of two names or file dates the earlier one is nearer the truth.
    """
    return SOURCES.index(time.source) if time.source in SOURCES else len(SOURCES), time.time_ms
