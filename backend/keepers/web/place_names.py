"""Places in words, as the API tells them."""

from keepers.geography.place import Place
from keepers.web.schemas.places import PlaceNameDto


def place_name(place: Place) -> PlaceNameDto:
    """A place as the API tells it."""
    return PlaceNameDto(
        district=place.district,
        city=place.city,
        state=place.state,
        country=place.country,
        country_code=place.country_code,
        sentence=place.sentence,
    )
