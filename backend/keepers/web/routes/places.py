"""Places on earth by their names, found on this computer."""

from keepers.web.place_names import place_name
from keepers.web.routing import Resource
from keepers.web.schemas.places import FoundPlace, FoundPlaces, PlacesQuery
from keepers.web.session import Session

resource = Resource("places")


@resource.get("/places/search")
def search_places(session: Session, query: PlacesQuery) -> FoundPlaces:
    """Find the towns and villages a person may mean by what they typed. Nothing leaves the computer."""
    found = session.atlas.search(query.q, query.lang, query.limit)
    return FoundPlaces(
        places=[
            FoundPlace(
                place=place_name(each.place),
                latitude=each.latitude,
                longitude=each.longitude,
                population=each.population,
            )
            for each in found
        ]
    )
