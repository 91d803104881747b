"""The best N of a set of photos: greedy, varied, spread over time. Explained in docs/picking.md."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from keepers.base.errors import Invalid
from keepers.curation.candidate import Candidate
from keepers.curation.coverage import UNDATED, MonthSupply, day_of, gentle_cap, iso, month_of, shares
from keepers.curation.likeness import FREE, GATE, likeness, sameness
from keepers.curation.reasons import Fact, Reason, qualities
from keepers.curation.score import (
    BAD,
    DECENT,
    NEUTRAL,
    NORMAL,
    NOT_JUDGED,
    Sliders,
    Weights,
    fault,
    score,
    standing,
    strength,
    weights,
)

# What full sameness with a pick costs when variety stands at Normal.
VARIETY_COST = 0.5
# A photo set back for being this much like a pick is named among those the pick was chosen over.
ALIKE = 0.5
MOST_ALIKE_NAMED = 6
# Reasons that come before a photo's own qualities.
_FIRST = frozenset({"locked_in", "not_judged", "fills_up"})


@dataclass(frozen=True, slots=True)
class PickParams:
    """What to choose. Sliders and variety 0..4, 2 is normal.

    per_day None: a gentle limit that gives way before picks run short; a number >= 1: the person's own limit.
    one_per_stack True: never two of a stack; False: two of a stack only when nothing else decent is left.
    """

    n: int
    sliders: Sliders = field(default_factory=Sliders)
    variety: float = NORMAL
    per_day: int | None = None
    balance_months: bool = True
    one_per_stack: bool = False
    locked_in: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pick:
    """A chosen photo: its score (None: nothing that counts was measured), why, and what it beat."""

    id: int
    score: float | None
    reasons: list[Reason]
    beat: list[int]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why there are fewer picks than asked: too_few, per_day or one_per_stack; count is how many are missing.

    facts: candidates, left_out, day_full, same_stack (photos held back by each limit), help (a code:
    add_photos, raise_per_day, allow_stacks).
    """

    code: str
    facts: Mapping[str, Fact]
    count: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The picks in the order they were chosen, locked-in ones first."""

    picks: list[Pick]
    asked: int
    shortfall: Shortfall | None


@dataclass(slots=True, eq=False)
class _Entry:
    photo: Candidate
    score: float | None
    merit: float
    standing: int
    day: int
    month: int
    utility: float
    compared: int = 0
    near: float = 0.0
    nearest: "_Entry | None" = None
    chosen: bool = False
    was_set_back: bool = False


@dataclass(slots=True)
class _Field:
    """The state of one selection: who is chosen, and what every limit has used up."""

    params: PickParams
    by: Weights
    entries: list[_Entry]
    cost: float
    cap: int | None
    due: Mapping[int, int]
    picked: list[_Entry] = field(default_factory=list)
    reasons: list[list[Reason]] = field(default_factory=list)
    on_day: dict[int, int] = field(default_factory=dict)
    in_month: dict[int, int] = field(default_factory=dict)
    stacks: set[int] = field(default_factory=set)
    set_back: list[tuple[float, int, _Entry]] = field(default_factory=list)
    held_by_stack: int = 0
    held_by_day: int = 0


@dataclass(frozen=True, slots=True)
class _Pass:
    shares: bool
    cap: bool
    gate: bool


def check(params: PickParams) -> None:
    """Raise Invalid when a number cannot mean anything: n < 1, per_day < 1, a slider outside 0..4."""
    if params.n < 1:
        raise Invalid("Ask for at least one photo.", field="n", value=params.n)
    if params.per_day is not None and params.per_day < 1:
        raise Invalid(
            "At most 0 a day would leave nothing to pick. Choose 1 or more, or no limit.",
            field="per_day",
            value=params.per_day,
        )
    sliders = params.sliders
    for name, value in (
        ("sharpness", sliders.sharpness),
        ("light", sliders.light),
        ("composition", sliders.composition),
        ("variety", params.variety),
    ):
        if not 0.0 <= value <= 4.0:
            raise Invalid(f"The slider for {name} goes from 0 to 4.", field=name, value=value)


def choose(candidates: Sequence[Candidate], params: PickParams) -> Selection:
    """Choose the best `params.n` of `candidates` (unique ids, any order). Raises Invalid, see check.

    Always n picks when there are n candidates, unless a limit the person set stands in the way; then a
    Shortfall says which. O(c log c) for c candidates plus one comparison per pick for those near the top.
    """
    check(params)
    field_ = _prepare(candidates, params)
    _take_locked(field_)
    for tier in (DECENT, NOT_JUDGED, BAD):
        waiting = [e for e in field_.entries if e.standing == tier and not e.chosen]
        for pass_ in _passes(field_, tier):
            waiting = _run(field_, waiting, pass_)
    return Selection(_explain(field_), params.n, _shortfall(field_, len(candidates)))


def _prepare(candidates: Sequence[Candidate], params: PickParams) -> _Field:
    by = weights(params.sliders)
    entries = []
    months: dict[int, int] = {}
    for photo in candidates:
        if photo.id in params.left_out:
            continue
        value = score(photo, by)
        merit = NEUTRAL if value is None else value
        day = day_of(photo.time_ms)
        if not photo.time_sure:
            month = UNDATED
        else:
            found = months.get(day)
            month = month_of(day) if found is None else found
            months[day] = month
        entries.append(_Entry(photo, value, merit, standing(photo, by), day, month, merit))
    days = len({e.day for e in entries if e.standing == DECENT and e.photo.time_sure})
    cap = gentle_cap(params.n, days) if params.per_day is None else None
    cost = VARIETY_COST * strength(params.variety)
    return _Field(params, by, entries, cost, cap, _due(entries, params))


def _due(entries: Sequence[_Entry], params: PickParams) -> Mapping[int, int]:
    if not params.balance_months:
        return {}
    held: dict[int, int] = {}
    locked = 0
    free: dict[int, int] = {}
    best: dict[int, float] = {}
    counted: set[tuple[int, int]] = set()
    for e in entries:
        if e.photo.id in params.locked_in:
            locked += 1
            held[e.month] = held.get(e.month, 0) + 1
        elif e.standing == DECENT:
            best[e.month] = max(best.get(e.month, e.merit), e.merit)
            stack = e.photo.stack_id
            if stack is not None and (e.month, stack) in counted:
                continue
            if stack is not None:
                counted.add((e.month, stack))
            free[e.month] = free.get(e.month, 0) + 1
    supply = {month: MonthSupply(free[month], best[month]) for month in free}
    return shares(max(0, params.n - locked), supply, held)


def _passes(field_: _Field, tier: int) -> list[_Pass]:
    """Every wish first; then give way: months, the gentle day limit, look-alikes."""
    shared = field_.params.balance_months and tier == DECENT
    capped = field_.cap is not None
    gated = field_.cost > 0.0
    wished = (_Pass(shared, capped, gated), _Pass(False, capped, gated), _Pass(False, False, gated))
    return list(dict.fromkeys((*wished, _Pass(False, False, False))))


def _take_locked(field_: _Field) -> None:
    locked = [e for e in field_.entries if e.photo.id in field_.params.locked_in]
    locked.sort(key=lambda e: (e.photo.time_ms, e.photo.id))
    for e in locked:
        _refresh(field_, e)
        _take(field_, e, [Reason("locked_in")])


def _run(field_: _Field, waiting: list[_Entry], pass_: _Pass) -> list[_Entry]:
    """Take the best until n are chosen or nobody is left; return those held back, for the next pass.

    Likeness to the picks only grows, so a stale utility is an upper bound: only the top is refreshed.
    """
    held: list[_Entry] = []
    heap = [(-e.utility, e.photo.id, e) for e in waiting]
    heapq.heapify(heap)
    while heap and len(field_.picked) < field_.params.n:
        key, _, e = heap[0]
        if _hard_stop(field_, e):
            heapq.heappop(heap)
            continue
        if _soft_stop(field_, e, pass_):
            heapq.heappop(heap)
            held.append(e)
            continue
        _refresh(field_, e)
        if pass_.gate and e.near >= GATE:
            heapq.heappop(heap)
            _set_back(field_, e)
            held.append(e)
        elif -e.utility != key:
            heapq.heapreplace(heap, (-e.utility, e.photo.id, e))
            _set_back(field_, e)
        else:
            heapq.heappop(heap)
            _take(field_, e, _drove(field_, e, pass_))
    return held


def _hard_stop(field_: _Field, e: _Entry) -> bool:
    params = field_.params
    if params.one_per_stack and e.photo.stack_id is not None and e.photo.stack_id in field_.stacks:
        field_.held_by_stack += 1
        return True
    if params.per_day is not None and field_.on_day.get(e.day, 0) >= params.per_day:
        field_.held_by_day += 1
        return True
    return False


def _soft_stop(field_: _Field, e: _Entry, pass_: _Pass) -> bool:
    if pass_.shares and field_.in_month.get(e.month, 0) >= field_.due.get(e.month, 0):
        return True
    return pass_.cap and _day_is_full(field_, e)


def _day_is_full(field_: _Field, e: _Entry) -> bool:
    return field_.cap is not None and e.photo.time_sure and field_.on_day.get(e.day, 0) >= field_.cap


def _refresh(field_: _Field, e: _Entry) -> None:
    """Compare with the picks made since the last time; the first of equally near picks stays the nearest."""
    while e.compared < len(field_.picked):
        other = field_.picked[e.compared]
        e.compared += 1
        value = likeness(e.photo, other.photo)
        if value > e.near:
            e.near, e.nearest = value, other
    e.utility = e.merit - field_.cost * sameness(e.near)


def _set_back(field_: _Field, e: _Entry) -> None:
    if not e.was_set_back:
        e.was_set_back = True
        heapq.heappush(field_.set_back, (-e.merit, e.photo.id, e))


def _drove(field_: _Field, e: _Entry, pass_: _Pass) -> list[Reason]:
    """Return what in the state of the selection made this photo the next pick."""
    reasons: list[Reason] = []
    if e.standing == NOT_JUDGED:
        reasons.append(Reason("not_judged"))
    wrong = fault(e.photo, field_.by)
    if wrong is not None:
        reasons.append(Reason("fills_up", {"why": wrong}))
    if e.nearest is not None and e.near >= GATE and field_.cost > 0.0:
        reasons.append(Reason("like_another", {"id": e.nearest.photo.id}))
    elif _day_is_full(field_, e):
        reasons.append(Reason("busy_day", {"day": iso(e.day)}))
    if pass_.shares and len(field_.due) > 1 and e.month != UNDATED and field_.in_month.get(e.month, 0) == 0:
        reasons.append(Reason("covers_month", {"month": e.month}))
    if field_.cost > 0.0 and e.near <= FREE and _overtakes(field_, e):
        reasons.append(Reason("varied"))
    return reasons


def _overtakes(field_: _Field, e: _Entry) -> bool:
    """Tell whether a better photo, still waiting, was set back for being like a pick."""
    heap = field_.set_back
    while heap and heap[0][2].chosen:
        heapq.heappop(heap)
    return bool(heap) and -heap[0][0] > e.merit


def _take(field_: _Field, e: _Entry, reasons: list[Reason]) -> None:
    e.chosen = True
    field_.picked.append(e)
    field_.reasons.append(reasons)
    field_.on_day[e.day] = field_.on_day.get(e.day, 0) + 1
    field_.in_month[e.month] = field_.in_month.get(e.month, 0) + 1
    if e.photo.stack_id is not None:
        field_.stacks.add(e.photo.stack_id)


def _explain(field_: _Field) -> list[Pick]:
    stacks: dict[int, list[_Entry]] = {}
    single_on_day: dict[int, int] = {}
    alike: dict[int, list[_Entry]] = {}
    for e in field_.entries:
        if e.photo.stack_id is not None:
            stacks.setdefault(e.photo.stack_id, []).append(e)
        if e.standing == DECENT and e.photo.time_sure:
            single_on_day[e.day] = single_on_day.get(e.day, 0) + 1
        if e.was_set_back and not e.chosen and e.nearest is not None and e.near >= ALIKE:
            alike.setdefault(e.nearest.photo.id, []).append(e)
    picks = []
    for e, drove in zip(field_.picked, field_.reasons, strict=True):
        siblings = stacks.get(e.photo.stack_id, []) if e.photo.stack_id is not None else []
        reasons = [reason for reason in drove if reason.code in _FIRST]
        if len(siblings) > 1 and _leads(e, siblings):
            reasons.append(Reason("best_of_stack", {"n": len(siblings)}))
        reasons.extend(qualities(e.photo, field_.by))
        reasons.extend(reason for reason in drove if reason.code not in _FIRST)
        dated = e.standing == DECENT and e.photo.time_sure
        if dated and len(single_on_day) > 1 and single_on_day.get(e.day) == 1:
            reasons.append(Reason("only_from_day", {"day": iso(e.day)}))
        beat = _chosen_over(e, siblings, alike.get(e.photo.id, []))
        picks.append(Pick(e.photo.id, e.score, reasons or [Reason("best_left")], beat))
    return picks


def _leads(e: _Entry, siblings: Sequence[_Entry]) -> bool:
    return all(s is e or (-e.merit, e.photo.id) < (-s.merit, s.photo.id) for s in siblings)


def _chosen_over(e: _Entry, siblings: Sequence[_Entry], alike: Sequence[_Entry]) -> list[int]:
    """Return the other photos of its stack, best first, then those most like it that stood back for it."""
    rest = sorted((s for s in siblings if not s.chosen), key=lambda s: (-s.merit, s.photo.id))
    ids = [s.photo.id for s in rest]
    others = [a for a in alike if e.photo.stack_id is None or a.photo.stack_id != e.photo.stack_id]
    others.sort(key=lambda a: (-a.near, a.photo.id))
    return ids + [a.photo.id for a in others[:MOST_ALIKE_NAMED]]


def _shortfall(field_: _Field, offered: int) -> Shortfall | None:
    missing = field_.params.n - len(field_.picked)
    if missing <= 0:
        return None
    code, helps = "too_few", "add_photos"
    if field_.held_by_stack > 0 and field_.held_by_stack >= field_.held_by_day:
        code, helps = "one_per_stack", "allow_stacks"
    elif field_.held_by_day > 0:
        code, helps = "per_day", "raise_per_day"
    facts: dict[str, Fact] = {
        "candidates": offered,
        "left_out": offered - len(field_.entries),
        "day_full": field_.held_by_day,
        "same_stack": field_.held_by_stack,
        "help": helps,
    }
    return Shortfall(code, facts, missing)
