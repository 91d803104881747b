"""The timeline as columns."""

from collections import Counter, defaultdict
from dataclasses import replace

from keepers.base.errors import Invalid
from keepers.geography.days import day_names
from keepers.geography.place import Place
from keepers.web.routing import Resource
from keepers.web.schemas.places import LanguageQuery
from keepers.web.schemas.timeline import Buckets, DayPlaces, MonthDto, MonthPlaces, StacksQuery
from keepers.web.session import Session
from keepers.web.shown import base64_or_none, version_of

resource = Resource("timeline")


@resource.get("/timeline/buckets")
def list_buckets(session: Session, query: StacksQuery) -> Buckets:
    """Count the tiles of each month."""
    buckets = session.library.timeline.buckets(stacks=query.stacks)
    return Buckets(
        months=[bucket.month for bucket in buckets],
        counts=[bucket.count for bucket in buckets],
        total=sum(bucket.count for bucket in buckets),
    )


@resource.get("/timeline/buckets/{month}", errors=("invalid",))
def get_month(session: Session, month: int, query: StacksQuery) -> MonthDto:
    """Give one month (yyyymm) as columns; empty ones for a month without photos."""
    _check(month)
    columns = session.library.timeline.month(month, stacks=query.stacks)
    return MonthDto(
        month=month,
        ids=columns.ids,
        ratios=columns.ratios,
        times=columns.times,
        flags=columns.flags,
        placeholders=[base64_or_none(each) for each in columns.placeholders],
        stack_sizes=columns.stack_sizes,
        stack_ids=[each or None for each in columns.stack_ids],
        durations=columns.durations,
        versions=[version_of(each) for each in columns.hashes],
    )


@resource.get("/timeline/buckets/{month}/places", errors=("invalid",))
def get_month_places(session: Session, month: int, query: LanguageQuery) -> MonthPlaces:
    """Name the places of each day of a month (yyyymm), for headings."""
    _check(month)
    days: dict[int, Counter[Place]] = defaultdict(Counter)
    for spot in session.library.timeline.spots(month):
        place = session.atlas.place_at(spot.latitude, spot.longitude, query.lang)
        if place is not None:
            days[spot.day][replace(place, distance_km=None)] += spot.count
    return MonthPlaces(days=[DayPlaces(day=day, names=day_names(photos)) for day, photos in days.items()])


def _check(month: int) -> None:
    if not 1 <= month % 100 <= 12:
        raise Invalid("A month is written as year and month, such as 202408.", month=month)
