"""People stay who they are when faces are grouped again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from keepers.people.decided import Decisions, pairs
from keepers.people.faces import Ints
from keepers.people.naming import carry_over


def ints(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


@st.composite
def regrouped(draw: st.DrawFn) -> tuple[Ints, Ints, Ints, Decisions]:
    """Faces with a group now, a person before, and what was decided of some as grouping would keep it."""
    n = draw(st.integers(1, 20))
    ids = np.array(draw(st.permutations(range(1, n + 1))), dtype=np.int64)
    raw = np.array(draw(st.lists(st.integers(-1, 5), min_size=n, max_size=n)), dtype=np.int64)
    labels = np.where(raw >= 0, np.searchsorted(np.unique(raw[raw >= 0]), raw), -1)
    before = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)), dtype=np.int64)
    groups = int(labels.max()) + 1
    persons = draw(st.permutations([1, 2, 3, 4, 7]))
    is_, is_not = [], []
    for label in range(min(groups, 3)):
        if draw(st.booleans()):
            is_.append((int(ids[labels == label][0]), persons[label]))
        elif draw(st.booleans()):
            is_not.append((int(ids[labels == label][0]), draw(st.integers(1, 4))))
    return ids, labels, before, Decisions(is_=pairs(is_), is_not=pairs(is_not))


@given(regrouped())
def test_every_group_is_somebody_else(case: tuple[Ints, Ints, Ints, Decisions]) -> None:
    ids, labels, before, known = case
    carried = carry_over(ids, labels, before, known)
    given_out = [person for person in carried.persons.tolist() if person]
    assert len(given_out) == len(set(given_out))
    assert len(carried.persons) == labels.max() + 1
    had = {person for person in before.tolist() if person}
    assert set(given_out) | set(carried.vacated) >= had
    assert not set(given_out) & set(carried.vacated)


@given(regrouped())
def test_decided_persons_keep_their_faces(case: tuple[Ints, Ints, Ints, Decisions]) -> None:
    ids, labels, before, known = case
    persons = carry_over(ids, labels, before, known).persons
    label = dict(zip(ids.tolist(), labels.tolist(), strict=True))
    assert all(persons[label[face]] == person for face, person in known.is_.tolist())
    assert all(persons[label[face]] != person for face, person in known.is_not.tolist())


@given(regrouped())
def test_the_order_of_faces_changes_nothing(case: tuple[Ints, Ints, Ints, Decisions]) -> None:
    ids, labels, before, known = case
    order = np.argsort(ids)
    one = carry_over(ids, labels, before, known)
    other = carry_over(ids[order], labels[order], before[order], known)
    assert one.vacated == other.vacated
    assert one.persons.tolist() == other.persons.tolist()


@given(regrouped())
def test_grouping_again_with_the_same_result_changes_nobody(
    case: tuple[Ints, Ints, Ints, Decisions],
) -> None:
    ids, labels, before, known = case
    first = carry_over(ids, labels, before, known).persons
    # New persons get rows of their own.
    rows = np.where(first == 0, 100 + np.arange(len(first)), first)
    held = np.where(labels >= 0, rows[labels], 0) if len(rows) else np.zeros_like(labels)
    again = carry_over(ids, labels, held, known)
    assert again.persons.tolist() == rows.tolist()
    assert again.vacated == ()


def test_the_larger_share_keeps_the_person() -> None:
    carried = carry_over(ints(1, 2, 3, 4, 5), ints(0, 0, 0, 1, 1), ints(9, 9, 9, 9, 9), Decisions())
    assert carried.persons.tolist() == [9, 0]
    joined = carry_over(ints(1, 2, 3, 4, 5), ints(0, 0, 0, 0, 0), ints(8, 8, 9, 9, 9), Decisions())
    assert (joined.persons.tolist(), joined.vacated) == ([9], (8,))


def test_equal_shares_stay_with_the_older_person_and_the_lower_face() -> None:
    assert carry_over(ints(1, 2), ints(0, 0), ints(9, 8), Decisions()).persons.tolist() == [8]
    assert carry_over(ints(5, 4), ints(0, 1), ints(9, 9), Decisions()).persons.tolist() == [0, 9]


def test_a_decided_person_is_where_its_face_is_even_if_few_came_along() -> None:
    known = Decisions(is_=pairs([(1, 9)]))
    carried = carry_over(ints(1, 2, 3, 4), ints(0, 1, 1, 1), ints(9, 9, 9, 9), known)
    assert carried.persons.tolist() == [9, 0]
