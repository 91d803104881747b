"""What a clock shows at the place of a picture. Pure: which zone is where, the caller knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from keepers.metadata.dates import local
from keepers.metadata.wall_clock import from_ms

#: Where on earth (degrees), and when (UTC, ms): the zone there, where it is known.
ZoneAt = Callable[[float, float, int], tzinfo | None]


@dataclass(frozen=True)
class ClockThere:
    """The clocks at one place, or at none: then it knows nothing."""

    zone_at: ZoneAt | None
    latitude: float | None
    longitude: float | None

    def shows(self, instant_ms: int) -> tuple[int, int] | None:
        """(wall clock in ms, offset in minutes) of an instant there; None where the zone is not known."""
        zone = self.zone(instant_ms)
        if zone is None:
            return None
        wall_ms, offset = local(instant_ms, zone)
        return None if offset is None else (wall_ms, offset)

    def offset_of(self, wall_ms: int) -> int | None:
        """Minutes east of UTC of a wall clock there; None where the zone is not known.

        Of an hour that a change skips or repeats: the offset from before the change.
        """
        zone = self.zone(wall_ms)
        try:
            offset = from_ms(wall_ms).replace(tzinfo=zone, fold=0).utcoffset() if zone else None
        except (OverflowError, ValueError):
            return None
        # Before there were zones each place went by its sun, to the second: no clock was set by that.
        return None if offset is None or offset % timedelta(minutes=1) else offset // timedelta(minutes=1)

    def zone(self, around_ms: int) -> tzinfo | None:
        """The zone there at an instant, or near a wall clock; None where it is not known."""
        if self.zone_at is None or self.latitude is None or self.longitude is None:
            return None
        return self.zone_at(self.latitude, self.longitude, around_ms)
