"""What the shell needs to know before anything else."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.base import Answer
from keepers.web.schemas.jobs import WorkState


class Status(Answer):
    """The library in one glance."""

    version: str
    library_name: str
    library_path: str = Field(description="For people; clients never send paths.")
    first_run: bool = Field(description="No folder was added yet.")
    assets: int = Field(description="Photos and films of the timeline.")
    films: int = Field(description="How many of them are films, as far as they were looked at.")
    roots: int
    unlooked: int
    problems: int
    work: WorkState
    platform: Literal["linux", "macos", "windows"]
    last_event: int = Field(description="Pass it to /events as `after` to miss nothing from here on.")
