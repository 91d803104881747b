"""What is said of a picture that lies in several places: its bytes say the same, what lies beside may not.

Google Photos puts a photo into the folder of its year and into that of each album, each with a JSON of its
own; a sidecar may lie beside one copy alone. Pure.

Field by field: a sidecar's word goes first, then a service's, then the photo's own. That is the order within
one file, for the photo's own word is the same in all. Albums, people and favourites are put together. The
time is the one that `capture.belief` puts first.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from keepers.catalog.capture import belief
from keepers.catalog.said import Document
from keepers.metadata.dates import CaptureTime
from keepers.metadata.fields import MOST_ENTRIES, PLACE_PARTS

_FACTS_OF: Final = {
    "title": ("title",),
    "caption": ("description",),
    "keywords": ("keywords", "keyword_paths"),
    "rating": ("rating",),
    "label": ("label",),
    "position": ("position",),
}
_GROUPS: Final = {"sidecar": 0, "takeout": 1, "icloud": 1}
_OWN: Final = 2
_SILENT: Final = 3


def merged(documents: Sequence[Document], dated: Sequence[Document] = ()) -> Document:
    """One document of those of each copy, given in the order that decides where nothing else does.

    `dated`: those of them whose time is to be believed; all unless told.
    """
    if len(documents) == 1:
        return documents[0]
    names = dict.fromkeys(name for each in documents for name in each["facts"])
    timed = min(dated or documents, key=_time)
    fields: dict[str, Any] = {field: _best(documents, of)["fields"][field] for field, of in _FACTS_OF.items()}
    fields["date"] = timed["fields"]["date"]
    fields["people"] = _people(documents)
    fields["place"] = _place(documents)
    return {
        **timed,
        "fields": fields,
        "facts": {name: _best(documents, (name,))["facts"][name] for name in names},
        "people": _once((str(each["name"]).casefold(), each) for each in _all(documents, "people")),
        "regions": next((each["regions"] for each in _sidecars_first(documents) if each["regions"]), []),
        "albums": list(dict.fromkeys(_all(documents, "albums"))),
        "favourite": any(each["favourite"] for each in documents),
        "evidence": _evidence(documents),
        "beside": _once((tuple(each), each) for each in _all(documents, "beside")),
    }


def _best(documents: Sequence[Document], facts: Sequence[str]) -> Document:
    """The document to believe of these facts."""
    return min(documents, key=lambda each: min(_rank(each, name) for name in facts))


def _rank(document: Document, name: str) -> int:
    fact = document["facts"].get(name)
    return _SILENT if fact is None else _GROUPS.get(str(fact["source"]).partition(":")[0], _OWN)


def _sidecars_first(documents: Sequence[Document]) -> list[Document]:
    return sorted(documents, key=lambda each: all(kind != "xmp sidecar" for kind, _name in each["beside"]))


def _time(document: Document) -> tuple[int, int]:
    capture = document["capture"]
    return belief(CaptureTime(capture["time_ms"], capture["offset_min"], capture["source"]))


def _people(documents: Sequence[Document]) -> list[dict[str, Any]] | None:
    found: dict[str, dict[str, Any]] = {}
    for person in (each for document in documents for each in document["fields"]["people"] or ()):
        known = found.setdefault(person["name"].casefold(), dict(person))
        known["box"] = known["box"] or person["box"]
    return list(found.values())[:MOST_ENTRIES] or None


def _place(documents: Sequence[Document]) -> dict[str, str | None] | None:
    parts = {part: (_best(documents, (part,))["fields"]["place"] or {}).get(part) for part in PLACE_PARTS}
    return parts if any(parts.values()) else None


def _evidence(documents: Sequence[Document]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in (pair for each in documents for pair in each["evidence"].items()):
        found[name] = found.get(name) or value
    return found


def _all(documents: Sequence[Document], name: str) -> Iterator[Any]:
    return (entry for each in documents for entry in each[name])


def _once(pairs: Iterable[tuple[object, Any]]) -> list[Any]:
    found: dict[object, Any] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return list(found.values())
