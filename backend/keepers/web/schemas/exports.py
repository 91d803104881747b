"""Copies of chosen photos in a folder of one's own."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.assets import MOST_IDS
from keepers.web.schemas.base import Ask, Fact


class ReasonAsk(Ask):
    """A reason to print under a photo in the gallery."""

    code: str = Field(max_length=60)
    facts: dict[str, Fact] = Field(default={}, max_length=20)


class CaptionAsk(Ask):
    """Why a photo was picked, for its caption in the gallery."""

    id: int
    reasons: list[ReasonAsk] = Field(max_length=10)


class ExportAsk(Ask):
    """Make a new folder `name` inside the folder of `handle` and put these photos there, in this order."""

    ids: list[int] = Field(min_length=1, max_length=MOST_IDS)
    handle: str = Field(max_length=100)
    name: str = Field(min_length=1, max_length=200)
    mode: Literal["copy", "hardlink", "symlink"]
    gallery: bool
    companions: bool = Field(
        default=True, description="Whether what belongs to a photo goes along: raw, film, original, sidecars."
    )
    reasons: list[CaptionAsk] | None = Field(default=None, max_length=MOST_IDS)


class LibraryExportAsk(Ask):
    """Put everything into the folder `name` inside the folder of `handle`."""

    handle: str = Field(max_length=100)
    name: str = Field(min_length=1, max_length=200)
    mode: Literal["copy", "hardlink", "symlink"]
