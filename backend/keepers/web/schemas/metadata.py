"""What people change of photos: words, people, ratings, dates, places."""

from typing import Any, Literal

from pydantic import Field as Described

from keepers.catalog.edit_rows import Mode
from keepers.metadata.fields import Field
from keepers.web.schemas.assets import MOST_IDS
from keepers.web.schemas.base import MOST_ID, Answer, Ask, Query

FieldValue = Any
_VALUE = (
    "Plain JSON of the field's shape, null for nothing. title, caption, label: text. rating: -1, 1 to 5. "
    'keywords: texts, a path with "|". people: {name, box: [x, y, width, height] of the upright picture, '
    "0 to 1, or null}. date: {time_ms, offset_min}. position: [latitude, longitude]. "
    "place: {sublocation, city, state, country, country_code}."
)


class ChangeAsk(Ask):
    """One change; add and remove are for keywords and people, people are told apart by name."""

    field: Field
    action: Literal["set", "add", "remove"] = "set"
    value: FieldValue = Described(description=_VALUE)


class EditAsk(Ask):
    """Make the same changes to each of these photos."""

    ids: list[int] = Described(min_length=1, max_length=MOST_IDS)
    changes: list[ChangeAsk] = Described(min_length=1, max_length=50)


class SkippedPhoto(Answer):
    """A photo that was passed over.

    `code`: not_found, outrun (something newer was decided); of dates also same, out_of_range, zone_unknown,
    no_date_in_name, no_neighbours.
    """

    id: int
    code: str


class AppliedDto(Answer):
    """What was done. `operation` takes it back; it is null where nothing had to be changed."""

    operation: int | None
    changed: int
    skipped: list[SkippedPhoto]


class TurnedDto(Answer):
    """What was taken back, or made again."""

    changed: int
    skipped: list[SkippedPhoto]


class OperationsQuery(Query):
    """The newest operations, or those before the id `before`."""

    limit: int = Described(default=50, ge=1, le=500)
    before: int | None = Described(default=None, ge=1, le=MOST_ID)


class OperationDto(Answer):
    """One change a person made, or another program over it (read_back). Times are UTC ms.

    people: names that an act on people put into photos; it is taken back with that act.
    """

    id: int
    kind: Literal["edit", "dates", "resolve", "people", "read_back"]
    made_at: int
    undone_at: int | None
    photos: int
    fields: list[Field]


class OperationList(Answer):
    """Operations, newest first."""

    operations: list[OperationDto]


class ConflictsQuery(Query):
    """A page of conflicts: what comes behind this photo and field."""

    after_id: int = Described(default=0, ge=0, le=MOST_ID)
    after_field: str = Described(default="", max_length=20)
    limit: int = Described(default=100, ge=1, le=500)


class ConflictDto(Answer):
    """A field that a person and another program both changed.

    `mine` counts, and nothing is written, until one is chosen; `theirs` is in the file; `base` was there
    before both. `edited_at` is UTC ms.
    """

    asset_id: int
    name: str
    field: Field
    mine: FieldValue
    theirs: FieldValue
    base: FieldValue
    edited_at: int


class ConflictList(Answer):
    """Conflicts by photo and field, and how many there are in all."""

    conflicts: list[ConflictDto]
    total: int


class ResolveAsk(Ask):
    """Choose between what a person and what another program wrote."""

    asset_id: int = Described(ge=1, le=MOST_ID)
    field: Field
    take: Literal["mine", "theirs"]


class UnwrittenFile(Answer):
    """A file that could not be written; what was changed counts in the library and stays due."""

    asset_id: int
    name: str
    root_label: str
    code: str
    at: int


class MetadataState(Answer):
    """What waits: photos to be written, fields in conflict, files that could not be written."""

    mode: Mode
    pending: int
    conflicts: int
    failed: int
    unwritten: list[UnwrittenFile] = Described(description="The newest 50.")


class SyncStarted(Answer):
    """Everything that waits is being written, also where that failed before."""

    job: int


class KeywordsQuery(Query):
    """What a keyword, or a part of its path, begins with."""

    prefix: str = Described(default="", max_length=250)
    limit: int = Described(default=20, ge=1, le=1000)


class KeywordDto(Answer):
    """A keyword (a path is written with "|") and how many photos have it."""

    keyword: str
    count: int


class KeywordList(Answer):
    """Keywords in use, those of most photos first."""

    keywords: list[KeywordDto]
