"""What counts after a change is what would count if everything were worked out anew."""

from editing.conftest import House
from keepers.catalog.effective import refresh_effective
from keepers.editing.change import Change
from keepers.editing.dates import Shift


def everything(house: House) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for table, order in (("assets", "id"), ("words", "asset_id"), ("keywords", "asset_id, position"))
        for row in house.rows(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 - named above
    ]


def test_part_of_it_worked_out_is_all_of_it(house: House) -> None:
    names = ["IMG_0.jpg", "IMG_1.jpg", "drawing.png"]
    ids = [house.asset(name) for name in names]
    editing = house.library.editing
    operations = [
        house.set(names, title="One", people=[{"name": "Ana", "box": None}]),
        editing.apply(ids, [Change("keywords", "add", ["sea", "sun"])]),
        editing.apply(ids[:2], [Change("keywords", "remove", ["sea"])]),
        house.set(names[0], position=[38.7, -9.1], place={"city": "Lisbon"}),
        editing.apply_dates(ids, Shift(40 * 86_400_000)),
        house.set(names, title=None),
    ]
    assert house.row("SELECT count(*) FROM keywords")[0] == 4
    for operation in [None, *(each.operation for each in reversed(operations))]:
        if operation is not None:
            turned = editing.undo(operation)
            assert turned.changed
        counted = everything(house)
        again = house.library.db.write(lambda connection: refresh_effective(connection, ids))
        assert again == set()
        assert everything(house) == counted
    assert house.rows("SELECT * FROM words") == house.rows("SELECT * FROM keywords") == []


def test_months_are_told_that_a_photo_left_and_came_to(house: House) -> None:
    moved = house.library.editing.apply_dates([house.asset("IMG_0.jpg")], Shift(40 * 86_400_000))
    assert moved.months == {202408, 202409}
