"""The best N of a set of photos: greedy, varied, spread over time. Explained in docs/picking.md."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from keepers.curation.candidate import Candidate
from keepers.curation.contest import Contest, Entry, day_is_full, open_contest
from keepers.curation.explain import explained, shortfall, what_drove
from keepers.curation.likeness import GATE, likeness, sameness
from keepers.curation.reasons import Reason
from keepers.curation.score import BAD, DECENT, NOT_JUDGED
from keepers.curation.selection import Pick, PickParams, Selection, Shortfall, check

__all__ = ["Pick", "PickParams", "Selection", "Shortfall", "check", "choose"]


@dataclass(frozen=True, slots=True)
class _Pass:
    shares: bool
    cap: bool
    gate: bool


def choose(candidates: Sequence[Candidate], params: PickParams) -> Selection:
    """Choose the best `params.n` of `candidates` (unique ids, any order). Raises Invalid, see check.

    Always n picks when there are n candidates, unless a limit the person set stands in the way; then a
    Shortfall says which. O(c log c) for c candidates plus one comparison per pick for those near the top.
    """
    check(params)
    contest = open_contest(candidates, params)
    _take_locked(contest)
    for tier in (DECENT, NOT_JUDGED, BAD):
        waiting = [e for e in contest.entries if e.standing == tier and not e.chosen]
        for pass_ in _passes(contest, tier):
            waiting = _run(contest, waiting, pass_)
    return Selection(explained(contest), params.n, shortfall(contest, len(candidates)))


def _passes(contest: Contest, tier: int) -> list[_Pass]:
    """Every wish first; then give way: months, the gentle day limit, look-alikes."""
    shared = contest.params.balance_months and tier == DECENT
    capped = contest.cap is not None
    gated = contest.cost > 0.0
    wished = (_Pass(shared, capped, gated), _Pass(False, capped, gated), _Pass(False, False, gated))
    return list(dict.fromkeys((*wished, _Pass(False, False, False))))


def _take_locked(contest: Contest) -> None:
    locked = [e for e in contest.entries if e.photo.id in contest.params.locked_in]
    locked.sort(key=lambda e: (e.photo.time_ms, e.photo.id))
    for e in locked:
        _refresh(contest, e)
        _take(contest, e, [Reason("locked_in")])


def _run(contest: Contest, waiting: list[Entry], pass_: _Pass) -> list[Entry]:
    """Take the best until n are chosen or nobody is left; return those held back, for the next pass.

    Likeness to the picks only grows, so a stale utility is an upper bound: only the top is refreshed.
    """
    held: list[Entry] = []
    heap = [(-e.utility, e.photo.id, e) for e in waiting]
    heapq.heapify(heap)
    while heap and len(contest.picked) < contest.params.n:
        key, _, e = heap[0]
        if _hard_stop(contest, e):
            heapq.heappop(heap)
            continue
        if _soft_stop(contest, e, pass_):
            heapq.heappop(heap)
            held.append(e)
            continue
        _refresh(contest, e)
        if pass_.gate and e.near >= GATE:
            heapq.heappop(heap)
            _set_back(contest, e)
            held.append(e)
        elif -e.utility != key:
            heapq.heapreplace(heap, (-e.utility, e.photo.id, e))
            _set_back(contest, e)
        else:
            heapq.heappop(heap)
            _take(contest, e, what_drove(contest, e, shared=pass_.shares))
    return held


def _hard_stop(contest: Contest, e: Entry) -> bool:
    params = contest.params
    if params.one_per_stack and e.photo.stack_id is not None and e.photo.stack_id in contest.stacks:
        contest.held_by_stack += 1
        return True
    if params.per_day is not None and contest.on_day.get(e.day, 0) >= params.per_day:
        contest.held_by_day += 1
        return True
    return False


def _soft_stop(contest: Contest, e: Entry, pass_: _Pass) -> bool:
    if pass_.shares and contest.in_month.get(e.month, 0) >= contest.due.get(e.month, 0):
        return True
    return pass_.cap and day_is_full(contest, e)


def _refresh(contest: Contest, e: Entry) -> None:
    """Compare with the picks made since the last time; the first of equally near picks stays the nearest."""
    while e.compared < len(contest.picked):
        other = contest.picked[e.compared]
        e.compared += 1
        value = likeness(e.photo, other.photo)
        if value > e.near:
            e.near, e.nearest = value, other
    e.utility = e.merit - contest.cost * sameness(e.near)


def _set_back(contest: Contest, e: Entry) -> None:
    if not e.was_set_back:
        e.was_set_back = True
        heapq.heappush(contest.set_back, (-e.merit, e.photo.id, e))


def _take(contest: Contest, e: Entry, reasons: list[Reason]) -> None:
    e.chosen = True
    contest.picked.append(e)
    contest.reasons.append(reasons)
    contest.on_day[e.day] = contest.on_day.get(e.day, 0) + 1
    contest.in_month[e.month] = contest.in_month.get(e.month, 0) + 1
    if e.photo.stack_id is not None:
        contest.stacks.add(e.photo.stack_id)
