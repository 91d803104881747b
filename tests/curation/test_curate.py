"""Judging and choosing through a real catalogue."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from keepers.base.clock import FixedClock
from keepers.base.database import Database
from keepers.base.errors import Cancelled
from keepers.base.events import Events
from keepers.base.migrations import migrate, packaged_steps
from keepers.catalog.decisions import Decisions
from keepers.catalog.measures import MeasureRows
from keepers.catalog.stacks import Stacks
from keepers.curation.curate import choose_from, judge
from keepers.curation.picks import PickParams

START = 1_719_792_000_000


class Steps:
    def __init__(self, *, cancelled: bool = False) -> None:
        self.progress()
        self._cancelled = cancelled

    def progress(self, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
        self.done, self.total, self.note = done, total, note

    def checkpoint(self) -> None:
        if self._cancelled:
            raise Cancelled("This work was cancelled.")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    migrate(tmp_path / "catalog.db", packaged_steps(), tmp_path / "backups")
    database = Database(tmp_path / "catalog.db")
    yield database
    database.close()


def add(db: Database, number: int, *, time_ms: int, sharpness: float, dhash: int) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO assets (id, content_hash, format, width, height, capture_time, capture_source,"
            " added_at) VALUES (?, ?, 'jpeg', 4000, 3000, ?, 'exif_original', 0)",
            (number, bytes([number] * 32), time_ms),
        )
        connection.execute(
            "INSERT INTO measures (asset_id, version, sharpness, exposure, composition, dhash, phash, colour)"
            " VALUES (?, 1, ?, 0.6, 0.5, ?, ?, ?)",
            (number, sharpness, dhash, -dhash, bytes([120] * 48)),
        )

    db.write(write)


@pytest.fixture
def library(db: Database) -> Database:
    for number, sharpness in ((1, 0.5), (2, 0.9), (3, 0.4)):
        add(db, number, time_ms=START + number * 500, sharpness=sharpness, dhash=-5)
    add(db, 4, time_ms=START + 40 * 86_400_000, sharpness=0.7, dhash=0x3333333333333333)
    return db


def test_judging_stacks_a_burst_with_the_sharpest_first_and_says_so(library: Database) -> None:
    events, stacks, steps = Events(), Stacks(library), Steps()
    heard = events.subscribe()
    result = judge(steps, MeasureRows(library), stacks, events)
    assert result == {"photos": 4, "stacks": 1, "added": 1, "removed": 0}
    assert steps.done == 4
    assert [(stack.kind, stack.members) for stack in stacks.all()] == [("burst", (2, 1, 3))]
    kinds = [event.kind for event in (heard.next(1), heard.next(1)) if event is not None]
    assert kinds == ["stacks", "assets"]


def test_judging_again_changes_nothing_and_says_nothing(library: Database) -> None:
    events, stacks = Events(), Stacks(library)
    judge(Steps(), MeasureRows(library), stacks, events)
    before, last = stacks.all(), events.last
    assert judge(Steps(), MeasureRows(library), stacks, events)["added"] == 0
    assert stacks.all() == before
    assert events.last == last


def test_judging_that_is_cancelled_leaves_the_stacks_as_they_were(library: Database) -> None:
    stacks = Stacks(library)
    judge(Steps(), MeasureRows(library), stacks, Events())
    before = stacks.all()
    add(library, 5, time_ms=START + 2000, sharpness=0.95, dhash=-5)
    with pytest.raises(Cancelled):
        judge(Steps(cancelled=True), MeasureRows(library), stacks, Events())
    assert stacks.all() == before


def test_a_reduced_copy_is_never_picked_before_the_photo_it_was_made_of(library: Database) -> None:
    add(library, 6, time_ms=START + 80 * 86_400_000, sharpness=0.99, dhash=0x7777)
    add(library, 7, time_ms=START + 80 * 86_400_000, sharpness=0.6, dhash=0x7777)
    library.write(lambda c: c.execute("UPDATE assets SET width = 400, height = 300 WHERE id = 6").rowcount)
    judge(Steps(), MeasureRows(library), Stacks(library), Events())
    assert Stacks(library).of_asset(6).members == (7, 6)  # type: ignore[union-attr]
    selection = choose_from(MeasureRows(library), "month:202409", PickParams(n=1))
    assert [(pick.id, pick.beat) for pick in selection.picks] == [(7, [6])]


def test_variety_does_not_prefer_a_reduced_copy_either(library: Database) -> None:
    day = 86_400_000
    add(library, 6, time_ms=START + 80 * day, sharpness=0.6, dhash=0x7777 ^ 0x10000)
    add(library, 7, time_ms=START + 80 * day, sharpness=0.6, dhash=0x7777)
    # Picked first, and a little less like the copy than like the photo it was made of.
    add(library, 8, time_ms=START + 85 * day, sharpness=0.99, dhash=0x7777 ^ 0x7E0000)
    library.write(lambda c: c.execute("UPDATE assets SET width = 400, height = 300 WHERE id = 6").rowcount)
    judge(Steps(), MeasureRows(library), Stacks(library), Events())
    selection = choose_from(MeasureRows(library), "month:202409", PickParams(n=2))
    assert [pick.id for pick in selection.picks] == [8, 7]


def test_a_copy_that_lost_its_time_does_not_come_where_the_day_has_enough(library: Database) -> None:
    day = 86_400_000
    add(library, 6, time_ms=START + 82 * day, sharpness=0.6, dhash=0x7777)
    add(library, 7, time_ms=START + 80 * day, sharpness=0.6, dhash=0x7777)
    add(library, 8, time_ms=START + 80 * day + 3_600_000, sharpness=0.99, dhash=0x0F0F0F0F0F0F)
    library.write(
        lambda c: (
            c.execute(
                "UPDATE assets SET width = 400, height = 300, capture_source = 'messenger' WHERE id = 6"
            ).rowcount
        )
    )
    judge(Steps(), MeasureRows(library), Stacks(library), Events())
    assert Stacks(library).of_asset(6).members == (7, 6)  # type: ignore[union-attr]
    selection = choose_from(MeasureRows(library), "month:202409", PickParams(n=2, per_day=1))
    assert 6 not in [pick.id for pick in selection.picks]


def test_an_empty_library_is_judged_too(db: Database) -> None:
    assert judge(Steps(), MeasureRows(db), Stacks(db), Events())["stacks"] == 0


def test_choosing_knows_stacks_scopes_and_what_the_person_decided(library: Database) -> None:
    judge(Steps(), MeasureRows(library), Stacks(library), Events())
    measures, decisions = MeasureRows(library), Decisions(library, FixedClock())
    assert [pick.id for pick in choose_from(measures, "library", PickParams(n=2)).picks] == [2, 4]
    assert [pick.id for pick in choose_from(measures, "month:202408", PickParams(n=2)).picks] == [4]
    decisions.set_pick([3], "in")
    decisions.set_pick([2], "out")
    assert [pick.id for pick in choose_from(measures, "library", PickParams(n=2)).picks] == [3, 4]
    newer = PickParams(n=2, locked_in=frozenset({2}), left_out=frozenset({3}))
    assert [pick.id for pick in choose_from(measures, "library", newer).picks] == [2, 4]
