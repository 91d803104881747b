"""Small choices that belong to a library."""

from typing import Literal

from pydantic import Field

from keepers.catalog.edit_rows import Mode
from keepers.web.schemas.base import Answer, Ask

Theme = Literal["system", "light", "dark"]


class SettingsDto(Answer):
    """Every choice with its present value."""

    theme: Theme
    language: str = Field(description="A language tag, or `system`.")
    row_height: int = Field(description="Of the timeline, in CSS pixels.")
    show_stacks: bool = Field(description="A stack is one tile.")
    pick_count: int
    write_metadata: Mode = Field(
        description="Where changes are written: beside photos, into them, or nowhere but the library."
    )


class SettingsPatch(Ask):
    """What to change; what is left out stays as it is."""

    theme: Theme | None = None
    language: str | None = Field(default=None, pattern=r"^(system|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$")
    row_height: int | None = Field(default=None, ge=60, le=600)
    show_stacks: bool | None = None
    pick_count: int | None = Field(default=None, ge=1, le=10_000)
    write_metadata: Mode | None = None
