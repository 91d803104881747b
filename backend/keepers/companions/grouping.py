"""The act of job 'group': folders in which something changed are asked anew what belongs together.

What is due is a column, and each neighbourhood is written in one transaction: a run may be killed at any
moment, and one over the same files changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from keepers.base.events import Events
from keepers.base.job_context import Progress
from keepers.base.jobs import JobQueue
from keepers.catalog.folders import Folder
from keepers.catalog.grouping import Belongs, Groupings, Neighbourhood
from keepers.catalog.standing import Standing
from keepers.companions.links import Link, links
from keepers.companions.piece import Piece
from keepers.companions.rule import groups
from keepers.companions.side_names import Beside, Picture, side_links


@dataclass(frozen=True)
class GroupTools:
    """What grouping works with."""

    groupings: Groupings
    jobs: JobQueue
    events: Events


def group(ctx: Progress, tools: GroupTools) -> dict[str, Any]:
    """Group every folder that is due; {folders, changed}. Says `assets` and has look-alikes judged anew."""
    total = tools.groupings.begin()
    settled: set[Folder] = set()
    changed, done = 0, 0
    months: set[int] = set()
    ctx.progress(done=0, total=total)
    after: tuple[int, bytes] | None = (0, b"")
    try:
        while after is not None:
            due, after = tools.groupings.due(after)
            for folder in due:
                # One that changes meanwhile is the next run's: whatever changes it asks for one.
                if folder in settled:
                    continue
                ctx.checkpoint()
                found = _found(folder, tools.groupings)
                written = tools.groupings.settle(found.around, *_settled(found))
                settled |= set(found.around.pictures)
                changed += written.changed
                months |= written.months
                done += len(found.around.claimed)
                ctx.progress(done=done, total=max(done, total))
    finally:
        if changed:
            tools.events.publish("assets", {"changed": changed, "months": sorted(months)})
            tools.jobs.enqueue("judge", {}, dedup_key="judge")
    return {"folders": len(settled), "changed": changed}


@dataclass
class _Found:
    """Folders that hang together, what stands in them, and what belongs behind what in each."""

    around: Neighbourhood = field(default_factory=Neighbourhood)
    pieces: dict[int, Piece] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def _found(folder: Folder, groupings: Groupings) -> _Found:
    """The folder, and every other in which something that is grouped here stands beside something else."""
    found = _Found()
    waiting = {folder}
    while waiting:
        pictures = groupings.enter(min(waiting), found.around)
        pieces = _pieces(pictures)
        here = links(pieces)
        for each in pieces:
            known = found.pieces.get(each.id, each)
            # All names it has anywhere, so that it does not matter which folder was the first.
            found.pieces[each.id] = replace(each, names=tuple(sorted({*known.names, *each.names})))
        found.links += here
        linked = {each for link in here for each in (link.child, link.parent)}
        grouped = {each.asset_id for each in pictures if each.main_id is not None or each.leads}
        if linked | grouped:
            waiting |= groupings.folders_of(sorted(linked | grouped))
        waiting -= set(found.around.pictures)
    return found


def _settled(found: _Found) -> tuple[dict[int, Belongs], dict[int, set[int]]]:
    """What hides behind what in all of it, and which files beside go with which picture."""
    belongs = {
        member.id: Belongs(one.main, member.role, member.evidence)
        for one in groups(found.pieces, found.links)
        for member in one.members
    }
    beside: dict[int, set[int]] = {}
    for folder, pictures in found.around.pictures.items():
        beside |= _beside(pictures, found, folder)
    return belongs, beside


def _beside(pictures: Iterable[Standing], found: _Found, folder: Folder) -> dict[int, set[int]]:
    """Ids of files beside, by picture file: those its name tells, and those that were read for it."""
    sides = found.around.sides[folder]
    by_name = {each.name: each.id for each in sides}
    told = {each.file_id: {by_name[name] for name in each.beside if name in by_name} for each in pictures}
    if sides:
        shown = [
            Picture(each.file_id, each.name, piece.is_raw, piece.is_film)
            for each in pictures
            for piece in (found.pieces[each.asset_id],)
        ]
        for side, file_id in side_links(shown, [Beside(each.id, each.name, each.kind) for each in sides]):
            told[file_id].add(side)
    return told


def _pieces(pictures: Iterable[Standing]) -> list[Piece]:
    """One piece a picture, with all names it has in the folder."""
    together: dict[int, list[Standing]] = {}
    for each in pictures:
        together.setdefault(each.asset_id, []).append(each)
    return [_piece(files) for files in together.values()]


def _piece(files: list[Standing]) -> Piece:
    one = files[0]
    return Piece(
        id=one.asset_id,
        names=tuple(sorted({each.name for each in files})),
        kind=one.kind,
        format=one.format,
        taken_ms=one.taken_ms,
        taken_offset_min=one.taken_offset_min,
        taken_from=one.taken_from,
        camera=one.camera,
        width=one.width,
        height=one.height,
        duration_ms=one.duration_ms,
        content_id=one.evidence.get("content_id", "").upper() or None,
        document_id=one.evidence.get("document_id"),
        original_document_id=one.evidence.get("original_document_id"),
        derived_from=one.evidence.get("derived_from"),
        readable=one.readable,
    )
