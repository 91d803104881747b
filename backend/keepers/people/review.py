"""Which questions about people are worth asking, the most useful first: pure.

What is asked follows from what is alike but not alike enough: two groups that may be one person, a group that
may be two, a poor face that may be someone known, something that may be no face. Each group is asked about
once at a time, so the number left cannot run away, and what was answered is never asked again.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from keepers.analysis.faces.quality import ELIGIBLE
from keepers.people.exact import ONE
from keepers.people.faces import Flags, Floats, Ints
from keepers.people.grouped import Grouping
from keepers.people.joining import nearest
from keepers.people.question import Kind, Question, Review
from keepers.people.rows import Rows, totals
from keepers.people.rule import Rule
from keepers.people.seams import group_rows, seams, typical

# More than anybody answers at a sitting; answers change what is left anyway.
MOST_LEFT: Final = 99
# Questions expected to settle less than this of a face are not worth a person's time: of four such three
# change nothing. Asking more brought nobody of the labelled photos home.
LEAST_SETTLED: Final = 0.25
# That something is a face, where it nearly shows enough of one to be taken for somebody.
_FACE_CHANCE: Final = 0.9
# Chances that two parts are one person: at the threshold, and at best.
_AT_THRESHOLD: Final = 0.6
_SUREST: Final = 0.97
_MANY_PAIRS: Final = 16
_BLOCK: Final = 4_000_000
_NONE: Final = -1


def review(grouping: Grouping, limit: int = MOST_LEFT) -> Review:
    """The next `limit` questions and how many there are, at most MOST_LEFT."""
    rows = group_rows(grouping)
    found = [*_within(grouping), *_poor(grouping, rows), *_faces(grouping)]
    found += _between(grouping, rows)
    asked = _asked(grouping)
    worth = [
        question
        for question in found
        if question.settles >= LEAST_SETTLED and (question.face, question.other) not in asked
    ]
    worth.sort(key=lambda question: (-question.settles, question.face, question.other))
    chosen = _once_each(worth)
    return Review(tuple(chosen[: min(limit, MOST_LEFT)]), min(len(worth), MOST_LEFT))


def _once_each(questions: list[Question]) -> list[Question]:
    """The most useful question of each group: after its answer the others may mean something else."""
    busy: set[int] = set()
    chosen = []
    for question in questions:
        labels = {question.label, question.other_label} - {_NONE}
        if not labels & busy:
            chosen.append(question)
            busy |= labels
    return chosen


def _asked(grouping: Grouping) -> set[tuple[int, int]]:
    """Questions answered with "not sure", both ways round; (face, 0) for whether it is a face."""
    rows = grouping.memory.known.unsure.tolist()
    return {(a, b) for a, b in rows} | {(b, a) for a, b in rows} | {(a, 0) for a, b in rows if a == b}


def chance_of(likeness: float, rule: Rule, pairs: int = 1) -> float:
    """How likely two parts are one person, of whose faces so many pairs were compared.

    The threshold was chosen so that hardly anybody is taken for another, so at it more than half are one
    person, and next to none at `unsure`. What was found to be alike enough by many pairs is sure the sooner;
    where it was not, many pairs are no proof: one odd picture is odd in all of them.
    """
    beyond = (likeness - rule.same) / (rule.same - rule.unsure)
    if beyond < 0:
        return _AT_THRESHOLD * max(0.05, 1 + beyond)
    sure: float = min(1.0, beyond * min(pairs, _MANY_PAIRS) ** 0.5)
    return _AT_THRESHOLD + (_SUREST - _AT_THRESHOLD) * sure


def _within(grouping: Grouping) -> Iterator[Question]:
    """Groups that may be two people: a "no" sets the smaller part right.

    Each "yes" within a group, asked where it was weakest, makes it twice as unlikely that the rest is wrong.
    """
    rule, where = grouping.memory.rule, _where(grouping)
    confirmed: Counter[int] = Counter()
    for a, b in grouping.memory.known.same.tolist():
        if where.get(a, _NONE) == where.get(b, _NONE):
            confirmed[where.get(a, _NONE)] += 1
    for seam in seams(grouping):
        chance = chance_of(seam.likeness, rule, len(seam.smaller) * len(seam.larger))
        chance = 1 - (1 - chance) * 0.5 ** min(confirmed[seam.label], 20)
        settles = (1 - chance) * len(seam.smaller)
        yield _two(
            grouping, seam.smaller, seam.larger, seam.label, seam.label, seam.likeness, chance, settles
        )


def _where(grouping: Grouping) -> dict[int, int]:
    return dict(zip(grouping.ids.tolist(), grouping.labels.tolist(), strict=True))


def _between(grouping: Grouping, rows: Rows) -> list[Question]:
    """Groups that may be one person, each with the one most like it: a "yes" brings the smaller home."""
    rule = grouping.memory.rule
    if len(rows) == 0:
        return []
    names = rows.groups[rows.starts()]
    size = np.bincount(grouping.labels[grouping.labels >= 0])
    members = _members(grouping)
    found = {}
    for low, likeness in _likeness(rows):
        lines = np.arange(len(likeness))
        likeness[lines, low + lines] = -np.inf
        _bar(grouping, names, low, likeness)
        best = likeness.argmax(axis=1)
        value = likeness[lines, best]
        for line in np.flatnonzero(value >= rule.unsure).tolist():
            one, other = int(names[low + line]), int(names[best[line]])
            smaller, larger = sorted((one, other), key=lambda label: (size[label], -label))
            found[smaller, larger] = float(value[line])
    return [
        _two(
            grouping,
            members[smaller],
            members[larger],
            smaller,
            larger,
            value,
            chance_of(value, rule),
            chance_of(value, rule) * size[smaller],
        )
        for (smaller, larger), value in found.items()
    ]


def _likeness(rows: Rows) -> Iterator[tuple[int, Floats]]:
    """(first line, mean cosines) of some groups against all."""
    starts = np.append(rows.starts(), len(rows))
    step = max(1, _BLOCK // len(rows))
    low = 0
    while low < len(starts) - 1:
        high = max(low + 1, int(np.searchsorted(starts, starts[low] + step, side="right")) - 1)
        total, weight = totals(rows.take(np.arange(starts[low], starts[high])), rows)
        yield low, (total / weight / ONE).astype(np.float32)
        low = high


def _bar(grouping: Grouping, names: Ints, low: int, likeness: Floats) -> None:
    """Take out, in place, pairs of groups that cannot be one person, or were asked about in vain."""
    memory, labels = grouping.memory, grouping.labels
    place = np.full(int(labels.max()) + 1, -1, dtype=np.int64)
    place[names] = np.arange(len(names))
    where = _where(grouping)
    known = memory.known.unsure.tolist()
    unsure = [(where[a], where[b]) for a, b in known if where.get(a, -1) >= 0 and where.get(b, -1) >= 0]
    apart = labels[memory.link.apart]
    pairs = np.concatenate([apart, np.array(unsure, dtype=np.int64).reshape(-1, 2)])
    pairs = place[pairs[(pairs >= 0).all(axis=1)]]
    for a, b in (pairs.T, pairs.T[::-1]):
        here = (a >= low) & (a < low + len(likeness)) & (b >= 0)
        likeness[a[here] - low, b[here]] = -np.inf
    owner = np.zeros(len(names), dtype=np.int64)
    owned = np.flatnonzero((memory.link.owners > 0) & (labels >= 0))
    owner[place[labels[owned]]] = memory.link.owners[owned]
    mine = owner[low : low + len(likeness), None]
    likeness[(mine > 0) & (owner > 0) & (mine != owner)] = -np.inf


def _poor(grouping: Grouping, rows: Rows) -> Iterator[Question]:
    """Faces too poor to be grouped that may be someone: a "yes" brings one face home."""
    memory, rule = grouping.memory, grouping.memory.rule
    alone = ~memory.link.placed & ~grouping.attached & memory.faces.eligible
    at, best, value = nearest(memory.faces, memory.vectors, memory.link, grouping.labels, rows, alone)
    members = _members(grouping)
    some = value >= rule.unsure
    for face, label, likeness in zip(
        at[some].tolist(), best[some].tolist(), value[some].tolist(), strict=True
    ):
        chance = chance_of(likeness, rule)
        mine = np.array([face], dtype=np.int64)
        own = int(grouping.labels[face])
        yield _two(grouping, mine, members[label], own, label, likeness, chance, chance)


def _faces(grouping: Grouping) -> Iterator[Question]:
    """Things that may be no face of a person, the best pictures first.

    The less is to be seen of one, the less likely it is a face, and the less it would tell about who that is.
    """
    faces = grouping.memory.faces
    for at in np.flatnonzero(~faces.eligible & (grouping.labels < 0) & (faces.quality > 0)).tolist():
        shows = min(1.0, float(faces.quality[at]) / ELIGIBLE)
        chance = _FACE_CHANCE * shows
        yield Question("face", int(faces.ids[at]), _NONE, 0, _NONE, float("nan"), chance, chance * shows)


def _two(
    grouping: Grouping,
    smaller: Ints,
    larger: Ints,
    label: int,
    other_label: int,
    likeness: float,
    chance: float,
    settles: float,
) -> Question:
    """A question about two parts, each by its most typical face."""
    owners: Ints = grouping.memory.link.owners
    face, other = typical(grouping, smaller), typical(grouping, larger)
    ids = grouping.ids
    decided = bool((owners[larger] > 0).any()) and len(smaller) == 1 and owners[face] == 0
    kind: Kind = "is" if decided else "same"
    return Question(
        kind, int(ids[face]), label, int(ids[other]), other_label, likeness, chance, float(settles)
    )


def _members(grouping: Grouping) -> dict[int, Ints]:
    """Positions of the placed faces of each group; of all where none is placed."""
    counted: Flags = grouping.memory.link.placed
    found: dict[int, Ints] = {}
    for flags in (~counted, counted):
        at = np.flatnonzero(flags & (grouping.labels >= 0))
        order = at[np.argsort(grouping.labels[at], kind="stable")]
        names, begins = np.unique(grouping.labels[order], return_index=True)
        ends = np.append(begins[1:], len(order))
        for name, low, high in zip(names.tolist(), begins.tolist(), ends.tolist(), strict=False):
            found[name] = order[low:high]
    return found
