"""What files say of a photo, over the API: what counts, who says it, and what a person changed of it."""

import json
from typing import Any

import pytest

from keepers.base.dispatcher import Dispatcher
from keepers.metadata.fields import FIELDS
from media.pictures import encoded, quadrants
from metadata.packets import packet
from web.conftest import Door

_SIDECAR = """
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">By the sea</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>beach</rdf:li></rdf:Bag></dc:subject>
<lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Portugal</rdf:li><rdf:li>People|Ana</rdf:li></rdf:Bag>
</lr:hierarchicalSubject>
"""


@pytest.fixture
def told(fresh: Door) -> Any:
    """A photo with a sidecar and a JSON of Google."""
    (fresh.photos / "august 1.jpg.xmp").write_bytes(
        packet(_SIDECAR, attributes='xmp:Rating="4" photoshop:City="Lagos" xmp:Label="Red"')
    )
    said = {
        "title": "august 1.jpg", "description": "Of Google", "photoTakenTime": {"timestamp": "1000000000"},
        "favorited": True, "geoData": {"latitude": 37.1, "longitude": -8.6, "altitude": 12},
    }  # fmt: skip
    (fresh.photos / "august 1.jpg.json").write_text(json.dumps(said))
    (fresh.photos / "metadata.json").write_text('{"title": "Summer", "date": {"timestamp": "1"}}')
    fresh.library.add_root(fresh.photos)
    assert fresh.library.work_until_idle()
    return fresh.asset("august 1.jpg")


def test_a_photo_tells_what_counts(told: Any) -> None:
    assert (told["title"], told["caption"], told["rating"], told["label"]) == (
        "By the sea",
        "Of Google",
        4,
        "Red",
    )
    assert (told["keywords"], told["people"]) == (
        ["Places|Portugal", "beach"],
        [{"name": "Ana", "box": None}],
    )
    assert told["place"] == {
        "sublocation": None, "city": "Lagos", "state": None, "country": None, "country_code": None
    }  # fmt: skip
    assert (told["latitude"], told["longitude"], told["altitude_m"]) == (37.1, -8.6, 12)
    assert (told["capture_confidence"], told["capture_precision"]) == ("likely", "second")
    assert told["capture_code"] in ("original", "service_disagrees")
    assert (told["albums"], told["favourite"], told["edits"]) == (["Summer"], True, {})
    assert (told["animated"], told["motion"]) == (False, False)


def test_how_the_zone_is_known_is_told(fresh: Door, told: Any) -> None:
    assert (told["capture_offset_min"], told["capture_zone"]) == (60, "place"), "Portugal, in summer"
    (fresh.photos / "nothing 1.jpg").write_bytes(encoded(quadrants()))
    assert _scanned(fresh, "nothing 1.jpg")["capture_zone"] == "computer"
    date = {"time_ms": 1_000_000_000_000, "offset_min": 120}
    change = {"ids": [told["id"]], "changes": [{"field": "date", "action": "set", "value": date}]}
    fresh.post("/metadata/edits", change)
    mine = fresh.asset("august 1.jpg")
    assert (mine["capture_offset_min"], mine["capture_zone"]) == (120, "said")
    change["changes"] = [{"field": "date", "action": "set", "value": {**date, "offset_min": None}}]
    fresh.post("/metadata/edits", change)
    assert fresh.asset("august 1.jpg")["capture_zone"] is None


def _scanned(door: Door, name: str) -> Any:
    for root in door.library.roots.all():
        door.library.rescan(root.id)
    assert door.library.work_until_idle()
    return door.asset(name)


def test_who_says_what(fresh: Door, told: Any) -> None:
    said = fresh.get(f"/assets/{told['id']}/said")
    facts = {fact["name"]: fact for fact in said["facts"]}
    assert facts["Caption"]["value"] == "Of Google"
    assert facts["Caption"]["source"] == "takeout:description"
    assert facts["Rating"] == {
        "name": "Rating", "value": "4 of 5", "source": "sidecar:xmp:Rating",
        "why": "nothing else says anything", "others": [],
    }  # fmt: skip
    taken = facts["Taken"]
    assert taken["value"].startswith("2024-08-18 12:00:00")
    assert {other["source"] for other in taken["others"]} >= {"takeout"}
    assert facts["Keyword trees"]["value"] == "Places > Portugal, People > Ana"
    assert facts["Ana"]["value"] == "Not marked in the picture"
    assert said["beside"] == [
        {"kind": "xmp sidecar", "name": "august 1.jpg.xmp"},
        {"kind": "takeout json", "name": "august 1.jpg.json"},
    ]


def test_what_a_person_changed_is_told_with_how_it_stands(fresh: Door, told: Any) -> None:
    change = {"ids": [told["id"]], "changes": [{"field": "caption", "action": "set", "value": "Mine"}]}
    assert fresh.post("/metadata/edits", change)["changed"] == 1
    now = fresh.asset("august 1.jpg")
    assert now["caption"] == "Mine"
    assert now["edits"] == {"caption": {"state": "pending", "theirs": None, "base": "Of Google"}}
    assert now["edits"].keys() <= set(FIELDS)
    assert fresh.get(f"/assets/{told['id']}/said")["facts"], "the files still say what they say"


def test_a_photo_that_was_not_read_says_nothing_yet(fresh: Door) -> None:
    fresh.library.add_root(fresh.photos)
    handlers = fresh.library.handlers()
    Dispatcher(fresh.library.jobs, {"scan": handlers["scan"]}).run_until_idle()
    photo = fresh.asset("august 1.jpg")
    assert (photo["looked"], photo["capture_confidence"], photo["title"]) == (False, "unsure", None)
    assert fresh.get(f"/assets/{photo['id']}/said") == {"facts": [], "beside": []}


def test_no_photo_says_nothing(fresh: Door) -> None:
    assert fresh.refused("GET", "/assets/999/said") == (404, "not_found")
