from datetime import UTC, datetime, timedelta
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.geography.zones import zone_at, zone_name_at

#: Places whose zone is beyond doubt, on either side of borders, and where longitudes turn over.
KNOWN = {
    "Lisbon": (38.7223, -9.1393, "Europe/Lisbon"),
    "Funchal": (32.65, -16.91, "Atlantic/Madeira"),
    "Basel": (47.5596, 7.5886, "Europe/Zurich"),
    "Lörrach": (47.6156, 7.6614, "Europe/Berlin"),
    "Saint-Louis": (47.585, 7.559, "Europe/Paris"),
    "Ceuta": (35.889, -5.32, "Africa/Ceuta"),
    "Kaliningrad": (54.71, 20.51, "Europe/Kaliningrad"),
    "Tijuana": (32.52, -117.03, "America/Tijuana"),
    "San Ysidro": (32.555, -117.05, "America/Los_Angeles"),
    "Taveuni": (-16.83, 179.97, "Pacific/Fiji"),
    "Taveuni, the other side": (-16.83, -179.97, "Pacific/Fiji"),
    "Kathmandu": (27.71, 85.32, "Asia/Kathmandu"),
    "South Pole": (-90.0, 0.0, "Antarctica/McMurdo"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_zone_of_known_places(name: str) -> None:
    latitude, longitude, zone = KNOWN[name]
    assert zone_name_at(latitude, longitude) == zone


def test_at_sea_and_nowhere_there_is_no_zone() -> None:
    for latitude, longitude in (
        (30.0, -40.0),
        (90.0, 0.0),
        (91.0, 0.0),
        (0.0, 181.0),
        (nan, 0.0),
        (0.0, inf),
    ):
        assert zone_name_at(latitude, longitude) is None
        assert zone_at(latitude, longitude, 0) is None


def test_a_zone_knows_its_history() -> None:
    def offset(year: int, month: int) -> timedelta | None:
        moment = datetime(year, month, 1, tzinfo=UTC)
        zone = zone_at(38.7223, -9.1393, int(moment.timestamp() * 1000))
        return moment.astimezone(zone).utcoffset()

    # From 1992 to 1996 Portugal kept the time of Central Europe.
    assert [offset(year, 1) for year in (1990, 1994, 2024)] == [
        timedelta(0),
        timedelta(hours=1),
        timedelta(0),
    ]
    assert offset(2024, 7) == timedelta(hours=1)


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_place_has_a_known_zone_or_none(latitude: float, longitude: float) -> None:
    name = zone_name_at(latitude, longitude)
    # What the map names, this computer has to know.
    assert (zone_at(latitude, longitude, 0) is None) == (name is None)
