"""A photo that lies in many places: every copy gets what a person says of it, and all of it is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from editing.conftest import House, photo
from keepers.catalog.edit_rows import Mode
from keepers.library import Library

_NAMES = [f"copy{number}.jpg" for number in range(9)]


@pytest.fixture
def many(tmp_path: Path) -> Iterator[House]:
    """One photo nine times, worked on by several processes at once."""
    photos = tmp_path / "photos"
    for name in _NAMES:
        photo(photos / name, 3)
    with Library.open(tmp_path / "library", workers=3) as library:
        house = House(library, photos)
        library.add_root(photos)
        house.work()
        yield house


@pytest.mark.parametrize("mode", ["photo", "sidecar"])
def test_each_copy_is_written_once_and_goes_back(many: House, mode: Mode) -> None:
    before = {name: (many.photos / name).read_bytes() for name in _NAMES}
    assert len({many.asset(name) for name in _NAMES}) == 1
    many.library.editing.set_mode(mode)
    applied = many.set(_NAMES[0], title="Am See", keywords=["lake"])
    result = many.write()
    assert (result["written"], result["failed"]) == (9, 0)
    for name in _NAMES:
        assert many.on_disk(name)["title"] == "Am See", name
    assert many.states(_NAMES[0]) == {"title": "written", "keywords": "written"}
    assert len({many.asset(name) for name in _NAMES}) == 1
    assert applied.operation is not None
    many.library.editing.undo(applied.operation)
    assert many.write()["failed"] == 0
    assert {name: (many.photos / name).read_bytes() for name in _NAMES} == before
    assert many.names() == set(_NAMES)
    assert many.states(_NAMES[0]) == {}


@pytest.mark.parametrize("mode", ["photo", "sidecar"])
def test_a_scan_after_it_finds_nothing_new(many: House, mode: Mode) -> None:
    many.library.editing.set_mode(mode)
    many.set(_NAMES[0], caption="Zweimal")
    many.write()
    many.set(_NAMES[0], caption="Dreimal")
    assert many.write()["failed"] == 0
    many.scan()
    due = many.row("SELECT count(*) FROM files WHERE coalesce(look_due, hear_due, write_due) IS NOT NULL")
    assert due[0] == 0
    assert {many.on_disk(name)["caption"] for name in _NAMES} == {"Dreimal"}
    assert many.states(_NAMES[0]) == {"caption": "written"}
