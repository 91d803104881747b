"""The timeline: months, columns, stacks as one tile."""

from catalog.conftest import NOON, Shelf
from keepers.catalog.stacks import StackPlan, Stacks
from keepers.catalog.timeline import (
    ANIMATED,
    FAVOURITE,
    LIVE,
    STACK_BEST,
    STACK_HIDDEN,
    UNLOOKED,
    Bucket,
    Timeline,
)

DAY = 86_400_000


def test_months_are_counted_newest_first(shelf: Shelf) -> None:
    for number, days in enumerate([0, 1, 40]):
        shelf.add(f"{number}.jpg", NOON - days * DAY)
    assert Timeline(shelf.db).buckets() == [Bucket(202408, 2), Bucket(202407, 1)]


def test_a_month_lists_its_photos_newest_first(shelf: Shelf) -> None:
    old, new = shelf.add("old.jpg", NOON - DAY), shelf.add("new.jpg", NOON)
    shelf.sight("unread.jpg", NOON - 2 * DAY)
    shelf.decisions.set_favourite([old], True)
    month = Timeline(shelf.db).month(202408)
    assert month.ids == [new, old, shelf.asset_of("unread.jpg").id]
    assert month.times == [NOON, NOON - DAY, NOON - 2 * DAY]
    assert month.ratios == [1.3333, 1.3333, 1.5]
    assert month.flags == [0, FAVOURITE, UNLOOKED]
    assert month.placeholders == [bytes(36), bytes(36), None]
    assert month.hashes == [shelf.assets.get(new).hash_hex, shelf.assets.get(old).hash_hex, None]
    assert (month.stack_ids, month.stack_sizes) == ([0, 0, 0], [1, 1, 1])


def test_what_moves_says_so(shelf: Shelf) -> None:
    gif, motion, live = (shelf.add(name, NOON - at) for at, name in enumerate(("a.gif", "b.jpg", "c.heic")))
    film = shelf.add("c.mov", NOON - 9)
    shelf.db.write(lambda to: to.execute("UPDATE assets SET animated = 1 WHERE id = ?", (gif,)).rowcount)
    shelf.db.write(
        lambda to: (
            to.execute(
                "UPDATE assets SET motion_offset = 9, motion_bytes = 9 WHERE id = ?", (motion,)
            ).rowcount
        )
    )
    beside = "UPDATE assets SET main_id = ?, role = 'live', visible = 0 WHERE id = ?"
    shelf.db.write(lambda to: to.execute(beside, (live, film)).rowcount)
    month = Timeline(shelf.db).month(202408)
    assert (month.ids, month.flags) == ([gif, motion, live], [ANIMATED, LIVE, LIVE])


def test_a_stack_is_one_tile(shelf: Shelf) -> None:
    ids = [shelf.add(f"{number}.jpg", NOON - number) for number in range(4)]
    stacks, timeline = Stacks(shelf.db), Timeline(shelf.db)
    stacks.swap([StackPlan("burst", (ids[1], ids[0], ids[2]))])
    stack = stacks.of_asset(ids[0])
    assert stack is not None
    assert timeline.buckets() == [Bucket(202408, 2)]
    month = timeline.month(202408)
    assert month.ids == [ids[1], ids[3]]
    assert month.flags == [STACK_BEST, 0]
    assert month.stack_sizes == [3, 1]
    assert month.stack_ids == [stack.id, 0]
    opened = timeline.month(202408, stacks=False)
    assert opened.ids == ids
    assert opened.flags == [STACK_HIDDEN, STACK_BEST, STACK_HIDDEN, 0]
    assert timeline.buckets(stacks=False) == [Bucket(202408, 4)]


def test_members_show_while_the_best_cannot(shelf: Shelf) -> None:
    ids = [shelf.add(f"{number}.jpg", NOON - number) for number in range(3)]
    Stacks(shelf.db).swap([StackPlan("burst", tuple(ids))])
    shelf.sightings.mark_gone([shelf.files["0.jpg"]])
    timeline = Timeline(shelf.db)
    assert timeline.month(202408).ids == ids[1:]
    assert timeline.month(202408).stack_sizes == [2, 2]
    assert timeline.buckets() == [Bucket(202408, 2)]


def test_a_best_without_its_members_stands_alone(shelf: Shelf) -> None:
    ids = [shelf.add(f"{number}.jpg", NOON - number) for number in range(2)]
    Stacks(shelf.db).swap([StackPlan("burst", tuple(ids))])
    shelf.sightings.mark_gone([shelf.files["1.jpg"]])
    month = Timeline(shelf.db).month(202408)
    assert (month.ids, month.flags, month.stack_sizes, month.stack_ids) == ([ids[0]], [0], [1], [0])


def test_a_stack_over_two_months_hides_in_both(shelf: Shelf) -> None:
    best, other = shelf.add("a.jpg", NOON), shelf.add("b.jpg", NOON - 40 * DAY)
    Stacks(shelf.db).swap([StackPlan("look_alike", (best, other))])
    assert Timeline(shelf.db).buckets() == [Bucket(202408, 1)]
    assert Timeline(shelf.db).month(202407).ids == []


def test_missing_and_unreadable_photos_do_not_show(shelf: Shelf) -> None:
    shelf.add("gone.jpg")
    shelf.sight("broken.jpg")
    shelf.fail("broken.jpg")
    shelf.sightings.mark_gone([shelf.files["gone.jpg"]])
    assert Timeline(shelf.db).buckets() == []


def test_times_before_1970_have_a_month(shelf: Shelf) -> None:
    shelf.add("old.jpg", -86_400_000)
    assert Timeline(shelf.db).buckets() == [Bucket(196912, 1)]


def test_times_out_of_any_calendar_are_held(shelf: Shelf) -> None:
    shelf.add("future.jpg", 9_000_000_000_000)
    shelf.sight("broken-clock.jpg", 9_000_000_000_000)
    shelf.look("broken-clock.jpg", "x", -(10**17))
    assert [bucket.month for bucket in Timeline(shelf.db).buckets()] == [225503, 101]
