"""Every act on people: what it does to persons, faces and photos, and that it can be taken back."""

import pytest

from keepers.base.errors import Invalid, NotFound
from keepers.people.acting import NameTaken
from keepers.people.answers import Answered
from people.conftest import LEFT, RIGHT, Faces, Family


def test_faces_that_look_alike_are_one_person_without_a_name(family: Family, faces: Faces) -> None:
    page = family.library.people.list()
    assert [(each.name, each.faces, each.photos) for each in page.people] == [
        ("", 3, 3),
        ("", 2, 2),
        ("", 1, 1),
    ]
    assert len({family.person(each) for each in faces.anna}) == 1


def test_a_name_goes_into_the_photos_of_all_their_faces(family: Family, faces: Faces) -> None:
    done = family.library.people.name(family.person(faces.anna[0]), "  Anna\u0301 ")
    assert set(done.changed_assets) == {family.asset(f"IMG_{at}.jpg") for at in range(3)}
    assert family.named("IMG_0.jpg") == {"Anná": [0.1, 0.1, 0.2, 0.2]}
    assert family.library.people.get(family.person(faces.anna[0])).name == "Anná"


def test_a_name_somebody_has_is_refused_and_says_who_has_it(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    with pytest.raises(NameTaken) as refused:
        people.name(family.person(faces.bo[0]), "ANNA")
    assert refused.value.facts["person_id"] == anna
    assert refused.value.code == "name_taken"


def test_merging_gives_one_name_to_all(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna, bo = family.person(faces.anna[0]), family.person(faces.bo[0])
    people.name(bo, "Bo")
    done = people.merge(anna, [bo])
    assert done.person_id == anna
    assert {family.who(each) for each in faces.anna + faces.bo} == {"Bo"}
    with pytest.raises(NotFound):
        people.get(bo)
    family.group()
    assert {family.who(each) for each in faces.anna + faces.bo} == {"Bo"}


def test_the_name_that_gives_way_leaves_photos_without_a_face_too(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna, bo = family.person(faces.anna[0]), family.person(faces.bo[0])
    people.name(anna, "Anna")
    people.name(bo, "Bo")
    family.set("IMG_4.jpg", people=[{"name": "bo", "box": None}])
    merged = people.merge(anna, [bo])
    assert family.named("IMG_4.jpg") == {"Anna": None}
    assert family.named("IMG_0.jpg").keys() == {"Anna"}
    people.undo(merged.operation)  # type: ignore[arg-type]
    assert family.named("IMG_4.jpg") == {"bo": None}
    assert family.named("IMG_0.jpg").keys() == {"Anna", "Bo"}


def test_split_faces_stay_apart_however_alike(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    made = people.split(anna, faces.anna[:1]).person_id
    assert made is not None
    assert made != anna
    family.group()
    assert family.person(faces.anna[0]) == made
    assert family.person(faces.anna[1]) == anna
    assert family.named("IMG_0.jpg") == {}
    with pytest.raises(Invalid):
        people.split(anna, faces.anna[1:])
    with pytest.raises(Invalid):
        people.split(anna, faces.bo)


def test_not_this_person_holds_against_every_grouping(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    people.not_this([faces.anna[2]], anna)
    assert family.named("IMG_2.jpg") == {}
    family.group()
    assert family.person(faces.anna[2]) != anna
    assert [family.person(each) for each in faces.anna[:2]] == [anna, anna]


def test_not_this_person_before_anybody_has_a_name(family: Family, faces: Faces) -> None:
    anna = family.person(faces.anna[0])
    family.library.people.not_this([faces.anna[2]], anna)
    family.group()
    assert family.person(faces.anna[2]) != anna
    assert [family.person(each) for each in faces.anna[:2]] == [anna, anna]


def test_assigning_by_name_finds_whoever_is_called_so(family: Family, faces: Faces) -> None:
    people = family.library.people
    made = people.assign([faces.stranger], name="Cleo").person_id
    again = people.assign([faces.bo[0]], name="cleo").person_id
    assert made == again
    assert family.named("IMG_0.jpg") == {"Cleo": [0.6, 0.1, 0.2, 0.2]}
    with pytest.raises(Invalid):
        people.assign([faces.bo[0]])
    with pytest.raises(Invalid):
        people.assign([faces.bo[0]], name="   ")


def test_what_merely_looks_like_somebody_is_not_decided_by_an_act_about_another_face(
    family: Family, faces: Faces
) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    later = family.face("IMG_3.jpg", 1, RIGHT)
    family.group()
    assert family.who(later) == "Anna"
    people.assign([faces.stranger], anna)
    people.name(anna, "Ann")
    people.hide(anna, "less")
    people.not_this([faces.anna[2]], anna)
    people.merge(anna, [family.person(faces.bo[0])])
    how = family.row("SELECT how FROM face_people WHERE face_id = ?", later)["how"]
    assert how == "grouped"
    assert family.named("IMG_3.jpg").keys() == {"Ann"}
    assert family.named("IMG_3.jpg")["Ann"] == list(LEFT)


def test_a_pet_may_have_a_persons_name_and_is_no_person(family: Family, faces: Faces) -> None:
    people = family.library.people
    family.library.db.write(
        lambda connection: connection.execute("UPDATE faces SET kind = 'dog' WHERE id = ?", (faces.stranger,))
    )
    family.group()
    people.name(family.person(faces.anna[0]), "Bo")
    dog = people.assign([faces.stranger], name="Bo").person_id
    assert dog is not None
    assert people.get(dog).kind == "dog"
    assert people.get(dog).photos == 1
    # What reads names in photos takes each for a person's.
    assert family.named("IMG_3.jpg") == {}
    assert [each.id for each in people.list(kind="pets").people] == [dog]
    with pytest.raises(Invalid):
        people.assign([faces.stranger], family.person(faces.anna[0]))
    with pytest.raises(Invalid):
        people.merge(dog, [family.person(faces.anna[0])])


def test_what_is_no_face_is_nobodys(family: Family, faces: Faces) -> None:
    people = family.library.people
    people.name(family.person(faces.anna[0]), "Anna")
    people.not_face([faces.anna[0]])
    assert family.named("IMG_0.jpg") == {}
    family.group()
    assert family.who(faces.anna[0]) == "?"
    people.is_face([faces.anna[0]])
    family.group()
    assert family.who(faces.anna[0]) == "Anna"


def test_how_somebody_is_shown(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.hide(anna, "everywhere")
    assert anna not in {each.id for each in people.list().people}
    assert [each.id for each in people.list(hidden="hidden").people] == [anna]
    people.cover(anna, faces.anna[2])
    people.details(anna, True, "--02-29")
    row = people.get(anna)
    assert (row.cover_face_id, row.memorial, row.birthday) == (faces.anna[2], True, "--02-29")
    with pytest.raises(Invalid):
        people.cover(anna, faces.bo[0])
    for wrong in ("2023-02-29", "29.2.2024", "--13-01"):
        with pytest.raises(Invalid):
            people.details(anna, False, wrong)


@pytest.mark.parametrize(
    ("question", "verdict", "together"),
    [("same", "yes", True), ("same", "no", False), ("same", "unsure", False)],
)
def test_an_answer_of_two_persons(
    family: Family, faces: Faces, question: str, verdict: str, together: bool
) -> None:
    people = family.library.people
    people.name(family.person(faces.bo[0]), "Bo")
    people.answer(Answered("same", faces.stranger, faces.bo[0]), verdict)  # type: ignore[arg-type]
    family.group()
    assert (family.who(faces.stranger) == "Bo") == together


def test_an_answer_of_a_face(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna = family.person(faces.anna[0])
    people.name(anna, "Anna")
    people.answer(Answered("is", faces.stranger, faces.anna[0], anna), "yes")
    assert family.who(faces.stranger) == "Anna"
    people.answer(Answered("is", faces.stranger, faces.anna[0], anna), "no")
    family.group()
    assert family.who(faces.stranger) == ""
    people.answer(Answered("face", faces.stranger), "no")
    family.group()
    assert family.who(faces.stranger) == "?"
    people.answer(Answered("face", faces.bo[0]), "unsure")
    assert people.faces_of_asset(family.asset("IMG_0.jpg")).faces[1].verdict is None


@pytest.mark.parametrize("said", ["2999-01-01", "1950-02-29", "--02-30", "19500328", "1950-W13-2", "--W01-1"])
def test_a_birthday_is_a_day_that_was(family: Family, faces: Faces, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        family.library.people.details(family.person(faces.anna[0]), False, said)
    assert refused.value.facts["field"] == "birthday"


def test_the_cover_that_was_chosen_of_one_stands_for_both(family: Family, faces: Faces) -> None:
    people = family.library.people
    anna, bo = family.person(faces.anna[0]), family.person(faces.bo[0])
    people.cover(anna, faces.anna[1])
    people.merge(bo, [anna])
    assert people.get(bo).cover_face_id == faces.anna[1]
