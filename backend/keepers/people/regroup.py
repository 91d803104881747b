"""Job `people`: names that files give, then who each face is taken for, then what is worth asking.

Never needed for what people decide to hold: that stands the moment it is said. Imports numpy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from keepers.analysis.faces.quality import eligible
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.catalog.grouped_faces import Generation, GroupedFaces, LoadedDecisions, LoadedFaces
from keepers.catalog.people_due import FaceThere, NamedPlace, PeopleDue
from keepers.catalog.people_questions import QuestionKind
from keepers.catalog.person_names import folded
from keepers.metadata.regions import Box
from keepers.people.acting import PEOPLE
from keepers.people.decided import Decisions, pairs
from keepers.people.faces import NO_TIME, Faces, Flags, Ints
from keepers.people.from_files import Known, Marked, matches
from keepers.people.grouped import Grouping
from keepers.people.grouping import extend, group
from keepers.people.naming import carry_over
from keepers.people.review import review
from keepers.people.rule import Rule, rule_of

# How often people may decide something meanwhile before the next run sees to it.
_TRIES: Final = 3

_Question = tuple[QuestionKind, Mapping[str, Any]]


@dataclass(frozen=True)
class PeopleTools:
    """What the job works with. `embedder`: key of the model in use; `thresholds`: of a model, by its key."""

    faces: GroupedFaces
    due: PeopleDue
    jobs: JobQueue
    events: Events
    embedder: Callable[[], str | None]
    thresholds: Callable[[str], Mapping[str, float] | None]


class Regrouping:
    """Groups faces; keeps the last grouping of each kind, so that little that is new costs little."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, Grouping]] = {}

    def run(self, ctx: JobContext, tools: PeopleTools) -> dict[str, Any]:
        """Do the job. It may be run at any time and as often as one likes."""
        named = _names_from_files(ctx, tools)
        written, tries = False, 0
        while not written and tries < _TRIES:
            state = tools.faces.state()
            written, tries = tools.faces.write(*self._group(ctx, tools), state), tries + 1
        if not written:
            tools.jobs.enqueue(PEOPLE, {}, dedup_key=PEOPLE)
        tools.events.publish("people", {"changed": True}, coalesce_key="all")
        return {"named": named, "grouped": written}

    def _group(self, ctx: JobContext, tools: PeopleTools) -> tuple[list[Generation], list[_Question]]:
        active, decided = tools.embedder(), tools.faces.decisions()
        made: list[Generation] = []
        asked: list[_Question] = []
        for kind in ("person", "cat", "dog"):
            model = tools.faces.model(kind, active)
            thresholds = tools.thresholds(model) if model is not None else None
            ctx.checkpoint()
            loaded = tools.faces.load(kind, model) if model is not None else None
            if model is None or thresholds is None or loaded is None or not loaded.ids:
                # Nobody is grouped; who faces were decided to be holds all the same.
                self._last.pop(kind, None)
                made.append(Generation(kind, {}, (), frozenset()))
                continue
            faces, known, rule = _faces(loaded), _decisions(decided), rule_of(thresholds)
            grouping = self._grouped(kind, model, faces, known, rule)
            ctx.checkpoint()
            made.append(_generation(kind, grouping, loaded, faces.eligible, known))
            asked += [
                (each.kind, {"face": each.face, "other": each.other}) for each in review(grouping).questions
            ]
        return made, asked

    def _grouped(self, kind: str, model: str, faces: Faces, known: Decisions, rule: Rule) -> Grouping:
        last = self._last.get(kind)
        if last is not None and last[0] == model and last[1].memory.rule == rule:
            added, gone = difference(last[1].memory.faces, faces)
            grouping = extend(last[1], added, known, gone)
        else:
            grouping = group(faces, known, rule)
        self._last[kind] = (model, grouping)
        return grouping


def _names_from_files(ctx: JobContext, tools: PeopleTools) -> int:
    """Bring everything that is due together; how many photos."""
    total, done = tools.due.count(), 0
    while True:
        ctx.checkpoint()
        brought = tools.due.bring(_matching).photos
        done += brought
        ctx.progress(done=done, total=max(total, done))
        if not brought:
            return done


def _matching(places: Sequence[NamedPlace], faces: Sequence[FaceThere]) -> dict[int, int]:
    return matches(
        [Marked(folded(each.name), Box(*each.box)) for each in places],
        [Known(each.id, Box(*each.box), each.folded) for each in faces],
    )


def _faces(loaded: LoadedFaces) -> Faces:
    joined = np.frombuffer(b"".join(loaded.vectors), dtype=np.float16).astype(np.float32)
    n = len(loaded.ids)
    return Faces(
        ids=np.array(loaded.ids, dtype=np.int64),
        vectors=joined.reshape(n, -1),
        photos=np.array(loaded.photos, dtype=np.int64),
        times_ms=np.array([NO_TIME if each is None else each for each in loaded.times], dtype=np.int64),
        quality=np.array([each or 0.0 for each in loaded.quality], dtype=np.float32),
        eligible=np.array(
            [
                eligible(quality, verdict)
                for quality, verdict in zip(loaded.quality, loaded.verdicts, strict=True)
            ],
            dtype=np.bool_,
        ),
    )


def _decisions(loaded: LoadedDecisions) -> Decisions:
    return Decisions(
        pairs(loaded.is_),
        pairs(loaded.is_not),
        pairs(loaded.same),
        pairs(loaded.different),
        pairs(loaded.allow),
        pairs(loaded.unsure),
    )


def difference(before: Faces, now: Faces) -> tuple[Faces, Ints]:
    """The faces that are new or are seen otherwise than before, and the ids of those that are gone."""
    order = np.argsort(before.ids)
    at = np.searchsorted(before.ids[order], now.ids)
    at = np.minimum(at, max(len(order) - 1, 0))
    if len(order) == 0:
        return now, before.ids
    same = before.ids[order][at] == now.ids
    old = order[at]
    for mine, theirs in (
        (now.photos, before.photos),
        (now.times_ms, before.times_ms),
        (now.quality, before.quality),
        (now.eligible, before.eligible),
    ):
        same &= mine == theirs[old]
    same &= (now.vectors == before.vectors[old]).all(axis=1)
    return now.take(np.flatnonzero(~same)), np.setdiff1d(before.ids, now.ids)


def _generation(
    kind: str, grouping: Grouping, loaded: LoadedFaces, sure: Flags, known: Decisions
) -> Generation:
    """What is to be written. Faces of which nobody knows whether they are any stand alone, as unsure."""
    ids, labels = grouping.ids, grouping.labels.copy()
    alone = np.flatnonzero(labels < 0)
    first = int(labels.max(initial=-1)) + 1
    labels[alone] = np.arange(first, first + len(alone))
    before = dict(zip(loaded.ids, loaded.persons, strict=True))
    carried = carry_over(ids, labels, np.array([before[int(each)] for each in ids], dtype=np.int64), known)
    eligible_of = dict(zip(loaded.ids, sure.tolist(), strict=True))
    certain = {int(label) for face, label in zip(ids, labels, strict=True) if eligible_of[int(face)]}
    return Generation(
        kind,
        {
            int(face): (int(label), None if np.isnan(likeness) else float(likeness))
            for face, label, likeness in zip(ids, labels, grouping.likeness, strict=True)
        },
        [int(each) for each in carried.persons],
        frozenset(range(len(carried.persons))) - certain,
    )
