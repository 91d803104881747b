"""people.json: who people are, as they were named, and what was decided about which face."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from keepers.archive.manifest import shown
from keepers.catalog.whole_people import Box, WholePeople, WholePerson

FORMAT: Final = "keepers-people"
_PAGE: Final = 200
_DIGITS: Final = 5


@dataclass(frozen=True)
class PeopleList:
    """The document, and whether it says anything: nothing was decided about anybody yet."""

    content: bytes
    empty: bool


def people_list(whole: WholePeople, places: Mapping[int, str]) -> PeopleList:
    """The list of people. `places`: where each photo went, by its id.

    A face is told by its photo and its box (left, top, width, height, parts of the upright picture); those
    of photos that were not taken along are left out.
    """
    people = [_person(each, places) for each in _persons(whole)]
    verdicts = [
        {**_face(asset_id, box, places), "verdict": verdict}
        for asset_id, box, verdict in whole.verdicts()
        if asset_id in places
    ]
    pairs = [
        {
            "one": _face(each.asset_a, each.box_a, places),
            "other": _face(each.asset_b, each.box_b, places),
            "verdict": each.verdict,
        }
        for each in whole.pairs()
        if each.asset_a in places and each.asset_b in places
    ]
    document = {"format": FORMAT, "version": 1, "people": people, "verdicts": verdicts, "pairs": pairs}
    content = json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return PeopleList(content, not (people or verdicts or pairs))


def _persons(whole: WholePeople) -> list[WholePerson]:
    found: list[WholePerson] = []
    while page := whole.persons(found[-1].id if found else 0, _PAGE):
        found += page
    return found


def _person(person: WholePerson, places: Mapping[int, str]) -> dict[str, Any]:
    def said(verdict: str) -> list[dict[str, Any]]:
        return [
            {**_face(each.asset_id, each.box, places), "by": each.source}
            for each in person.faces
            if each.verdict == verdict and each.asset_id in places
        ]

    return {
        "name": person.name,
        "kind": person.kind,
        "birthday": person.birthday,
        "memorial": person.memorial,
        "hidden": person.hidden,
        "cover": _face(*person.cover, places) if person.cover and person.cover[0] in places else None,
        "faces": said("is"),
        "not": said("is_not"),
    }


def _face(asset_id: int, box: Box, places: Mapping[int, str]) -> dict[str, Any]:
    return {"file": shown(places[asset_id]), "box": [round(each, _DIGITS) for each in box]}
