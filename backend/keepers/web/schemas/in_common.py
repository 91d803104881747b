"""What photos have in common."""

from pydantic import Field as Described

from keepers.web.schemas.assets import MOST_IDS
from keepers.web.schemas.base import Answer, Ask
from keepers.web.schemas.metadata import KeywordDto
from keepers.web.schemas.said import PlaceDto


class InCommonAsk(Ask):
    """Photos that are about to be changed together."""

    ids: list[int] = Described(min_length=1, max_length=MOST_IDS)


class SharedText(Answer):
    """`count` photos have a text, of `kinds` different ones; `value` where it is the same."""

    value: str | None
    kinds: int
    count: int


class SharedPlace(Answer):
    """`count` photos have a place in words, of `kinds` different ones; `value` where it is the same."""

    value: PlaceDto | None
    kinds: int
    count: int


class InCommonDto(Answer):
    """What the photos have in common; `nowhere` are those without a position on earth."""

    photos: int
    caption: SharedText
    place: SharedPlace
    keywords: list[KeywordDto] = Described(description="With how many have each, most first; 500 at most.")
    nowhere: list[int]
