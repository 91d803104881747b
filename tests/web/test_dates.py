"""Repairing dates over the API: a preview that changes nothing, and the act that does just that."""

from web.conftest import Door

HOUR = 3_600_000


def test_the_preview_and_the_act_agree(door: Door) -> None:
    photo = door.asset("august 2.jpg")
    body = {"ids": [photo["id"], 9_999_999], "op": {"op": "shift", "ms": HOUR}}
    plan = door.post("/dates/plan", body)
    (change,) = plan["changes"]
    assert (plan["total"], plan["skipped_total"], change["name"]) == (1, 0, "august 2.jpg")
    assert change["before"]["time_ms"] == photo["capture_time"]
    assert change["after"]["time_ms"] == photo["capture_time"] + HOUR
    assert change["reason"] == {"code": "shifted", "facts": {"ms": HOUR}}
    assert door.get(f"/assets/{photo['id']}")["capture_time"] == photo["capture_time"]
    done = door.post("/dates/apply", body)
    assert (done["changed"], done["skipped"]) == (1, [{"id": 9_999_999, "code": "not_found"}])
    told = door.get(f"/assets/{photo['id']}")
    assert (told["capture_time"], told["capture_source"]) == (photo["capture_time"] + HOUR, "person")
    door.post(f"/metadata/operations/{done['operation']}/undo")
    assert door.get(f"/assets/{photo['id']}")["capture_time"] == photo["capture_time"]


def test_what_is_no_repair_is_refused(door: Door) -> None:
    photo = door.asset("august 2.jpg")["id"]
    for op in (
        {"op": "shift"},
        {"op": "shift", "ms": "3600000"},
        {"op": "zone", "zone": "Nowhere/Town", "keep": "clock"},
        {"op": "zone", "zone": "Europe/Lisbon", "keep": "both"},
        {"op": "name", "more": 1},
        {"op": "other"},
    ):
        for route in ("plan", "apply"):
            assert door.refused("POST", f"/dates/{route}", {"ids": [photo], "op": op}) == (400, "invalid")


def test_a_photo_without_a_date_in_its_name_is_told(door: Door) -> None:
    photo = door.asset("august 3.jpg")["id"]
    plan = door.post("/dates/plan", {"ids": [photo], "op": {"op": "name"}})
    assert plan["skipped"] == [{"id": photo, "code": "no_date_in_name", "name": "august 3.jpg"}]
    assert plan["changes"] == []
