"""People and faces as the rooms below know them, as they are said over the API."""

from typing import Final, Literal

from keepers.catalog.people_questions import Question
from keepers.catalog.person_faces import FaceRow
from keepers.catalog.persons import PersonRow
from keepers.library import Library
from keepers.models.catalogue import Task
from keepers.people.acting import Done
from keepers.people.answers import Answered
from keepers.people.expressions import Expression
from keepers.people.identity import PhotosOf
from keepers.web.schemas.faces import FaceDto, FaceOfPhotoDto, PeopleDone
from keepers.web.schemas.people import (
    MissingHelp,
    PeopleState,
    PersonCard,
    PhotoColumns,
)
from keepers.web.schemas.review import AnswerAsk, QuestionDto
from keepers.web.shown import base64_or_none, version_of

#: Models that help with people, the most needed first.
_HELP: Final[tuple[Task, ...]] = ("face_detection", "face_embedding", "face_mesh", "object_detection")


def done_dto(done: Done) -> PeopleDone:
    """What an act did."""
    return PeopleDone(operation=done.operation, person_id=done.person_id, changed=len(done.changed_assets))


def face_dto(face: FaceRow) -> FaceDto:
    """One face."""
    return FaceDto(
        id=face.id,
        asset_id=face.asset_id,
        kind=face.kind,
        source=face.source,
        box=list(face.box),
        person_id=face.person_id,
        name=face.name,
        how=face.how,
        likeness=face.likeness,
        verdict=face.verdict,
        quality=face.quality,
        gone=face.gone,
        picture=face.picture,
        time=face.time,
        version=version_of(face.version),
    )


def face_of_photo_dto(face: FaceRow, seen: Expression) -> FaceOfPhotoDto:
    """One face of a photo."""
    eyes: Literal["open", "closed"] | None = None
    if seen.eyes_open is not None:
        eyes = "open" if seen.eyes_open else "closed"
    return FaceOfPhotoDto(**dict(face_dto(face)), eyes=eyes, smiling=seen.smiles)


def person_card(person: PersonRow) -> PersonCard:
    """One person."""
    return PersonCard(
        id=person.id,
        kind=person.kind,
        name=person.name,
        faces=person.faces,
        photos=person.photos,
        cover_face_id=person.cover_face_id,
        first_time=person.first_time,
        last_time=person.last_time,
        hidden=person.hidden,
        memorial=person.memorial,
        birthday=person.birthday,
        unsure=person.unsure,
        waiting=person.waiting,
    )


def columns_dto(page: PhotosOf) -> PhotoColumns:
    """Photos as columns."""
    columns = page.columns
    return PhotoColumns(
        ids=columns.ids,
        ratios=columns.ratios,
        times=columns.times,
        flags=columns.flags,
        placeholders=[base64_or_none(each) for each in columns.placeholders],
        stack_sizes=columns.stack_sizes,
        stack_ids=[each or None for each in columns.stack_ids],
        durations=columns.durations,
        versions=[version_of(each) for each in columns.hashes],
        total=page.total,
        next=page.next,
    )


def question_dto(question: Question) -> QuestionDto:
    """One question."""
    return QuestionDto(
        kind=question.kind,
        face=face_dto(question.face),
        other=face_dto(question.other) if question.other is not None else None,
        person_id=question.person_id,
        name=question.name,
    )


def answered(body: AnswerAsk) -> Answered:
    """Which question was answered."""
    return Answered(body.kind, body.face_id, body.other_face_id, body.person_id)


def state_dto(library: Library) -> PeopleState:
    """How many people there are, what waits, and what help of models is missing."""
    counts, active = library.people.counts(), library.models.all_active()
    needed = [task for task in _HELP[:2] if task not in active]
    return PeopleState(
        models="none" if _HELP[0] in needed else "partial" if needed else "ready",
        missing=_missing(library),
        named=counts.named,
        unnamed=counts.unnamed,
        pets=counts.pets,
        hidden=counts.hidden,
        unsure=counts.unsure,
        waiting=library.people.waiting(),
        unsearched=library.face_searches.left(),
    )


def _missing(library: Library) -> list[MissingHelp]:
    told = ((task, library.models.would_bring(task)) for task in _HELP)
    return [MissingHelp(task=task, brings=brings) for task, brings in told if brings is not None]
