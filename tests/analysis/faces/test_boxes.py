"""One detection a face, whatever passes and tiles bring, in whatever order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from keepers.analysis.faces.boxes import SAME_FACE, Detections, nothing, one_each, together

Boxes = list[tuple[float, float, float, float, float]]

boxes = st.lists(
    st.tuples(
        st.integers(0, 300).map(float),
        st.integers(0, 300).map(float),
        st.integers(1, 200).map(float),
        st.integers(1, 200).map(float),
        st.sampled_from([0.5, 0.6, 0.7, 0.8, 0.9]),
    ),
    max_size=25,
)


def detections(rows: Boxes) -> Detections:
    return Detections(
        np.array([(x, y, x + w, y + h) for x, y, w, h, _ in rows], np.float32).reshape(-1, 4),
        np.array([score for *_, score in rows], np.float32),
        np.zeros((len(rows), 5, 2), np.float32),
    )


def rows_of(found: Detections) -> set[tuple[float, ...]]:
    return {(*map(float, box), float(score)) for box, score in zip(found.boxes, found.scores, strict=True)}


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(0.0, wide) * max(0.0, high)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


@given(boxes, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(rows: Boxes, dice: "np.random.Generator") -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)
    assert rows_of(one_each(detections(rows))) == rows_of(one_each(detections(shuffled)))


@given(boxes)
def test_none_that_stay_are_one_face_and_none_goes_without_a_better_one(rows: Boxes) -> None:
    kept = sorted(rows_of(one_each(detections(rows))))
    for at, one in enumerate(kept):
        assert all(overlap(one, other) <= SAME_FACE + 1e-5 for other in kept[at + 1 :])
    for x, y, w, h, score in rows:
        one = (x, y, x + w, y + h)
        nearest = max(kept, key=lambda other: (overlap(one, other), other[4]))
        if overlap(one, nearest) <= 1e-6:
            # Nothing that stays touches it: then it must lie within nothing either, and stay itself.
            assert any(other[:4] == one for other in kept)
        assert max(other[4] for other in kept) >= score - 1e-6


@given(boxes)
def test_twice_is_as_once(rows: Boxes) -> None:
    once = one_each(detections(rows))
    assert rows_of(one_each(once)) == rows_of(once)
    assert rows_of(one_each(together([once, once, nothing()]))) == rows_of(once)


def test_the_half_that_a_tile_cut_off_goes_and_a_child_before_its_mother_stays() -> None:
    mother, half, child = (
        (0.0, 0.0, 100.0, 130.0, 0.9),
        (0.0, 0.0, 50.0, 130.0, 0.8),
        (30.0, 90.0, 40.0, 50.0, 0.7),
    )
    kept = rows_of(one_each(detections([half, child, mother])))
    assert {row[:4] for row in kept} == {(0, 0, 100, 130), (30, 90, 70, 140)}


def test_what_has_no_area_is_nobody() -> None:
    assert len(one_each(detections([(5.0, 5.0, 20.0, 20.0, 0.9), (50.0, 50.0, 0.0, 20.0, 0.8)]))) == 1
