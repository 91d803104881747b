"""People over the API: listed, named, brought together, parted, taken back; through the real guard."""

import pytest

from web.conftest import KEYS
from web.crowd import Crowd


def test_people_are_listed_page_by_page(crowd: Crowd) -> None:
    listed = crowd.door.get("/people")
    assert [each["id"] for each in listed["people"]] == [crowd.ana, crowd.ben]
    first = listed["people"][0]
    assert (first["faces"], first["photos"], first["name"], first["hidden"]) == (3, 3, "", "shown")
    assert first["cover_face_id"] in [each.id for each in crowd.anas]
    assert first["first_time"] < first["last_time"]
    page = crowd.door.get("/people", limit=1)
    assert [each["id"] for each in page["people"]] == [crowd.ana]
    last = crowd.door.get("/people", limit=1, after=page["next"])
    assert ([each["id"] for each in last["people"]], last["next"]) == ([crowd.ben], None)
    crowd.name(crowd.ben, "Ben")
    assert [each["name"] for each in crowd.door.get("/people")["people"]] == ["Ben", ""]
    assert [each["id"] for each in crowd.door.get("/people", named="false")["people"]] == [crowd.ana]
    assert crowd.door.get("/people", kind="pets") == {"people": [], "next": None}
    assert crowd.door.refused("GET", "/people?after=x") == (400, "invalid")
    assert crowd.door.refused("GET", "/people?kind=fish") == (400, "invalid")


def test_a_name_stands_in_the_photos_and_is_taken_back(crowd: Crowd) -> None:
    done = crowd.name(crowd.ana, "  Ana ")
    assert (done["person_id"], done["changed"]) == (crowd.ana, 3)
    assert crowd.door.get(f"/people/{crowd.ana}")["name"] == "Ana"
    assert [crowd.words(photo) for photo in crowd.photos] == [["Ana"], ["Ana"], ["Ana"], []]
    told = crowd.door.get("/people/operations", limit=1)["operations"][0]
    assert (told["id"], told["kind"], told["detail"]["name"]) == (done["operation"], "name", "Ana")
    back = crowd.act("POST", f"/people/operations/{done['operation']}/undo")
    assert back["changed"] == 3
    assert crowd.door.get(f"/people/{crowd.ana}")["name"] == ""
    assert crowd.words(crowd.photos[0]) == []
    assert crowd.door.refused("POST", f"/people/operations/{done['operation']}/undo") == (409, "refused")
    crowd.act("POST", f"/people/operations/{done['operation']}/redo")
    assert crowd.words(crowd.photos[0]) == ["Ana"]
    assert crowd.door.refused("POST", "/people/operations/99999/undo") == (404, "not_found")


