"""A picture is its bytes: what joins, what parts, and that decisions are never lost."""

import pytest

from catalog.conftest import NOON, Shelf, content
from keepers.base.errors import NotFound
from keepers.catalog.sightings import Batch

HOUR = 3_600_000


def test_a_look_names_describes_and_measures_the_picture(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    assert shelf.asset_of("a.jpg").content_hash is None

    recorded = shelf.look("a.jpg", "sea", NOON - 40 * 24 * HOUR)

    asset = shelf.asset_of("a.jpg")
    assert asset.content_hash == content("sea")
    assert (asset.width, asset.height, asset.format) == (400, 300, "jpeg")
    assert asset.capture_source == "exif_original"
    assert recorded.months == {202408, 202407}, "the month it left is shown anew, too"
    assert shelf.assets.looked_at(asset.id) == 1
    assert shelf.queue.count() == 0


def test_files_of_the_same_bytes_are_one_picture(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.sight("copy.jpg")
    empty = shelf.asset_of("copy.jpg").id
    shelf.look("a.jpg", "sea")
    shelf.look("copy.jpg", "sea")

    assert shelf.asset_of("a.jpg").id == shelf.asset_of("copy.jpg").id
    assert [file.name for file in shelf.assets.files(shelf.asset_of("a.jpg").id)] == ["a.jpg", "copy.jpg"]
    assert shelf.assets.count() == 1
    with pytest.raises(NotFound):
        shelf.assets.get(empty)


def test_decisions_about_a_picture_not_yet_read_move_along(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.sight("copy.jpg")
    shelf.look("a.jpg", "sea")
    shelf.decisions.set_favourite([shelf.asset_of("copy.jpg").id], True)
    shelf.look("copy.jpg", "sea")
    assert shelf.decisions.of(shelf.asset_of("a.jpg").id).favourite


@pytest.mark.parametrize("newest_on_copy", [True, False])
def test_of_two_decisions_the_newest_wins(shelf: Shelf, newest_on_copy: bool) -> None:
    shelf.sight("a.jpg")
    shelf.sight("copy.jpg")
    shelf.look("a.jpg", "sea")
    first, second = ("a.jpg", "copy.jpg") if newest_on_copy else ("copy.jpg", "a.jpg")
    shelf.decisions.set_pick([shelf.asset_of(first).id], "in")
    shelf.clock.advance(1)
    shelf.decisions.set_pick([shelf.asset_of(second).id], "out")
    shelf.look("copy.jpg", "sea")
    assert shelf.decisions.picks() == {shelf.asset_of("a.jpg").id: "out"}


def test_a_file_edited_in_place_keeps_its_picture(shelf: Shelf) -> None:
    asset_id = shelf.add("a.jpg")
    shelf.decisions.set_favourite([asset_id], True)
    shelf.change("a.jpg")
    shelf.look("a.jpg", "edited")
    asset = shelf.asset_of("a.jpg")
    assert asset.id == asset_id
    assert asset.content_hash == content("edited")
    assert shelf.decisions.of(asset.id).favourite


@pytest.mark.parametrize(
    ("later", "source", "dhash", "same"),
    [
        (0, "exif_original", 0x7FFF_FFFF, True),  # cropped, or in other colours
        (60_000, "exif_original", 1, True),  # its time was corrected
        (60_000, "file_modified", 0x7FFF_FFFF, True),  # saved by a program that keeps no time
        (60_000, "exif_original", -1, False),
    ],
)
def test_a_name_used_again_for_another_photo_does_not_inherit(
    shelf: Shelf, later: int, source: str, dhash: int, same: bool
) -> None:
    first = shelf.add("IMG_0001.jpg")
    shelf.decisions.set_favourite([first], True)
    shelf.change("IMG_0001.jpg")
    shelf.look("IMG_0001.jpg", "next", NOON + later, source, dhash=dhash)
    assert (shelf.asset_of("IMG_0001.jpg").id == first) is same
    assert shelf.assets.count() == 1
    assert shelf.decisions.favourites() == {first}
    if not same:
        shelf.change("IMG_0001.jpg")
        shelf.look("IMG_0001.jpg", "picture of IMG_0001.jpg")
        assert shelf.asset_of("IMG_0001.jpg").id == first


def test_an_edited_copy_parts_from_the_picture(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.sight("copy.jpg")
    shelf.look("a.jpg", "sea")
    shelf.look("copy.jpg", "sea")
    shelf.decisions.set_favourite([shelf.asset_of("a.jpg").id], True)
    shelf.change("copy.jpg")
    shelf.look("copy.jpg", "edited")
    assert shelf.asset_of("copy.jpg").id != shelf.asset_of("a.jpg").id
    assert shelf.asset_of("a.jpg").content_hash == content("sea")
    assert shelf.decisions.favourites() == {shelf.asset_of("a.jpg").id}


def test_swapped_names_leave_decisions_with_the_bytes(shelf: Shelf) -> None:
    sea, hill = shelf.add("a.jpg"), shelf.add("b.jpg")
    shelf.decisions.set_favourite([sea], True)
    shelf.change("a.jpg")
    shelf.change("b.jpg")
    shelf.look("a.jpg", "picture of b.jpg")
    shelf.look("b.jpg", "picture of a.jpg")
    assert (shelf.asset_of("a.jpg").id, shelf.asset_of("b.jpg").id) == (hill, sea)
    assert shelf.decisions.favourites() == {sea}
    assert shelf.assets.count() == 2


def test_a_missing_copy_of_an_edited_picture_is_read_anew_when_it_comes_back(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    gone = shelf.sight("copy.jpg")
    shelf.look("a.jpg", "sea")
    shelf.look("copy.jpg", "sea")
    shelf.sightings.mark_gone([gone])
    shelf.change("a.jpg")
    shelf.look("a.jpg", "edited")
    assert shelf.queue.page(10) == []
    shelf.sightings.record(shelf.root_id, 3, Batch(unchanged=[gone]))
    assert [due.file_id for due in shelf.queue.page(10)] == [gone]
    shelf.look("copy.jpg", "sea")
    assert shelf.asset_of("copy.jpg").content_hash == content("sea")
    assert shelf.asset_of("a.jpg").content_hash == content("edited")


def test_an_unreadable_file_hides_its_picture_until_it_can_be_read(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    recorded = shelf.fail("a.jpg")
    assert (recorded.failed, recorded.months) == (1, frozenset({202408}))
    assert not shelf.asset_of("a.jpg").visible
    assert shelf.queue.page(10) == []
    shelf.change("a.jpg")
    assert len(shelf.queue.page(10)) == 1
    shelf.look("a.jpg", "sea")
    assert shelf.asset_of("a.jpg").visible
    assert shelf.problems.count() == 0


def test_one_readable_copy_is_enough_to_show(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.sight("copy.jpg")
    shelf.look("a.jpg", "sea")
    shelf.look("copy.jpg", "sea")
    shelf.change("copy.jpg")
    shelf.fail("copy.jpg")
    assert shelf.asset_of("a.jpg").visible


def test_of_two_copies_without_camera_time_the_earlier_counts(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.sight("copy.jpg")
    shelf.look("a.jpg", "sea", NOON, "file_modified")
    shelf.look("copy.jpg", "sea", NOON - HOUR, "file_modified")
    assert shelf.asset_of("a.jpg").capture_time == NOON - HOUR
    shelf.look("a.jpg", "sea", NOON + HOUR, "file_name")
    assert shelf.asset_of("a.jpg").capture_time == NOON + HOUR, (
        "a better source counts more than an early one"
    )


def test_a_newer_reader_corrects_the_time(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.look("a.jpg", "sea", NOON)
    shelf.look("a.jpg", "sea", NOON + HOUR, version=2)
    assert shelf.asset_of("a.jpg").capture_time == NOON + HOUR


def test_results_of_files_no_longer_known_are_passed_over(shelf: Shelf) -> None:
    shelf.files["ghost.jpg"] = 999
    assert shelf.look("ghost.jpg", "sea").looked == 0
    assert shelf.fail("ghost.jpg").failed == 0
