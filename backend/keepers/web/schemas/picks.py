"""Choosing the best photos of a part of the library."""

from typing import Literal

from pydantic import Field

from keepers.web.schemas.assets import Verdict
from keepers.web.schemas.base import Answer, Ask, Fact, Query, Reason

Slider = Field(default=2.0, ge=0.0, le=4.0)
SCOPE = r"^(library|year:[0-9]{1,5}|month:[0-9]{5,7}|root:[0-9]{1,12})$"


class CandidatesQuery(Query):
    """library, year:2024, month:202408 or root:1."""

    scope: str = Field(default="library", pattern=SCOPE)


class CandidatesDto(Answer):
    """Every measured photo of a scope, by id upwards, as lists of equal length: what re-ranking needs."""

    scope: str
    ids: list[int]
    times: list[int]
    time_sure: list[bool]
    sharpness: list[float | None]
    light: list[float | None]
    composition: list[float | None]
    dhash: list[str] = Field(description="16 hex digits each.")
    colour: str = Field(description="base64 of 48 bytes a photo, one after the other: 4x4 grid of Lab.")
    blank: list[bool]
    stack_ids: list[int | None]
    ratios: list[float]
    placeholders: list[str | None]
    picks: list[Verdict | None]
    favourites: list[bool]


class ScopeDto(Answer):
    """A part of the library; `label` is the folder's name for a root, else empty."""

    scope: str
    label_kind: Literal["library", "year", "month", "root"]
    value: int
    label: str
    count: int


class ScopeList(Answer):
    """The library, years and months newest first, then roots by name."""

    scopes: list[ScopeDto]


class SlidersAsk(Ask):
    """0 not at all, 1 less, 2 normal, 3 more, 4 most; fractions are fine."""

    sharpness: float = Slider
    light: float = Slider
    composition: float = Slider


class PickParamsAsk(Ask):
    """What to choose; what was locked in and left out comes from the decisions already made."""

    n: int = Field(ge=1, le=10_000)
    sliders: SlidersAsk = SlidersAsk()
    variety: float = Slider
    per_day: int | None = Field(default=None, ge=1, description="null: a gentle limit that gives way.")
    balance_months: bool = True
    one_per_stack: bool = False


class PickAsk(Ask):
    """Choose the best of a scope."""

    scope: str = Field(default="library", pattern=SCOPE)
    params: PickParamsAsk


class PickDto(Answer):
    """A chosen photo, why, and what it was chosen over."""

    id: int
    score: float | None
    reasons: list[Reason]
    beat: list[int]


class ShortfallDto(Answer):
    """Why there are fewer picks than asked, and how many are missing."""

    code: str
    facts: dict[str, Fact]
    count: int


class SelectionDto(Answer):
    """The picks in the order they were chosen, locked-in ones first."""

    picks: list[PickDto]
    asked: int
    shortfall: ShortfallDto | None
