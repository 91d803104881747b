"""When a film was recorded, by what its container says: a wall clock somebody wrote, a clock in UTC. Pure."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Final

from keepers.metadata import capture_names
from keepers.metadata.dates import Moment, latest_ms, local, offset_from_gps, read_stamp
from keepers.metadata.film_words import FilmWords
from keepers.metadata.wall_clock import from_ms, wall_ms

# 1990: no camera wrote these containers before. A clock that was never set begins in 1904, 1970 or 1980.
_EARLIEST_MS: Final = 631_152_000_000
# How a day, a month and a year begin a wall clock as text.
_SAME: Final = {"day": "%Y%m%d", "month": "%Y%m", "year": "%Y"}


def film_moment(
    film: FilmWords,
    name: str,
    *,
    now_ms: int | None = None,
    zone: tzinfo | None = None,
    zone_there: Callable[[int], tzinfo | None] | None = None,
) -> tuple[Moment, str] | None:
    """When a film was begun, and which of REASONS that is; None when its container does not say.

    A wall clock to the second goes first. The clock in UTC comes after it, its zone that of the place
    (`zone_there`, of an instant), else the one that explains the wall clock in the name
    (VID_20240714_183005), else the computer's (`zone`). A day, month or year that somebody wrote goes before
    a clock of another day, month or year: films of long ago were put into these containers later.
    """
    written = read_stamp(film.taken, now_ms=now_ms)
    if written is not None and written.precision == "second":
        if written.time_ms >= _EARLIEST_MS:
            return written, "film" if film.make or film.model else "film_written"
        written = None
    clock = _clock(film, name, now_ms, zone, zone_there)
    if written is None:
        return clock
    shape = _SAME[written.precision]
    if clock and from_ms(clock[0].time_ms).strftime(shape) == from_ms(written.time_ms).strftime(shape):
        return clock
    return written, "film_written"


def _clock(
    film: FilmWords,
    name: str,
    now_ms: int | None,
    zone: tzinfo | None,
    zone_there: Callable[[int], tzinfo | None] | None,
) -> tuple[Moment, str] | None:
    made, latest = film.made_utc_ms, latest_ms(now_ms)
    if made is None or not _EARLIEST_MS <= made <= latest:
        return None
    if capture_names.messenger_of(name):
        return Moment(*local(made, zone)), "messenger"
    named = capture_names.find(name, latest)
    if named is not None and not named.utc and not named.date_only:
        wall = wall_ms(named.wall)
        # Some devices write down when a film ended: the name has the beginning of it.
        for began in (made, made - (film.duration_ms or 0)):
            offset = offset_from_gps(wall, began)
            if offset is not None:
                return Moment(wall, offset), "film"
    there = zone_there(made) if zone_there else None
    return Moment(*local(made, there or zone)), "film" if there else "film_clock"
