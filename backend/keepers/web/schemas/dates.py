"""Repairing the dates of photos."""

from typing import Annotated, Literal

from pydantic import Field

from keepers.web.schemas.assets import MOST_IDS
from keepers.web.schemas.base import Answer, Ask, Reason
from keepers.web.schemas.metadata import SkippedPhoto

_MOST_MS = 253_402_300_799_000


class ShiftOp(Ask):
    """Set clocks forward, or back, by `ms`."""

    op: Literal["shift"]
    ms: int = Field(ge=-_MOST_MS, le=_MOST_MS)


class ZoneOp(Ask):
    """Say in which zone photos were taken.

    keep `instant`: the moment stays and the clock is turned to the zone; `clock`: the clock was right.
    """

    op: Literal["zone"]
    zone: str = Field(min_length=1, max_length=60, description="IANA name, such as Europe/Lisbon.")
    keep: Literal["instant", "clock"]


class NameOp(Ask):
    """Take the date that the file's name has."""

    op: Literal["name"]


class NeighboursOp(Ask):
    """Take the date from the photos before and after in the folder."""

    op: Literal["neighbours"]


class SetOp(Ask):
    """One time for all: a wall clock in ms as if UTC, and minutes east of UTC where known."""

    op: Literal["set"]
    time_ms: int = Field(ge=-_MOST_MS, le=_MOST_MS)
    offset_min: int | None = Field(default=None, ge=-720, le=840)


DateOpAsk = Annotated[ShiftOp | ZoneOp | NameOp | NeighboursOp | SetOp, Field(discriminator="op")]


class DatesAsk(Ask):
    """What to do to the dates of which photos."""

    ids: list[int] = Field(min_length=1, max_length=MOST_IDS)
    op: DateOpAsk


class WhenDto(Answer):
    """A wall clock in ms as if UTC, and minutes east of UTC where known."""

    time_ms: int
    offset_min: int | None


class PlannedDate(Answer):
    """What becomes of one photo's date.

    `reason`: shifted {ms}, set, zone_instant {zone}, zone_clock {zone}, name {name}, name_day {name} (the
    hour is not known), between {before, after}, after {before}, before {after}: names of neighbours.
    """

    id: int
    name: str
    before: WhenDto
    after: WhenDto
    reason: Reason


class SkippedDate(SkippedPhoto):
    """A photo whose date stays, with its name."""

    name: str


class DatesPlan(Answer):
    """What would be done: `total` photos change, of which the first 200 are listed; likewise skipped ones."""

    changes: list[PlannedDate]
    total: int
    skipped: list[SkippedDate]
    skipped_total: int
