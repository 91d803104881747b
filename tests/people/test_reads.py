"""What is asked about people: in which photos, with whom, when, who looks like them, page by page."""

import pytest

from keepers.base.errors import Invalid, NotFound
from people.conftest import Family

LEFT, RIGHT = (0.1, 0.1, 0.2, 0.2), (0.6, 0.1, 0.2, 0.2)


@pytest.fixture
def both(family: Family) -> tuple[int, int]:
    """Anna in photos 0 to 3, Bo in 2 to 4; in 4 Anna is only named."""
    anna = [family.face(f"IMG_{at}.jpg", 1, LEFT, quality=0.5 + at / 10) for at in range(4)]
    bo = [family.face(f"IMG_{at}.jpg", 2, RIGHT) for at in range(2, 5)]
    family.group()
    people = family.library.people
    people.name(family.person(anna[0]), "Anna")
    people.name(family.person(bo[0]), "Bo")
    family.set("IMG_4.jpg", people=[{"name": "Bo", "box": list(RIGHT)}, {"name": "ANNA", "box": None}])
    family.group()
    return family.person(anna[0]), family.person(bo[0])


def assets(family: Family, *numbers: int) -> list[int]:
    return [family.asset(f"IMG_{at}.jpg") for at in numbers]


def test_photos_of_all_of_them_together(family: Family, both: tuple[int, int]) -> None:
    people = family.library.people
    assert people.photos([both[0]]).columns.ids == assets(family, 4, 3, 2, 1, 0)
    together = people.photos(both)
    assert (together.columns.ids, together.total, together.next) == (assets(family, 4, 3, 2), 3, None)
    first = people.photos(both, limit=2)
    assert first.columns.ids == assets(family, 4, 3)
    rest = people.photos(both, first.next, limit=2)
    assert (rest.columns.ids, rest.next) == (assets(family, 2), None)
    with pytest.raises(NotFound):
        people.photos([both[0], 999])


def test_with_whom_and_when(family: Family, both: tuple[int, int]) -> None:
    people = family.library.people
    (other,) = people.together_with(both[0])
    assert (other.id, other.name, other.photos) == (both[1], "Bo", 3)
    (year,) = people.years(both[0])
    assert (year.year, year.photos) == (2024, 5)
    # The clearest face of that year.
    assert people.faces_of_asset(family.asset("IMG_3.jpg")).faces[0].id == year.face_id
    people.hide(both[1], "everywhere")
    assert people.together_with(both[0]) == ()
    for asked in (people.together_with, people.years, people.get, people.faces_of_person):
        with pytest.raises(NotFound):
            asked(999)


def test_faces_and_people_come_in_pages(family: Family, both: tuple[int, int]) -> None:
    people = family.library.people
    first = people.faces_of_person(both[0], limit=3)
    rest = people.faces_of_person(both[0], first.next, limit=3)
    assert [each.asset_id for each in (*first.faces, *rest.faces)] == assets(family, 3, 2, 1, 0)
    assert rest.next is None
    page = people.list(limit=1)
    assert [each.name for each in page.people] == ["Anna"]
    assert [each.name for each in people.list(after=page.next, limit=1).people] == ["Bo"]
    for wrong in ("x", "1", "1,2,3,4,5", "null,0,0,0"):
        with pytest.raises(Invalid):
            people.list(after=wrong)
        with pytest.raises(Invalid):
            people.faces_of_person(both[0], after=wrong)


def test_counts_of_people(family: Family, both: tuple[int, int]) -> None:
    people = family.library.people
    family.face("IMG_0.jpg", 5, RIGHT, quality=0.01)
    family.group()
    people.hide(both[1], "everywhere")
    counts = people.counts()
    assert (counts.named, counts.unnamed, counts.pets, counts.hidden, counts.unsure) == (1, 0, 0, 1, 1)


def test_search_by_a_face(family: Family, both: tuple[int, int]) -> None:
    people = family.library.people
    face = people.faces_of_person(both[0]).faces[0].id
    found = people.alike(face, 4)
    assert [each.face.name for each in found] == ["Anna"] * 3
    assert [each.likeness for each in found] == sorted((each.likeness for each in found), reverse=True)
    assert face not in {each.face.id for each in found}
    unseen = family.face("IMG_0.jpg", 1, RIGHT, model=None)
    for asked in (unseen, 999):
        with pytest.raises(NotFound):
            people.alike(asked)


def test_a_photo_that_shows_nowhere_counts_for_nobody(family: Family, both: tuple[int, int]) -> None:
    people = family.library.people
    family.library.db.write(
        lambda connection: connection.execute(
            "UPDATE assets SET visible = 0 WHERE id = ?", (family.asset("IMG_0.jpg"),)
        )
    )
    anna = people.get(both[0])
    assert (anna.faces, anna.photos) == (3, 4)
    family.group()
    assert people.get(both[0]) == anna
