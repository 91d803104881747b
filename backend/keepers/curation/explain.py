"""Saying why: what drove each pick, what it was chosen over, and why there are too few."""

import heapq
from collections.abc import Sequence

from keepers.curation.contest import Contest, Entry, day_is_full
from keepers.curation.coverage import UNDATED, iso
from keepers.curation.likeness import FREE, GATE
from keepers.curation.reasons import Fact, Reason, qualities
from keepers.curation.score import DECENT, NOT_JUDGED, fault
from keepers.curation.selection import Pick, Shortfall

# A photo set back for being this much like a pick is named among those the pick was chosen over.
ALIKE = 0.5
MOST_ALIKE_NAMED = 6
# Reasons that come before a photo's own qualities.
_FIRST = frozenset({"locked_in", "not_judged", "fills_up"})


def what_drove(contest: Contest, e: Entry, *, shared: bool) -> list[Reason]:
    """Return what in the state of the selection made this photo the next pick."""
    reasons: list[Reason] = []
    if e.standing == NOT_JUDGED:
        reasons.append(Reason("not_judged"))
    wrong = fault(e.photo, contest.by)
    if wrong is not None:
        reasons.append(Reason("fills_up", {"why": wrong}))
    if e.nearest is not None and e.near >= GATE and contest.cost > 0.0:
        reasons.append(Reason("like_another", {"id": e.nearest.photo.id}))
    elif day_is_full(contest, e):
        reasons.append(Reason("busy_day", {"day": iso(e.day)}))
    if shared and len(contest.due) > 1 and e.month != UNDATED and contest.in_month.get(e.month, 0) == 0:
        reasons.append(Reason("covers_month", {"month": e.month}))
    if contest.cost > 0.0 and e.near <= FREE and _overtakes(contest, e):
        reasons.append(Reason("varied"))
    return reasons


def _overtakes(contest: Contest, e: Entry) -> bool:
    """Tell whether a better photo, still waiting, was set back for being like a pick."""
    heap = contest.set_back
    while heap and heap[0][2].chosen:
        heapq.heappop(heap)
    return bool(heap) and -heap[0][0] > e.merit


def explained(contest: Contest) -> list[Pick]:
    """Return the picks in the order they were chosen, each with its reasons and what it was chosen over."""
    stacks: dict[int, list[Entry]] = {}
    single_on_day: dict[int, int] = {}
    alike: dict[int, list[Entry]] = {}
    for e in contest.entries:
        if e.photo.stack_id is not None:
            stacks.setdefault(e.photo.stack_id, []).append(e)
        if e.standing == DECENT and e.photo.time_sure:
            single_on_day[e.day] = single_on_day.get(e.day, 0) + 1
        if e.was_set_back and not e.chosen and e.nearest is not None and e.near >= ALIKE:
            alike.setdefault(e.nearest.photo.id, []).append(e)
    picks = []
    for e, drove in zip(contest.picked, contest.reasons, strict=True):
        siblings = stacks.get(e.photo.stack_id, []) if e.photo.stack_id is not None else []
        reasons = [reason for reason in drove if reason.code in _FIRST]
        if len(siblings) > 1 and _leads(e, siblings):
            reasons.append(Reason("best_of_stack", {"n": len(siblings)}))
        reasons.extend(qualities(e.photo, contest.by))
        reasons.extend(reason for reason in drove if reason.code not in _FIRST)
        dated = e.standing == DECENT and e.photo.time_sure
        if dated and len(single_on_day) > 1 and single_on_day.get(e.day) == 1:
            reasons.append(Reason("only_from_day", {"day": iso(e.day)}))
        beat = _chosen_over(e, siblings, alike.get(e.photo.id, []))
        picks.append(Pick(e.photo.id, e.score, reasons or [Reason("best_left")], beat))
    return picks


def _leads(e: Entry, siblings: Sequence[Entry]) -> bool:
    return all(s is e or (-e.merit, e.photo.id) < (-s.merit, s.photo.id) for s in siblings)


def _chosen_over(e: Entry, siblings: Sequence[Entry], alike: Sequence[Entry]) -> list[int]:
    """Return the other photos of its stack, best first, then those most like it that stood back for it."""
    rest = sorted((s for s in siblings if not s.chosen), key=lambda s: (-s.merit, s.photo.id))
    ids = [s.photo.id for s in rest]
    others = [a for a in alike if e.photo.stack_id is None or a.photo.stack_id != e.photo.stack_id]
    others.sort(key=lambda a: (-a.near, a.photo.id))
    return ids + [a.photo.id for a in others[:MOST_ALIKE_NAMED]]


def shortfall(contest: Contest, offered: int) -> Shortfall | None:
    """Return why fewer than asked were picked of the `offered` candidates; None when enough were."""
    missing = contest.params.n - len(contest.picked)
    if missing <= 0:
        return None
    code, helps = "too_few", "add_photos"
    if contest.held_by_stack > 0 and contest.held_by_stack >= contest.held_by_day:
        code, helps = "one_per_stack", "allow_stacks"
    elif contest.held_by_day > 0:
        code, helps = "per_day", "raise_per_day"
    facts: dict[str, Fact] = {
        "candidates": offered,
        "left_out": offered - len(contest.entries),
        "day_full": contest.held_by_day,
        "same_stack": contest.held_by_stack,
        "help": helps,
    }
    return Shortfall(code, facts, missing)
