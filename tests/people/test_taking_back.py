"""Acts on people are taken back and made again, with the names they put into photos, or refused."""

from collections.abc import Callable

import pytest

from keepers.base.errors import NotFound, Refused
from keepers.people.acting import Done
from keepers.people.answers import Answered
from people.conftest import Faces, Family

ACTS: dict[str, Callable[[Family, Faces], Done]] = {
    "name": lambda family, faces: family.library.people.name(family.person(faces.stranger), "Cleo"),
    "rename": lambda family, faces: family.library.people.name(family.person(faces.anna[0]), "Ann"),
    "take the name away": lambda family, faces: family.library.people.name(family.person(faces.anna[0]), ""),
    "merge": lambda family, faces: family.library.people.merge(
        family.person(faces.bo[0]), [family.person(faces.anna[0]), family.person(faces.stranger)]
    ),
    "split": lambda family, faces: family.library.people.split(family.person(faces.anna[0]), faces.anna[:1]),
    "assign": lambda family, faces: family.library.people.assign(faces.anna[:2], family.person(faces.bo[0])),
    "assign a new name": lambda family, faces: family.library.people.assign(faces.anna[:2], name="Zoe"),
    "not this": lambda family, faces: family.library.people.not_this(
        faces.anna[:2], family.person(faces.anna[0])
    ),
    "not a face": lambda family, faces: family.library.people.not_face(faces.anna),
    "draw": lambda family, _faces: family.library.people.draw(
        family.asset("IMG_4.jpg"), (0.5, 0.5, 0.1, 0.1), name="Zoe"
    ),
    "move": lambda family, faces: family.library.people.move(faces.anna[0], (0.2, 0.3, 0.3, 0.3)),
    "remove": lambda family, faces: family.library.people.remove_box(faces.anna[0]),
    "hide": lambda family, faces: family.library.people.hide(family.person(faces.stranger), "less"),
    "cover": lambda family, faces: family.library.people.cover(family.person(faces.anna[0]), faces.anna[1]),
    "details": lambda family, faces: family.library.people.details(
        family.person(faces.bo[0]), True, "1950-03-28"
    ),
    "answer": lambda family, faces: family.library.people.answer(
        Answered("same", faces.stranger, faces.anna[0]), "yes"
    ),
}


def test_every_act_is_taken_back_and_made_again(family: Family, faces: Faces) -> None:
    """One library for all of them: what one leaves behind the next would meet."""
    people = family.library.people
    people.name(family.person(faces.anna[0]), "Anna")
    people.name(family.person(faces.bo[0]), "Bo")
    family.set("IMG_4.jpg", people=[{"name": "Anna", "box": None}, {"name": "Passer-by", "box": None}])
    family.group()
    for name, act in ACTS.items():
        before = family.facts()
        done = act(family, faces)
        after = family.facts()
        assert done.operation is not None, name
        assert before != after, name
        people.undo(done.operation)
        assert family.facts() == before, name
        with pytest.raises(Refused):
            people.undo(done.operation)
        people.redo(done.operation)
        assert family.facts() == after, name
        # As a grouping comes between.
        family.group()
        people.undo(done.operation)
        back = family.facts()
        for part in ("decisions", "pairs", "faces", "words"):
            assert back[part] == before[part], (name, part)
        family.group()
        assert family.facts() == before, name
    assert family.named("IMG_4.jpg").keys() == {"Anna", "Passer-by"}


def test_taking_back_is_refused_where_something_newer_stands_on_it(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    named = people.name(anna, "Anna")
    renamed = people.name(anna, "Ann")
    before = family.facts()
    with pytest.raises(Refused) as refused:
        people.undo(named.operation)  # type: ignore[arg-type]
    assert "first" in refused.value.message
    assert family.facts() == before
    people.undo(renamed.operation)  # type: ignore[arg-type]
    people.undo(named.operation)  # type: ignore[arg-type]
    assert family.library.people.get(anna).name == ""
    with pytest.raises(NotFound):
        people.undo(10**6)


def test_a_name_taken_meanwhile_does_not_come_back(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna, bo = family.person(faces.anna[0]), family.person(faces.bo[0])
    people.name(anna, "Anna")
    away = people.name(anna, "")
    people.name(bo, "Anna")
    with pytest.raises(Refused) as refused:
        people.undo(away.operation)  # type: ignore[arg-type]
    assert refused.value.facts["person_id"] == bo


def test_what_was_said_of_a_face_that_is_gone_does_not_come_back(family: Family, faces: Faces) -> None:
    people = family.library.people
    done = people.assign([faces.stranger], name="Cleo")
    assert done.operation is not None
    people.undo(done.operation)
    family.library.db.write(
        lambda connection: connection.execute("DELETE FROM faces WHERE id = ?", (faces.stranger,))
    )
    before = family.facts()
    with pytest.raises(Refused) as refused:
        people.redo(done.operation)
    assert "not found in its photo" in refused.value.message
    assert family.facts() == before


def test_what_changes_nothing_is_no_act(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    assert people.name(anna, "Anna").operation is None
    assert people.assign(faces.anna[:1], anna).operation is not None
    assert [each.kind for each in people.history()] == ["assign", "name"]
