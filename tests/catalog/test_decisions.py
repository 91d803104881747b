"""Decisions: set, undone, and never about a photo that is not there."""

from catalog.conftest import Shelf
from keepers.catalog.decisions import Decided


def test_favourites_tell_what_was_before(shelf: Shelf) -> None:
    one, two = shelf.add("1.jpg"), shelf.add("2.jpg")
    assert shelf.decisions.set_favourite([one], True) == {one: False}
    previous = shelf.decisions.set_favourite([one, two, 999], True)
    assert previous == {one: True, two: False}
    assert shelf.decisions.favourites() == {one, two}
    assert shelf.decisions.restore_favourites(previous) == {one: True, two: True}
    assert shelf.decisions.favourites() == {one}


def test_picks_are_undone_one_by_one(shelf: Shelf) -> None:
    one, two, three = (shelf.add(f"{number}.jpg") for number in range(3))
    shelf.decisions.set_pick([one], "out")
    shelf.decisions.set_pick([two], "in")
    previous = shelf.decisions.set_pick([one, two, three], "in")
    assert previous == {one: "out", two: "in", three: None}
    shelf.decisions.restore_picks(previous)
    assert shelf.decisions.picks() == {one: "out", two: "in"}
    assert shelf.decisions.of(one) == Decided(favourite=False, pick="out")
    assert shelf.decisions.set_pick([one], None) == {one: "out"}
    assert shelf.decisions.of(one) == Decided(favourite=False, pick=None)
