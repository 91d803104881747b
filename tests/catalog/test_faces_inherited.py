"""Faces of a picture that turns out to be another one: what was drawn and decided goes along."""

from catalog.conftest import NOON, Shelf


def test_what_was_drawn_on_a_photo_goes_with_it_to_the_one_it_is(shelf: Shelf) -> None:
    known = shelf.add("first.jpg")
    shelf.sight("copy.jpg", NOON + 1)
    came_with = shelf.asset_of("copy.jpg").id
    shelf.db.write(
        lambda connection: connection.execute(
            "INSERT INTO faces (asset_id, source, x, y, w, h, found_at) VALUES (?, 'drawn', 0, 0, 1, 1, 0)",
            (came_with,),
        )
    )
    shelf.look("copy.jpg", "picture of first.jpg")
    row = shelf.db.read(lambda connection: connection.execute("SELECT asset_id FROM faces").fetchone())
    assert row["asset_id"] == known
    due = shelf.db.read(lambda connection: connection.execute("SELECT asset_id FROM people_due").fetchall())
    assert known in {each["asset_id"] for each in due}
