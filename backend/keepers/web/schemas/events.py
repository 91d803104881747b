"""What /events sends: `id` a rising number, `event` a field of EventData, `data` that field as JSON."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.base import Answer, Query
from keepers.web.schemas.jobs import JobDto


class EventsQuery(Query):
    """Where to go on: the number of the last event heard, or `last_event` of the status."""

    after: int | None = Field(default=None, ge=0)


class AssetsChanged(Answer):
    """Photos came or changed, in these months (yyyymm)."""

    added: int = Field(default=0, description="How many.")
    changed: int = Field(default=0, description="How many.")
    months: list[int]


class RootChanged(Answer):
    """A folder came within or went out of reach."""

    id: int
    state: Literal["online", "offline"]


class DecisionsMade(Answer):
    """A person decided something about these photos."""

    ids: list[int]


class MetadataChanged(Answer):
    """A person changed these photos, or files were written or heard that concern what a person changed."""

    ids: list[int] = Field(description="Up to 500; empty where there are more, or any.")
    conflicts: int = Field(description="How many fields are in conflict now.")


class PeopleChanged(Answer):
    """Who is who changed: people, their names, or the faces that are theirs."""

    changed: bool = True


class FacesChanged(Answer):
    """Faces of these photos were found, drawn or taken away."""

    ids: list[int] = Field(description="Up to 500; empty where there are more, or any.")


class WorkChanged(Answer):
    """Work as a whole was paused or taken up again."""

    paused: bool


class StreamClosed(Answer):
    """The server ends this stream: a newer page took its place, or Keepers stops. Do not come right back."""

    reason: Literal["replaced", "stopping"]


class Nothing(Answer):
    """The news is that it happened."""


class EventData(Answer):
    """The data of each kind of event, under its name."""

    job: JobDto
    assets: AssetsChanged
    stacks: Nothing = Field(
        description="Stacks were rebuilt: months and candidates are to be asked for again."
    )
    root: RootChanged
    metadata: MetadataChanged
    people: PeopleChanged
    faces: FacesChanged
    work: WorkChanged
    decisions: DecisionsMade
    closed: StreamClosed
    resync: Nothing = Field(description="Events were missed: read everything that is shown afresh.")
