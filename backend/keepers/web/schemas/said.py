"""What counts of a photo in words, what a person changed of it, and who says what."""

from typing import Any, Literal

from pydantic import Field

from keepers.web.schemas.base import Answer


class PersonDto(Answer):
    """Somebody in the photo; `box` is left, top, width, height, parts of the upright picture, if marked."""

    name: str
    box: list[float] | None


class PlaceDto(Answer):
    """Where it was taken, in words somebody wrote."""

    sublocation: str | None
    city: str | None
    state: str | None
    country: str | None
    country_code: str | None


class WriteProblemDto(Answer):
    """Why what was changed of a photo is not in its files, or not in all."""

    code: str
    message: str
    at: int = Field(description="UTC ms.")


class EditDto(Answer):
    """How a person's change of one field stands.

    `state`: kept (in the library alone), pending (to be written), written, conflict. `theirs`: of a conflict,
    what another program wrote; `base`: what the files said before. Both are JSON of the field's shape.
    """

    state: Literal["kept", "pending", "written", "conflict"]
    theirs: Any
    base: Any


class OtherDto(Answer):
    """What another source says of it."""

    source: str
    value: str


class FactDto(Answer):
    """One thing that is said of the photo, in words for people."""

    name: str
    value: str
    source: str
    why: str = Field(description="Why that source is believed, as a sentence without its full stop.")
    others: list[OtherDto]


class BesideDto(Answer):
    """A file beside the photo that was heard too, and what it is."""

    kind: str
    name: str


class SaidDto(Answer):
    """Who says what; nothing where no file of the photo was heard yet."""

    facts: list[FactDto]
    beside: list[BesideDto]
