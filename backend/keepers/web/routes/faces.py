"""Faces in photos, and what a person says of them."""

from keepers.base.errors import Invalid
from keepers.people.expressions import Expression
from keepers.web.routing import Resource
from keepers.web.schemas.faces import (
    AlikeDto,
    AlikeList,
    AlikeQuery,
    AssignAsk,
    DrawAsk,
    FaceList,
    FacesAsk,
    MoveAsk,
    NotThisAsk,
    PeopleDone,
    TwiceAsk,
)
from keepers.web.session import Session
from keepers.web.shown_people import done_dto, face_dto, face_of_photo_dto

resource = Resource("faces")


@resource.get("/assets/{asset_id}/faces", errors=("not_found",))
def list_faces_of_asset(session: Session, asset_id: int) -> FaceList:
    """List the faces of one photo."""
    library = session.library
    asset = library.assets.get(asset_id)
    found, seen = library.people.faces_of_asset(asset.id), library.people.expressions(asset.id)
    return FaceList(
        faces=[face_of_photo_dto(face, seen.get(face.id, Expression())) for face in found.faces],
        searched=found.searched,
    )


@resource.get("/faces/{face_id}/alike", errors=("not_found", "refused"))
def list_alike(session: Session, face_id: int, query: AlikeQuery) -> AlikeList:
    """Search by a face: those of the library that look like it."""
    return AlikeList(
        alike=[
            AlikeDto(face=face_dto(each.face), likeness=each.likeness)
            for each in session.library.people.alike(face_id, query.limit)
        ]
    )


@resource.post("/faces", status=201, errors=("invalid", "not_found", "name_taken"))
def draw_face(session: Session, body: DrawAsk) -> PeopleDone:
    """Draw a face that was not found."""
    x, y, w, h = body.box
    people = session.library.people
    return done_dto(people.draw(body.asset_id, (x, y, w, h), body.person_id, body.name))


@resource.post("/faces/assign", errors=("invalid", "not_found"))
def assign_faces(session: Session, body: AssignAsk) -> PeopleDone:
    """Say who faces are."""
    if (body.person_id is None) == (body.name is None):
        raise Invalid("Say who it is: either one of the people, or a name.", field="person_id")
    return done_dto(session.library.people.assign(body.face_ids, body.person_id, body.name))


@resource.post("/faces/not-this", errors=("invalid", "not_found"))
def deny_faces(session: Session, body: NotThisAsk) -> PeopleDone:
    """Say that faces are not this person."""
    return done_dto(session.library.people.not_this(body.face_ids, body.person_id))


@resource.post("/faces/not-a-face", errors=("invalid", "not_found"))
def reject_faces(session: Session, body: FacesAsk) -> PeopleDone:
    """Say that these are no faces: they belong to nobody from now on."""
    return done_dto(session.library.people.not_face(body.face_ids))


@resource.post("/faces/is-a-face", errors=("invalid", "not_found"))
def confirm_faces(session: Session, body: FacesAsk) -> PeopleDone:
    """Say that these are faces after all."""
    return done_dto(session.library.people.is_face(body.face_ids))


@resource.post("/faces/allow-twice", errors=("invalid", "not_found"))
def allow_twice(session: Session, body: TwiceAsk) -> PeopleDone:
    """Say that two faces of one photo may be the same person."""
    return done_dto(session.library.people.allow_twice(body.face_a, body.face_b))


@resource.patch("/faces/{face_id}", errors=("invalid", "not_found"))
def move_face(session: Session, face_id: int, body: MoveAsk) -> PeopleDone:
    """Mark a face at another place of its photo, or larger, or smaller."""
    x, y, w, h = body.box
    return done_dto(session.library.people.move(face_id, (x, y, w, h)))


@resource.delete("/faces/{face_id}", errors=("not_found",))
def remove_face(session: Session, face_id: int) -> PeopleDone:
    """Take a box away: it was drawn wrongly, or nobody shall look at it."""
    return done_dto(session.library.people.remove_box(face_id))
