"""The list of what could not be read."""

from catalog.conftest import Shelf
from keepers.catalog.problems import FolderProblem


def test_each_unreadable_file_is_listed_once_with_its_reason(shelf: Shelf) -> None:
    shelf.sight("2024/sea/a.jpg")
    shelf.sight("b.jpg")
    shelf.fail("2024/sea/a.jpg", "truncated")
    shelf.fail("2024/sea/a.jpg", "broken")
    shelf.fail("b.jpg", "empty_file")
    first, second = shelf.problems.list()
    assert (first.folder, first.name, first.code, first.attempts) == ("2024/sea", "a.jpg", "broken", 2)
    assert (second.folder, second.root_label) == ("", "photos")
    assert shelf.problems.list(after_file_id=first.file_id) == [second]
    assert shelf.problems.list(limit=1) == [first]
    assert shelf.problems.count() == 2
    found = shelf.problems.of_asset(shelf.asset_of("b.jpg").id)
    assert found == second


def test_missing_files_are_no_problem_any_more(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.fail("a.jpg")
    shelf.sightings.mark_gone([shelf.files["a.jpg"]])
    assert shelf.problems.count() == 0
    assert shelf.problems.list() == []


def test_retrying_makes_them_due_and_counts_attempts_anew_for_a_changed_file(shelf: Shelf) -> None:
    shelf.sight("a.jpg")
    shelf.fail("a.jpg")
    assert shelf.problems.retry_all() == 1
    assert [due.name for due in shelf.queue.page(5)] == ["a.jpg"]
    shelf.change("a.jpg")
    shelf.fail("a.jpg")
    assert shelf.problems.list()[0].attempts == 1


def test_folders_that_could_not_be_opened_are_those_of_the_last_scan(shelf: Shelf) -> None:
    shelf.sightings.mark_missing(shelf.root_id, 1, [(b"private", "permission_denied")])
    now = shelf.clock.now_ms()
    assert shelf.problems.folders() == [
        FolderProblem(shelf.root_id, "photos", "private", "permission_denied", now)
    ]
    shelf.sightings.mark_missing(shelf.root_id, 2, [])
    assert shelf.problems.folders() == []
