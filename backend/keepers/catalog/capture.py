"""Capture times as the catalogue keeps them: which source counts more, and what a column can hold."""

from dataclasses import dataclass
from typing import Final

# Best first: what the camera wrote beats what software or a file system did later.
SOURCES: Final = ("exif_original", "exif_digitized", "gps", "exif_modified", "file_name", "file_modified")

#: Sources exact enough to say that two pictures were taken within seconds of each other.
EXACT_SOURCES: Final = frozenset({"exif_original", "exif_digitized", "gps"})

# SQLite works out months of the years 0 to 9999 only.
_EARLIEST_MS: Final = -62_135_596_800_000
_LATEST_MS: Final = 253_402_300_799_000


@dataclass(frozen=True, slots=True)
class CaptureTime:
    """A capture time; `time_ms` is the wall clock counted as if UTC, `source` one of SOURCES."""

    time_ms: int
    offset_min: int | None
    source: str


def storable_time(time_ms: int) -> int:
    """`time_ms` held within the years 1 to 9999: broken clocks must not stop a whole scan."""
    return min(max(time_ms, _EARLIEST_MS), _LATEST_MS)


def better_time(known: CaptureTime, other: CaptureTime) -> CaptureTime:
    """The one to believe of two times of the same bytes: the better source, then the earlier time.

    Copies are made later than the picture, so of two names or file dates the earlier one is nearer the truth.
    """
    return min(known, other, key=lambda each: (_rank(each.source), each.time_ms))


def _rank(source: str) -> int:
    return SOURCES.index(source) if source in SOURCES else len(SOURCES)
