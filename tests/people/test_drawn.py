"""Faces that people draw, move and take away: what they look like, and whose they may be."""

from typing import Any

import pytest

from keepers.base.errors import Invalid, NotFound
from people.conftest import LEFT, MODEL, Faces, Family, vector


def looks(family: Family, face: int) -> tuple[int, bytes | None, str | None]:
    """How many vectors a face has, its five points, its picture."""
    row = family.row(
        "SELECT points, crop, (SELECT count(*) FROM face_vectors v WHERE v.face_id = f.id) AS vectors"
        " FROM faces f WHERE id = ?",
        face,
    )
    return row["vectors"], row["points"], row["crop"]


def seen(family: Family, face: int) -> None:
    """As a search leaves a face it looked at; nothing waits to be looked at any more."""

    def put(connection: Any) -> None:
        connection.execute("UPDATE faces SET points = ?, crop = 'ab' WHERE id = ?", (bytes(40), face))
        connection.execute(
            "INSERT OR REPLACE INTO face_vectors (face_id, model, vector) VALUES (?, ?, ?)",
            (face, MODEL, vector(1, face)),
        )
        connection.execute("DELETE FROM jobs")

    family.library.db.write(put)


def to_be_seen(family: Family) -> int:
    return int(family.row("SELECT count(*) AS n FROM jobs WHERE kind = 'faces'")["n"])


def test_a_moved_face_is_looked_at_where_it_is_there_and_back(family: Family, faces: Faces) -> None:
    """By the points of the place it had, its vector would be that of the face it was taken from."""
    people, face = family.library.people, faces.anna[0]
    seen(family, face)
    moved = people.move(face, (0.4, 0.4, 0.3, 0.3))
    assert (looks(family, face), to_be_seen(family)) == ((0, None, None), 1)
    seen(family, face)
    people.undo(moved.operation)  # type: ignore[arg-type]
    assert (looks(family, face), to_be_seen(family)) == ((0, None, None), 1)
    seen(family, face)
    people.redo(moved.operation)  # type: ignore[arg-type]
    assert (looks(family, face), to_be_seen(family)) == ((0, None, None), 1)


def test_a_face_that_stays_where_it_is_keeps_its_looks(family: Family, faces: Faces) -> None:
    seen(family, faces.anna[0])
    before = looks(family, faces.anna[0])
    family.library.people.move(faces.anna[0], LEFT)
    assert (looks(family, faces.anna[0]), to_be_seen(family)) == (before, 0)


def test_a_face_that_is_drawn_again_is_looked_at_again(family: Family, faces: Faces) -> None:
    people = family.library.people
    drawn = people.draw(family.asset("IMG_4.jpg"), (0.5, 0.5, 0.2, 0.2), name="Zoe")
    people.undo(drawn.operation)  # type: ignore[arg-type]
    family.library.db.write(lambda connection: connection.execute("DELETE FROM jobs"))
    people.redo(drawn.operation)  # type: ignore[arg-type]
    assert to_be_seen(family) == 1


def test_somebody_is_drawn_where_a_model_saw_a_dog(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    asset_id, box = family.asset("IMG_4.jpg"), (0.5, 0.5, 0.2, 0.2)
    dog = family.library.db.write(
        lambda connection: connection.execute(
            "INSERT INTO faces (asset_id, kind, source, x, y, w, h, found_at)"
            " VALUES (?, 'dog', 'found', ?, ?, ?, ?, 0) RETURNING id",
            (asset_id, *box),
        ).fetchone()["id"]
    )
    people.draw(asset_id, box, anna)
    assert family.named("IMG_4.jpg") == {"Anna": list(box)}
    # And a dog where none was seen.
    people.assign([dog], name="Rex")
    rex = family.person(dog)
    people.draw(family.asset("IMG_3.jpg"), (0.5, 0.5, 0.3, 0.3), rex)
    kinds = family.rows(
        "SELECT f.kind FROM face_decisions d JOIN faces f ON f.id = d.face_id WHERE d.person_id = ?", rex
    )
    assert [row["kind"] for row in kinds] == ["dog", "dog"]


def test_a_box_that_was_taken_away_is_there_again_once_it_is_said_to_be_a_face(
    family: Family, faces: Faces
) -> None:
    people, asset_id = family.library.people, family.asset("IMG_4.jpg")
    people.draw(asset_id, (0.5, 0.5, 0.2, 0.2))
    (face,) = people.faces_of_asset(asset_id).faces
    people.remove_box(face.id)
    assert people.faces_of_asset(asset_id).faces == ()
    people.is_face([face.id])
    assert [each.id for each in people.faces_of_asset(asset_id).faces] == [face.id]


@pytest.mark.parametrize("box", [(0.5, 0.5, 0, 0), (0.5, 0.5, -0.1, 0.1), (2, 2, 0.1, 0.1), (1e300, 0, 1, 1)])
def test_a_box_that_marks_nothing_is_refused(family: Family, box: tuple[float, float, float, float]) -> None:
    with pytest.raises(Invalid):
        family.library.people.draw(family.asset("IMG_4.jpg"), box)


def test_a_drawn_face_is_somebodys_at_once(family: Family, faces: Faces) -> None:
    people = family.library.people
    done = people.draw(family.asset("IMG_4.jpg"), (0.5, 0.5, 0.1, 0.1), name="Dora")
    assert family.named("IMG_4.jpg") == {"Dora": [0.5, 0.5, 0.1, 0.1]}
    face = people.faces_of_asset(family.asset("IMG_4.jpg")).faces[0]
    assert (face.source, face.name, face.how) == ("drawn", "Dora", "decided")
    people.remove_box(face.id)
    assert people.faces_of_asset(family.asset("IMG_4.jpg")).faces == ()
    assert family.named("IMG_4.jpg") == {}
    # Over a face that was found it is that face.
    people.draw(family.asset("IMG_3.jpg"), (0.11, 0.1, 0.2, 0.2), person_id=done.person_id)
    assert family.who(faces.stranger) == "Dora"
    with pytest.raises(NotFound):
        people.draw(10**6, (0.5, 0.5, 0.1, 0.1))
    with pytest.raises(Invalid):
        people.draw(family.asset("IMG_4.jpg"), (0.5, 0.5, float("nan"), 0.1))


def test_a_face_that_was_moved_is_where_it_was_put_whatever_is_found(family: Family, faces: Faces) -> None:
    people = family.library.people
    people.name(family.person(faces.anna[0]), "Anna")
    moved = people.move(faces.anna[0], (0.2, 0.3, 0.25, 0.25))
    assert moved.person_id == family.person(faces.anna[1])
    assert family.named("IMG_0.jpg") == {"Anna": [0.2, 0.3, 0.25, 0.25]}
    family.group()
    face = next(
        each for each in people.faces_of_asset(family.asset("IMG_0.jpg")).faces if each.id == faces.anna[0]
    )
    assert (face.box, face.name, face.source) == ((0.2, 0.3, 0.25, 0.25), "Anna", "drawn")
    people.undo(moved.operation)  # type: ignore[arg-type]
    assert family.named("IMG_0.jpg") == {"Anna": list(LEFT)}
    with pytest.raises(Invalid):
        people.move(faces.anna[0], (2, 2, 0.1, 0.1))
    with pytest.raises(NotFound):
        people.move(999, LEFT)
