"""Jobs: what is being done, what waits and what is over."""

from typing import Literal

from pydantic import Field, JsonValue

from keepers.web.schemas.base import MOST_ID, Answer, Query

JobState = Literal["queued", "running", "paused", "done", "failed", "cancelled"]


class JobDto(Answer):
    """One piece of work. Times are UTC ms; `total` and `seconds_left` are null while unknown."""

    id: int
    kind: str = Field(
        description="scan, look, hear, group, judge, write, faces, people, models, export, export_library "
        "or demo"
    )
    state: JobState
    request: Literal["pause", "cancel"] | None = Field(description="What was asked of a running job.")
    done: int
    total: int | None
    note: str
    seconds_left: float | None
    error_code: str | None
    error_message: str | None
    result: dict[str, JsonValue] | None
    created_at: int
    started_at: int | None
    finished_at: int | None
    args_public: dict[str, JsonValue] = Field(
        description="What it was asked to do, as far as it can be shown: root_id, root_label (scan); "
        "count, name, mode, gallery (export); do, set, ids (models)."
    )


class JobList(Answer):
    """Newest first."""

    jobs: list[JobDto]
    all_paused: bool


class JobsQuery(Query):
    """A page of jobs; `before` is the id of the last one seen."""

    limit: int = Field(default=50, ge=1, le=200)
    before: int | None = Field(default=None, ge=1, le=MOST_ID)
    state: str | None = Field(default=None, description="States parted by commas; all when left out.")


class JobStarted(Answer):
    """Work was put in line."""

    job_id: int


class Cleared(Answer):
    """Finished jobs were taken off the list."""

    cleared: int


class WorkState(Answer):
    """Whether work goes on, and who does it."""

    paused: bool
    active: JobDto | None
    done_here: bool = Field(description="False: another Keepers does the work on this library.")
