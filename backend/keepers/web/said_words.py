"""What files say, in words for people: names of facts, values as one text, why they are believed. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from keepers.catalog.said import Document
from keepers.metadata.date_reasons import REASONS
from keepers.metadata.facts import WHY
from keepers.metadata.wall_clock import from_ms
from keepers.web.schemas.said import FactDto, OtherDto

# Behind the year: strftime leaves the noughts of early ones out.
_SHAPES: Final = {"second": "-%m-%d %H:%M:%S", "day": "-%m-%d", "month": "-%m", "year": ""}


def fact_dtos(document: Document) -> list[FactDto]:
    """All that is said, in the order of the drawer: when, where, who, in words, with what."""
    capture = document["capture"]
    others = [[source, _moment(*when)] for source, *when in capture["others"]]
    when = _moment(capture["time_ms"], capture["offset_min"], capture["precision"])
    words = REASONS.get(capture["code"], ("", ""))[1].removesuffix(".")
    return [_dto("Taken", when, capture["source"], words, others), *_facts(document), *_people(document)]


def _facts(document: Document) -> Iterator[FactDto]:
    for name, (title, shown) in _NAMES.items():
        fact: Mapping[str, Any] | None = document["facts"].get(name)
        if fact is not None:
            others = [[source, shown(value)] for source, value in fact["others"]]
            yield _dto(title, shown(fact["value"]), fact["source"], WHY.get(fact["why"], ""), others)


def _people(document: Document) -> Iterator[FactDto]:
    for person in document["people"]:
        where = "Marked in the picture" if person["box"] else "Not marked in the picture"
        yield _dto(person["name"], where, ", ".join(person["sources"]), "", [])


def _dto(name: str, value: str, source: str, why: str, others: list[list[str]]) -> FactDto:
    told = [OtherDto(source=source, value=value) for source, value in others]
    return FactDto(name=name, value=value, source=source, why=why, others=told)


def _moment(time_ms: int, offset_min: int | None, precision: str) -> str:
    try:
        wall = from_ms(time_ms)
    except OverflowError:
        return f"{time_ms} ms"
    zone = "" if offset_min is None else f" {'-' if offset_min < 0 else '+'}{_clock(abs(offset_min))}"
    said = f"{wall.year:04d}{wall.strftime(_SHAPES[precision])}"
    return said + zone


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _listed(value: Any) -> str:
    return ", ".join(str(each) for each in value)


def _paths(value: Any) -> str:
    return ", ".join(" > ".join(path) for path in value)


def _stars(value: Any) -> str:
    return "Rejected" if value < 0 else f"{value} of 5"


def _yes(value: Any) -> str:
    return "Yes" if value else "No"


def _position(value: Any) -> str:
    return ", ".join(f"{degrees:.5f}" for degrees in value)


def _metres(value: Any) -> str:
    return f"{value:.0f} m"


def _direction(value: Any) -> str:
    return f"{value:.0f}° from north"


_NAMES: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "position": ("Position", _position),
    "altitude_m": ("Altitude", _metres),
    "direction_deg": ("Direction", _direction),
    "sublocation": ("Location", str),
    "city": ("City", str),
    "state": ("State", str),
    "country": ("Country", str),
    "country_code": ("Country code", str),
    "title": ("Title", str),
    "headline": ("Headline", str),
    "description": ("Caption", str),
    "keywords": ("Keywords", _listed),
    "keyword_paths": ("Keyword trees", _paths),
    "rating": ("Rating", _stars),
    "label": ("Label", str),
    "favourite": ("Favourite", _yes),
    "creators": ("By", _listed),
    "rights": ("Rights", str),
    "make": ("Maker", str),
    "model": ("Model", str),
    "lens": ("Lens", str),
    "orientation": ("Orientation", str),
}
