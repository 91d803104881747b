"""Why a photo was picked, and why another was not: codes with facts, and English sentences for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from keepers.curation.candidate import Candidate
from keepers.curation.likeness import GATE, likeness
from keepers.curation.score import NEUTRAL, Weights, fault, lightness, score

Fact = int | float | str

# A sub-score from here on is worth naming as a reason; most photos are well exposed, few are well composed.
SHARP, WELL_LIT, COMPOSED = 0.80, 0.90, 0.70
# A sub-score has to be this much lower before it explains a loss.
CLEARLY = 0.08
MIDDLING = 0.5


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code and the facts its sentence needs."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def qualities(photo: Candidate, by: Weights) -> list[Reason]:
    """Return sharp, well_lit and composed where true, what counted most for the score first."""
    found: list[tuple[float, str]] = []
    for code, weight, value, good in (
        ("sharp", by.sharpness, photo.sharpness, SHARP),
        ("well_lit", by.light, photo.light, WELL_LIT),
        ("composed", by.composition, photo.composition, COMPOSED),
    ):
        if value is not None and weight > 0.0 and value >= good:
            found.append((weight * value, code))
    # sorted is stable: equal contributions keep the order above.
    return [Reason(code) for _, code in sorted(found, key=lambda entry: -entry[0])]


def why_not(loser: Candidate, winner: Candidate, by: Weights, *, day_full: bool = False) -> list[Reason]:
    """Return why `winner` was picked and `loser` not, plainest first; never empty.

    Codes: blank, not_sharp, less_sharp, too_dark, too_bright, worse_light, less_composed, look_alike,
    day_full, lower_score. A sub-score explains only when it is clearly lower and its slider counts.
    """
    reasons: list[Reason] = []
    if loser.blank and not winner.blank:
        reasons.append(Reason("blank"))
    if by.sharpness > 0.0 and _clearly_lower(loser.sharpness, winner.sharpness):
        reasons.append(Reason("not_sharp" if (loser.sharpness or 0.0) < MIDDLING else "less_sharp"))
    if by.light > 0.0 and _clearly_lower(loser.light, winner.light):
        reasons.append(Reason(_light_code(loser, winner)))
    if by.composition > 0.0 and _clearly_lower(loser.composition, winner.composition):
        reasons.append(Reason("less_composed"))
    if likeness(loser, winner) >= GATE:
        reasons.append(Reason("look_alike"))
    if day_full:
        reasons.append(Reason("day_full"))
    if not reasons:
        reasons.append(Reason("lower_score" if _merit(loser, by) <= _merit(winner, by) else "less_varied"))
    return reasons


def faults(photo: Candidate, by: Weights) -> list[Reason]:
    """Return what is clearly wrong with a photo by itself; empty when nothing is."""
    code = fault(photo, by)
    return [] if code is None else [Reason(code)]


def _clearly_lower(loser: float | None, winner: float | None) -> bool:
    return loser is not None and winner is not None and loser + CLEARLY <= winner


def _light_code(loser: Candidate, winner: Candidate) -> str:
    mine, other = lightness(loser.colour), lightness(winner.colour)
    if (loser.light or 0.0) >= MIDDLING or mine is None or other is None or mine == other:
        return "worse_light"
    return "too_dark" if mine < other else "too_bright"


def _merit(photo: Candidate, by: Weights) -> float:
    value = score(photo, by)
    return NEUTRAL if value is None else value


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _day(facts: Mapping[str, Fact]) -> str:
    year, month, day = str(facts["day"]).split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _month(facts: Mapping[str, Fact]) -> str:
    month = int(facts["month"])
    return f"{_MONTHS[month % 100 - 1]} {month // 100}"


_PLAIN = {
    "locked_in": "You locked it in",
    "sharp": "Sharp",
    "well_lit": "Well lit",
    "composed": "Well composed",
    "varied": "Unlike the other picks",
    "not_judged": "Not looked at yet",
    "best_left": "The best of what was left",
    "like_another": "Taken to make up the number, though it looks like another pick",
    "blank": "Hardly anything on it",
    "not_sharp": "Not sharp",
    "less_sharp": "Less sharp",
    "too_dark": "Too dark",
    "too_bright": "Too bright",
    "worse_light": "Light not as good",
    "less_composed": "Not as well composed",
    "look_alike": "Looks like the pick",
    "day_full": "Enough picks from that day",
    "lower_score": "Not quite as good",
    "less_varied": "Adds less variety",
}


def sentence(reason: Reason) -> str:
    """Return a reason in English, without a full stop; the code itself when it is unknown."""
    facts = reason.facts
    if reason.code == "best_of_stack":
        return f"Best of {facts['n']} alike"
    if reason.code == "only_from_day":
        return f"The only good one from {_day(facts)}"
    if reason.code == "covers_month":
        return f"Stands for {_month(facts)}"
    if reason.code == "busy_day":
        return f"One more from {_day(facts)}, to make up the number"
    if reason.code == "fills_up":
        return f"Taken to make up the number: {_PLAIN[str(facts['why'])].lower()}"
    return _PLAIN.get(reason.code, reason.code)


def sentences(reasons: Sequence[Reason]) -> str:
    """Return reasons as one line for people, such as "Sharp, well lit. Best of 7 alike."; "" without any."""
    words = [sentence(reason) for reason in reasons if reason.code in {"sharp", "well_lit", "composed"}]
    parts = [sentence(reason) for reason in reasons if reason.code not in {"sharp", "well_lit", "composed"}]
    if words:
        parts.insert(0, ", ".join([words[0], *[word.lower() for word in words[1:]]]))
    return "".join(f"{part}. " for part in parts).strip()
