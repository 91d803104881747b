"""People, and pets: who is in the photos."""

from keepers.base.errors import Invalid
from keepers.web.routing import Resource
from keepers.web.schemas.faces import PeopleDone
from keepers.web.schemas.people import (
    FacePage,
    ForgetAsk,
    Forgotten,
    MergeAsk,
    PeopleList,
    PeopleOperationDto,
    PeopleOperationList,
    PeopleOperationsQuery,
    PeoplePhotosQuery,
    PeopleQuery,
    PeopleState,
    PersonCard,
    PersonFacesQuery,
    PersonPatch,
    PhotoColumns,
    SplitAsk,
    TogetherDto,
    TogetherList,
    YearDto,
    YearList,
)
from keepers.web.schemas.review import AnswerAsk, ReviewDto, ReviewQuery
from keepers.web.session import Session
from keepers.web.shown_people import (
    answered,
    columns_dto,
    done_dto,
    face_dto,
    person_card,
    question_dto,
    state_dto,
)

resource = Resource("people")

_ACTS = (
    frozenset({"name"}),
    frozenset({"hidden"}),
    frozenset({"cover_face_id"}),
    frozenset({"memorial", "birthday"}),
)


@resource.get("/people", errors=("invalid",))
def list_people(session: Session, query: PeopleQuery) -> PeopleList:
    """List people, those who matter most first."""
    page = session.library.people.list(
        kind=query.kind,
        hidden=query.shown,
        unsure=query.unsure,
        named=query.named,
        after=query.after,
        limit=query.limit,
    )
    return PeopleList(people=[person_card(each) for each in page.people], next=page.next)


@resource.get("/people/state")
def people_state(session: Session) -> PeopleState:
    """Tell how many there are, what waits, and which models are missing."""
    return state_dto(session.library)


@resource.get("/people/photos", errors=("invalid", "not_found"))
def list_people_photos(session: Session, query: PeoplePhotosQuery) -> PhotoColumns:
    """List the photos that show all of these people, as columns."""
    ids = list(dict.fromkeys(int(each) for each in query.ids.split(",")))
    return columns_dto(session.library.people.photos(ids, query.after, query.limit))


@resource.get("/people/review")
def list_questions(session: Session, query: ReviewQuery) -> ReviewDto:
    """List the most useful questions: same person? is this …? is this a face?"""
    asked = session.library.people.review(query.limit)
    return ReviewDto(questions=[question_dto(each) for each in asked.questions], left=asked.left)


@resource.post("/people/review/answer", errors=("invalid", "not_found"))
def answer_question(session: Session, body: AnswerAsk) -> PeopleDone:
    """Answer a question. It can be taken back."""
    return done_dto(session.library.people.answer(answered(body), body.verdict))


@resource.get("/people/operations")
def list_people_operations(session: Session, query: PeopleOperationsQuery) -> PeopleOperationList:
    """List what was decided about people, newest first."""
    return PeopleOperationList(
        operations=[
            PeopleOperationDto(
                id=each.id,
                kind=each.kind,
                detail=each.detail,
                made_at=each.made_at,
                undone_at=each.undone_at,
            )
            for each in session.library.people.history(query.limit, query.before)
        ]
    )


@resource.post("/people/operations/{operation_id}/undo", errors=("not_found", "refused"))
def undo_people_operation(session: Session, operation_id: int) -> PeopleDone:
    """Take an act back, with the names it put into photos."""
    return done_dto(session.library.people.undo(operation_id))


@resource.post("/people/operations/{operation_id}/redo", errors=("not_found", "refused"))
def redo_people_operation(session: Session, operation_id: int) -> PeopleDone:
    """Do again what was taken back."""
    return done_dto(session.library.people.redo(operation_id))


@resource.post("/people/forget-all", errors=("invalid", "refused", "database_busy", "disk_full"))
def forget_all_faces(session: Session, body: ForgetAsk) -> Forgotten:  # noqa: ARG001 - the word was said
    """Forget every face, for good.

    What was made of faces, who is who and every picture of a face goes, from the copies of the catalogue
    too; no folder is looked through for faces until that is switched on again. Photos, and the names that
    are written in them, stay.
    """
    gone = session.library.forgetting.all()
    return Forgotten(
        faces=gone.faces, people=gone.people, pictures=gone.pictures, copies_left=list(gone.copies)
    )


@resource.get("/people/{person_id}", errors=("not_found",))
def get_person(session: Session, person_id: int) -> PersonCard:
    """Tell of one person."""
    return person_card(session.library.people.get(person_id))


@resource.patch("/people/{person_id}", errors=("invalid", "not_found", "name_taken"))
def change_person(session: Session, person_id: int, body: PersonPatch) -> PeopleDone:
    """Change one thing of a person: each change is taken back by itself."""
    # A birthday may become null; of the rest that means nothing.
    given = {each for each in body.model_fields_set if each == "birthday" or getattr(body, each) is not None}
    if not any(given and given <= act for act in _ACTS):
        raise Invalid(
            "Change one thing at a time: the name, how far they are hidden, the cover, or memorial and "
            "birthday."
        )
    people = session.library.people
    if body.name is not None:
        return done_dto(people.name(person_id, body.name))
    if body.hidden is not None:
        return done_dto(people.hide(person_id, body.hidden))
    if body.cover_face_id is not None:
        return done_dto(people.cover(person_id, body.cover_face_id))
    before = people.get(person_id)
    memorial = before.memorial if body.memorial is None else body.memorial
    birthday = body.birthday if "birthday" in given else before.birthday
    return done_dto(people.details(person_id, memorial, birthday))


@resource.post("/people/{person_id}/merge", errors=("invalid", "not_found"))
def merge_people(session: Session, person_id: int, body: MergeAsk) -> PeopleDone:
    """Say that others are this person; their names give way."""
    return done_dto(session.library.people.merge(person_id, body.others))


@resource.post("/people/{person_id}/split", errors=("invalid", "not_found"))
def split_person(session: Session, person_id: int, body: SplitAsk) -> PeopleDone:
    """Make a new person of some faces of this one; answers with the new one."""
    return done_dto(session.library.people.split(person_id, body.face_ids))


@resource.get("/people/{person_id}/faces", errors=("invalid", "not_found"))
def list_faces_of_person(session: Session, person_id: int, query: PersonFacesQuery) -> FacePage:
    """List the faces of a person, newest photo first."""
    page = session.library.people.faces_of_person(person_id, query.after, query.limit)
    return FacePage(faces=[face_dto(each) for each in page.faces], next=page.next)


@resource.get("/people/{person_id}/together", errors=("not_found",))
def list_together(session: Session, person_id: int) -> TogetherList:
    """List who is in the same photos."""
    return TogetherList(
        people=[
            TogetherDto(
                id=each.id,
                kind=each.kind,
                name=each.name,
                cover_face_id=each.cover_face_id,
                photos=each.photos,
            )
            for each in session.library.people.together_with(person_id)
        ]
    )


@resource.get("/people/{person_id}/years", errors=("not_found",))
def list_years(session: Session, person_id: int) -> YearList:
    """List the years of a person, with the face that shows most of each."""
    return YearList(
        years=[
            YearDto(year=each.year, photos=each.photos, face_id=each.face_id)
            for each in session.library.people.years(person_id)
        ]
    )
