"""The act of job 'faces': photos that were never searched for faces, or otherwise than now, newest first.

What was found goes back in small stretches, so a run may be killed at any moment and loses the last stretch.
Vectors of the model before serve until those of the new one are complete; only then they go.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from keepers.analysis.faces.chosen import FaceModels, FaceModelsNow, searched
from keepers.analysis.faces.stray_crops import sweep_crops
from keepers.base.clock import Clock
from keepers.base.errors import DatabaseClosed, DiskFull, Refused, WriteFailed
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.base.workers import Outcome, Pool
from keepers.catalog.face_queue import DueFaces, FaceQueue, Task, Told
from keepers.catalog.face_rows import FoundFace
from keepers.media.thumbnails import thumb_path

ENTRY: Final = "keepers.analysis.faces.worker:search_at"

_PAGE: Final = 64
_STRETCH: Final = 32
_STRETCH_SECONDS: Final = 0.5
# People come together while photos are searched, not only at the end.
_PEOPLE_EVERY: Final = 1000
# Bytes a second a disk or a network delivers at least.
_SLOWEST: Final = 4_000_000
# Crops so old (s) belong to nothing that is being written just now.
_STRAY_AGE_S: Final = 3600.0
_NO_FAULT_OF_THE_PHOTO: Final = {kind.code: kind for kind in (DiskFull, WriteFailed)}
_MODEL_UNUSABLE: Final = "face_model_unusable"
# The root may be back in a minute: such a photo stays due.
_OUT_OF_REACH: Final = frozenset({"vanished", "permission_denied", "read_failed", "changed_while_reading"})


@dataclass(frozen=True)
class FaceTools:
    """What the search works with. `models`: those in use now; `readers` starts processes with such models."""

    queue: FaceQueue
    jobs: JobQueue
    events: Events
    clock: Clock
    thumbs: Path
    crops: Path
    models: FaceModelsNow
    readers: Callable[[FaceModels], Pool]


def search_faces(ctx: JobContext, tools: FaceTools) -> dict[str, Any]:
    """Search every photo that is due; {'searched', 'found', 'failed'}, counted over all runs of this job.

    Without a model that finds faces nothing is done. Raises DiskFull, WriteFailed, and Refused where a model
    cannot be opened.
    """
    models = tools.models()
    run = _Run(ctx, tools, models)
    if models is not None:
        run.go(models)
    return run.result()


@dataclass
class _Run:
    ctx: JobContext
    tools: FaceTools
    models: FaceModels | None
    searched: int = 0
    found: int = 0
    failed: int = 0
    unreached: int = 0
    total: int = 0
    ungrouped: int = 0
    changed: bool = False
    in_flight: dict[int, DueFaces] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    written_at: float = 0.0

    def go(self, models: FaceModels) -> None:
        """Hand photos to the workers and write what comes back, until nothing is due."""
        embedder = models.embedder_key
        due = self.tools.queue.due(models.search, embedder)
        self.total = self.ctx.job.done + len(due)
        self.ctx.progress(done=self.ctx.job.done, total=self.total)
        self.written_at = self.tools.clock.monotonic()
        if due:
            self._search(models, due)
        self.ctx.checkpoint()
        if embedder is not None and self.tools.queue.drop_older(embedder):
            self.changed = True
        sweep_crops(self.tools.crops, self.tools.queue.crops(), time.time() - _STRAY_AGE_S)
        if self.changed:
            self._group()

    def result(self) -> dict[str, Any]:
        """Counts of this run, on top of those of earlier runs of the same job."""
        before = self.ctx.job.result or {}
        return {
            name: int(before.get(name, 0)) + value
            for name, value in (("searched", self.searched), ("found", self.found), ("failed", self.failed))
        }

    def _search(self, models: FaceModels, due: list[tuple[int, Task]]) -> None:
        readers = self.tools.readers(models)
        try:
            outcomes = readers.map(self._items(models, due), stop=self.ctx.should_stop)
            for outcome in outcomes:
                self._take(models, outcome)
                late = self.tools.clock.monotonic() - self.written_at >= _STRETCH_SECONDS
                if late or len(self.told) >= _STRETCH:
                    self._write(models)
                if self.ctx.should_stop():
                    break
            outcomes.close()
        finally:
            readers.close()
            # A library closed under us keeps what was written; what was not is still due.
            with suppress(DatabaseClosed):
                self._write(models)
                if self.ungrouped:
                    self._group()

    def _items(self, models: FaceModels, due: list[tuple[int, Task]]) -> Iterator[dict[str, Any]]:
        embedder = models.embedder_key
        for start in range(0, len(due), _PAGE):
            page = due[start : start + _PAGE]
            photos = self.tools.queue.photos(page, embedder)
            self.unreached += len(page) - len(photos)
            for each in photos:
                self.in_flight[each.asset_id] = each
                yield {
                    "asset_id": each.asset_id,
                    "content_hash": each.content_hash.hex(),
                    "height": each.height,
                    "path": each.path,
                    "name": each.name,
                    "thumb": str(thumb_path(self.tools.thumbs, each.content_hash.hex(), 1024)),
                    "crops": str(self.tools.crops),
                    "task": each.task,
                    "places": [
                        {"face_id": place.face_id, "box": place.box, "points": place.points}
                        for place in each.places
                    ],
                    "extra_s": each.size / _SLOWEST,
                }

    def _take(self, models: FaceModels, outcome: Outcome) -> None:
        photo = self.in_flight.pop(int(outcome.item["asset_id"]))
        if outcome.result is not None:
            self.told.append(_told(models, photo, outcome.result))
            self.found += len(outcome.result["found"] or ())
            return
        error = outcome.error
        if error is None:
            return
        ours = _NO_FAULT_OF_THE_PHOTO.get(error.code)
        if ours is not None:
            # The next photo would meet it too, so all of them stay due.
            raise ours(error.message)
        if error.code == _MODEL_UNUSABLE:
            raise Refused(error.message, **error.facts)
        if error.code in _OUT_OF_REACH:
            self.unreached += 1
        else:
            self.told.append(Told(photo.asset_id, photo.content_hash, None, (), code=error.code))

    def _write(self, models: FaceModels) -> None:
        self.written_at = self.tools.clock.monotonic()
        told, self.told = self.told, []
        if told:
            embedder = models.embedder_key
            changed = self.tools.queue.record(told, models.made_by, embedder)
            failed = sum(each.code is not None for each in told)
            self.failed += failed
            self.searched += len(told) - failed
            self.ungrouped += len(changed)
            self.changed = self.changed or bool(changed)
            if changed:
                self.tools.events.publish("faces", {"ids": sorted(changed)})
        done = self.ctx.job.done + self.searched + self.failed + self.unreached
        self.ctx.progress(done=done, total=max(self.total, done))
        if self.ungrouped >= _PEOPLE_EVERY:
            self._group()

    def _group(self) -> None:
        self.ungrouped = 0
        self.tools.jobs.enqueue("people", {}, dedup_key="people")


def _told(models: FaceModels, photo: DueFaces, result: dict[str, Any]) -> Told:
    """What a worker sent, in the catalogue's terms."""
    found = result["found"]
    return Told(
        photo.asset_id,
        photo.content_hash,
        None if found is None else searched(models, photo.content_hash, found),
        [(int(face_id), FoundFace.of(seen)) for face_id, seen in result["places"]],
    )
