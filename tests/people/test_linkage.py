"""Average linkage: the chain finds what always joining the most alike finds, and many groups what few do."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keepers.people.exact import NO_YEAR, ONE, grid, weights
from keepers.people.faces import Ints
from keepers.people.linkage import Bars, linked
from keepers.people.rows import Rows, rows_of


def always_the_most_alike(rows: Rows, bars: Bars, same: float) -> set[frozenset[int]]:
    """The rule itself, slowly: join the two groups most alike, until none are alike enough."""
    groups = {each: [at for at in range(len(rows)) if rows.groups[at] == each] for each in set(rows.groups)}
    members = {each: {int(each)} for each in groups}
    apart = {frozenset(pair) for pair in bars.apart.tolist()}

    def alike(a: int, b: int) -> float:
        for one in members[a]:
            for other in members[b]:
                owners = {int(bars.owners[one]), int(bars.owners[other])} - {0}
                if frozenset((one, other)) in apart or len(owners) == 2:
                    return -np.inf
        weight = weights(rows.years[groups[a]], rows.years[groups[b]])
        counts = rows.counts[groups[a]][:, None] * rows.counts[groups[b]][None, :]
        total = (rows.sums[groups[a]] @ rows.sums[groups[b]].T) * weight
        return float(total.sum() / (weight * counts).sum() / ONE)

    while len(groups) > 1:
        value, a, b = max((alike(a, b), a, b) for a in groups for b in groups if a < b)
        if value < same:
            break
        groups[a] += groups.pop(b)
        members[a] |= members.pop(b)
    return {frozenset(each) for each in members.values()}


def as_sets(parts: Ints) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(parts == name).tolist()) for name in set(parts.tolist())}


@st.composite
def tables(draw: st.DrawFn, most: int = 14) -> tuple[Rows, Bars]:
    n = draw(st.integers(1, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    faces = n + draw(st.integers(0, n))
    vectors = grid(rng.normal(size=(faces, 4)).astype(np.float32))
    assume(len(np.unique(vectors, axis=0)) == faces)
    group = np.concatenate([np.arange(n), rng.integers(0, n, faces - n)])
    year = np.where(rng.random(faces) < 0.2, NO_YEAR, rng.integers(30, 40, faces))
    pairs = rng.integers(0, n, (draw(st.integers(0, n)), 2))
    owners = np.where(rng.random(n) < 0.2, rng.integers(1, 4, n), 0)
    return rows_of(vectors, year, group), Bars(pairs[pairs[:, 0] != pairs[:, 1]], owners)


@given(tables(), st.sampled_from([0.0, 0.3, 0.6]))
@settings(max_examples=60, deadline=None)
def test_the_chain_finds_what_the_rule_says(table: tuple[Rows, Bars], same: float) -> None:
    assert as_sets(linked(*table, same)) == always_the_most_alike(*table, same)


@given(tables(most=40), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_too_many_for_one_table_are_joined_the_same(table: tuple[Rows, Bars], at_once: int) -> None:
    assert linked(*table, 0.3, most_at_once=at_once).tolist() == linked(*table, 0.3).tolist()
