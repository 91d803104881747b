"""Roots: the folders a person chose."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.base import Answer, Ask


class RootDto(Answer):
    """One chosen folder; `path` is for people. Times are UTC ms."""

    id: int
    label: str
    path: str
    state: Literal["online", "offline"]
    offline_reason: str | None = Field(description="root_missing, root_empty or root_unreadable")
    assets: int
    added_at: int
    scanned_at: int | None


class RootList(Answer):
    """Oldest first."""

    roots: list[RootDto]


class AddRoot(Ask):
    """Take a folder into the library; nothing in it is changed."""

    handle: str = Field(max_length=100)
