"""Faces in photos, and what a person says of them."""

from typing import Annotated, Literal

from pydantic import Field

from keepers.web.schemas.base import MOST_ID, Answer, Ask, Query

Kind = Literal["person", "cat", "dog"]
MOST_FACES = 5_000
MOST_NAME = 200

_FACE = Annotated[int, Field(ge=1, le=MOST_ID)]
FaceIds = Annotated[list[_FACE], Field(min_length=1, max_length=MOST_FACES)]
#: Left, top, width, height, parts of the upright picture.
Box = Annotated[list[float], Field(min_length=4, max_length=4)]


class FaceDto(Answer):
    """One face of a photo. Its picture is /media/{key}/face/{id}, as long as `picture` is true."""

    id: int
    asset_id: int
    kind: Kind
    source: Literal["found", "drawn", "said"] = Field(description="By a model, by a person, by the file.")
    box: Box = Field(description="Left, top, width, height, parts of the upright picture.")
    person_id: int | None
    name: str = Field(description="Empty where nobody gave one.")
    how: Literal["decided", "grouped"] | None = Field(
        description="Whether a person said who it is, or it merely looks so; null: nobody yet."
    )
    likeness: float | None = Field(
        description="To the other faces of that person, 0 to 1; null: not measured."
    )
    verdict: Literal["face", "not_face"] | None = Field(description="What a person said of it.")
    quality: float | None = Field(description="0 to 1, how much there is to see of it.")
    gone: bool = Field(description="No longer found, and kept for what was decided about it.")
    picture: bool
    time: int = Field(description="Wall clock at the camera in ms, counted as if it were UTC.")
    version: str | None = Field(description="Of its photo, for ?v= in media addresses.")


class FaceOfPhotoDto(FaceDto):
    """One face of a photo, and how it looks at us, judged by how that person usually does."""

    eyes: Literal["open", "closed"] | None = Field(description="Null: not measured.")
    smiling: bool | None = Field(description="Null: not measured.")


class FaceList(Answer):
    """The faces of one photo, from left to right. `searched`: false until it was looked at for faces."""

    faces: list[FaceOfPhotoDto]
    searched: bool


class AlikeQuery(Query):
    """How many at most."""

    limit: int = Field(default=100, ge=1, le=500)


class AlikeDto(Answer):
    """A face that looks like the one that was asked for; `likeness` is 0 to 1."""

    face: FaceDto
    likeness: float


class AlikeList(Answer):
    """Those most alike first, the face itself left out."""

    alike: list[AlikeDto]


class AssignAsk(Ask):
    """Say who these faces are: a person that is there, or a name (of a new person where none has it)."""

    face_ids: FaceIds
    person_id: int | None = Field(default=None, ge=1, le=MOST_ID)
    name: str | None = Field(default=None, min_length=1, max_length=MOST_NAME)


class NotThisAsk(Ask):
    """Say that these faces are not this person."""

    face_ids: FaceIds
    person_id: int = Field(ge=1, le=MOST_ID)


class FacesAsk(Ask):
    """Faces, or what was taken for some."""

    face_ids: FaceIds


class DrawAsk(Ask):
    """Draw a face that was not found; say who it is, by person or by name, or leave that open."""

    asset_id: int = Field(ge=1, le=MOST_ID)
    box: Box = Field(description="Left, top, width, height, parts of the upright picture.")
    person_id: int | None = Field(default=None, ge=1, le=MOST_ID)
    name: str | None = Field(default=None, min_length=1, max_length=MOST_NAME)


class MoveAsk(Ask):
    """Where a face is after all; whose it is stays."""

    box: Box = Field(description="Left, top, width, height, parts of the upright picture.")


class TwiceAsk(Ask):
    """Say that two faces of one photo are the same person all the same: a mirror, a collage."""

    face_a: int = Field(ge=1, le=MOST_ID)
    face_b: int = Field(ge=1, le=MOST_ID)


class PeopleDone(Answer):
    """What was done. `operation` takes it back; null where nothing had to be changed.

    `changed`: photos whose words changed with it. `person_id`: who it was about, also one newly made.
    """

    operation: int | None
    person_id: int | None
    changed: int
