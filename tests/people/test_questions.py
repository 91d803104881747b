"""Questions about people: those that are open, whom they are about, and that answers end them."""

from typing import Literal, cast

import pytest

from keepers.base.errors import Invalid
from keepers.catalog.people_questions import QuestionKind, write_questions
from keepers.people.answers import Answered
from people.conftest import Faces, Family

Verdict = Literal["yes", "no", "unsure", "not_a_face"]


def ask(family: Family, *asked: tuple[str, int, int]) -> None:
    rows = [(cast(QuestionKind, kind), {"face": face, "other": other}) for kind, face, other in asked]
    family.library.db.write(lambda connection: write_questions(connection, rows))


def test_a_group_that_may_be_another_is_asked_about(family: Family) -> None:
    """Two groups that are alike, and not alike enough: the job finds the question, the answer ends it."""
    people = family.library.people
    one = [family.face(f"IMG_{at}.jpg", 1) for at in range(2)]
    other = [family.face(f"IMG_{at}.jpg", 1, model=None) for at in range(2, 4)]
    for face in other:
        family.embed(face, 1, 2, share=2.6)
    family.group()
    assert family.person(one[0]) != family.person(other[0])
    (question,) = people.review().questions
    assert question.kind == "same"
    assert question.other is not None
    assert {question.face.person_id, question.other.person_id} == {
        family.person(one[0]),
        family.person(other[0]),
    }
    assert people.get(family.person(one[0])).waiting == 1
    people.answer(Answered("same", question.face.id, question.other.id), "yes")
    assert people.waiting() == 0
    family.group()
    assert len({family.person(each) for each in one + other}) == 1
    assert people.waiting() == 0


def test_every_answer_ends_its_question(family: Family) -> None:
    people = family.library.people
    anna, bo, other = (family.face(f"IMG_{at}.jpg", at) for at in range(3))
    family.group()
    people.name(family.person(anna), "Anna")
    for kind in ("same", "is", "face"):
        for verdict in ("yes", "no", "unsure", "not_a_face"):
            ask(family, (kind, bo, anna if kind != "face" else 0), ("same", anna, other))
            before = people.review()
            assert before.left == 2
            first = before.questions[0]
            assert first.face.id == bo
            assert (first.name, first.person_id) == (
                ("Anna", family.person(anna)) if kind != "face" else ("", family.person(bo))
            )
            asked = Answered(first.kind, bo, first.other.id if first.other else None, family.person(anna))
            done = people.answer(asked, cast(Verdict, verdict))
            assert [each.face.id for each in people.review().questions] == [anna]
            assert done.operation is not None
            people.undo(done.operation)
            assert people.waiting() == 2, (kind, verdict)


def test_questions_about_what_is_gone_are_not_asked(family: Family) -> None:
    anna, bo = family.face("IMG_0.jpg", 1), family.face("IMG_1.jpg", 2)
    family.group()
    ask(family, ("same", anna, bo), ("face", bo, 0), ("is", anna, 999))
    family.library.people.not_face([bo])
    assert family.library.people.review().questions == ()
    assert family.library.people.review().left == 0


@pytest.mark.parametrize("verdict", ["yes", "no", "unsure"])
def test_a_face_is_not_compared_with_itself(
    family: Family, faces: Faces, verdict: Literal["yes", "no", "unsure"]
) -> None:
    with pytest.raises(Invalid):
        family.library.people.answer(Answered("same", faces.anna[0], faces.anna[0]), verdict)


def test_who_is_said_to_be_somebody_is_a_face_after_all(family: Family, faces: Faces) -> None:
    """Said of the same face in another window: the newer word counts, and is seen in the photo."""
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    people.not_face([faces.stranger])
    people.answer(Answered("is", faces.stranger, faces.anna[0], anna), "yes")
    family.group()
    assert family.who(faces.stranger) == "Anna"
    assert "Anna" in family.named("IMG_3.jpg")


def test_a_dog_is_nobody_by_an_answer_either(family: Family, faces: Faces) -> None:
    family.library.db.write(
        lambda connection: connection.execute("UPDATE faces SET kind = 'dog' WHERE id = ?", (faces.stranger,))
    )
    asked = Answered("is", faces.stranger, faces.anna[0], family.person(faces.anna[0]))
    with pytest.raises(Invalid):
        family.library.people.answer(asked, "yes")


def test_nothing_is_asked_about_who_is_hidden_everywhere(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    ask(family, ("same", faces.anna[0], faces.bo[0]), ("face", faces.anna[2], 0), ("face", faces.stranger, 0))
    assert people.waiting() == 3
    people.hide(anna, "less")
    hidden = people.hide(anna, "everywhere")
    assert [each.face.id for each in people.review().questions] == [faces.stranger]
    people.undo(hidden.operation)  # type: ignore[arg-type]
    assert people.waiting() == 2
