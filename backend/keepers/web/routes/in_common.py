"""What photos have in common, for whoever is about to change many at once."""

from keepers.web.routing import Resource
from keepers.web.schemas.in_common import InCommonAsk, InCommonDto, SharedPlace, SharedText
from keepers.web.schemas.metadata import KeywordDto
from keepers.web.schemas.said import PlaceDto
from keepers.web.session import Session

resource = Resource("in_common")


@resource.post("/metadata/common", errors=("invalid",))
def in_common(session: Session, body: InCommonAsk) -> InCommonDto:
    """Tell what photos have in common. Unknown ids are passed over."""
    found = session.library.in_common.of(body.ids)
    return InCommonDto(
        photos=found.photos,
        caption=SharedText(value=found.caption.value, kinds=found.caption.kinds, count=found.caption.count),
        place=SharedPlace(
            value=PlaceDto(**found.place) if found.place else None,
            kinds=found.places,
            count=found.placed,
        ),
        keywords=[KeywordDto(keyword=each.keyword, count=each.count) for each in found.keywords],
        nowhere=list(found.nowhere),
    )
