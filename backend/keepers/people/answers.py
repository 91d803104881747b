"""Answers to questions about people: each is the act that it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from keepers.base.errors import Invalid, NotFound
from keepers.catalog import face_decisions as decisions
from keepers.catalog.people_act import Act
from keepers.catalog.people_questions import QuestionKind
from keepers.people.acting import Done
from keepers.people.of_faces import OfFaces, assign, not_this
from keepers.people.of_persons import merge

Verdict = Literal["yes", "no", "unsure", "not_a_face"]


@dataclass(frozen=True)
class Answered:
    """Which question was answered: `other_face_id` of "same" and "is", `person_id` of "is"."""

    kind: QuestionKind
    face_id: int
    other_face_id: int | None = None
    person_id: int | None = None


class Answers(OfFaces):
    """Acts that answer questions."""

    def answer(self, question: Answered, verdict: Verdict) -> Done:
        """Answer a question. Raises NotFound where its faces are gone, and Invalid."""

        def act(acting: Act) -> tuple[int | None, Mapping[str, Any]]:
            acting.face(question.face_id)
            said = {"question": question.kind, "verdict": verdict}
            if verdict == "not_a_face":
                decisions.judge(acting, question.face_id, "not_face")
                return None, said
            if question.kind == "face":
                judged: dict[str, Literal["face", "not_face", "unsure"]]
                judged = {"yes": "face", "no": "not_face", "unsure": "unsure"}
                decisions.judge(acting, question.face_id, judged[verdict])
                return None, said
            if question.other_face_id is None:
                raise Invalid("This question is about two faces.", field="other_face_id")
            acting.face(question.other_face_id)
            if question.face_id == question.other_face_id:
                raise Invalid("These are not two faces.", field="other_face_id")
            if verdict == "unsure":
                decisions.pair(acting, question.face_id, question.other_face_id, "unsure")
                return None, said
            yes = verdict == "yes"
            person_id: int | None
            if question.kind == "is":
                person_id, name = _of_person(acting, question, yes)
            else:
                person_id, name = _of_two(acting, question.face_id, question.other_face_id, yes)
            return person_id, {**said, "name": name}

        return self._do("answer", act)


def _of_person(acting: Act, question: Answered, yes: bool) -> tuple[int, str]:
    person_id = question.person_id
    if person_id is None:
        person_id = decisions.person_of(acting, question.other_face_id or 0)
    if person_id is None:
        raise NotFound("This person is not there any more. Go on with the next question.")
    row = acting.person(person_id)
    if yes:
        assign(acting, [question.face_id], person_id)
    else:
        not_this(acting, [question.face_id], person_id)
    return person_id, row["name"]


def _of_two(acting: Act, face_id: int, other_id: int, yes: bool) -> tuple[int | None, str]:
    decisions.pair(acting, face_id, other_id, "same" if yes else "different")
    one, other = decisions.person_of(acting, face_id), decisions.person_of(acting, other_id)
    if one is None or other is None or not yes:
        return None, ""
    if one == other:
        return one, acting.person(one)["name"]
    rows = sorted(
        (acting.person(each) for each in (one, other)), key=lambda row: (row["name"] == "", row["id"])
    )
    person_id, detail = merge(acting, rows[0]["id"], [rows[1]["id"]])
    return person_id, detail["name"]
