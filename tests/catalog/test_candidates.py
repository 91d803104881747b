"""What can be chosen, by scope."""

import pytest

from catalog.conftest import NOON, Shelf
from keepers.base.errors import Invalid
from keepers.catalog.capture import SOURCES, belief, is_exact
from keepers.catalog.measures import MeasureRows
from keepers.catalog.scopes import Scope, Scopes
from keepers.catalog.stacks import StackPlan, Stacks
from keepers.metadata.dates import CaptureTime

DAY = 86_400_000


def test_candidates_are_measured_photos_with_all_that_is_known(shelf: Shelf) -> None:
    first, second = shelf.add("1.jpg", sharpness=0.25), shelf.add("2.jpg")
    shelf.sight("unread.jpg")
    Stacks(shelf.db).swap([StackPlan("burst", (second, first))])
    shelf.decisions.set_pick([first], "out")
    shelf.decisions.set_favourite([second], True)
    found = MeasureRows(shelf.db).candidates()
    assert found.ids == [first, second]
    assert found.sharpness == [0.25, 0.5]
    assert found.composition == [None, None]
    assert found.time_sure == [True, True]
    assert found.stack_ranks == [1, 0]
    assert found.picks == ["out", None]
    assert found.favourites == [False, True]
    assert found.phash == [-2, -2]
    assert found.ratios == [1.3333, 1.3333]
    assert len(found) == 2


def test_scopes_cut_the_library(shelf: Shelf) -> None:
    rows = MeasureRows(shelf.db)
    here, before = shelf.add("a.jpg", NOON), shelf.add("b.jpg", NOON - 400 * DAY)
    assert rows.candidates("library").ids == [here, before]
    assert rows.candidates("year:2024").ids == [here]
    assert rows.candidates("month:202307").ids == [before]
    assert rows.candidates(f"root:{shelf.root_id}").ids == [here, before]
    assert rows.candidates("root:77").ids == []
    counts = {str(each.scope): (each.count, each.label) for each in Scopes(shelf.db).counts()}
    assert counts == {
        "library": (2, ""),
        "year:2024": (1, ""),
        "year:2023": (1, ""),
        "month:202408": (1, ""),
        "month:202307": (1, ""),
        "root:1": (2, "photos"),
    }


@pytest.mark.parametrize(
    "text", ["", "year", "year:", "year:x", "album:1", "library:1", "month:٢٠", "root:-1"]
)
def test_a_scope_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        Scope.parse(text)


def test_measures_of_one_photo(shelf: Shelf) -> None:
    asset_id = shelf.add("1.jpg")
    found = MeasureRows(shelf.db).get(asset_id)
    assert found is not None
    assert (found.sharpness, found.noise, found.blank, found.dhash) == (0.5, None, False, 1)
    assert MeasureRows(shelf.db).get(999) is None


def test_only_times_to_the_second_tell_bursts() -> None:
    assert is_exact(NOON + 1, "exif_original")
    assert is_exact(NOON + 1000, "file_name")
    assert not is_exact(NOON, "file_name"), "a name that knows the day only"
    assert not is_exact(NOON + 1000, "file_modified")
    assert is_exact(NOON + 1000, "sidecar")
    assert not is_exact(NOON, "sidecar"), "somebody who knows the day only"
    for unsure in ("icloud", "scan", "messenger", "partial"):
        assert not is_exact(NOON + 1000, unsure)


def test_of_two_copies_the_better_witness_is_believed() -> None:
    scanned = CaptureTime(NOON, None, "scan")
    for better in ("person", "sidecar", "exif_original", "takeout", "file_name"):
        assert min(scanned, CaptureTime(NOON + 1, None, better), key=belief).source == better
    assert min(scanned, CaptureTime(NOON - 1, None, "file_modified"), key=belief) == scanned
    assert SOURCES.index("scan") > SOURCES.index("file_name"), "the name may know the day it was taken"
