"""What people gave to a photo is seen on what shows in its place, and stays with both."""

from datetime import timedelta
from typing import Any

import pytest

from companions.conftest import Home
from companions.makers import NOON, jpeg, raw
from keepers.editing.change import Change
from metadata.packets import packet

ORIGINAL, EDITED = "IMG_4120.JPG", "IMG_E4120.JPG"
_HOUR = timedelta(hours=1)


@pytest.fixture
def given(home: Home) -> Home:
    """A photo with words of a person's, who corrected its date too."""
    home.put(ORIGINAL, jpeg(size=(96, 64)))
    home.settle()
    give(home, ORIGINAL, caption="At the sea", keywords=["beach"], rating=4)
    give(home, ORIGINAL, date={"time_ms": _ms(NOON + _HOUR), "offset_min": None})
    give(home, ORIGINAL, people=[{"name": "Ana", "box": [0.1, 0.2, 0.3, 0.4]}])
    home.settle()
    return home


def give(home: Home, name: str, **fields: Any) -> Any:
    changes = [Change(field, "set", value) for field, value in fields.items()]  # type: ignore[arg-type]
    applied = home.library.editing.apply([home.id_of(name)], changes)
    assert applied.operation is not None
    return applied.operation


def words(home: Home, name: str) -> tuple[Any, ...]:
    told = home.library.words.of(home.id_of(name))
    return told.caption, told.keywords, told.rating, [(each["name"], each["box"]) for each in told.people]


def _ms(moment: Any) -> int:
    return round(moment.timestamp()) * 1000


def test_words_and_dates_are_seen_on_the_edited_copy(given: Home) -> None:
    given.put(EDITED, jpeg(2, size=(96, 64)))
    given.settle()
    assert given.groups() == {EDITED: {(ORIGINAL, "original", "apple_edit")}}
    said = ("At the sea", ["beach"], 4, [("Ana", [0.1, 0.2, 0.3, 0.4])])
    assert words(given, EDITED) == words(given, ORIGINAL) == said
    main = given.library.assets.get(given.id_of(EDITED))
    assert (main.capture_time, main.capture_source) == (_ms(NOON + _HOUR), "person")
    # They are written beside the copy as beside the original.
    assert b"At the sea" in (given.folder / f"{EDITED}.xmp").read_bytes()
    assert {each.state for each in given.library.edits.of(main.id).values()} == {"written"}
    (given.folder / EDITED).unlink()
    given.settle()
    assert given.shown() == [ORIGINAL]
    assert words(given, ORIGINAL) == said


def test_a_copy_with_words_of_its_own_keeps_them(given: Home) -> None:
    given.put(EDITED, jpeg(2))
    given.put(f"{EDITED}.xmp", packet(attributes='xmp:Rating="2"'))
    given.settle()
    caption, keywords, rating, _people = words(given, EDITED)
    assert (caption, keywords, rating) == ("At the sea", ["beach"], 2)


def test_what_was_changed_of_the_copy_goes_before(given: Home) -> None:
    given.put(EDITED, jpeg(2, taken=NOON + 5 * _HOUR))
    given.settle()
    assert given.groups() == {}, "taken at another time"
    give(given, EDITED, caption="Mine")
    given.put(EDITED, jpeg(2))
    given.settle()
    assert words(given, EDITED)[:2] == ("Mine", ["beach"])
    give(given, EDITED, keywords=None)
    given.settle()
    given.library.db.write(lambda connection: connection.execute("UPDATE files SET grouped = 0"))
    given.settle()
    assert words(given, EDITED)[1] == [], "once: who takes it away there has decided"


def test_faces_on_a_cropped_copy_keep_their_names_alone(given: Home) -> None:
    given.put(EDITED, jpeg(2, size=(64, 64)))
    given.settle()
    assert words(given, EDITED)[3] == [("Ana", None)]


def test_taking_a_change_back_takes_it_back_of_both(home: Home) -> None:
    home.put(ORIGINAL, jpeg())
    home.settle()
    operation = give(home, ORIGINAL, caption="At the sea")
    home.put(EDITED, jpeg(2))
    home.settle()
    assert words(home, EDITED)[0] == "At the sea"
    home.library.editing.undo(operation)
    home.settle()
    assert words(home, EDITED)[0] is None
    assert words(home, ORIGINAL)[0] is None
    home.library.editing.redo(operation)
    home.settle()
    assert words(home, EDITED)[0] == words(home, ORIGINAL)[0] == "At the sea"


def test_a_raw_file_that_comes_later_gets_the_words_of_its_photo(home: Home) -> None:
    home.put("DSC_0001.JPG", jpeg(size=(96, 64)))
    home.settle()
    give(home, "DSC_0001.JPG", caption="At the sea")
    home.settle()
    home.put("DSC_0001.dng", raw())
    home.settle()
    assert home.groups() == {"DSC_0001.JPG": {("DSC_0001.dng", "raw", "same_shot")}}
    assert b"At the sea" in (home.folder / "DSC_0001.xmp").read_bytes()
    assert {each.state for each in home.library.edits.of(home.id_of("DSC_0001.JPG")).values()} == {"written"}
    due = home.rows("SELECT id FROM files WHERE write_due IS NOT NULL")
    assert due == []
