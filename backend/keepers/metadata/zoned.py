"""The zone of the claim that is believed, and how it is known. Pure.

How: said, agreed (another claim of the same moment has it), satellites (their clock tells), place, computer
(its own zone, for want of a better); None where there is no offset.
"""

from dataclasses import replace

from keepers.metadata.dates import CaptureTime, Moment, offset_from_gps
from keepers.metadata.place_clock import ClockThere

# Claims of an instant, not of what a clock showed.
_INSTANTS = ("takeout", "icloud", "gps")


def zoned(
    source: str,
    moment: Moment,
    others: tuple[tuple[str, Moment], ...],
    gps: Moment | None,
    place: ClockThere | None,
) -> tuple[Moment, str | None]:
    """A moment with its offset, where one is known. `place`: None where its clock may have been elsewhere."""
    if source in _INSTANTS:
        return _of_instant(source, moment, place)
    if moment.offset_min is not None:
        return moment, "said"
    if moment.precision != "second":
        return moment, None
    offset = _of_same_moment(moment, others)
    if offset is not None:
        return replace(moment, offset_min=offset), "agreed"
    offset = offset_from_gps(moment.time_ms, gps.time_ms) if gps else None
    if offset is not None:
        return replace(moment, offset_min=offset), "satellites"
    # Whoever changed a file last may have sat anywhere.
    offset = place.offset_of(moment.time_ms) if place and source != "exif_modified" else None
    return replace(moment, offset_min=offset), None if offset is None else "place"


def zoned_of_film(moment: Moment, code: str, place: ClockThere) -> tuple[Moment, str | None]:
    """The same for a film's own clock, which `film_dates` has turned already where it was in UTC."""
    if moment.offset_min is None:
        offset = place.offset_of(moment.time_ms) if moment.precision == "second" else None
        return replace(moment, offset_min=offset), None if offset is None else "place"
    if code in ("film_clock", "messenger"):
        return moment, "computer"
    return moment, "said" if place.offset_of(moment.time_ms) != moment.offset_min else "place"


def zoned_of_name(found: CaptureTime, place: ClockThere | None) -> tuple[CaptureTime, str | None]:
    """The same for what the name, or the file's own time, tells: instants went by the computer's zone."""
    if found.offset_min is not None:
        return found, "computer"
    offset = place.offset_of(found.time_ms) if place else None
    return replace(found, offset_min=offset), None if offset is None else "place"


def _of_instant(source: str, moment: Moment, place: ClockThere | None) -> tuple[Moment, str | None]:
    there = place.shows(moment.time_ms - (moment.offset_min or 0) * 60_000) if place else None
    if there is not None:
        return Moment(*there, moment.precision), "place"
    if source == "gps":
        return moment, "said"
    return moment, None if moment.offset_min is None else "computer"


def _of_same_moment(moment: Moment, others: tuple[tuple[str, Moment], ...]) -> int | None:
    for source, other in others:
        if source in _INSTANTS or other.offset_min is None:
            continue
        if abs(other.time_ms - moment.time_ms) < 2000:
            return other.offset_min
    return None
