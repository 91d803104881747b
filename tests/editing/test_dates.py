"""The rule of repairing dates, and that the act does what the preview said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editing.conftest import House, photo
from keepers.base.errors import Invalid
from keepers.editing.dates import (
    Dated,
    FromName,
    FromNeighbours,
    Plan,
    SetTime,
    SetZone,
    Shift,
    When,
    plan,
)
from keepers.metadata.dates import latest_ms

HOUR = 3_600_000
NOON = 1_723_896_000_000  # 17 August 2024, 12:00
TIMES = st.integers(-2_000_000_000_000, NOON)
OFFSETS = st.one_of(st.none(), st.integers(-48, 56).map(lambda quarters: quarters * 15))


def one(name: str = "IMG_5.jpg", time_ms: int = NOON, offset: int | None = None, number: int = 1) -> Dated:
    return Dated(number, name, "folder", When(time_ms, offset), sure=True)


def after(found: Plan) -> When:
    (planned,) = found.planned
    return planned.after


def code(found: Plan) -> str:
    (skipped,) = found.skipped
    return skipped.code


@given(TIMES, OFFSETS, st.integers(-10 * 365 * 24 * HOUR, 10 * 365 * 24 * HOUR))
def test_shifting_there_and_back(time_ms: int, offset: int | None, by: int) -> None:
    found = plan([one(time_ms=time_ms, offset=offset)], Shift(by), now_ms=NOON)
    if found.planned:
        there = after(found)
        assert there == When(time_ms + by, offset)
        back = plan([one(time_ms=there.time_ms, offset=offset)], Shift(-by), now_ms=NOON)
        assert not back.planned or after(back) == When(time_ms, offset)
    else:
        assert code(found) in {"same", "out_of_range"}


@given(TIMES, OFFSETS, st.sampled_from(["Europe/Lisbon", "Asia/Kathmandu", "America/St_Johns", "UTC"]))
def test_a_zone_keeps_the_instant_or_the_clock(time_ms: int, offset: int | None, zone: str) -> None:
    kept = plan([one(time_ms=time_ms, offset=offset)], SetZone(zone, "instant"))
    if offset is None:
        assert code(kept) == "zone_unknown"
    elif kept.planned:
        there = after(kept)
        assert there.offset_min is not None
        assert there.time_ms - there.offset_min * 60_000 == time_ms - offset * 60_000
    clock = plan([one(time_ms=time_ms, offset=offset)], SetZone(zone, "clock"))
    assert not clock.planned or after(clock).time_ms == time_ms


def test_zones_of_a_summer_day() -> None:
    assert after(plan([one(offset=0)], SetZone("Europe/Lisbon", "instant"))) == When(NOON + HOUR, 60)
    assert after(plan([one()], SetZone("Europe/Lisbon", "clock"))) == When(NOON, 60)
    with pytest.raises(Invalid, match="Europe/Lisboa"):
        plan([one()], SetZone("Europe/Lisboa", "clock"))
    with pytest.raises(Invalid):
        plan([one()], SetZone("../../etc/passwd", "clock"))


def test_nothing_is_dated_into_the_future_or_before_photography() -> None:
    assert code(plan([one(time_ms=latest_ms(None) - 1)], Shift(HOUR))) == "out_of_range"
    assert code(plan([one()], SetTime(-6_000_000_000_000, None))) == "out_of_range"
    assert code(plan([one()], SetTime(NOON, None))) == "same"


def test_names() -> None:
    assert after(plan([one("IMG_20190817_142233.jpg")], FromName())).time_ms == 1_566_051_753_000
    assert code(plan([one("DSC_0012.jpg")], FromName())) == "no_date_in_name"
    day = plan([one("2019-08-17 at the lake.jpg")], FromName()).planned[0]
    assert (day.reason, day.after.time_ms) == ("name_day", 1_566_043_200_000)
    utc = plan([one("PXL_20231006_063000139.jpg", offset=60)], FromName()).planned[0]
    assert utc.after == When(1_696_577_400_139, 60)


def test_between_neighbours() -> None:
    beside = [
        Dated(2, "IMG_9.jpg", "folder", When(NOON, 60), True),
        Dated(3, "IMG_19.jpg", "folder", When(NOON + HOUR, 60), True),
        Dated(4, "IMG_12.jpg", "folder", When(0, None), False),
        Dated(5, "IMG_11.jpg", "another", When(5, None), True),
    ]
    found = plan([one("IMG_14.jpg", 1)], FromNeighbours(), beside).planned[0]
    assert found.after == When(NOON + HOUR // 2, 60)
    assert (found.reason, found.facts) == ("between", {"before": "IMG_9.jpg", "after": "IMG_19.jpg"})
    last = plan([one("IMG_21.jpg", 1)], FromNeighbours(), beside).planned[0]
    assert (last.reason, last.after.time_ms) == ("after", NOON + HOUR + 2000)
    first = plan([one("IMG_8.jpg", 1)], FromNeighbours(), beside).planned[0]
    assert (first.reason, first.after.time_ms) == ("before", NOON - 1000)
    assert code(plan([one("IMG_8.jpg", 1)], FromNeighbours(), beside[2:3])) == "no_neighbours"


@given(
    st.lists(
        st.tuples(st.integers(0, 9999), st.integers(0, 20 * HOUR)), min_size=2, unique_by=lambda each: each[0]
    ),
    st.integers(0, 9999),
)
def test_a_neighbour_never_reorders_a_day(taken: list[tuple[int, int]], number: int) -> None:
    ordered = sorted(taken)
    times = sorted(at for _, at in taken)
    beside = [
        Dated(10 + index, f"DSC_{each[0]:04}.jpg", "folder", When(NOON + at, None), True)
        for index, (each, at) in enumerate(zip(ordered, times, strict=True))
    ]
    found = plan([one(f"DSC_{number:04}.jpg", 1)], FromNeighbours(), beside).planned[0].after.time_ms
    behind = [each.when.time_ms for each in beside if each.name < f"DSC_{number:04}.jpg"]
    ahead = [each.when.time_ms for each in beside if each.name > f"DSC_{number:04}.jpg"]
    assert not behind or found >= max(behind)
    assert not ahead or found <= min(ahead)


def test_the_act_does_what_the_preview_said(house: House) -> None:
    photo(house.photos / "IMG_20190817_142233.png", 40, None)
    house.scan()
    names = ["IMG_0.jpg", "IMG_1.jpg", "drawing.png", "IMG_20190817_142233.png"]
    ids = [house.asset(name) for name in names]
    house.library.editing.apply_dates(ids, Shift(-HOUR))
    for op in (Shift(HOUR), FromName(), SetZone("Europe/Lisbon", "clock"), SetTime(NOON + 1000, 60)):
        planned = house.library.editing.plan_dates(ids, op)
        applied = house.library.editing.apply_dates([*ids, 99_999], op)
        assert set(applied.changed) <= {each.asset_id for each in planned.planned}
        assert (99_999, "not_found") in {(each.asset_id, each.code) for each in applied.skipped}
        for each in planned.planned:
            row = house.library.assets.get(each.asset_id)
            assert (row.capture_time, row.capture_offset_min) == (each.after.time_ms, each.after.offset_min)
            assert row.capture_source == "person" or "date" not in house.library.edits.of(row.id)
        assert applied.operation is not None
        house.library.editing.undo(applied.operation)
        for each in planned.planned:
            row = house.library.assets.get(each.asset_id)
            assert (row.capture_time, row.capture_offset_min) == (each.before.time_ms, each.before.offset_min)


def test_a_date_is_written_and_taken_back(house: House) -> None:
    before = house.library.assets.get(house.asset("IMG_0.jpg"))
    done = house.library.editing.apply_dates([before.id], Shift(-HOUR))
    house.write()
    assert house.on_disk("IMG_0.jpg")["date"]["time_ms"] == before.capture_time - HOUR
    house.scan()
    assert house.library.assets.get(before.id).capture_time == before.capture_time - HOUR
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    house.write()
    house.scan()
    assert house.library.assets.get(before.id).capture_time == before.capture_time
    assert "IMG_0.jpg.xmp" not in house.names()
