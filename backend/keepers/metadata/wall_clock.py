"""Wall clock times as milliseconds counted as if they were UTC, the way the catalogue keeps them. Pure."""

from datetime import datetime, timedelta

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clocks carry no zone
_MS = timedelta(milliseconds=1)


def wall_ms(wall: datetime) -> int:
    """Milliseconds from 1970-01-01 00:00 to `wall` (without a zone) on the same clock; may be negative."""
    return (wall - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """The wall clock `ms` milliseconds after 1970-01-01 00:00. Raises OverflowError outside year 1-9999."""
    return _EPOCH + ms * _MS
