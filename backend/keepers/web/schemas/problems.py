"""Files and folders that could not be read."""

from pydantic import Field

from keepers.web.schemas.base import MOST_ID, Answer, Query


class ProblemQuery(Query):
    """A page of unreadable files; `after` is the `next` of the page before."""

    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: int = Field(default=100, ge=1, le=500)


class UnreadableFile(Answer):
    """One file; `folder` is its folder in the root, for people. `seen_at` is UTC ms."""

    file_id: int
    asset_id: int
    name: str
    folder: str
    root_label: str
    code: str
    seen_at: int


class UnreadableFolder(Answer):
    """One folder the last look through its root could not open."""

    root_label: str
    folder: str
    code: str
    seen_at: int


class UnreadableList(Answer):
    """Unreadable files, each once; `next` is null on the last page, folders come with the first."""

    problems: list[UnreadableFile]
    folders: list[UnreadableFolder]
    next: int | None
    total: int


class Retried(Answer):
    """How many files were put back in line."""

    retried: int
