"""The ledger: every request to the internet, refused ones too."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.base import MOST_ID, Answer, Query


class LedgerQuery(Query):
    """A page of the ledger; `after` is the `next` of the page before."""

    after: int | None = Field(default=None, ge=1, le=MOST_ID)
    limit: int = Field(default=100, ge=1, le=500)


class LedgerEntry(Answer):
    """One request; `at` is UTC ms."""

    id: int
    at: int
    host: str
    method: str
    path: str
    purpose: str
    outcome: Literal["ok", "refused", "failed"]
    status: int | None
    bytes_in: int


class LedgerPage(Answer):
    """`next` is null on the last page."""

    entries: list[LedgerEntry]
    next: int | None
