"""Names that files give: they make persons, they find their faces, and the newer word wins."""

from hypothesis import given
from hypothesis import strategies as st

from keepers.metadata.regions import Box
from keepers.people.from_files import Known, Marked, matches
from people.conftest import Family

HERE, NEAR, THERE = (0.1, 0.1, 0.2, 0.2), (0.12, 0.09, 0.2, 0.22), (0.6, 0.1, 0.2, 0.2)
HEAD_AND_SHOULDERS = (0.05, 0.02, 0.3, 0.45)


def test_a_marked_name_is_the_face_found_there_and_others_like_it(family: Family) -> None:
    face = family.face("IMG_0.jpg", 1, HERE)
    alike = family.face("IMG_1.jpg", 1, HERE)
    family.says("IMG_0.jpg", ("Anna", NEAR))
    family.group()
    assert family.who(face) == "Anna"
    assert family.who(alike) == "Anna"
    # What merely looks so is not written into photos.
    assert family.named("IMG_1.jpg") == {}
    assert family.library.people.history() == []


def test_a_mark_of_head_and_shoulders_is_its_face(family: Family) -> None:
    face = family.face("IMG_0.jpg", 1, HERE)
    family.says("IMG_0.jpg", ("Anna", HEAD_AND_SHOULDERS))
    family.group()
    assert family.who(face) == "Anna"


def test_a_mark_where_no_face_was_found_becomes_one(family: Family) -> None:
    family.says("IMG_0.jpg", ("Anna", HERE))
    family.group()
    (face,) = family.library.people.faces_of_asset(family.asset("IMG_0.jpg")).faces
    assert (face.source, face.name, face.box) == ("said", "Anna", HERE)
    family.group()
    assert len(family.library.people.faces_of_asset(family.asset("IMG_0.jpg")).faces) == 1


def test_a_name_without_a_place_counts_for_the_photos_of_its_person(family: Family) -> None:
    people = family.library.people
    face = family.face("IMG_0.jpg", 1, HERE)
    family.says("IMG_0.jpg", ("Anna", HERE))
    family.says("IMG_1.jpg", ("anna", None), ("Grandma", None))
    family.group()
    listed = {each.name: (each.faces, each.photos) for each in people.list().people}
    assert listed == {"Anna": (1, 2), "Grandma": (0, 1)}
    anna = people.photos([family.person(face)])
    assert anna.columns.ids == [family.asset("IMG_1.jpg"), family.asset("IMG_0.jpg")]
    assert anna.total == 2


def test_two_spellings_of_a_name_are_one_person(family: Family) -> None:
    one, other = family.face("IMG_0.jpg", 1, HERE), family.face("IMG_1.jpg", 2, HERE)
    family.says("IMG_0.jpg", ("Zoe\u0308", HERE))
    family.says("IMG_1.jpg", ("ZOË", HERE))
    family.group()
    assert family.person(one) == family.person(other)


def test_a_name_that_no_file_gives_any_more_goes(family: Family) -> None:
    face = family.face("IMG_0.jpg", 1, HERE)
    family.says("IMG_0.jpg", ("Anna", HERE))
    family.group()
    family.says("IMG_0.jpg")
    family.group()
    assert family.who(face) == ""
    assert [each.name for each in family.library.people.list(kind="all").people] == [""]


def test_a_newer_name_by_another_program_wins_and_is_taken_back(family: Family) -> None:
    people = family.library.people
    family.library.editing.set_mode("sidecar")
    face = family.face("IMG_0.jpg", 1, HERE)
    family.says("IMG_0.jpg")
    family.group()
    people.name(family.person(face), "Anna")
    anna = family.person(face)
    # As if it had been written: the file says it now, and nothing waits.
    family.library.db.write(lambda connection: connection.execute("UPDATE files SET write_due = NULL"))
    family.says("IMG_0.jpg", ("Anna", HERE))
    family.library.db.write(lambda connection: connection.execute("UPDATE edits SET state = 'written'"))
    family.group()
    assert family.who(face) == "Anna"
    family.says("IMG_0.jpg", ("Bo", HERE))
    family.group()
    assert family.who(face) == "Bo"
    newest = people.history()[0]
    assert (newest.kind, newest.detail) == ("read_back", {"photos": 1, "names": ["Anna", "Bo"]})
    people.undo(newest.id)
    assert family.who(face) == "Anna"
    assert family.person(face) == anna
    assert family.named("IMG_0.jpg") == {"Anna": list(HERE)}
    family.group()
    assert family.who(face) == "Anna"


def test_a_name_taken_out_of_a_photo_by_hand_is_heeded(family: Family) -> None:
    people = family.library.people
    face, other = family.face("IMG_0.jpg", 1, HERE), family.face("IMG_1.jpg", 1, HERE)
    family.group()
    people.name(family.person(face), "Anna")
    family.set("IMG_0.jpg", people=None)
    family.group()
    assert family.who(face) == ""
    assert family.who(other) == "Anna"
    assert people.history()[0].kind == "read_back"
    assert people.history()[0].detail["names"] == ["Anna"]


def test_what_a_person_denied_is_not_asserted_by_what_the_file_said_before(family: Family) -> None:
    people = family.library.people
    sure, face = family.face("IMG_0.jpg", 1, HERE), family.face("IMG_1.jpg", 1, HERE)
    family.group()
    people.name(family.person(sure), "Anna")
    family.says("IMG_2.jpg", ("Anna", HERE))
    late = family.face("IMG_2.jpg", 9, NEAR)
    # Said of the face before its photo's names were brought together with it.
    people.not_this([late], family.person(sure))
    family.group()
    assert family.who(late) == ""
    assert family.named("IMG_2.jpg") == {}
    assert family.who(face) == "Anna"


BOXES = st.builds(
    Box, *[st.floats(0, 0.8, allow_nan=False)] * 2, *[st.floats(0.01, 0.2, allow_nan=False)] * 2
)


@given(st.lists(BOXES, max_size=6), st.lists(BOXES, max_size=6))
def test_each_face_is_one_mark_at_most_whatever_the_order(places: list[Box], faces: list[Box]) -> None:
    marked = [Marked(f"name {at}", box) for at, box in enumerate(places)]
    known = [Known(at + 1, box) for at, box in enumerate(faces)]
    found = matches(marked, known)
    assert len(set(found.values())) == len(found)
    assert matches(marked, known[::-1]) == found


@given(BOXES, st.lists(BOXES, max_size=4))
def test_a_mark_on_a_face_is_that_face(box: Box, others: list[Box]) -> None:
    known = [Known(at + 2, each) for at, each in enumerate(others)]
    found = matches([Marked("anna", box)], [*known, Known(1, box, "anna")])
    assert found == {0: 1}
