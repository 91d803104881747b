"""Eyes and smiles in a photo: by the person's own faces, and only where something is to be seen."""

from keepers.catalog.face_looks import Measured
from keepers.people.expressions import Expression, expressions


def measured(
    face_id: int, eyes: float, smile: float, *, person: int | None = 1, here: bool = False
) -> Measured:
    return Measured(face_id, here, person, 0.8, 0.99, 0.0, eyes, eyes, smile)


def test_the_same_measure_means_another_thing_with_another_person() -> None:
    wide = [measured(at, 0.34, 0.70) for at in range(10, 15)]
    narrow = [measured(at, 0.16, 0.82, person=2) for at in range(20, 25)]
    half, of_two = measured(1, 0.15, 0.80, here=True), measured(2, 0.15, 0.80, person=2, here=True)
    stranger = measured(3, 0.15, 0.95, person=None, here=True)
    assert expressions([half, of_two, stranger, *wide, *narrow]) == {
        1: Expression(eyes_open=False, smiles=True),
        2: Expression(eyes_open=True, smiles=False),
        3: Expression(eyes_open=True, smiles=True),
    }


def test_what_shows_no_face_tells_nothing_and_calibrates_nobody() -> None:
    hidden = [Measured(at, False, 1, 0.8, 0.2, 0.0, 0.9, 0.9, 0.1) for at in range(10, 20)]
    cut = Measured(2, True, 1, 0.8, 0.49, 0.0, 0.3, 0.3, 0.7)
    blur = Measured(3, True, 1, 0.2, 0.9, 0.0, 0.1, 0.1, 0.7)
    unknown = Measured(4, True, 1, None, 0.9, 0.0, 0.3, 0.3, 0.7)
    seen = expressions([measured(1, 0.15, 0.7, here=True), cut, blur, unknown, *hidden])
    assert seen == {1: Expression(eyes_open=True, smiles=False)}
