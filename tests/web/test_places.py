"""Places by their names, and the names of places: of one photo, and of the days of a month."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from keepers.library import Library
from media.pictures import degrees, encoded, exif, scene
from web.conftest import Door, door_to

PLACES = {
    "alfama.jpg": ("2024:08:16 10:00:00", 38.7118, -9.1300),
    "alfama again.jpg": ("2024:08:16 11:00:00", 38.7119, -9.1301),
    "sintra.jpg": ("2024:08:16 16:00:00", 38.7979, -9.3905),
    "hallstatt.jpg": ("2024:08:17 09:00:00", 47.5622, 13.6493),
    "nowhere.jpg": ("2024:08:18 09:00:00", None, None),
    "at sea.jpg": ("2024:08:19 09:00:00", 30.0, -40.0),
}


@pytest.fixture(scope="module")
def travelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A library of photos that know where they were taken."""
    photos = tmp_path_factory.mktemp("home") / "Photos"
    photos.mkdir()
    for seed, (name, (taken, latitude, longitude)) in enumerate(PLACES.items()):
        (photos / name).write_bytes(_photo(seed, taken, latitude, longitude))
    library = Library.open(tmp_path_factory.mktemp("keepers") / "library", workers=1)
    library.add_root(photos)
    library.work_until_idle()
    door = door_to(library, photos, None)
    yield door
    door.app.extensions["keepers"].close()
    library.close()


def _photo(seed: int, taken: str, latitude: float | None, longitude: float | None) -> bytes:
    gps = {}
    if latitude is not None and longitude is not None:
        gps = {
            1: "N" if latitude >= 0 else "S",
            2: degrees(abs(latitude)),
            3: "E" if longitude >= 0 else "W",
            4: degrees(abs(longitude)),
        }
    return encoded(scene(seed, 320, 240), exif=exif({271: "Canon"}, {0x9003: taken}, gps))


def test_a_photo_tells_its_place(travelled: Door) -> None:
    said = travelled.asset("hallstatt.jpg")["place_name"]
    assert said == {
        "district": None,
        "city": "Hallstatt",
        "state": "Upper Austria",
        "country": "Austria",
        "country_code": "AT",
        "sentence": "Hallstatt, Upper Austria, Austria",
    }
    asset = travelled.asset("hallstatt.jpg")
    german = travelled.get(f"/assets/{asset['id']}", lang="de")["place_name"]
    assert german["sentence"] == "Hallstatt, Oberösterreich, Österreich"
    # Nothing of it is written down as if a file had said it.
    assert asset["place"] is None
    assert travelled.asset("nowhere.jpg")["place_name"] is None
    assert travelled.asset("at sea.jpg")["place_name"] is None


def test_a_camera_without_a_zone_has_that_of_the_place(travelled: Door) -> None:
    assert travelled.asset("sintra.jpg")["capture_offset_min"] == 60
    assert travelled.asset("hallstatt.jpg")["capture_offset_min"] == 120
    for name in ("nowhere.jpg", "at sea.jpg"):
        assert travelled.asset(name)["capture_offset_min"] is None


def test_days_have_names(travelled: Door) -> None:
    first = (datetime(2024, 8, 16) - datetime(1970, 1, 1)).days  # noqa: DTZ001 - wall clocks
    assert travelled.get("/timeline/buckets/202408/places")["days"] == [
        {"day": first + 1, "names": ["Hallstatt"]},
        {"day": first, "names": ["Lisbon", "Sintra"]},
    ]
    assert travelled.get("/timeline/buckets/199901/places") == {"days": []}
    assert travelled.refused("GET", "/timeline/buckets/202413/places") == (400, "invalid")


def test_places_are_found_by_their_names(travelled: Door) -> None:
    (found,) = travelled.get("/places/search", q="lisboa, portugal", limit=1)["places"]
    assert found["place"]["sentence"] == "Lisbon, Portugal"
    assert (found["latitude"], found["longitude"]) == pytest.approx((38.725, -9.15), abs=0.01)
    german = travelled.get("/places/search", q="Florenz", lang="de", limit=1)["places"]
    assert german[0]["place"]["sentence"] == "Florenz, Toskana, Italien"
    assert travelled.get("/places/search", q="Qqqqqqqzzz") == {"places": []}


def test_what_cannot_be_looked_for_is_refused(travelled: Door) -> None:
    for query in ("q=", f"q={'x' * 101}", "q=a&limit=51", "q=a&lang=..%2F..", "q=a&other=1", ""):
        status, code = travelled.refused("GET", f"/places/search?{query}")
        assert (status, code) == (400, "invalid"), query
