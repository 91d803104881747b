from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keepers.curation.coverage import MonthSupply, civil, day_of, gentle_cap, month_of, shares

months = st.dictionaries(
    st.integers(202001, 202012), st.builds(MonthSupply, free=st.integers(1, 60), best=st.floats(0, 1))
)


@given(st.integers(-700_000, 2_900_000))
def test_days_are_the_days_of_the_calendar(day: int) -> None:
    date = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)
    assert civil(day) == (date.year, date.month, date.day)
    assert month_of(day) == date.year * 100 + date.month


@given(st.integers(-(10**14), 10**14))
def test_a_time_lies_within_its_day(time_ms: int) -> None:
    assert 0 <= time_ms - day_of(time_ms) * 86_400_000 < 86_400_000


@given(st.integers(0, 200), months)
def test_seats_are_all_given_while_there_are_takers(seats: int, supply: dict[int, MonthSupply]) -> None:
    due = shares(seats, supply, {})
    assert sum(due.values()) == min(seats, sum(month.free for month in supply.values()))
    assert all(due[month] <= supply[month].free for month in supply)


@given(st.integers(0, 200), months)
def test_every_month_gets_one_before_any_repeats(seats: int, supply: dict[int, MonthSupply]) -> None:
    due = shares(seats, supply, {})
    if any(count > 1 for count in due.values()):
        assert all(count >= 1 for count in due.values())


def test_more_photos_get_a_month_more_but_not_in_proportion() -> None:
    due = shares(12, {202401: MonthSupply(100, 0.5), 202402: MonthSupply(400, 0.5)}, {})
    assert due == {202401: 4, 202402: 8}


def test_with_too_few_seats_the_months_with_the_best_photos_go_first() -> None:
    supply = {202401: MonthSupply(9, 0.5), 202402: MonthSupply(1, 0.9), 202403: MonthSupply(5, 0.7)}
    assert shares(2, supply, {}) == {202401: 0, 202402: 1, 202403: 1}


def test_locked_photos_count_for_their_month() -> None:
    supply = {202401: MonthSupply(9, 0.5), 202402: MonthSupply(9, 0.5)}
    assert shares(2, supply, {202401: 2}) == {202401: 2, 202402: 2}


def test_the_gentle_limit_is_twice_an_even_spread() -> None:
    assert gentle_cap(50, 38) == 3
    assert gentle_cap(10, 200) == 2
    assert gentle_cap(5, 0) is None
