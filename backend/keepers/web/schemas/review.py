"""Questions about people, and answers to them."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.base import MOST_ID, Answer, Ask, Query
from keepers.web.schemas.faces import FaceDto

QuestionKind = Literal["same", "is", "face"]


class ReviewQuery(Query):
    """How many questions at most."""

    limit: int = Field(default=10, ge=1, le=50)


class QuestionDto(Answer):
    """One question.

    same: are `face` and `other` the same person? is: is `face` this person (`person`, of whom `other` is a
    sure face)? face: is `face` a face at all? `name`: of whom it is about, empty where nobody has one.
    """

    kind: QuestionKind
    face: FaceDto
    other: FaceDto | None
    person_id: int | None
    name: str


class ReviewDto(Answer):
    """The most useful questions first, and how many there are in all."""

    questions: list[QuestionDto]
    left: int


class AnswerAsk(Ask):
    """The answer to a question, told by what it was about."""

    kind: QuestionKind
    face_id: int = Field(ge=1, le=MOST_ID)
    other_face_id: int | None = Field(default=None, ge=1, le=MOST_ID)
    person_id: int | None = Field(default=None, ge=1, le=MOST_ID)
    verdict: Literal["yes", "no", "unsure", "not_a_face"]
