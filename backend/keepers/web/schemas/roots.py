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
    faces: bool = Field(description="Whether faces are looked for in it.")


class RootList(Answer):
    """Oldest first."""

    roots: list[RootDto]


class AddRoot(Ask):
    """Take a folder into the library; nothing in it is changed."""

    handle: str = Field(max_length=100)


class RootPatch(Ask):
    """Have faces looked for in a folder, or not. Switched off, those that were found there are forgotten."""

    faces: bool
