"""Repairing dates: what each photo's would become, and why. Pure: the preview and the act are one rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, timedelta, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from keepers.base.errors import Invalid
from keepers.editing.neighbours import Neighbour, Neighbours
from keepers.metadata import capture_names
from keepers.metadata.dates import latest_ms, local
from keepers.metadata.fields import normal
from keepers.metadata.wall_clock import from_ms, wall_ms


@dataclass(frozen=True)
class Shift:
    """Set clocks forward, or back, by `ms`."""

    ms: int


@dataclass(frozen=True)
class SetZone:
    """Say in which zone (IANA name) photos were taken.

    keep "instant": the moment stays and the clock is turned to the zone; "clock": the clock was right.
    """

    zone: str
    keep: Literal["instant", "clock"]


@dataclass(frozen=True)
class FromName:
    """Take the date that the file's name has."""


@dataclass(frozen=True)
class FromNeighbours:
    """Take the date from the photos before and after in the folder."""


@dataclass(frozen=True)
class SetTime:
    """One time for all."""

    time_ms: int
    offset_min: int | None


DateOp = Shift | SetZone | FromName | FromNeighbours | SetTime


@dataclass(frozen=True)
class When:
    """A wall clock in ms as if UTC, and minutes east of UTC where known."""

    time_ms: int
    offset_min: int | None


@dataclass(frozen=True)
class Dated:
    """One photo to be planned: `folder` tells folders apart, `sure` whether others may go by its date."""

    asset_id: int
    name: str
    folder: object
    when: When
    sure: bool


@dataclass(frozen=True)
class Planned:
    """What becomes of one photo's date. `reason` is a code, `facts` what its sentence needs."""

    asset_id: int
    name: str
    before: When
    after: When
    reason: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PassedOver:
    """A photo whose date stays, and why: same, out_of_range, zone_unknown, no_date_in_name, no_neighbours."""

    asset_id: int
    name: str
    code: str


@dataclass(frozen=True)
class Plan:
    """What an operation would do."""

    planned: tuple[Planned, ...]
    skipped: tuple[PassedOver, ...]


class _Stays(Exception):  # noqa: N818 - read where it is raised
    def __init__(self, code: str) -> None:
        self.code = code


def plan(
    photos: Sequence[Dated], op: DateOp, beside: Sequence[Dated] = (), now_ms: int | None = None
) -> Plan:
    """What `op` makes of the dates of `photos`. `beside`: everything in their folders, for neighbours.

    Raises Invalid for a zone there is not.
    """
    zone = _zone(op.zone) if isinstance(op, SetZone) else UTC
    asked = {photo.asset_id for photo in photos}
    sure: dict[object, list[Neighbour]] = {}
    for each in beside:
        if each.sure and each.asset_id not in asked:
            sure.setdefault(each.folder, []).append((each.name, each.when.time_ms, each.when.offset_min))
    folders = {folder: Neighbours(those) for folder, those in sure.items()}
    planned, skipped = [], []
    for photo in photos:
        try:
            after, reason, facts = _after(photo, op, zone, folders, now_ms)
            if after == photo.when:
                raise _Stays("same")
            _check(after)
        except _Stays as stays:
            skipped.append(PassedOver(photo.asset_id, photo.name, stays.code))
        else:
            planned.append(Planned(photo.asset_id, photo.name, photo.when, after, reason, facts))
    return Plan(tuple(planned), tuple(skipped))


def _after(
    photo: Dated, op: DateOp, zone: tzinfo, folders: Mapping[object, Neighbours], now_ms: int | None
) -> tuple[When, str, dict[str, Any]]:
    match op:
        case Shift(ms):
            return When(photo.when.time_ms + ms, photo.when.offset_min), "shifted", {"ms": ms}
        case SetTime(time_ms, offset_min):
            return When(time_ms, offset_min), "set", {}
        case SetZone(name, keep):
            there = _at_instant(photo.when, zone) if keep == "instant" else _at_clock(photo.when, zone)
            return there, f"zone_{keep}", {"zone": name}
        case FromName():
            return _named(photo, now_ms)
        case FromNeighbours():
            return _beside(photo, folders.get(photo.folder))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid(
            f"There is no zone called {name}. Zones are named by a large city, such as Europe/Lisbon.",
            zone=name,
        ) from error


def _at_instant(when: When, zone: tzinfo) -> When:
    if when.offset_min is None:
        raise _Stays("zone_unknown")
    instant = when.time_ms - when.offset_min * 60_000
    time_ms, offset = local(instant, zone)
    if offset is None:
        raise _Stays("out_of_range")
    return When(time_ms, offset)


def _at_clock(when: When, zone: tzinfo) -> When:
    try:
        # In the hour a clock shows twice, or skips, the offset from before the change is taken.
        offset = from_ms(when.time_ms).replace(tzinfo=zone).utcoffset() or timedelta(0)
    except (OverflowError, ValueError, OSError):
        raise _Stays("out_of_range") from None
    return When(when.time_ms, round(offset / timedelta(minutes=1)))


def _named(photo: Dated, now_ms: int | None) -> tuple[When, str, dict[str, Any]]:
    found = capture_names.find(photo.name, latest_ms(now_ms))
    if found is None:
        raise _Stays("no_date_in_name")
    time_ms, offset = wall_ms(found.wall), None
    if found.utc:
        offset = photo.when.offset_min
        time_ms, offset = (time_ms + offset * 60_000, offset) if offset is not None else local(time_ms, None)
    elif photo.when.time_ms == time_ms:
        # The name repeats the clock: what is known of the zone stays known.
        offset = photo.when.offset_min
    return When(time_ms, offset), "name_day" if found.date_only else "name", {"name": photo.name}


def _beside(photo: Dated, neighbours: Neighbours | None) -> tuple[When, str, dict[str, Any]]:
    if neighbours is None:
        raise _Stays("no_neighbours")
    found = neighbours.of(photo.name)
    return When(found.time_ms, found.offset_min), found.reason, found.facts


def _check(when: When) -> None:
    try:
        normal("date", {"time_ms": when.time_ms, "offset_min": when.offset_min})
    except Invalid:
        raise _Stays("out_of_range") from None
