"""Generations of stacks."""

from catalog.conftest import NOON, Shelf
from keepers.catalog.stacks import StackPlan, Stacks


def test_a_new_generation_replaces_and_what_stays_keeps_its_id(shelf: Shelf) -> None:
    ids = [shelf.add(f"{number}.jpg") for number in range(6)]
    stacks = Stacks(shelf.db)
    first = stacks.swap([StackPlan("burst", (ids[0], ids[1])), StackPlan("look_alike", (ids[2], ids[3]))])
    assert (first.added, first.removed, first.months) == (2, 0, frozenset({202408}))
    kept = stacks.of_asset(ids[0])
    second = stacks.swap([StackPlan("burst", (ids[0], ids[1])), StackPlan("burst", (ids[3], ids[4]))])
    assert (second.added, second.removed) == (1, 1)
    assert stacks.of_asset(ids[0]) == kept
    assert stacks.of_asset(ids[2]) is None
    assert [stack.members for stack in stacks.all()] == [(ids[0], ids[1]), (ids[3], ids[4])]
    assert kept is not None
    assert stacks.get(kept.id) == kept
    assert stacks.get(999) is None


def test_the_same_generation_again_changes_nothing(shelf: Shelf) -> None:
    ids = tuple(shelf.add(f"{number}.jpg") for number in range(3))
    stacks = Stacks(shelf.db)
    stacks.swap([StackPlan("burst", ids)])
    again = stacks.swap([StackPlan("burst", ids)])
    assert (again.added, again.removed, again.months) == (0, 0, frozenset())


def test_photos_that_left_meanwhile_are_left_out(shelf: Shelf) -> None:
    ids = [shelf.add(f"{number}.jpg", NOON) for number in range(2)]
    stacks = Stacks(shelf.db)
    stacks.swap([StackPlan("burst", (998, ids[0], ids[1])), StackPlan("burst", (ids[0], 999))])
    assert [(stack.best, stack.members) for stack in stacks.all()] == [(ids[0], tuple(ids))]
