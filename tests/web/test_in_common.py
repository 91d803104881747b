"""What photos have in common, as a dialog asks before it changes many."""

import pytest

from web.conftest import Door

LISBON = {
    "sublocation": None, "city": "Lisbon", "state": None, "country": "Portugal", "country_code": "PT",
}  # fmt: skip


@pytest.fixture
def filled(fresh: Door) -> Door:
    """A library of its own, whose photos were looked at."""
    fresh.library.add_root(fresh.photos)
    fresh.library.work_until_idle()
    return fresh


def ids(door: Door) -> list[int]:
    found: list[int] = door.get("/picks/candidates", scope="library")["ids"]
    return found[:3]


def edit(door: Door, these: list[int], field: str, value: object) -> None:
    changes = [{"field": field, "action": "set", "value": value}]
    assert door.post("/metadata/edits", {"ids": these, "changes": changes})["changed"] == len(these)


def test_photos_of_which_nothing_was_said_have_nothing_in_common(filled: Door) -> None:
    these = ids(filled)
    nothing = {"value": None, "kinds": 0, "count": 0}
    assert filled.post("/metadata/common", {"ids": [*these, 999_999]}) == {
        "photos": 3,
        "caption": nothing,
        "place": nothing,
        "keywords": [],
        "nowhere": sorted(these),
    }


def test_what_is_the_same_is_told_and_what_differs_is_counted(filled: Door) -> None:
    first, second, third = these = ids(filled)
    edit(filled, these, "caption", "At the sea")
    edit(filled, [first, second], "place", LISBON)
    edit(filled, [first], "keywords", ["sea", "Places|Portugal"])
    edit(filled, [second], "keywords", ["sea"])
    edit(filled, [third], "position", [38.7139, -9.1394])
    told = filled.post("/metadata/common", {"ids": [*these, first]})
    assert told["caption"] == {"value": "At the sea", "kinds": 1, "count": 3}
    assert told["place"] == {"value": LISBON, "kinds": 1, "count": 2}
    assert told["keywords"] == [{"keyword": "sea", "count": 2}, {"keyword": "Places|Portugal", "count": 1}]
    assert told["nowhere"] == sorted([first, second])

    edit(filled, [third], "caption", "On land")
    edit(filled, [second], "place", LISBON | {"city": "Porto"})
    told = filled.post("/metadata/common", {"ids": these})
    assert told["caption"] == {"value": None, "kinds": 2, "count": 3}
    assert told["place"] == {"value": None, "kinds": 2, "count": 2}


def test_no_photo_is_no_question(door: Door) -> None:
    assert door.ask("POST", "/api/v1/metadata/common", {"ids": []}).status_code == 400
