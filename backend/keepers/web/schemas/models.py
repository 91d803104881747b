"""Models: what each brings, whose it is, where it comes from, and which is in use."""

from typing import Literal

from pydantic import Field

from keepers.models.catalogue import Task
from keepers.models.policy import UseContext
from keepers.models.store import Source
from keepers.web.schemas.base import Answer, Ask, Query

Provider = Literal["cpu", "coreml", "directml", "cuda"]


class ModelDto(Answer):
    """One model. Sizes are bytes: `bytes` on the disk, `fetch_bytes` of what would be fetched for it."""

    id: str
    task: Task
    title: str
    brings: str = Field(description="What it is good for, in a plain sentence.")
    licence: str = Field(description="SPDX identifier.")
    licence_url: str
    terms: Literal["any", "non-commercial", "research"]
    installed: bool
    active: bool = Field(description="It does its task now.")
    chosen: bool = Field(description="A person chose it for its task.")
    own: bool = Field(description="A person brought it; it is not of the list.")
    by_hand: bool = Field(description="It came from a file that a person chose.")
    starter: bool = Field(description="It belongs to the starter models.")
    bytes: int
    fetch_bytes: int
    source: Source | None = Field(description="Where the installed one came from.")
    from_where: list[Source] = Field(
        description="Where Keepers can get it by itself, the first tried first; empty: from a file only."
    )
    reason: str | None = Field(description="Why it cannot be used or had, in a sentence.")


class TaskDto(Answer):
    """One thing models do, and which model does it now (null: none, so it is not done)."""

    task: Task
    active: str | None
    missing: str | None = Field(description="What a model would bring here, when there is none.")


class StarterDto(Answer):
    """The starter models: offered once. `bytes` is about what would come from the internet; 0: they are here.

    `answer`: open: a person has not decided; declined: they said no; accepted: they are fetched or were.
    `complete`: each of their tasks is done by a model.
    """

    answer: Literal["open", "accepted", "declined"]
    complete: bool
    ids: list[str]
    bytes: int
    may_fetch: bool = Field(
        description="False where downloads are off (KEEPERS_NO_DOWNLOADS) and no folder has them."
    )


class ProviderDto(Answer):
    """What computes. `state`: off: not asked for; on: every model in use gave the same answers as on the CPU.

    `failed`: one of them did not, so the CPU is used; unchecked: asked for, and not compared yet.
    """

    provider: Provider
    available: bool = Field(description="This computer and this ONNX Runtime have it.")
    chosen: bool
    state: Literal["off", "unchecked", "on", "failed"]
    detail: str | None


class ModelsDto(Answer):
    """Every model, task by task, the best first; and what a person decided."""

    models: list[ModelDto]
    tasks: list[TaskDto]
    use_context: UseContext
    starter: StarterDto
    providers: list[ProviderDto]
    job_id: int | None = Field(description="The work on models that waits or goes on, if there is some.")


class InstallAsk(Ask):
    """Install these models, or the starter models. With `handle` only from that folder, by content."""

    ids: list[str] | None = Field(default=None, min_length=1, max_length=50)
    set: Literal["starter"] | None = None
    handle: str | None = Field(default=None, max_length=100)


class RemoveQuery(Query):
    """`purge`: delete what the model made of the photos as well."""

    purge: bool = False


class RemovedDto(Answer):
    """How many things it had made of photos were deleted with it."""

    removed: str
    forgotten: int


class UseAsk(Ask):
    """Have a task done by that model; null: by the best that is installed."""

    task: Task
    id: str | None = Field(max_length=60)


class VerifyAsk(Ask):
    """Read these models again, byte by byte; without `ids` all of them."""

    ids: list[str] | None = Field(default=None, min_length=1, max_length=50)


class ModelsPatch(Ask):
    """What to change; what is left out stays as it is. Declining the starter models stops fetching them."""

    use_context: UseContext | None = None
    starter: Literal["open", "declined"] | None = None
    provider: Provider | None = None


class FilesQuery(Query):
    """The folder to look into."""

    handle: str = Field(max_length=100)


class ModelFileDto(Answer):
    """A file that may be a model or a part of one. `matches`: ids of the list with a file of that size."""

    name: str
    bytes: int
    matches: list[str]
    onnx: bool


class ModelFileList(Answer):
    """Files of a folder that may be models, by name; `more` when not all of them are listed."""

    files: list[ModelFileDto]
    more: bool


class OwnAsk(Ask):
    """How a model of one's own is used: as the one of the list called `like`, whose place it can take."""

    title: str = Field(min_length=1, max_length=80)
    like: str = Field(max_length=60)
    licence: str = Field(default="", max_length=200)


class ImportAsk(Ask):
    """Take the file `name` of the folder of `handle`: one of the list by its content; with `own`, yours."""

    handle: str = Field(max_length=100)
    name: str = Field(min_length=1, max_length=255)
    own: OwnAsk | None = None
