"""What is asked of picking and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from keepers.base.errors import Invalid
from keepers.curation.reasons import Fact, Reason
from keepers.curation.score import NORMAL, Sliders


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
