"""Acts on people are taken back and made again, with the names they put into photos, or refused."""

import json
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


def test_names_in_photos_are_not_taken_back_apart_from_what_was_said(family: Family, faces: Faces) -> None:
    """Heard as a newer word of the photos it would end the decision."""
    people, editing = family.library.people, family.library.editing
    named = people.name(family.person(faces.anna[0]), "Anna")
    before = family.facts()
    (operation,) = editing.history(1)
    with pytest.raises(Refused) as refused:
        editing.undo(operation.id)
    assert "history of people" in refused.value.message
    family.group()
    assert family.facts()["decisions"] == before["decisions"]
    people.undo(named.operation)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        editing.redo(operation.id)


def test_names_that_outlived_what_was_said_are_words_like_any_others(family: Family, faces: Faces) -> None:
    family.library.people.name(family.person(faces.anna[0]), "Anna")
    (operation,) = family.library.editing.history(1)
    family.library.forgetting.all()
    family.library.editing.undo(operation.id)
    assert "Anna" not in family.named("IMG_0.jpg")


def test_a_choice_between_two_programs_is_not_made_by_naming_another_face(
    family: Family, faces: Faces
) -> None:
    people, editing = family.library.people, family.library.editing
    people.name(family.person(faces.anna[0]), "Anna")
    asset_id = family.asset("IMG_0.jpg")
    zoe = [{"name": "Zoe", "box": None}]
    family.library.db.write(
        lambda connection: connection.execute(
            "UPDATE edits SET state = 'conflict', theirs = ? WHERE asset_id = ?", (json.dumps(zoe), asset_id)
        )
    )

    def theirs() -> list[tuple[int, object]]:
        return [(each.asset_id, each.theirs) for each in editing.conflicts()]

    done = people.name(family.person(faces.bo[0]), "Bo")
    assert family.named("IMG_0.jpg").keys() == {"Anna", "Bo"}
    assert theirs() == [(asset_id, zoe)]
    people.undo(done.operation)  # type: ignore[arg-type]
    assert family.named("IMG_0.jpg").keys() == {"Anna"}
    assert theirs() == [(asset_id, zoe)]
    people.redo(done.operation)  # type: ignore[arg-type]
    assert family.named("IMG_0.jpg").keys() == {"Anna", "Bo"}
    assert theirs() == [(asset_id, zoe)]


@pytest.mark.parametrize("newer", ["the same", "a cover"])
def test_a_drawn_face_stays_while_something_newer_is_said_of_it(
    family: Family, faces: Faces, newer: str
) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    drawn = people.draw(family.asset("IMG_4.jpg"), (0.5, 0.5, 0.2, 0.2))
    face = family.row("SELECT max(id) AS id FROM faces")["id"]
    if newer == "the same":
        people.answer(Answered("same", face, faces.anna[0]), "yes")
    else:
        family.library.db.write(
            lambda connection: connection.execute(
                "INSERT INTO face_people (face_id, person_id, how) VALUES (?, ?, 'grouped')", (face, anna)
            )
        )
        people.cover(anna, face)
    before = family.facts()
    with pytest.raises(Refused):
        people.undo(drawn.operation)  # type: ignore[arg-type]
    assert family.facts() == before
