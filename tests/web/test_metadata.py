"""What people change over the API: counted at once, refused where it makes no sense, taken back."""

from typing import Any

from keepers.catalog.file_writes import FileWrites
from keepers.editing.unwritten import SENTENCES, sentence
from web.conftest import Door


def edit(door: Door, ids: list[int], *changes: dict[str, Any]) -> Any:
    return door.post("/metadata/edits", {"ids": ids, "changes": list(changes)})


def test_a_change_is_made_taken_back_and_made_again(door: Door) -> None:
    photo = door.asset("august 0.jpg")["id"]
    done = edit(door, [photo], {"field": "title", "value": "  The lake "})
    assert done["changed"] == 1
    assert door.library.edits.of(photo)["title"].value == "The lake"
    operation = door.get("/metadata/operations", limit=1)["operations"][0]
    assert (operation["id"], operation["kind"], operation["photos"], operation["fields"]) == (
        done["operation"], "edit", 1, ["title"],
    )  # fmt: skip
    assert door.post(f"/metadata/operations/{operation['id']}/undo") == {"changed": 1, "skipped": []}
    assert door.library.edits.of(photo) == {}
    assert door.refused("POST", f"/metadata/operations/{operation['id']}/undo") == (409, "refused")
    assert door.post(f"/metadata/operations/{operation['id']}/redo")["changed"] == 1
    assert door.library.edits.of(photo)["title"].value == "The lake"
    assert door.post(f"/metadata/operations/{operation['id']}/undo")["changed"] == 1


def test_what_makes_no_sense_changes_nothing(door: Door) -> None:
    photo = door.asset("august 1.jpg")["id"]
    good = {"field": "title", "value": "Kept?"}
    for bad in (
        {"field": "rating", "value": 9},
        {"field": "rating", "action": "add", "value": 1},
        {"field": "keywords", "value": "text"},
        {"field": "colour", "value": "red"},
    ):
        answer = door.ask("POST", "/api/v1/metadata/edits", {"ids": [photo], "changes": [good, bad]})
        assert (answer.status_code, answer.get_json()["code"]) == (400, "invalid")
    assert door.library.edits.of(photo) == {}


def test_unknown_photos_are_told(door: Door) -> None:
    done = edit(door, [9_999_999], {"field": "title", "value": "Nobody"})
    assert done == {"operation": None, "changed": 0, "skipped": [{"id": 9_999_999, "code": "not_found"}]}
    assert door.refused("POST", "/metadata/operations/99999/undo") == (404, "not_found")


def test_keywords_are_added_and_removed(door: Door) -> None:
    ids = [door.asset("august 0.jpg")["id"], door.asset("august 1.jpg")["id"]]
    operations = [
        edit(door, ids[:1], {"field": "keywords", "value": ["sea"]})["operation"],
        edit(door, ids, {"field": "keywords", "action": "add", "value": ["Sea", "Places|Lisbon"]})[
            "operation"
        ],
    ]
    values = [door.library.edits.of(each)["keywords"].value for each in ids]
    assert values == [["sea", "Places|Lisbon"], ["Sea", "Places|Lisbon"]]
    operations.append(
        edit(door, ids, {"field": "keywords", "action": "remove", "value": ["SEA"]})["operation"]
    )
    assert [door.library.edits.of(each)["keywords"].value for each in ids] == [["Places|Lisbon"]] * 2
    for operation in reversed(operations):
        door.post(f"/metadata/operations/{operation}/undo")
    assert door.library.edits.of_all(ids) == {}


def test_what_waits_is_told_and_written(fresh: Door) -> None:
    fresh.library.add_root(fresh.photos)
    fresh.library.work_until_idle()
    photo = fresh.asset("august 0.jpg")["id"]
    assert fresh.get("/metadata/state") == {
        "mode": "sidecar", "pending": 0, "conflicts": 0, "failed": 0, "unwritten": []
    }  # fmt: skip
    with fresh.library.events.subscribe() as listening:
        edit(fresh, [photo], {"field": "keywords", "action": "add", "value": ["Sea", "Places|Lisbon"]})
        heard = {event.kind: event.data for event in iter(lambda: listening.next(0), None)}
    assert heard["metadata"] == {"ids": [photo], "conflicts": 0}
    assert fresh.get("/metadata/state")["pending"] == 1
    assert fresh.get("/keywords", prefix="lis")["keywords"] == [{"keyword": "Places|Lisbon", "count": 1}]
    assert fresh.get("/keywords", prefix="SE")["keywords"] == [{"keyword": "Sea", "count": 1}]
    fresh.post("/metadata/sync")
    fresh.library.work_until_idle()
    assert fresh.get("/metadata/state")["pending"] == 0
    assert (fresh.photos / "august 0.jpg.xmp").exists()
    assert fresh.get("/metadata/conflicts") == {"conflicts": [], "total": 0}
    assert fresh.refused(
        "POST", "/metadata/conflicts/resolve", {"asset_id": photo, "field": "title", "take": "mine"}
    ) == (404, "not_found")


def test_where_changes_go_is_a_setting(fresh: Door) -> None:
    assert fresh.get("/settings")["write_metadata"] == "sidecar"
    told = fresh.ask("PATCH", "/api/v1/settings", {"write_metadata": "library"}).get_json()
    assert told["write_metadata"] == "library"
    assert fresh.get("/metadata/state")["mode"] == "library"
    assert fresh.refused("PATCH", "/settings", {"write_metadata": "nowhere"}) == (400, "invalid")


def test_why_a_photo_is_not_written_is_told_of_that_photo(door: Door) -> None:
    photo, other = (door.asset(f"august {number}.jpg")["id"] for number in (0, 1))
    edit(door, [photo, other], {"field": "title", "value": "Waits"})
    file_id = door.library.db.read(
        lambda connection: connection.execute("SELECT id FROM files WHERE asset_id = ?", (photo,)).fetchone()[
            0
        ]
    )
    FileWrites(door.library.db, door.library.clock).fail(file_id, "read_only")
    told = door.get(f"/assets/{photo}")["write_problem"]
    assert told["code"] == "read_only"
    assert told["message"] == SENTENCES["read_only"]
    assert told["at"] > 0
    assert door.get(f"/assets/{other}")["write_problem"] is None
    # Who changes it once more wants it tried once more.
    edit(door, [photo], {"field": "title", "value": "Once more"})
    assert door.get(f"/assets/{photo}")["write_problem"] is None


def test_every_reason_has_a_sentence() -> None:
    assert all(sentence(code) == words and words.endswith(".") for code, words in SENTENCES.items())
    assert sentence("vanished").startswith("The file was gone")
    assert sentence("something_new") == "It could not be written (something_new)."