def test_a_name_that_is_taken_leads_to_bringing_both_together(crowd: Crowd) -> None:
    crowd.name(crowd.ana, "Ana")
    answer = crowd.door.ask("PATCH", f"/api/v1/people/{crowd.ben}", {"name": "ANA"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "name_taken")
    assert answer.get_json()["facts"]["person_id"] == crowd.ana
    done = crowd.act("POST", f"/people/{crowd.ana}/merge", {"others": [crowd.ben]})
    assert done["person_id"] == crowd.ana
    assert crowd.door.get(f"/people/{crowd.ana}")["photos"] == 4
    assert crowd.door.refused("GET", f"/people/{crowd.ben}") == (404, "not_found")
    assert crowd.words(crowd.photos[3]) == ["Ana"]
    crowd.act("POST", f"/people/operations/{done['operation']}/undo")
    assert crowd.door.get(f"/people/{crowd.ben}")["photos"] == 2
    assert crowd.words(crowd.photos[3]) == []


def test_faces_are_parted_and_put_elsewhere(crowd: Crowd) -> None:
    crowd.name(crowd.ana, "Ana")
    parted = crowd.act("POST", f"/people/{crowd.ana}/split", {"face_ids": [crowd.anas[0].id]})
    new = parted["person_id"]
    assert new not in {crowd.ana, crowd.ben}
    assert [each["id"] for each in crowd.door.get(f"/people/{new}/faces")["faces"]] == [crowd.anas[0].id]
    assert crowd.words(crowd.photos[0]) == []
    crowd.act("POST", "/faces/assign", {"face_ids": [crowd.anas[0].id], "name": "Cleo"})
    assert crowd.words(crowd.photos[0]) == ["Cleo"]
    crowd.act("POST", "/faces/assign", {"face_ids": [crowd.anas[0].id], "person_id": crowd.ana})
    assert crowd.words(crowd.photos[0]) == ["Ana"]
    crowd.act("POST", "/faces/not-this", {"face_ids": [crowd.anas[1].id], "person_id": crowd.ana})
    assert crowd.door.get(f"/people/{crowd.ana}")["faces"] == 2
    crowd.act("POST", "/faces/not-a-face", {"face_ids": [crowd.anas[2].id]})
    assert crowd.door.get(f"/people/{crowd.ana}")["faces"] == 1
    crowd.act("POST", "/faces/is-a-face", {"face_ids": [crowd.anas[2].id]})
    every = [crowd.anas[0].id]
    assert crowd.door.refused("POST", f"/people/{crowd.ana}/split", {"face_ids": every}) == (400, "invalid")
    for body in ({"face_ids": every}, {"face_ids": every, "person_id": crowd.ana, "name": "Both"}):
        assert crowd.door.refused("POST", "/faces/assign", body) == (400, "invalid")
    assert crowd.door.refused("POST", "/faces/assign", {"face_ids": [999], "name": "Who"}) == (
        404,
        "not_found",
    )


def test_a_face_is_drawn_and_its_box_taken_away(crowd: Crowd) -> None:
    photo = crowd.photos[3]
    body = {"asset_id": photo, "box": [0.1, 0.1, 0.2, 0.2], "name": "Dora"}
    drawn = crowd.act("POST", "/faces", body)
    faces = crowd.door.get(f"/assets/{photo}/faces")
    assert faces["searched"] is True
    assert [(each["source"], each["name"], each["how"]) for each in faces["faces"]] == [
        ("drawn", "Dora", "decided"), ("found", "", "grouped")
    ]  # fmt: skip
    assert faces["faces"][0]["box"] == pytest.approx([0.1, 0.1, 0.2, 0.2])
    assert crowd.door.get(f"/people/{drawn['person_id']}")["name"] == "Dora"
    assert crowd.words(photo) == ["Dora"]
    face = faces["faces"][0]["id"]
    assert crowd.door.media(f"face/{face}").get_json()["code"] == "no_picture"
    removed = crowd.act("DELETE", f"/faces/{face}")
    assert crowd.words(photo) == []
    crowd.act("POST", f"/people/operations/{removed['operation']}/undo")
    assert crowd.words(photo) == ["Dora"]
    for box in ([0.1, 0.1, 0.2], ["a", 0, 0, 0], [5.0, 5.0, 1.0, 1.0], [0.1, 0.1, 0.0, 0.2]):
        assert crowd.door.refused("POST", "/faces", {**body, "box": box}) == (400, "invalid")
    assert crowd.door.refused("POST", "/faces", {**body, "asset_id": 9999}) == (404, "not_found")
    assert crowd.door.refused("DELETE", "/faces/9999") == (404, "not_found")


def test_eyes_and_smiles_are_told_by_what_is_usual_with_the_person(crowd: Crowd) -> None:
    def measure(face: int, eyes: float, smile: float) -> None:
        crowd.door.library.db.write(
            lambda connection: connection.execute(
                "UPDATE faces SET presence = 0.99, eye_left = ?1, eye_right = ?1, smile = ?2 WHERE id = ?3",
                (eyes, smile, face),
            )
        )

    def told(photo: int) -> list[tuple[int, str | None, bool | None]]:
        faces = crowd.door.get(f"/assets/{photo}/faces")["faces"]
        return [(each["id"], each["eyes"], each["smiling"]) for each in faces]

    first, *others = (face.id for face in crowd.anas)
    assert told(crowd.photos[0]) == [(first, None, None)]
    measure(first, 0.15, 0.8)
    assert told(crowd.photos[0]) == [(first, "open", False)]
    for face in (*others, crowd.bens[1].id):
        measure(face, 0.34, 0.7)
    # Three of a person are too few to tell what is usual with her.
    assert told(crowd.photos[0]) == [(first, "open", False)]
    crowd.act("POST", "/faces/assign", {"face_ids": [crowd.bens[1].id], "person_id": crowd.ana})
    assert told(crowd.photos[0]) == [(first, "closed", True)]
    assert told(crowd.photos[3]) == [(crowd.bens[1].id, "open", False)]


def test_a_box_is_moved_and_put_back(crowd: Crowd) -> None:
    crowd.name(crowd.ana, "Ana")
    face = crowd.anas[0].id
    moved = crowd.act("PATCH", f"/faces/{face}", {"box": [0.5, 0.5, 0.2, 0.2]})
    told = crowd.door.get(f"/assets/{crowd.photos[0]}/faces")["faces"][0]
    assert (told["id"], told["name"]) == (face, "Ana")
    assert told["box"] == pytest.approx([0.5, 0.5, 0.2, 0.2])
    crowd.act("POST", f"/people/operations/{moved['operation']}/undo")
    back = crowd.door.get(f"/assets/{crowd.photos[0]}/faces")["faces"][0]
    assert back["box"] == pytest.approx([0.2, 0.2, 0.3, 0.4])
    for body in ({}, {"box": [1, 2, 3]}, {"box": [5.0, 5.0, 1.0, 1.0]}):
        assert crowd.door.refused("PATCH", f"/faces/{face}", body) == (400, "invalid")
    assert crowd.door.refused("PATCH", "/faces/9999", {"box": [0.1, 0.1, 0.2, 0.2]}) == (404, "not_found")


def test_one_thing_of_a_person_is_changed_at_a_time(crowd: Crowd) -> None:
    about = f"/people/{crowd.ana}"
    crowd.act("PATCH", about, {"birthday": "1984-03-02"})
    crowd.act("PATCH", about, {"memorial": True})
    crowd.act("PATCH", about, {"cover_face_id": crowd.anas[2].id})
    hidden = crowd.act("PATCH", about, {"hidden": "everywhere"})
    told = crowd.door.get(about)
    assert (told["birthday"], told["memorial"], told["hidden"]) == ("1984-03-02", True, "everywhere")
    assert told["cover_face_id"] == crowd.anas[2].id
    assert [each["id"] for each in crowd.door.get("/people")["people"]] == [crowd.ben]
    assert [each["id"] for each in crowd.door.get("/people", shown="hidden")["people"]] == [crowd.ana]
    crowd.act("POST", f"/people/operations/{hidden['operation']}/undo")
    crowd.act("PATCH", about, {"birthday": None})
    told = crowd.door.get(about)
    assert (told["birthday"], told["memorial"], told["hidden"]) == (None, True, "shown")
    for body in (
        {}, {"name": "Ana", "hidden": "less"}, {"hidden": "sometimes"}, {"birthday": "1984-02-30"},
        {"birthday": "soon"}, {"cover_face_id": crowd.bens[0].id}, {"name": "x" * 500}, {"age": 3},
        {"name": None},
    ):  # fmt: skip
        assert crowd.door.refused("PATCH", about, body) == (400, "invalid"), body
    assert crowd.door.refused("PATCH", "/people/9999", {"name": "Nobody"}) == (404, "not_found")


def test_photos_of_people_come_as_columns_page_by_page(crowd: Crowd) -> None:
    page = crowd.door.get("/people/photos", ids=crowd.ana, limit=2)
    assert (page["ids"], page["total"]) == (crowd.photos[:2], 3)
    month = crowd.door.get("/timeline/buckets/202408", stacks="false")
    for column in ("ratios", "times", "flags", "placeholders", "stack_sizes", "durations", "versions"):
        assert page[column] == month[column][:2]
    rest = crowd.door.get("/people/photos", ids=crowd.ana, limit=2, after=page["next"])
    assert (rest["ids"], rest["next"]) == (crowd.photos[2:3], None)
    both = crowd.door.get("/people/photos", ids=f"{crowd.ana},{crowd.ben}")
    assert (both["ids"], both["total"]) == ([crowd.photos[2]], 1)
    assert [each["id"] for each in crowd.door.get(f"/people/{crowd.ana}/together")["people"]] == [crowd.ben]
    assert [
        (each["year"], each["photos"]) for each in crowd.door.get(f"/people/{crowd.ana}/years")["years"]
    ] == [(2024, 3)]
    for ids in ("", "a", "1,,2", "1,2,", ",".join(["1"] * 30)):
        assert crowd.door.refused("GET", f"/people/photos?ids={ids}") == (400, "invalid"), ids
    assert crowd.door.refused("GET", f"/people/photos?ids={crowd.ana},9999") == (404, "not_found")
    assert crowd.door.refused("GET", f"/people/photos?ids={crowd.ana}&after=nowhere") == (400, "invalid")


def test_faces_of_a_person_come_page_by_page(crowd: Crowd) -> None:
    page = crowd.door.get(f"/people/{crowd.ana}/faces", limit=2)
    assert [each["id"] for each in page["faces"]] == [each.id for each in crowd.anas[:2]]
    rest = crowd.door.get(f"/people/{crowd.ana}/faces", limit=2, after=page["next"])
    assert [each["id"] for each in rest["faces"]] == [crowd.anas[2].id]
    assert rest["next"] is None
    assert crowd.door.media(f"face/{page['faces'][0]['id']}").status_code == 200


def test_nothing_is_said_of_people_without_the_key(crowd: Crowd) -> None:
    for method, path in (
        ("GET", "/people"), ("GET", f"/people/{crowd.ana}"), ("GET", f"/faces/{crowd.anas[0].id}/alike"),
        ("POST", "/people/forget-all"), ("PATCH", f"/people/{crowd.ana}"),
        ("DELETE", f"/faces/{crowd.anas[0].id}"),
    ):  # fmt: skip
        answer = crowd.door.ask(method, f"/api/v1{path}", X_Keepers_Token=KEYS.media_key)
        assert answer.status_code == 401
        answer = crowd.door.ask(method, f"/api/v1{path}", Origin="https://elsewhere.example")
        assert answer.status_code == 403
    assert crowd.door.get(f"/people/{crowd.ana}")["faces"] == 3


def test_no_cursor_or_number_breaks_anything(crowd: Crowd) -> None:
    huge = "9" * 30
    for after in (
        "Infinity,1,1,1",
        "NaN,NaN,NaN,NaN",
        f"{huge},1,1,1",
        "[[[[",
        "null",
        "1,2",
        '"a",1,1,1',
        "{}",
    ):
        for path in ("/people?", f"/people/{crowd.ana}/faces?", f"/people/photos?ids={crowd.ana}&"):
            answer = crowd.door.ask("GET", f"/api/v1{path}after={after}")
            assert answer.status_code in {200, 400}, (path, after, answer.get_data(as_text=True))
    for after in (f"0,{huge},1,1", f"{huge},{huge}", f"-{huge},1", "1e999,1", "1_0,1_0"):
        for path in ("/people?", f"/people/{crowd.ana}/faces?", f"/people/photos?ids={crowd.ana}&"):
            assert crowd.door.ask("GET", f"/api/v1{path}after={after}").status_code in {200, 400}, (
                path,
                after,
            )
    assert crowd.door.ask("GET", "/api/v1/people/9007199254740992").status_code == 404
    assert crowd.door.ask("GET", f"/api/v1/people/photos?ids={'9' * 16}").status_code == 404
    for box in ([1e308, 0.1, 0.1, 0.1], [0.1, 0.1, 1e-300, 0.1], [-1.0, -1.0, 3.0, 3.0]):
        body = {"asset_id": crowd.photos[0], "box": box}
        assert crowd.door.ask("POST", "/api/v1/faces", body).status_code in {201, 400}
