"""Faces that were known and faces found now: who is who."""

import struct
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from keepers.catalog.face_match import SAME_PLACE, Known, New, cosine, matched
from keepers.metadata.regions import Box, overlap

places = st.builds(
    lambda x, y, w, h: Box(x / 100, y / 100, w / 100, h / 100),
    st.integers(0, 80),
    st.integers(0, 80),
    st.integers(3, 40),
    st.integers(3, 40),
)
found_now = st.lists(places, max_size=6).map(lambda boxes: [New(box) for box in boxes])
known_rows = st.lists(st.tuples(places, st.booleans(), st.booleans()), max_size=6).map(
    lambda rows: [
        Known(number + 1, box, held or placed, placed) for number, (box, held, placed) in enumerate(rows)
    ]
)


def vector(*values: float) -> bytes:
    length = sum(value * value for value in values) ** 0.5
    return struct.pack(f"<{len(values)}e", *(value / length for value in values))


@given(known_rows, found_now)
def test_each_is_used_once_and_only_where_it_lies(known: Sequence[Known], found: Sequence[New]) -> None:
    pairs = matched(known, found, None)
    assert len(set(pairs.values())) == len(pairs)
    rows = {row.id: row for row in known}
    for row_id, position in pairs.items():
        share = overlap(rows[row_id].box, found[position].box)
        assert share >= SAME_PLACE or (rows[row_id].placed and share > 0)
    # Nobody is left over who could still be somebody.
    for row in known:
        for position, new in enumerate(found):
            if overlap(row.box, new.box) >= SAME_PLACE:
                assert row.id in pairs or position in pairs.values()


@given(known_rows, found_now, st.randoms(use_true_random=False))
def test_the_order_does_not_matter_without_ties(known: list[Known], found: list[New], dice: object) -> None:
    order = list(range(len(found)))
    dice.shuffle(order)  # type: ignore[attr-defined]
    shares = [overlap(row.box, new.box) for row in known for new in found]
    if len({share for share in shares if share > 0}) < sum(share > 0 for share in shares):
        return
    turned = matched(known, [found[at] for at in order], None)
    assert {row_id: order[at] for row_id, at in turned.items()} == matched(known, found, None)
    assert matched(known[::-1], found, None) == matched(known, found, None)


@given(st.lists(places, max_size=6, unique=True))
def test_the_same_places_are_the_same_faces(boxes: list[Box]) -> None:
    known = [Known(number + 1, box, False, False) for number, box in enumerate(boxes)]
    assert matched(known, [New(box) for box in boxes], None) == {n + 1: n for n in range(len(boxes))}


def test_a_decided_face_goes_before_one_that_fits_better() -> None:
    near, exact = (
        Known(2, Box(0.1, 0.1, 0.2, 0.22), True, False),
        Known(1, Box(0.1, 0.1, 0.2, 0.2), False, False),
    )
    assert matched([exact, near], [New(Box(0.1, 0.1, 0.2, 0.2))], None) == {2: 0}


def test_a_large_box_drawn_about_a_face_is_that_face() -> None:
    drawn = Box(0.1, 0.1, 0.3, 0.3)
    face = New(Box(0.19, 0.18, 0.12, 0.15))
    assert overlap(drawn, face.box) < SAME_PLACE
    assert matched([Known(1, drawn, True, True)], [face], None) == {1: 0}
    assert matched([Known(1, drawn, True, False)], [face], None) == {}
    beside = New(Box(0.36, 0.18, 0.12, 0.15))
    assert matched([Known(1, drawn, True, True)], [beside], None) == {}


def test_in_a_photo_that_was_cut_decided_faces_are_told_by_their_looks() -> None:
    anna, ben = vector(1, 0, 0.1), vector(0, 1, 0.1)
    known = [
        Known(1, Box(0.1, 0.1, 0.1, 0.1), True, False, anna),
        Known(2, Box(0.3, 0.1, 0.1, 0.1), True, False, ben),
        Known(3, Box(0.5, 0.1, 0.1, 0.1), False, False, vector(0.1, 0.1, 1)),
    ]
    cut = [New(Box(0.7, 0.5, 0.2, 0.2), vector(0.1, 0.1, 1)), New(Box(0.7, 0.75, 0.2, 0.2), anna)]
    assert matched(known, cut, 0.9) == {1: 1}
    assert matched(known, cut, None) == {}


@given(st.binary(max_size=12), st.binary(max_size=12))
def test_any_bytes_have_a_cosine(one: bytes, other: bytes) -> None:
    value = cosine(one, other)
    assert value == value  # noqa: PLR0124 - never not a number


def test_vectors_of_other_models_are_nobody() -> None:
    assert cosine(vector(1, 0), vector(1, 0, 0)) == -1
    assert cosine(None, vector(1, 0)) == -1
    assert abs(cosine(vector(1, 2, 3), vector(1, 2, 3)) - 1) < 0.01
