"""Changes of other programs: read back where nothing of the person's stands against them, else shown."""

import pytest

from editing.conftest import House
from keepers.base.errors import NotFound
from keepers.metadata.fields import Value
from keepers.writing.about import About
from keepers.writing.sidecar import write_sidecar

SIDECAR = "IMG_0.jpg.xmp"


def another_program(house: House, **fields: Value) -> None:
    """Another program writes into the sidecar, later than anybody before."""
    path = house.photos / SIDECAR
    about = About(160, 120, 1, 1_900_000_000_000, "Another 1.0")
    path.write_bytes(write_sidecar(path.read_bytes() if path.exists() else None, fields, about))  # type: ignore[arg-type]
    house.scan()


def counts(house: House) -> tuple[str | None, int | None]:
    row = house.row("SELECT title, rating FROM words WHERE asset_id = ?", house.asset("IMG_0.jpg"))
    return (row["title"], row["rating"]) if row is not None else (None, None)


def test_a_later_word_of_another_program_is_taken(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine", rating=3)
    house.write()
    another_program(house, title="Theirs")
    assert house.states("IMG_0.jpg") == {"rating": "written"}
    assert counts(house) == ("Theirs", 3)
    operation = house.library.editing.history()[0]
    assert (operation.kind, operation.fields) == ("read_back", ("title",))
    house.library.editing.undo(operation.id)
    assert counts(house) == ("Mine", 3)
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    assert house.states("IMG_0.jpg") == {"title": "written", "rating": "written"}
    house.library.editing.redo(operation.id)
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Theirs"


def test_both_changed_it_and_the_person_says_mine(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine", label="Red")
    another_program(house, title="Theirs")
    assert house.states("IMG_0.jpg") == {"title": "conflict", "label": "written"}
    assert house.on_disk("IMG_0.jpg")["title"] == "Theirs", "nothing is written over it"
    assert counts(house)[0] == "Mine", "but the person's word counts"
    (conflict,) = house.library.editing.conflicts()
    assert (conflict.name, conflict.field, conflict.mine, conflict.theirs, conflict.base) == (
        "IMG_0.jpg", "title", "Mine", "Theirs", None,
    )  # fmt: skip
    done = house.library.editing.resolve(conflict.asset_id, "title", "mine")
    assert house.library.editing.conflicts() == []
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Mine"
    with pytest.raises(NotFound):
        house.library.editing.resolve(conflict.asset_id, "title", "theirs")
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Theirs"


def test_both_changed_it_and_the_person_says_theirs(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine")
    another_program(house, title="Theirs")
    done = house.library.editing.resolve(house.asset("IMG_0.jpg"), "title", "theirs")
    assert counts(house)[0] == "Theirs"
    assert house.edits("IMG_0.jpg") == {}
    assert done.operation is not None
    house.library.editing.undo(done.operation)
    assert house.states("IMG_0.jpg") == {"title": "conflict"}, "the choice is open again"


def test_both_wrote_the_same(house: House) -> None:
    house.set("IMG_0.jpg", title="Same")
    another_program(house, title="Same")
    assert house.states("IMG_0.jpg") == {"title": "written"}
    assert house.write()["written"] == 0


def test_a_change_on_disk_that_no_scan_saw_is_not_written_over(house: House) -> None:
    house.set("IMG_0.jpg", rating=1)
    house.write()
    path = house.photos / SIDECAR
    house.set("IMG_0.jpg", title="Mine")
    about = About(160, 120, 1, 1_900_000_000_000, "Another 1.0")
    path.write_bytes(write_sidecar(path.read_bytes(), {"title": "Theirs", "rating": 5}, about))
    result = house.write()
    assert result["conflicts"] == 1
    assert house.on_disk("IMG_0.jpg")["title"] == "Theirs"
    assert house.states("IMG_0.jpg") == {"title": "conflict"}
    assert counts(house) == ("Mine", 5)


def test_what_is_only_in_the_library_can_be_in_conflict_too(house: House) -> None:
    house.library.editing.set_mode("library")
    house.set("IMG_0.jpg", title="Mine")
    another_program(house, rating=2)
    assert house.states("IMG_0.jpg") == {"title": "kept"}
    another_program(house, title="Theirs")
    assert house.states("IMG_0.jpg") == {"title": "conflict"}
    another_program(house, title=None)
    assert house.states("IMG_0.jpg") == {"title": "kept"}, "they took it back"


def test_a_change_while_in_conflict_is_the_last_word(house: House) -> None:
    house.set("IMG_0.jpg", title="Mine")
    another_program(house, title="Theirs")
    house.set("IMG_0.jpg", title="Both of us")
    house.write()
    assert house.on_disk("IMG_0.jpg")["title"] == "Both of us"
