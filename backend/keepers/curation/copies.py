"""Reduced copies: crisp because they are small, and never better than the photo they were made of."""

from collections.abc import Sequence
from dataclasses import replace

from keepers.catalog.measures import Candidates

# A copy with less than this part of the largest one's pixels is a reduced one.
FULL_SIZE = 0.8
# What a reduced copy keeps of the full photo's sub-scores at most, so that it never wins a tie either.
_AT_MOST = 0.99


def held_below_originals(columns: Candidates) -> Candidates:
    """Return the columns with the sub-scores of reduced copies held below those of their stack's full photo.

    The full photo is the best ranked of its stack that is not reduced itself. Where it was not measured, the
    copy keeps its own. To variety a copy looks as its full photo does: else a bit that saving it changed
    could make it the less usual of the two. And it is of the same moment: else one that lost its time would
    come where the full photo's day has enough.
    """
    sharpness, light, composition = (
        list(columns.sharpness),
        list(columns.light),
        list(columns.composition),
    )
    dhash, colour = list(columns.dhash), list(columns.colour)
    times, time_sure = list(columns.times), list(columns.time_sure)
    stacks: dict[int, list[int]] = {}
    for at, stack in enumerate(columns.stack_ids):
        if stack:
            stacks.setdefault(stack, []).append(at)
    for members in stacks.values():
        pixels = [columns.widths[at] * columns.heights[at] for at in members]
        full = [at for at, size in zip(members, pixels, strict=True) if size >= FULL_SIZE * max(pixels)]
        original = min(full, key=lambda at: columns.stack_ranks[at])
        for at in set(members) - set(full):
            for values in (sharpness, light, composition):
                values[at] = _held(values, at, original)
            dhash[at], colour[at] = dhash[original], colour[original]
            times[at], time_sure[at] = times[original], time_sure[original]
    return replace(
        columns,
        sharpness=sharpness,
        light=light,
        composition=composition,
        dhash=dhash,
        colour=colour,
        times=times,
        time_sure=time_sure,
    )


def _held(values: Sequence[float | None], copy: int, original: int) -> float | None:
    own, other = values[copy], values[original]
    return own if own is None or other is None else min(own, other * _AT_MOST)
