"""Status, folders, timeline, photos, picks and the rest, on a library that was looked at."""

import base64
from pathlib import Path

from web.conftest import Door


def test_status_tells_the_numbers(door: Door) -> None:
    said = door.get("/status")
    assert (said["assets"], said["roots"], said["unlooked"], said["problems"]) == (6, 1, 0, 1)
    assert said["first_run"] is False
    assert said["work"] == {"paused": False, "active": None, "done_here": False}


def test_roots_are_listed(door: Door) -> None:
    (root,) = door.get("/roots")["roots"]
    assert (root["label"], root["path"], root["state"], root["assets"]) == (
        "Photos",
        str(door.photos.resolve()),
        "online",
        6,
    )


def test_buckets_and_months_agree(door: Door) -> None:
    buckets = door.get("/timeline/buckets", stacks="false")
    assert buckets["months"] == [202408, 202407]
    assert buckets["counts"] == [4, 2]
    assert buckets["total"] == 6
    month = door.get("/timeline/buckets/202408", stacks="false")
    columns = [each for each in month.values() if isinstance(each, list)]
    assert {len(column) for column in columns} == {4}
    assert month["times"] == sorted(month["times"], reverse=True)
    assert all(len(base64.b64decode(each)) == 36 for each in month["placeholders"])


def test_a_month_without_photos_is_empty(door: Door) -> None:
    assert door.get("/timeline/buckets/199901")["ids"] == []


def test_a_month_that_is_none_is_refused(door: Door) -> None:
    assert door.refused("GET", "/timeline/buckets/202413") == (400, "invalid")


def test_an_asset_tells_everything(door: Door) -> None:
    said = door.asset("august 2.jpg")
    assert (said["format"], said["width"], said["height"]) == ("jpeg", 320, 240)
    assert said["capture_source"] == "exif_original"
    assert said["looked"] is True
    assert said["problem"] is None
    assert 0.0 <= said["measures"]["score"] <= 1.0
    (file,) = said["files"]
    assert (file["rel_path"], file["root_label"], file["present"]) == ("august 2.jpg", "Photos", True)


def test_favourites_tell_what_changed(door: Door) -> None:
    asset_id = door.asset("august 1.jpg")["id"]
    try:
        assert door.put("/assets/favourite", {"ids": [asset_id, 999_999], "value": True}) == {
            "changed": [asset_id]
        }
        assert door.put("/assets/favourite", {"ids": [asset_id], "value": True}) == {"changed": []}
        assert door.get(f"/assets/{asset_id}")["favourite"] is True
        month = door.get("/timeline/buckets/202408", stacks="false")
        assert month["flags"][month["ids"].index(asset_id)] & 1
    finally:
        door.put("/assets/favourite", {"ids": [asset_id], "value": False})


def test_candidates_are_columns_of_one_length(door: Door) -> None:
    said = door.get("/picks/candidates", scope="month:202408")
    columns = [each for each in said.values() if isinstance(each, list)]
    assert {len(column) for column in columns} == {4}
    assert len(base64.b64decode(said["colour"])) == 4 * 48
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in said["dhash"])


def test_a_scope_that_is_none_is_refused(door: Door) -> None:
    assert door.refused("GET", "/picks/candidates?scope=everything") == (400, "invalid")
    assert door.refused("POST", "/picks", {"scope": "year:", "params": {"n": 1}}) == (400, "invalid")


def test_scopes_count_what_they_hold(door: Door) -> None:
    counts = {each["scope"]: each["count"] for each in door.get("/picks/scopes")["scopes"]}
    assert counts == {"library": 6, "year:2024": 6, "month:202408": 4, "month:202407": 2, "root:1": 6}


def test_picks_follow_decisions(door: Door) -> None:
    one, other = (door.asset(f"august {n}.jpg")["id"] for n in (0, 3))
    try:
        said = door.put("/picks/decisions", {"ids": [one], "verdict": "in"})
        assert said == {"previous": [{"id": one, "verdict": None}]}
        door.put("/picks/decisions", {"ids": [other], "verdict": "out"})
        picked = door.post("/picks", {"scope": "library", "params": {"n": 6}})
        ids = [pick["id"] for pick in picked["picks"]]
        assert ids[0] == one
        assert other not in ids
        assert picked["shortfall"]["count"] == 6 - len(ids)
        assert all(pick["reasons"] for pick in picked["picks"])
        assert door.put("/picks/decisions", {"ids": [other], "verdict": None}) == {
            "previous": [{"id": other, "verdict": "out"}]
        }
    finally:
        door.put("/picks/decisions", {"ids": [one, other], "verdict": None})


def test_problems_are_paged_with_reasons(door: Door) -> None:
    said = door.get("/problems", limit=1)
    (broken,) = said["problems"]
    assert (broken["name"], broken["folder"], broken["root_label"]) == ("broken.jpg", "", "Photos")
    assert broken["code"]
    assert (said["total"], said["next"]) == (1, None)
    assert door.get("/problems", after=broken["file_id"])["problems"] == []


