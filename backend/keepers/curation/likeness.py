"""How alike two photos are, for variety: looks, colours and closeness in time."""

from keepers.curation.candidate import Candidate

HASH_PART, COLOUR_PART, TIME_PART = 0.45, 0.30, 0.25
# Two unrelated photos differ in about 32 of 64 bits; from 24 on the hash says "different".
HASH_REACH = 24.0
# Mean difference per byte of the Lab grid from which colours say "different".
COLOUR_REACH = 32.0
# An hour apart, time says "different".
TIME_REACH_MS = 3_600_000.0
# Likeness up to here costs nothing; from GATE on a photo is a look-alike of a pick.
FREE = 0.30
GATE = 0.70


def likeness(a: Candidate, b: Candidate) -> float:
    """Return 0 (nothing in common) .. 1 (same stack, or the same in every respect); symmetric.

    Parts that cannot be compared drop out and the rest is renormalised: the hash of a blank photo, a time
    nobody is sure of. Time alone never makes photos alike, nor does colour where hashes can be compared.
    """
    if a.stack_id is not None and a.stack_id == b.stack_id:
        return 1.0
    total = 0.0
    weight = 0.0
    hashes = a.dhash is not None and b.dhash is not None and not a.blank and not b.blank
    if a.dhash is not None and b.dhash is not None and hashes:
        closeness = 1.0 - (a.dhash ^ b.dhash).bit_count() / HASH_REACH
        if closeness > 0.0:
            total = total + HASH_PART * closeness
        weight = weight + HASH_PART
    near_in_time = 0.0
    times = a.time_sure and b.time_sure
    if times:
        near_in_time = 1.0 - abs(a.time_ms - b.time_ms) / TIME_REACH_MS
        near_in_time = max(near_in_time, 0.0)
    if hashes and total == 0.0 and near_in_time == 0.0:
        return 0.0
    if a.colour is not None and b.colour is not None:
        difference = sum([abs(x - y) for x, y in zip(a.colour, b.colour, strict=True)])
        closeness = 1.0 - difference / 48.0 / COLOUR_REACH
        if closeness > 0.0:
            total = total + COLOUR_PART * closeness
        weight = weight + COLOUR_PART
    if weight == 0.0:
        return 0.0
    if times:
        total = total + TIME_PART * near_in_time
        weight = weight + TIME_PART
    return total / weight


def sameness(value: float) -> float:
    """Return the part of a likeness that costs: 0 up to FREE, rising straight to 1."""
    return 0.0 if value <= FREE else (value - FREE) / (1.0 - FREE)
