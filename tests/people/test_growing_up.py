"""Capture times help with faces that change through the years, and change nothing where there are none."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from keepers.people.decided import NOTHING_DECIDED
from keepers.people.faces import NO_TIME, Faces
from keepers.people.grouping import group
from keepers.people.rule import Rule
from people.made_faces import RULE, at_years, crowds, faces_of, groups_of
from people.scoring import score

DIMS = 128
SPAN = 14
LIKE_REAL = Rule(core=0.62, same=0.4, unsure=0.32, quality=0.3, lead=0.075)


def children(seed: int, people: int, a_year: int, drift: float) -> tuple[Faces, list[str]]:
    """Faces of children over fourteen years; those of one a year apart are cos(drift) alike, less noise."""
    rng = np.random.default_rng(seed)
    vectors, years, who = [], [], []
    for person in range(people):
        basis = np.linalg.qr(rng.normal(size=(DIMS, SPAN + 1)))[0].T
        now = basis[0]
        for year in range(SPAN):
            for _picture in range(a_year):
                vectors.append(now + rng.normal(size=DIMS) * 0.75 / np.sqrt(DIMS))
                years.append(year + 30)
                who.append(str(person))
            now = np.cos(drift) * now + np.sin(drift) * basis[year + 1]
    return faces_of(np.array(vectors), years=np.array(years, dtype=np.int64)), who


def without_times(faces: Faces) -> Faces:
    return replace(faces, times_ms=np.full(len(faces), NO_TIME, dtype=np.int64))


def test_children_stay_one_person_while_they_grow_up() -> None:
    alone, helped = [], []
    for seed in range(4):
        faces, who = children(seed, people=8, a_year=3, drift=0.45)
        helped.append(score(who, group(faces, NOTHING_DECIDED, LIKE_REAL).labels))
        alone.append(score(who, group(without_times(faces), NOTHING_DECIDED, LIKE_REAL).labels))
    # Nobody is taken for another either way.
    assert min(found.pair_precision for found in helped + alone) == 1.0
    assert min(found.bcubed_recall for found in helped) > 0.95
    assert max(found.bcubed_recall for found in alone) < 0.75


def test_siblings_at_the_same_age_and_time_stay_two() -> None:
    rng = np.random.default_rng(3)
    faces, who = children(4, people=2, a_year=8, drift=0.3)
    # The second is drawn towards the first, year by year: .3 alike at any time.
    half = len(faces) // 2
    mixed = faces.vectors.copy()
    mixed[half:] = 0.32 * mixed[rng.permutation(half) // 8 * 8] + mixed[half:]
    near = faces_of(mixed.astype(np.float64), years=np.tile(np.repeat(np.arange(30, 44), 8), 2))
    assert score(who, group(near, NOTHING_DECIDED, LIKE_REAL).labels).pair_precision == 1.0


@given(crowds(), st.integers(-100, 100))
@settings(max_examples=40, deadline=None)
def test_one_year_for_all_is_like_no_year_at_all(faces: Faces, year: int) -> None:
    # In one and the same year, or where nobody knows, every pair counts as much.
    together = replace(faces, times_ms=at_years(np.full(len(faces), year, dtype=np.int64)))
    one, none = (group(each, NOTHING_DECIDED, RULE) for each in (together, without_times(faces)))
    assert groups_of(one) == groups_of(none)
    np.testing.assert_array_equal(one.likeness, none.likeness)
