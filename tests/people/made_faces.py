"""Faces made of numbers: crowds of a few look-alikes, with all that can be decided of them."""

import numpy as np
from hypothesis import strategies as st

from keepers.people.decided import Decisions, pairs
from keepers.people.faces import NO_TIME, Faces, Ints
from keepers.people.grouped import Grouping
from keepers.people.rule import Rule

DIMS = 6
RULE = Rule(core=0.9, same=0.6, unsure=0.4, quality=0.3, lead=0.1)
YEAR_MS = 31_557_600_000
Groups = frozenset[frozenset[int]]


def at_years(years: Ints) -> Ints:
    """Times in the middle of these years of the calendar's counting from 1970."""
    return years * YEAR_MS + YEAR_MS // 2


def faces_of(
    vectors: np.ndarray,
    *,
    ids: Ints | None = None,
    photos: Ints | None = None,
    years: Ints | None = None,
    quality: np.ndarray | None = None,
    eligible: np.ndarray | None = None,
) -> Faces:
    """Good faces, each in a photo of its own, at no known time, unless said otherwise."""
    n = len(vectors)
    length = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return Faces(
        np.arange(1, n + 1, dtype=np.int64) if ids is None else ids,
        (vectors / length).astype(np.float32),
        np.arange(1, n + 1, dtype=np.int64) if photos is None else photos,
        np.full(n, NO_TIME, dtype=np.int64) if years is None else at_years(years),
        np.ones(n, dtype=np.float32) if quality is None else quality.astype(np.float32),
        np.ones(n, dtype=np.bool_) if eligible is None else eligible,
    )


def groups_of(grouping: Grouping) -> Groups:
    """The groups as sets of face ids."""
    found: dict[int, set[int]] = {}
    for face, label in zip(grouping.ids.tolist(), grouping.labels.tolist(), strict=True):
        if label >= 0:
            found.setdefault(label, set()).add(face)
    return frozenset(frozenset(group) for group in found.values())


def group_of(grouping: Grouping, face: int) -> frozenset[int]:
    """The group a face is in."""
    return next((group for group in groups_of(grouping) if face in group), frozenset())


@st.composite
def crowds(draw: st.DrawFn, least: int = 1, most: int = 26) -> Faces:
    """Faces about a few centres, near enough to each other to make thresholds matter."""
    n = draw(st.integers(least, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    centres = rng.normal(size=(draw(st.integers(1, 4)), DIMS))
    spread = draw(st.sampled_from([0.1, 0.4, 0.7, 1.0]))
    vectors = centres[rng.integers(0, len(centres), n)] + rng.normal(size=(n, DIMS)) * spread
    if draw(st.booleans()):
        vectors[rng.integers(0, n)] = vectors[0]
    several = draw(st.booleans())
    timed = draw(st.booleans())
    faces = faces_of(
        vectors,
        ids=rng.permutation(n).astype(np.int64) + 1,
        photos=rng.integers(0, max(1, n // 2), n) if several else None,
        years=rng.integers(30, 42, n) if timed else None,
        quality=rng.choice([0.1, 0.5, 1.0], n, p=[0.2, 0.3, 0.5]),
        eligible=rng.random(n) > 0.1,
    )
    if timed:
        faces.times_ms[rng.random(n) < 0.2] = NO_TIME
    return faces


@st.composite
def decisions(draw: st.DrawFn, faces: Faces) -> Decisions:
    """What could have been decided of these faces, and of some that are not there."""
    some = st.sampled_from([*faces.ids.tolist(), 999])
    persons = st.integers(1, 3)
    two = st.lists(st.tuples(some, some).filter(lambda pair: pair[0] != pair[1]), max_size=3)
    is_ = draw(st.dictionaries(some, persons, max_size=5))
    return Decisions(
        is_=pairs(list(is_.items())),
        is_not=pairs(draw(st.lists(st.tuples(some, persons), max_size=3))),
        same=pairs(draw(two)),
        different=pairs(draw(two)),
        allow=pairs(draw(two)),
    )
