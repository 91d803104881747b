"""Which clock runs at a place on earth. The map of zones is tzfpy's, made from OpenStreetMap's borders."""

from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzfpy import get_tz

# At sea, beyond twelve nautical miles, the map has zones by longitude: no clock on board need keep to them.
_OF_THE_SEA = "Etc/"


def zone_name_at(latitude: float, longitude: float) -> str | None:
    """Name of the zone at a place in degrees ("Europe/Lisbon"); None at sea, and for what is no place.

    Borders are within some 110 metres of the true ones. The first call reads the map: some 30 MB, 20 ms.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    name = get_tz(longitude, latitude)
    return name if name and not name.startswith(_OF_THE_SEA) else None


def zone_at(latitude: float, longitude: float, instant_ms: int) -> tzinfo | None:  # noqa: ARG001
    """The zone of a place; None at sea, for what is no place, and for a zone this computer does not know.

    It knows its own history, so that it answers for any instant. `instant_ms` is there for maps of zones
    that change with time, which this one does not.
    """
    name = zone_name_at(latitude, longitude)
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return None
