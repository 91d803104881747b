"""People, and pets: who is in the photos."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from keepers.web.schemas.base import MOST_ID, Answer, Ask, Query
from keepers.web.schemas.faces import MOST_NAME, FaceDto, FaceIds, Kind

Hidden = Literal["shown", "less", "not_in_memories", "everywhere"]
Cursor = Annotated[str, Field(max_length=100)]

_PERSON = Annotated[int, Field(ge=1, le=MOST_ID)]
_MOST_TOGETHER = 20


class PeopleQuery(Query):
    """Which people, and the page behind `after` (the `next` of the page before).

    `shown`: hidden gives those that are hidden everywhere, all gives both. `unsure`: what is perhaps nobody.
    `kind`: pets gives cats and dogs.
    """

    kind: Literal["person", "cat", "dog", "pets", "all"] = "person"
    shown: Literal["shown", "hidden", "all"] = "shown"
    unsure: bool = False
    named: bool | None = Field(default=None, description="Only those with a name, or only those without.")
    after: Cursor | None = None
    limit: int = Field(default=100, ge=1, le=500)


class PersonCard(Answer):
    """One person or pet. Times are of the first and last photo, as in the timeline."""

    id: int
    kind: Kind
    name: str = Field(description="Empty where nobody gave one.")
    faces: int
    photos: int
    cover_face_id: int | None = Field(description="Picture: /media/{key}/face/{cover_face_id}.")
    first_time: int | None
    last_time: int | None
    hidden: Hidden
    memorial: bool
    birthday: str | None = Field(description="YYYY-MM-DD, or --MM-DD where the year is not known.")
    unsure: bool = Field(description="Perhaps nobody at all: a statue, a poster, a texture.")
    waiting: int = Field(description="Questions about them that wait in the review.")


class PeopleList(Answer):
    """Those who matter most first: named ones by photos, then those without a name."""

    people: list[PersonCard]
    next: str | None


class MissingHelp(Answer):
    """A kind of model of which none is in use, and what one would bring, as a plain sentence."""

    task: str
    brings: str


class PeopleState(Answer):
    """How many there are, what waits, and what help of models is missing.

    `models`: none: faces cannot be found; partial: they are found and not told apart; ready: both.
    """

    models: Literal["none", "partial", "ready"]
    missing: list[MissingHelp] = Field(
        description="Of face_detection, face_embedding, face_mesh (open eyes, smiles), object_detection "
        "(pets)."
    )
    named: int
    unnamed: int
    pets: int
    hidden: int
    unsure: int
    waiting: int = Field(description="Questions in the review.")
    unsearched: int = Field(description="Photos that were not looked at for faces yet.")


class PersonPatch(Ask):
    """One change: the name, how far they are hidden, the cover, or memorial and birthday together.

    An empty name takes it away, as null does the birthday.
    """

    name: str | None = Field(default=None, max_length=MOST_NAME)
    hidden: Hidden | None = None
    cover_face_id: int | None = Field(default=None, ge=1, le=MOST_ID)
    memorial: bool | None = None
    birthday: str | None = Field(default=None, pattern=r"^([0-9]{4}|-)-[0-9]{2}-[0-9]{2}$")


class MergeAsk(Ask):
    """People who are the same one."""

    others: list[_PERSON] = Field(min_length=1, max_length=500)


class SplitAsk(Ask):
    """Faces that are somebody else: one new person."""

    face_ids: FaceIds


class PersonFacesQuery(Query):
    """The page behind `after` (the `next` of the page before)."""

    after: Cursor | None = None
    limit: int = Field(default=100, ge=1, le=500)


class FacePage(Answer):
    """Faces of a person, newest photo first."""

    faces: list[FaceDto]
    next: str | None


class PeoplePhotosQuery(Query):
    """Photos that show all of these people (ids parted by commas), and the page behind `after`."""

    ids: str = Field(pattern=rf"^[0-9]{{1,16}}(,[0-9]{{1,16}}){{0,{_MOST_TOGETHER - 1}}}$")
    after: Cursor | None = None
    limit: int = Field(default=500, ge=1, le=2000)


class PhotoColumns(Answer):
    """Photos newest first, as lists of equal length; each list is what it is in a month of the timeline.

    `total`: of all pages. A photo behind its stack's best is one of its own here.
    """

    ids: list[int]
    ratios: list[float]
    times: list[int]
    flags: list[int]
    placeholders: list[str | None]
    stack_sizes: list[int]
    stack_ids: list[int | None]
    durations: list[int | None]
    versions: list[str | None]
    total: int
    next: str | None


class TogetherDto(Answer):
    """Somebody, and how many photos show both."""

    id: int
    kind: Kind
    name: str
    cover_face_id: int | None
    photos: int


class TogetherList(Answer):
    """Who is in the same photos, those of most photos first."""

    people: list[TogetherDto]


class YearDto(Answer):
    """One year: how many photos, and the face that shows most."""

    year: int
    photos: int
    face_id: int | None


class YearList(Answer):
    """Through the years, oldest first."""

    years: list[YearDto]


class PeopleOperationsQuery(Query):
    """The newest, or those before the id `before`."""

    limit: int = Field(default=50, ge=1, le=500)
    before: int | None = Field(default=None, ge=1, le=MOST_ID)


class PeopleOperationDto(Answer):
    """One act. `detail` has the names and counts its sentence needs. Times are UTC ms."""

    id: int
    kind: str = Field(
        description="name, merge, split, assign, not_this, draw, remove, verdict, answer, cover, hide, "
        "details or read_back (another program wrote a newer name)."
    )
    detail: dict[str, JsonValue]
    made_at: int
    undone_at: int | None


class PeopleOperationList(Answer):
    """Newest first."""

    operations: list[PeopleOperationDto]


class ForgetAsk(Ask):
    """Forget every face. It cannot be taken back, so the word has to be said."""

    confirm: Literal["forget"]


class Forgotten(Answer):
    """What is gone for good: faces, the people made of them, and pictures of faces."""

    faces: int
    people: int
    pictures: int
    copies_left: list[str] = Field(
        description="Names of backups of the catalogue that could not be changed and still hold faces."
    )
