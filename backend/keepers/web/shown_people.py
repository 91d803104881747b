"""People and faces as the rooms below know them, as they are said over the API."""

from typing import Any

from keepers.library import Library
from keepers.web.schemas.faces import FaceDto, PeopleDone
from keepers.web.schemas.people import AnswerAsk, PeopleState, PersonCard, PhotoColumns, QuestionDto
from keepers.web.session import Session


def people_of(session: Session) -> Any:
    """What the library knows of people."""
    return session.library.people  # type: ignore[attr-defined]  # it moves in next


def done_dto(done: Any) -> PeopleDone:
    """What an act did."""
    return PeopleDone(operation=done.operation, person_id=done.person_id, changed=len(done.changed_assets))


def face_dto(face: Any) -> FaceDto:
    """One face."""
    return FaceDto.model_validate(face)


def person_card(person: Any) -> PersonCard:
    """One person."""
    return PersonCard.model_validate(person)


def columns_dto(page: Any) -> PhotoColumns:
    """Photos as columns."""
    return PhotoColumns.model_validate(page)


def question_dto(question: Any) -> QuestionDto:
    """One question."""
    return QuestionDto.model_validate(question)


def question_of(body: AnswerAsk) -> Any:
    """The question that was answered."""
    return body


def state_dto(library: Library) -> PeopleState:
    """How many there are, what waits, what is missing."""
    return PeopleState.model_validate(library)
