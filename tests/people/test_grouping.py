"""Grouping holds what was decided, and does not depend on the order in which faces came."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.people.decided import NOTHING_DECIDED, Decisions, pairs
from keepers.people.faces import Faces
from keepers.people.grouped import Grouping
from keepers.people.grouping import extend, group
from people.made_faces import DIMS, RULE, crowds, decisions, faces_of, group_of, groups_of


def likeness_of(grouping: Grouping) -> dict[int, float]:
    return dict(zip(grouping.ids.tolist(), grouping.likeness.tolist(), strict=True))


def same_answer(a: Grouping, b: Grouping) -> None:
    assert groups_of(a) == groups_of(b)
    assert set(a.ids.tolist()) == set(b.ids.tolist())
    ours, theirs = likeness_of(a), likeness_of(b)
    np.testing.assert_array_equal([ours[face] for face in ours], [theirs[face] for face in ours])
    label = dict(zip(b.ids.tolist(), b.labels.tolist(), strict=True))
    assert [label[face] for face in a.ids.tolist()] == a.labels.tolist()


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_arrival_changes_nothing(data: st.DataObject) -> None:
    faces = data.draw(crowds())
    known = data.draw(decisions(faces))
    order = np.array(data.draw(st.permutations(range(len(faces)))), dtype=np.int64)
    same_answer(group(faces, known, RULE), group(faces.take(order), known, RULE))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_ids_given_by_arrival_change_nothing(data: st.DataObject) -> None:
    faces = data.draw(crowds())
    # Equal vectors are the documented tie.
    faces = faces.take(np.sort(np.unique(faces.vectors, axis=0, return_index=True)[1]))
    order = np.array(data.draw(st.permutations(range(len(faces)))), dtype=np.int64)
    moved = faces.take(order)
    renamed = Faces(
        np.sort(faces.ids), moved.vectors, moved.photos, moved.times_ms, moved.quality, moved.eligible
    )
    back = dict(zip(renamed.ids.tolist(), moved.ids.tolist(), strict=True))
    found = {
        frozenset(back[face] for face in each) for each in groups_of(group(renamed, NOTHING_DECIDED, RULE))
    }
    assert found == groups_of(group(faces, NOTHING_DECIDED, RULE))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_adding_and_taking_away_is_grouping_anew(data: st.DataObject) -> None:
    faces = data.draw(crowds(least=2))
    place = {int(face): at for at, face in enumerate(faces.ids)}
    grouping = group(faces.take(np.zeros(0, dtype=np.int64)), NOTHING_DECIDED, RULE)
    there: set[int] = set()
    for _step in range(data.draw(st.integers(1, 4))):
        subset = st.sets(st.sampled_from(sorted(place)), max_size=len(place))
        given_now, gone = data.draw(subset), data.draw(subset)
        gone -= given_now
        there = (there - gone) | given_now
        known = data.draw(decisions(faces))
        # A face that is given again may look different.
        vectors = faces.vectors.copy()
        again = [place[face] for face in sorted(given_now) if data.draw(st.booleans())]
        vectors[again] = vectors[again][:, ::-1]
        faces = Faces(faces.ids, vectors, faces.photos, faces.times_ms, faces.quality, faces.eligible)
        added = faces.take(np.array([place[face] for face in sorted(given_now)], dtype=np.int64))
        grouping = extend(grouping, added, known, np.array(sorted(gone), dtype=np.int64))
        everyone = faces.take(np.array([place[face] for face in sorted(there)], dtype=np.int64))
        same_answer(grouping, group(everyone, known, RULE))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_what_was_decided_holds(data: st.DataObject) -> None:
    faces = data.draw(crowds(least=2))
    known = data.draw(decisions(faces))
    grouping = group(faces, known, RULE)
    label = dict(zip(grouping.ids.tolist(), grouping.labels.tolist(), strict=True))
    is_ = {face: person for face, person in known.is_.tolist() if face in label}
    persons: dict[int, set[int]] = {}
    for face, person in is_.items():
        assert label[face] >= 0
        persons.setdefault(person, set()).add(label[face])
    assert all(len(labels) == 1 for labels in persons.values())
    assert len({next(iter(labels)) for labels in persons.values()}) == len(persons)
    for face, person in known.is_not.tolist():
        if face in label and person in persons and is_.get(face) != person:
            assert label[face] not in persons[person]
    for a, b in known.different.tolist():
        if a in label and b in label and not (a in is_ and is_.get(a) == is_.get(b)):
            assert label[a] != label[b] or label[a] == -1


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_photo_shows_nobody_twice_unless_allowed(data: st.DataObject) -> None:
    faces = data.draw(crowds(least=2))
    allowed = data.draw(decisions(faces)).allow
    grouping = group(faces, Decisions(allow=allowed), RULE)
    either = {tuple(sorted(pair)) for pair in allowed.tolist()}
    for low in range(len(faces)):
        for high in range(low):
            if faces.photos[low] == faces.photos[high] and grouping.labels[low] >= 0:
                pair = tuple(sorted((int(faces.ids[low]), int(faces.ids[high]))))
                assert grouping.labels[low] != grouping.labels[high] or pair in either


@given(crowds())
@settings(max_examples=60)
def test_everybody_has_a_place(faces: Faces) -> None:
    grouping = group(faces, NOTHING_DECIDED, RULE)
    assert grouping.ids.tolist() == faces.ids.tolist()
    found = grouping.labels
    assert set(found[found >= 0].tolist()) == set(range(int(found.max()) + 1))
    assert (found[faces.eligible] >= 0).all()
    assert (grouping.attached <= (~faces.eligible | (faces.quality < RULE.quality))).all()
    sizes = np.bincount(found[found >= 0], minlength=1)
    assert (np.isnan(grouping.likeness) == ((found < 0) | (sizes[found] == 1))).all()


def axis(*shares: float) -> list[float]:
    return [*shares, *([0.0] * (DIMS - len(shares)))]


def test_a_mirror_is_let_in_when_allowed() -> None:
    faces = faces_of(np.array([axis(1), axis(1, 0.1), axis(1, 0.2)]), photos=np.array([1, 1, 2]))
    assert len(group_of(group(faces, NOTHING_DECIDED, RULE), 3)) == 2
    assert group_of(group(faces, Decisions(allow=pairs([(2, 1)])), RULE), 3) == {1, 2, 3}


def test_poor_faces_bring_nobody_together_but_join_a_clear_person() -> None:
    bridge = np.array([axis(1, 0), axis(1, 0.05), axis(1, 1), axis(0, 1), axis(0.05, 1), axis(1, 0.2)])
    poor = faces_of(bridge, quality=np.array([1, 1, 0.1, 1, 1, 0.1]))
    grouping = group(poor, NOTHING_DECIDED, RULE)
    # The third is between the two; the last is clearly the first of them.
    assert groups_of(grouping) == {frozenset({1, 2, 6}), frozenset({4, 5}), frozenset({3})}
    assert grouping.attached.tolist() == [False] * 5 + [True]


def test_what_may_be_no_face_is_in_no_group_of_its_own() -> None:
    vectors = np.array([axis(1), axis(1, 0.1), axis(0, 0, 1), axis(1, 0.05)])
    faces = faces_of(vectors, eligible=np.array([True, True, False, False]))
    grouping = group(faces, NOTHING_DECIDED, RULE)
    assert grouping.labels.tolist() == [0, 0, -1, 0]
    decided = group(faces, Decisions(is_=pairs([(3, 7)])), RULE)
    assert decided.labels.tolist() == [0, 0, 1, 0]


def test_one_false_likeness_does_not_take_two_people_to_pieces() -> None:
    # Anna and Bea are apart in one photo; a picture between them is beyond doubt like both.
    rng = np.random.default_rng(1)
    anna = axis(1) + rng.normal(size=(20, DIMS)) * 0.03
    bea = axis(0.75, 0.66) + rng.normal(size=(20, DIMS)) * 0.03
    photos = np.arange(41)
    photos[20] = photos[0]
    faces = faces_of(np.concatenate([anna, bea, np.array([axis(0.94, 0.34)])]), photos=photos)
    apart = sorted(groups_of(group(faces, NOTHING_DECIDED, RULE)), key=len)
    assert [len(each) for each in apart] in ([20, 21], [1, 20, 20])
    assert not any({1, 21} <= each for each in apart)
    # Without that photo they would have been one.
    alone = faces_of(faces.vectors.astype(np.float64))
    assert len(groups_of(group(alone, NOTHING_DECIDED, RULE))) == 1


def test_numbers_that_are_none_are_nobody() -> None:
    vectors = np.array([axis(1), axis(1, 0.1), axis(1), axis(0)], dtype=np.float32)
    faces = faces_of(vectors)
    faces.vectors[2] = np.nan
    faces.vectors[3] = np.inf
    assert groups_of(group(faces, NOTHING_DECIDED, RULE)) == {
        frozenset({1, 2}),
        frozenset({3}),
        frozenset({4}),
    }