def test_settings_keep_what_was_changed(fresh: Door) -> None:
    before = fresh.get("/settings")
    assert before["theme"] == "system"
    changed = fresh.ask("PATCH", "/api/v1/settings", {"theme": "dark", "row_height": 120}).get_json()
    assert changed == before | {"theme": "dark", "row_height": 120}
    assert fresh.get("/settings") == changed
    assert fresh.refused("PATCH", "/settings", {"theme": "pink"}) == (400, "invalid")
    assert fresh.refused("PATCH", "/settings", {"row_height": 10_000}) == (400, "invalid")


def test_the_ledger_begins_empty(fresh: Door) -> None:
    assert fresh.get("/network") == {"entries": [], "next": None}


def test_exports_go_into_a_new_folder(fresh: Door) -> None:
    home = fresh.get("/folders")["places"][0]["handle"]
    ask = {"ids": [1], "handle": home, "name": "Best of 2024", "mode": "copy", "gallery": True}
    reasons = [{"id": 1, "reasons": [{"code": "sharp", "facts": {}}]}]
    job_id = fresh.post("/exports", ask | {"reasons": reasons})["job_id"]
    (job,) = fresh.get("/jobs")["jobs"]
    assert (job["id"], job["kind"], job["state"]) == (job_id, "export", "queued")
    assert job["args_public"] == {"count": 1, "name": "Best of 2024", "mode": "copy", "gallery": True}
    assert str(fresh.photos.parent) not in str(job)


def test_exports_never_go_over_something(fresh: Door) -> None:
    home = fresh.get("/folders")["places"][0]["handle"]
    ask = {"ids": [1], "handle": home, "mode": "copy", "gallery": False}
    answer = fresh.ask("POST", "/api/v1/exports", ask | {"name": "Photos"})
    assert (answer.status_code, answer.get_json()["facts"]["suggestion"]) == (409, "Photos (2)")
    for name in ("../Photos", "a/b", "..", ".hidden", "CON", "a\\b", ""):
        assert fresh.refused("POST", "/exports", ask | {"name": name}) == (400, "invalid")
    assert fresh.refused("POST", "/exports", ask | {"name": "x", "handle": str(Path.home())}) == (
        404,
        "not_found",
    )


def test_the_library_goes_into_a_new_folder_that_is_no_part_of_it(fresh: Door) -> None:
    home = fresh.get("/folders")["places"][0]["handle"]
    ask = {"handle": home, "name": "All of it", "mode": "copy"}
    job_id = fresh.post("/exports/library", ask)["job_id"]
    (job,) = fresh.get("/jobs")["jobs"]
    assert (job["id"], job["kind"], job["state"]) == (job_id, "export_library", "queued")
    assert job["args_public"] == {"name": "All of it", "mode": "copy"}
    assert str(fresh.photos.parent) not in str(job)
    answer = fresh.ask("POST", "/api/v1/exports/library", ask | {"name": "Photos"})
    assert answer.status_code == 409
    assert fresh.refused("POST", "/exports/library", ask | {"name": "../x"}) == (400, "invalid")
    assert fresh.refused("POST", "/exports/library", ask | {"mode": "move"}) == (400, "invalid")


def test_jobs_are_paused_resumed_cancelled_and_started_again(fresh: Door) -> None:
    job_id = fresh.post("/demo")["job_id"]
    assert fresh.post(f"/jobs/{job_id}/pause")["state"] == "paused"
    assert fresh.post(f"/jobs/{job_id}/resume")["state"] == "queued"
    assert fresh.post(f"/jobs/{job_id}/cancel")["state"] == "cancelled"
    assert fresh.refused("POST", f"/jobs/{job_id}/pause") == (400, "invalid")
    assert fresh.post(f"/jobs/{job_id}/retry")["state"] == "queued"
    fresh.post(f"/jobs/{job_id}/cancel")
    assert fresh.ask("DELETE", "/api/v1/jobs/finished").get_json() == {"cleared": 1}
    assert fresh.refused("POST", f"/jobs/{job_id}/retry") == (404, "not_found")


def test_work_as_a_whole_is_paused_and_taken_up(fresh: Door) -> None:
    fresh.post("/work/pause")
    assert fresh.get("/status")["work"]["paused"] is True
    assert fresh.get("/jobs")["all_paused"] is True
    fresh.post("/work/resume")
    assert fresh.get("/jobs")["all_paused"] is False


def test_jobs_come_in_pages(fresh: Door) -> None:
    ids = [fresh.library.jobs.enqueue("demo", {}) for _ in range(3)]
    assert [job["id"] for job in fresh.get("/jobs", limit=2)["jobs"]] == [ids[2], ids[1]]
    assert [job["id"] for job in fresh.get("/jobs", before=ids[1])["jobs"]] == [ids[0]]
    assert fresh.get("/jobs", state="running,done")["jobs"] == []
