"""The acts of judging: group look-alikes of the whole library, and choose the best of a part of it."""

from dataclasses import replace
from typing import Any

from keepers.base.events import Events
from keepers.base.job_context import Progress
from keepers.catalog.measures import Candidates, MeasureRows
from keepers.catalog.stacks import Stacks
from keepers.curation.candidate import Candidate
from keepers.curation.copies import held_below_originals
from keepers.curation.picks import PickParams, Selection, choose
from keepers.curation.score import BURST_WEIGHTS, score

_64_BITS = (1 << 64) - 1


def judge(ctx: Progress, measures: MeasureRows, stacks: Stacks, events: Events) -> dict[str, Any]:
    """Group the library's look-alikes anew and swap the stacks in one transaction; idempotent.

    Says `stacks` and `assets` when anything changed. Returns {photos, stacks, added, removed}.
    """
    # numpy comes with it: loaded by the first judgement, not when the server starts.
    from keepers.curation import duplicates  # noqa: PLC0415

    columns = measures.candidates()
    ctx.progress(done=0, total=len(columns))
    ctx.checkpoint()
    items = [
        duplicates.Item(
            id=photo.id,
            time_ms=photo.time_ms,
            time_sure=photo.time_sure,
            dhash=columns.dhash[at] & _64_BITS,
            phash=columns.phash[at] & _64_BITS,
            colour=columns.colour[at],
            blank=photo.blank,
            width=columns.widths[at],
            height=columns.heights[at],
            score=score(photo),
            burst_score=score(photo, BURST_WEIGHTS),
        )
        for at, photo in enumerate(candidates_of(columns))
    ]
    plans = duplicates.stacks(items)
    ctx.checkpoint()
    swapped = stacks.swap(plans)
    if swapped.added or swapped.removed:
        events.publish("stacks", {})
        events.publish("assets", {"changed": len(swapped.months), "months": sorted(swapped.months)})
    ctx.progress(done=len(columns))
    return {"photos": len(columns), "stacks": len(plans), "added": swapped.added, "removed": swapped.removed}


def candidate_columns(measures: MeasureRows, scope: str) -> Candidates:
    """Return what can be chosen from in a scope, as every chooser shall see it, reduced copies held back.

    Scopes: 'library', 'year:2024', 'month:202408', 'root:1'. Raises Invalid for any other.
    """
    return held_below_originals(measures.candidates(scope))


def candidates_of(columns: Candidates) -> list[Candidate]:
    """Return the catalogue's columns as candidates, in their order."""
    return [
        Candidate(
            id=columns.ids[at],
            time_ms=columns.times[at],
            time_sure=columns.time_sure[at],
            sharpness=columns.sharpness[at],
            light=columns.light[at],
            composition=columns.composition[at],
            dhash=columns.dhash[at] & _64_BITS,
            colour=columns.colour[at],
            blank=columns.blank[at],
            stack_id=columns.stack_ids[at] or None,
        )
        for at in range(len(columns))
    ]


def choose_from(measures: MeasureRows, scope: str, params: PickParams) -> Selection:
    """Choose the best of a scope (see candidate_columns).

    What the person locked in or left out in the library counts beside what `params` says; where the two
    disagree, `params` is newer and wins. Raises Invalid for a scope or parameters that make no sense.
    """
    columns = candidate_columns(measures, scope)
    decided_in = {i for i, pick in zip(columns.ids, columns.picks, strict=True) if pick == "in"}
    decided_out = {i for i, pick in zip(columns.ids, columns.picks, strict=True) if pick == "out"}
    merged = replace(
        params,
        locked_in=params.locked_in | frozenset(decided_in - params.left_out),
        left_out=params.left_out | frozenset(decided_out - params.locked_in),
    )
    return choose(candidates_of(columns), merged)
