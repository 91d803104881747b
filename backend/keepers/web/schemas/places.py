"""Places on earth, in words."""

from pydantic import Field

from keepers.web.schemas.base import Answer, Query


class PlaceNameDto(Answer):
    """What a position is called: worked out, not said by any file. In the wild only the country is known."""

    district: str | None = Field(description="The part of the city, where one is known.")
    city: str | None
    state: str | None
    country: str
    country_code: str
    sentence: str = Field(description='The smallest first: "Kreuzberg, Berlin, Germany".')


class LanguageQuery(Query):
    """The language that places are named in, as far as their names in it are known."""

    lang: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$")


class PlacesQuery(LanguageQuery):
    """What a person typed, and the language to answer in."""

    q: str = Field(min_length=1, max_length=100)
    limit: int = Field(default=10, ge=1, le=50)


class FoundPlace(Answer):
    """A place that may be meant, its middle in degrees."""

    place: PlaceNameDto
    latitude: float
    longitude: float
    population: int


class FoundPlaces(Answer):
    """The places that may be meant, the likeliest first."""

    places: list[FoundPlace]
