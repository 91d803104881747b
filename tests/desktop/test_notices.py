"""The rule of what is worth telling, and in which words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepers.catalog.arrivals import Arrived
from keepers.desktop.notices import KINDS, Ended, Notice, notice_of

_COUNTS = st.integers(0, 3) | st.integers(0, 2_000_000)
_NAMES = st.sampled_from(["", "Best 50 of 2024", "  \n", "x" * 400, "Été\u0007 2024"]) | st.text(max_size=80)
_ENDED = st.builds(
    Ended,
    kind=st.sampled_from([*KINDS, "something new"]),
    failed=st.booleans(),
    name=_NAMES,
    photos=_COUNTS,
    problems=_COUNTS,
    message=st.just("The disk is full. Make some room, then start it again."),
)
_BURSTS = st.lists(_ENDED, max_size=8)
_ARRIVED = st.builds(Arrived, added=_COUNTS, unreadable=_COUNTS)


@pytest.mark.parametrize(
    ("ended", "arrived", "notice"),
    [
        ([Ended("look")], Arrived(412, 3), Notice("412 photos added", "3 could not be read.", "activity")),
        ([Ended("look")], Arrived(1, 0), Notice("1 photo added", "", "photos")),
        ([Ended("look")], Arrived(1204, 1), Notice("1,204 photos added", "1 could not be read.", "activity")),
        (
            [Ended("look")],
            Arrived(0, 1),
            Notice("1 photo could not be read", "Activity says which, and why.", "activity"),
        ),
        (
            [Ended("export", name="Best 50 of 2024", photos=50)],
            Arrived(),
            Notice("Best 50 of 2024 is ready", "50 photos.", "activity"),
        ),
        (
            [Ended("export", name="Best 50 of 2024", photos=49, problems=1)],
            Arrived(),
            Notice("Best 50 of 2024 is ready", "49 photos, 1 could not be exported.", "activity"),
        ),
        (
            [Ended("export", name="", problems=2)],
            Arrived(),
            Notice("The export is empty", "2 photos could not be exported.", "activity"),
        ),
        (
            [Ended("demo", photos=120), Ended("scan"), Ended("look"), Ended("judge")],
            Arrived(118, 0),
            Notice("The sample photos are ready", "120 photos.", "photos"),
        ),
        (
            [Ended("look", failed=True, message="The disk is full.")],
            Arrived(20, 0),
            Notice("Reading photos stopped", "The disk is full. 20 photos added.", "activity"),
        ),
        (
            [Ended("export", name="Best 5", photos=5), Ended("look")],
            Arrived(7, 0),
            Notice("7 photos added", "Best 5 is ready: 5 photos.", "activity"),
        ),
        ([Ended("scan"), Ended("scan"), Ended("look"), Ended("judge")], Arrived(), None),
        ([Ended("export", name="Nothing")], Arrived(), None),
        ([Ended("demo")], Arrived(), None),
        ([Ended("something new", failed=True, photos=7)], Arrived(), None),
        ([], Arrived(), None),
    ],
)
def test_words(ended: list[Ended], arrived: Arrived, notice: Notice | None) -> None:
    assert notice_of(ended, arrived) == notice


@given(_BURSTS, _ARRIVED)
def test_nothing_is_said_of_nothing_and_numbers_fit_their_words(ended: list[Ended], arrived: Arrived) -> None:
    plain = [Ended(each.kind, each.failed, "Trip", each.photos, each.problems) for each in ended]
    notice = notice_of(plain, arrived)
    if notice is None:
        return
    text = f"{notice.title} {notice.body}"
    assert re.search(r"\b1 photos\b|\b0 (photo|could|more)|(?<![\d,])(?!1\b)[\d,]+ photo\b", text) is None
    assert notice.title


@given(_BURSTS)
def test_rescans_that_found_nothing_are_quiet(ended: list[Ended]) -> None:
    quiet = [each for each in ended if each.kind in {"scan", "look", "group", "judge"} and not each.failed]
    assert notice_of(quiet, Arrived()) is None


@given(_BURSTS, _ARRIVED)
def test_whatever_stopped_half_way_is_said_first(ended: list[Ended], arrived: Arrived) -> None:
    stopped = [each for each in ended if each.failed and each.kind in KINDS]
    notice = notice_of(ended, arrived)
    if stopped:
        assert notice is not None
        assert notice.title == (notice_of(stopped[:1], Arrived()) or notice).title
        assert notice.place == "activity"


@given(_ARRIVED)
def test_what_came_in_is_told_with_its_numbers(arrived: Arrived) -> None:
    notice = notice_of([Ended("look")], arrived)
    assert (notice is None) == (arrived == Arrived())
    if notice is not None:
        numbers = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", notice.title + notice.body)]
        assert numbers == [each for each in (arrived.added, arrived.unreadable) if each]
        assert notice.place == ("activity" if arrived.unreadable else "photos")


@given(_BURSTS, _ARRIVED)
def test_a_notice_is_short_and_on_one_line(ended: list[Ended], arrived: Arrived) -> None:
    notice = notice_of(ended, arrived)
    if notice is not None:
        assert len(notice.title) <= 100
        assert len(notice.body) <= 500
        assert notice.title == notice.title.strip()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", notice.title + notice.body)
