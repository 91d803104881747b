"""Questions about people, faces that look alike, and what is told of all of it."""

import json
import sqlite3
from typing import Any

from web.crowd import Crowd


def _ask(crowd: Crowd, *questions: tuple[str, int, int]) -> None:
    """Have these questions wait, as grouping would."""

    def write(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM people_questions")
        for at, (kind, face, other) in enumerate(questions):
            connection.execute(
                "INSERT INTO people_questions VALUES (?, ?, ?)",
                (at, kind, json.dumps({"face": face, "other": other})),
            )

    crowd.door.library.db.write(write)


def _answer(crowd: Crowd, question: dict[str, Any], verdict: str) -> Any:
    other = question["other"]["id"] if question["other"] else None
    body = {
        "kind": question["kind"],
        "face_id": question["face"]["id"],
        "other_face_id": other,
        "person_id": question["person_id"],
        "verdict": verdict,
    }
    return crowd.act("POST", "/people/review/answer", body)


def test_questions_are_answered_and_taken_back(crowd: Crowd) -> None:
    crowd.name(crowd.ana, "Ana")
    one, other, third = crowd.anas[0].id, crowd.bens[0].id, crowd.bens[1].id
    _ask(crowd, ("same", one, other), ("face", third, 0))
    review = crowd.door.get("/people/review")
    assert review["left"] == 2
    same, face = review["questions"]
    assert (same["kind"], same["name"], same["person_id"]) == ("same", "Ana", crowd.ana)
    assert (same["face"]["id"], same["other"]["id"]) == (one, other)
    assert (face["kind"], face["face"]["id"], face["other"]) == ("face", third, None)
    assert crowd.door.get("/people/state")["waiting"] == 2
    assert crowd.door.get(f"/people/{crowd.ana}")["waiting"] == 1

    done = _answer(crowd, same, "yes")
    assert crowd.door.get(f"/people/{crowd.ana}")["photos"] == 4
    # Who is one with somebody by a person's word is a face as well.
    assert crowd.door.get("/people/review")["left"] == 0
    crowd.act("POST", f"/people/operations/{done['operation']}/undo")
    assert crowd.door.get(f"/people/{crowd.ana}")["photos"] == 3
    assert crowd.door.get("/people/review", limit=1)["left"] == 2
    _answer(crowd, same, "no")
    _answer(crowd, face, "not_a_face")
    assert crowd.door.get("/people/review") == {"questions": [], "left": 0}
    assert crowd.door.get(f"/people/{crowd.ben}")["faces"] == 1


def test_answers_that_mean_nothing_are_refused(crowd: Crowd) -> None:
    asked = {"kind": "same", "face_id": crowd.anas[0].id, "verdict": "yes"}
    for body in (
        asked, {**asked, "verdict": "maybe"}, {**asked, "kind": "who"}, {**asked, "face_id": "1"},
        {**asked, "other_face_id": 0},
    ):  # fmt: skip
        assert crowd.door.refused("POST", "/people/review/answer", body) == (400, "invalid")
    gone = {**asked, "other_face_id": 99999}
    assert crowd.door.refused("POST", "/people/review/answer", gone) == (404, "not_found")
    assert crowd.door.refused("GET", "/people/review?limit=1000") == (400, "invalid")


def test_unsure_is_an_answer_too(crowd: Crowd) -> None:
    _ask(crowd, ("same", crowd.anas[0].id, crowd.bens[0].id), ("face", crowd.anas[1].id, 0))
    for question in crowd.door.get("/people/review")["questions"]:
        _answer(crowd, question, "unsure")
    assert crowd.door.get("/people/review")["left"] == 0
    kinds = [each["kind"] for each in crowd.door.get("/people/operations", limit=2)["operations"]]
    assert kinds == ["answer", "answer"]
    assert crowd.door.get(f"/people/{crowd.ana}")["faces"] == 3


def test_a_face_leads_to_those_that_look_like_it(crowd: Crowd) -> None:
    alike = crowd.door.get(f"/faces/{crowd.anas[0].id}/alike")["alike"]
    assert [each["face"]["id"] for each in alike[:2]] == [
        each["face"]["id"] for each in alike if each["face"]["person_id"] == crowd.ana
    ]
    assert {each["face"]["person_id"] for each in alike[:2]} == {crowd.ana}
    assert [each["likeness"] for each in alike] == sorted((each["likeness"] for each in alike), reverse=True)
    assert len(crowd.door.get(f"/faces/{crowd.anas[0].id}/alike", limit=1)["alike"]) == 1
    assert crowd.door.refused("GET", "/faces/99999/alike") == (404, "not_found")
    assert crowd.door.refused("GET", f"/faces/{crowd.anas[0].id}/alike?limit=0") == (400, "invalid")


def test_what_is_missing_is_told(crowd: Crowd) -> None:
    state = crowd.door.get("/people/state")
    assert (state["named"], state["unnamed"], state["pets"], state["hidden"]) == (0, 2, 0, 0)
    assert state["models"] == "none"
    missing = [each["task"] for each in state["missing"]]
    assert missing[:2] == ["face_detection", "face_embedding"]
    assert all(each["brings"].endswith(".") for each in state["missing"])
    assert state["unsearched"] == 2
    crowd.name(crowd.ana, "Ana")
    crowd.act("PATCH", f"/people/{crowd.ben}", {"hidden": "everywhere"})
    state = crowd.door.get("/people/state")
    assert (state["named"], state["unnamed"], state["hidden"]) == (1, 0, 1)


def test_who_listens_hears_of_it(crowd: Crowd) -> None:
    with crowd.door.library.events.subscribe() as listening:
        crowd.name(crowd.ana, "Ana")
        heard = {event.kind: event.data for event in iter(lambda: listening.next(0), None)}
    assert heard["people"] == {"changed": True}
    assert sorted(heard["metadata"]["ids"]) == sorted(crowd.photos[:3])
