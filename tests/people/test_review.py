"""A review asks what matters, never twice, and ends."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.people.decided import NOTHING_DECIDED, Decisions, pairs
from keepers.people.faces import Faces
from keepers.people.grouping import group
from keepers.people.review import LEAST_SETTLED, MOST_LEFT, review
from people.answering import answer_all
from people.made_crowd import made_crowd
from people.made_faces import DIMS, RULE, crowds, decisions, faces_of
from people.test_growing_up import LIKE_REAL


def turned(*cosines: float) -> np.ndarray:
    """Vectors in one plane, at these cosines to the first axis."""
    found = np.zeros((len(cosines), DIMS))
    found[:, 0] = cosines
    found[:, 1] = np.sqrt(1 - found[:, 0] ** 2)
    return found


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_questions_are_about_what_is_open(data: st.DataObject) -> None:
    faces = data.draw(crowds())
    known = data.draw(decisions(faces))
    grouping = group(faces, known, RULE)
    asked = review(grouping)
    assert len(asked.questions) <= asked.left <= MOST_LEFT
    settles = [question.settles for question in asked.questions]
    assert settles == sorted(settles, reverse=True)
    assert min(settles, default=1.0) >= LEAST_SETTLED
    label = dict(zip(grouping.ids.tolist(), grouping.labels.tolist(), strict=True))
    is_ = dict(known.is_.tolist())
    apart = {frozenset(pair) for pair in known.different.tolist()}
    busy: list[int] = []
    for question in asked.questions:
        assert (question.label, question.other_label) == (label[question.face], label.get(question.other, -1))
        assert 0 < question.chance < 1
        busy += {question.label, question.other_label} - {-1}
        if question.kind != "face":
            assert question.face != question.other
            assert frozenset((question.face, question.other)) not in apart
            one, other = is_.get(question.face), is_.get(question.other)
            assert one is None or other is None
        if question.kind == "is":
            assert question.face not in is_
    assert len(busy) == len(set(busy))


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_a_review_ends_whatever_is_answered(data: st.DataObject) -> None:
    faces = data.draw(crowds(most=14))
    truth = {
        face: str(data.draw(st.integers(0, 2))) for face in faces.ids.tolist() if data.draw(st.booleans())
    }
    session = answer_all(faces, truth or {int(faces.ids[0]): "0"}, RULE, most=200)
    assert session.answers < 200


def test_two_groups_that_are_nearly_alike_enough_are_asked_about_first() -> None:
    near = np.concatenate([turned(1, 0.99, 0.98), turned(0.5, 0.52, 0.48), -turned(1, 0.5)])
    asked = review(group(faces_of(near), NOTHING_DECIDED, RULE))
    first = asked.questions[0]
    assert (first.kind, first.label, first.other_label) == ("same", 1, 0)
    assert 0.4 < first.likeness < 0.6
    assert first.settles == 3 * first.chance


def test_a_face_that_may_be_somebody_decided_is_asked_as_such() -> None:
    faces = faces_of(turned(1, 0.99, 0.55))
    known = Decisions(is_=pairs([(1, 5), (2, 5)]))
    (question,) = review(group(faces, known, RULE)).questions
    assert (question.kind, question.face, question.other) == ("is", 3, 1) or question.other == 2
    after = Decisions(is_=known.is_, is_not=pairs([(3, 5)]))
    assert review(group(faces, after, RULE)).left == 0


def test_what_nobody_knows_is_not_asked_again() -> None:
    faces = faces_of(turned(1, 0.5))
    (question,) = review(group(faces, NOTHING_DECIDED, RULE)).questions
    unsure = Decisions(unsure=pairs([(question.other, question.face)]))
    assert review(group(faces, unsure, RULE)).left == 0


def test_what_may_be_no_face_is_asked_once() -> None:
    faces = faces_of(turned(1, -0.5), eligible=np.array([True, False]))
    (question,) = review(group(faces, NOTHING_DECIDED, RULE)).questions
    assert (question.kind, question.face, question.label) == ("face", 2, -1)
    assert review(group(faces, Decisions(unsure=pairs([(2, 2)])), RULE)).left == 0


def test_what_hardly_shows_anything_is_not_asked_about() -> None:
    """A photo of leaves has a hundred of them: the page would ask all day, and nobody would be found."""
    leaves = np.concatenate([turned(1, 0.99), -turned(*np.linspace(0.2, 0.9, 40))])
    quality = np.array([0.9, 0.9, *np.linspace(0, 0.15, 39), 0.3])
    asked = review(group(faces_of(leaves, quality=quality, eligible=quality > 0.5), NOTHING_DECIDED, RULE))
    assert [(question.kind, question.face) for question in asked.questions] == [("face", 42)]
    assert asked.left == 1


def hard_crowd() -> tuple[Faces, dict[int, str]]:
    """People whose pictures are .45 alike, give or take .06: grouping alone leaves some apart."""
    faces, who = made_crowd(400, people=25, noise=1.1, poor=0.0)
    return faces, dict(zip(faces.ids.tolist(), who, strict=True))


def test_a_few_answers_bring_a_hard_crowd_together() -> None:
    faces, truth = hard_crowd()
    session = answer_all(faces, truth, LIKE_REAL)
    assert session.first_f < 1.0
    assert session.answers_to_perfect is not None
    assert session.answers_to_perfect <= 0.15 * len(faces)
    assert max(session.left) <= MOST_LEFT
    # The count that was told is about the count that it took.
    assert 0.6 * session.answers <= session.left[0] <= 1.2 * session.answers
