"""Names of people as the catalogue compares them, and who stands in which photo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.conftest import Shelf
from keepers.base.errors import Invalid
from keepers.catalog.person_names import clean_name, folded, photos_naming, refresh_photo_names, required_name


@given(st.text(max_size=60))
def test_a_clean_name_stays_as_it_is(name: str) -> None:
    clean = clean_name(name)
    assert clean_name(clean) == clean
    assert folded(clean) == folded(folded(clean))


def test_a_name_of_nothing_and_one_without_end() -> None:
    assert clean_name(" \t ") == ""
    with pytest.raises(Invalid):
        required_name(" ")
    with pytest.raises(Invalid):
        clean_name("n" * 5000)


def test_photos_are_found_by_any_spelling(shelf: Shelf) -> None:
    asset_id = shelf.add("a.jpg")

    def name(*names: str) -> None:
        people = [{"name": each, "box": None} for each in names]
        shelf.db.write(lambda connection: refresh_photo_names(connection, {asset_id: people}))

    def naming(name: str) -> list[int]:
        return shelf.db.read(lambda connection: photos_naming(connection, name))

    name("Zoe\u0308", "Bo")
    assert naming("ZOË") == [asset_id]
    name("Bo")
    assert naming("ZOË") == []
    assert naming("bo") == [asset_id]
