"""Stacks: bursts and near-duplicates, complete-link and time-aware.

Imports numpy: for jobs only, never at start-up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from keepers.catalog.stacks import StackPlan
from keepers.curation.alike_pairs import COPY, Looks, alike_pairs
from keepers.curation.copies import FULL_SIZE
from keepers.curation.linking import complete_link


@dataclass(frozen=True, slots=True)
class Item:
    """One photo to group. Hashes are 64 bits unsigned; colour 48 bytes, 4x4 Lab; scores 0..1 or None.

    `burst_score` is the score that counts among frames of one burst, where sharpness leads.
    """

    id: int
    time_ms: int
    time_sure: bool
    dhash: int
    phash: int
    colour: bytes
    blank: bool
    width: int
    height: int
    score: float | None
    burst_score: float | None = None


def stacks(items: Sequence[Item]) -> list[StackPlan]:
    """Group look-alikes; best first in each stack, stacks by their lowest id. Independent of input order.

    Every two members are within the limits of `alike_pairs`. No photo is in two stacks; a blank one is in
    none, because its hashes say nothing.
    """
    telling = sorted((item for item in items if not item.blank), key=lambda item: item.id)
    if len(telling) < 2:
        return []
    pairs = alike_pairs(_looks(telling))
    positions = list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    burst = {pair for pair, is_burst in zip(positions, pairs.burst.tolist(), strict=True) if is_burst}
    plans = []
    for group in complete_link(positions):
        members = [telling[position] for position in group]
        in_burst = all((a, b) in burst for n, a in enumerate(group) for b in group[n + 1 :])
        if in_burst and not _are_copies(members):
            plans.append(StackPlan("burst", _best_first(members, frames=True)))
        else:
            plans.append(StackPlan("look_alike", _best_first(members, frames=False)))
    return plans


def _looks(items: Sequence[Item]) -> Looks:
    colours = np.frombuffer(b"".join(item.colour for item in items), dtype=np.uint8)
    return Looks(
        time=np.array([item.time_ms for item in items], dtype=np.int64),
        sure=np.array([item.time_sure for item in items], dtype=bool),
        dhash=np.array([item.dhash for item in items], dtype=np.uint64),
        phash=np.array([item.phash for item in items], dtype=np.uint64),
        colour=colours.reshape(len(items), 48),
    )


def _are_copies(members: Sequence[Item]) -> bool:
    """Tell copies from frames of a burst: a copy keeps the very moment, and hardly differs."""
    if len({item.time_ms for item in members}) > 1:
        return False
    first = members[0]
    return all(
        (first.dhash ^ item.dhash).bit_count() + (first.phash ^ item.phash).bit_count() <= COPY.both
        for item in members
    )


def _best_first(members: Sequence[Item], *, frames: bool) -> tuple[int, ...]:
    """Full-size photos first. Then frames of a burst by burst score, copies by score.

    Of copies those that kept their time lead: one without is likelier an export than the original.
    """
    largest = max(item.width * item.height for item in members)

    def key(item: Item) -> tuple[bool, bool, float, float, int, int]:
        pixels = item.width * item.height
        reduced, undated = pixels < FULL_SIZE * largest, not item.time_sure and not frames
        leading = _number(item.burst_score) if frames else 0.0
        return (reduced, undated, -leading, -_number(item.score), -pixels, item.id)

    return tuple(item.id for item in sorted(members, key=key))


def _number(score: float | None) -> float:
    """An unscored photo comes after every scored one."""
    return -1.0 if score is None else score
