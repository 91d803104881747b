"""The state of one selection: who is in the running, who is chosen, and what the limits have used up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from keepers.curation.candidate import Candidate
from keepers.curation.coverage import UNDATED, MonthSupply, day_of, gentle_cap, month_of, shares
from keepers.curation.reasons import Reason
from keepers.curation.score import DECENT, NEUTRAL, Weights, score, standing, strength, weights
from keepers.curation.selection import PickParams

# What full sameness with a pick costs when variety stands at Normal.
VARIETY_COST = 0.5


@dataclass(slots=True, eq=False)
class Entry:
    """A photo in the running. `near`: greatest likeness to the first `compared` picks; `nearest`: which."""

    photo: Candidate
    score: float | None
    merit: float
    standing: int
    day: int
    month: int
    utility: float
    compared: int = 0
    near: float = 0.0
    nearest: "Entry | None" = None
    chosen: bool = False
    was_set_back: bool = False


@dataclass(slots=True)
class Contest:
    """The state of one selection: who is chosen, and what every limit has used up."""

    params: PickParams
    by: Weights
    entries: list[Entry]
    cost: float
    cap: int | None
    due: Mapping[int, int]
    picked: list[Entry] = field(default_factory=list)
    reasons: list[list[Reason]] = field(default_factory=list)
    on_day: dict[int, int] = field(default_factory=dict)
    in_month: dict[int, int] = field(default_factory=dict)
    stacks: set[int] = field(default_factory=set)
    set_back: list[tuple[float, int, Entry]] = field(default_factory=list)
    held_by_stack: int = 0
    held_by_day: int = 0


def open_contest(candidates: Sequence[Candidate], params: PickParams) -> Contest:
    """Return a contest nobody has won yet: left-out photos dropped, every other judged once."""
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
        entries.append(Entry(photo, value, merit, standing(photo, by), day, month, merit))
    days = len({e.day for e in entries if e.standing == DECENT and e.photo.time_sure})
    cap = gentle_cap(params.n, days) if params.per_day is None else None
    cost = VARIETY_COST * strength(params.variety)
    return Contest(params, by, entries, cost, cap, _due(entries, params))


def _due(entries: Sequence[Entry], params: PickParams) -> Mapping[int, int]:
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


def day_is_full(contest: Contest, e: Entry) -> bool:
    """Tell whether the gentle limit of its day is reached; never for a photo not sure of its time."""
    return contest.cap is not None and e.photo.time_sure and contest.on_day.get(e.day, 0) >= contest.cap
