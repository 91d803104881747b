"""The timeline as columns."""

from pydantic import Field

from keepers.web.schemas.base import Answer, Query


class Buckets(Answer):
    """How many tiles each month has, newest month first; months are yyyymm."""

    months: list[int]
    counts: list[int]
    total: int


class DayPlaces(Answer):
    """Where the photos of a day were taken: the place of the most first, nothing twice."""

    day: int = Field(description="Days since 1970, by the wall clock at the camera.")
    names: list[str]


class MonthPlaces(Answer):
    """The days of a month of which places are known, newest first."""

    days: list[DayPlaces]


class StacksQuery(Query):
    """Whether a stack shows as one tile (its best) or opened out."""

    stacks: bool = True


class MonthDto(Answer):
    """One month, newest first, as lists of equal length."""

    month: int
    ids: list[int]
    ratios: list[float] = Field(description="Width / height, 1.5 while unknown.")
    times: list[int] = Field(description="Wall clock at the camera in ms, counted as if it were UTC.")
    flags: list[int] = Field(
        description="Added up: 1 favourite, 2 best of its stack, 4 behind that, 8 not looked at yet,"
        " 16 it moves, 32 a film of its moment can be played."
    )
    placeholders: list[str | None] = Field(
        description="base64 of 36 bytes: 4 columns x 3 rows of RGB, row by row; null until looked at."
    )
    stack_sizes: list[int] = Field(description="1 for a photo that stands alone.")
    stack_ids: list[int | None]
    durations: list[int | None] = Field(
        description="Of films, in ms; 0 where that is not known. null: a photo."
    )
    versions: list[str | None] = Field(
        description="For ?v= in media addresses: the browser may keep those for good. null: leave out."
    )
