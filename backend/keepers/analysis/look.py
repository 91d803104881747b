"""The act of job 'look': every file that is due is read once, newest first, and what it says is written.

What is due comes from the catalogue page by page and what was found goes back in small stretches, so a run
may be killed at any moment: it loses the last stretch at most, and nothing written is done again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from keepers.analysis.faces.chosen import FaceModels, FaceModelsNow, searched
from keepers.base.clock import Clock
from keepers.base.errors import DatabaseClosed, DiskFull, WriteFailed
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.base.settings import Settings
from keepers.base.workers import Outcome, Pool
from keepers.catalog.findings import Failure, Look
from keepers.catalog.identity import Identity
from keepers.catalog.look_queue import DueFile, LookQueue
from keepers.catalog.sightings import Sightings
from keepers.media.formats import claims_picture

ENTRY: Final = "keepers.analysis.worker:look_at"
#: Raise it when a newer reader should look at everything again.
LOOK_VERSION: Final = 2

_PAGE: Final = 32
_STRETCH: Final = 32
_STRETCH_SECONDS: Final = 0.25
_ANNOUNCE_SECONDS: Final = 0.5
_JUDGE_EVERY: Final = 2000
_GROUP_EVERY: Final = 500
_PEOPLE_EVERY: Final = 1000
# Bytes a second a disk or a network delivers at least: a long film may take longer than a photo.
_SLOWEST: Final = 4_000_000
_NO_FAULT_OF_THE_PHOTO: Final = {kind.code: kind for kind in (DiskFull, WriteFailed)}
# What unpacking a file made its reader die of: it is read once more, and heard alone.
_DIED: Final = frozenset({"worker_crashed", "file_timeout"})
_VERSION_KEY: Final = "look.version"


@dataclass(frozen=True)
class LookTools:
    """What a look works with.

    `readers` starts the processes, which live as long as the job, with the models of faces it is handed;
    `models` tells those, `crops` is the folder of their pictures; `lost_root` says whether a root went away
    (and marks it offline when it did), so that its files are not taken for unreadable ones. `unheard` says
    how many files something new is said of that no look has heard.
    """

    queue: LookQueue
    identity: Identity
    sightings: Sightings
    jobs: JobQueue
    events: Events
    settings: Settings
    clock: Clock
    thumbs: Path
    crops: Path
    models: FaceModelsNow
    readers: Callable[[FaceModels | None], Pool]
    lost_root: Callable[[int], bool]
    unheard: Callable[[], int]


def look(ctx: JobContext, tools: LookTools) -> dict[str, Any]:
    """Read everything that is due; {'looked', 'failed'}, counted over every run of this job."""
    if tools.settings.get_int(_VERSION_KEY, 0) != LOOK_VERSION:
        tools.queue.require(LOOK_VERSION)
        tools.settings.set(_VERSION_KEY, LOOK_VERSION)
    run = _Run(ctx, tools)
    if tools.queue.count():
        run.go()
    return run.result()


@dataclass
class _Run:
    ctx: JobContext
    tools: LookTools
    looked: int = 0
    failed: int = 0
    in_flight: dict[int, DueFile] = field(default_factory=dict)
    once_more: set[int] = field(default_factory=set)
    read_again: set[int] = field(default_factory=set)
    deadly: dict[int, Failure] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    months: set[int] = field(default_factory=set)
    unannounced: int = 0
    unjudged: int = 0
    ungrouped: int = 0
    unknown: int = 0
    models: FaceModels | None = None
    written_at: float = 0.0
    announced_at: float = float("-inf")

    def go(self) -> None:
        """Hand files to the workers and write what comes back, until nothing is due."""
        self.ctx.progress(done=self.ctx.job.done, total=self.ctx.job.done + self.tools.queue.count())
        self.written_at = self.tools.clock.monotonic()
        self.models = self.tools.models()
        readers = self.tools.readers(self.models)
        try:
            # Once more for what came while the last files were read, and for files that were being written.
            while self.tools.queue.page(1, self.in_flight):
                self._read(readers)
                self._ask_once_more()
        finally:
            readers.close()
            # A library closed under us keeps what was written; what was not is still due.
            with suppress(DatabaseClosed):
                self._write()
                self._announce()
                # A sidecar seen after its photo was begun: job 'hear' may be over, and have left it to us.
                if self.tools.unheard():
                    self.tools.jobs.enqueue("hear", {}, dedup_key="hear")
                if self.ungrouped:
                    self.tools.jobs.enqueue("group", {}, dedup_key="group")
                if self.unjudged:
                    self.tools.jobs.enqueue("judge", {}, dedup_key="judge")
                if self.unknown:
                    self.tools.jobs.enqueue("people", {}, dedup_key="people")

    def result(self) -> dict[str, Any]:
        """Counts of this run, on top of those of earlier runs of the same job."""
        before = self.ctx.job.result or {}
        return {
            "looked": int(before.get("looked", 0)) + self.looked,
            "failed": int(before.get("failed", 0)) + self.failed,
        }

    def _read(self, readers: Pool) -> None:
        outcomes = readers.map(self._items(), stop=self.ctx.should_stop)
        for outcome in outcomes:
            self._take(outcome)
            full = len(self.looks) + len(self.failures) >= _STRETCH
            if full or self.tools.clock.monotonic() - self.written_at >= _STRETCH_SECONDS:
                self._write()
            if self.ctx.should_stop():
                break
        outcomes.close()
        self._write()
        self.ctx.checkpoint()

    def _ask_once_more(self) -> None:
        """Let files that changed while they were read, or stopped their reader, be asked for again, once."""
        self.read_again |= self.once_more
        for file_id in self.once_more:
            del self.in_flight[file_id]
        self.once_more = set()

    def _items(self) -> Iterator[dict[str, Any]]:
        while page := self.tools.queue.page(_PAGE, self.in_flight):
            for due in page:
                self.in_flight[due.file_id] = due
                deadly = self.deadly.get(due.file_id)
                yield {
                    "path": due.path,
                    "file_id": due.file_id,
                    "name": due.name,
                    "mtime_ns": due.mtime_ns,
                    "thumbs": str(self.tools.thumbs),
                    "known_hash": due.known_hash,
                    "extra_s": due.size / _SLOWEST,
                    "unshown": (deadly.code, deadly.detail) if deadly is not None else None,
                    "faces": str(self.tools.crops) if due.faces and self.models is not None else None,
                }

    def _take(self, outcome: Outcome) -> None:
        file_id = int(outcome.item["file_id"])
        if outcome.result is not None:
            self.looks.append(_look(outcome.result, self.in_flight[file_id].hear_due, self.models))
        elif outcome.error is not None:
            ours = _NO_FAULT_OF_THE_PHOTO.get(outcome.error.code)
            if ours is not None:
                # Thumbnails could not be written. The next photo would meet it too, so all of them stay due.
                raise ours(outcome.error.message)
            self.failures.append(Failure(file_id, outcome.error.code, outcome.error.message))

    def _write(self) -> None:
        self.written_at = self.tools.clock.monotonic()
        if not self.looks and not self.failures:
            return
        looks, self.looks = self.looks, []
        failures, self.failures = self._true_failures(), []
        recorded = self.tools.identity.record(looks, failures, LOOK_VERSION)
        for file_id in (*(each.file_id for each in looks), *(each.file_id for each in failures)):
            self.in_flight.pop(file_id, None)
        self.looked += recorded.looked
        self.failed += recorded.failed
        self.unannounced += recorded.looked + recorded.failed
        self.unjudged += recorded.looked
        self.ungrouped += recorded.looked + recorded.failed
        self.unknown += len(recorded.faces)
        self.months |= recorded.months
        done = self.ctx.job.done + self.looked + self.failed
        self.ctx.progress(done=done, total=done + self.tools.queue.count())
        if self.tools.clock.monotonic() - self.announced_at >= _ANNOUNCE_SECONDS:
            self._announce()
        if self.ungrouped >= _GROUP_EVERY:
            self.ungrouped = 0
            self.tools.jobs.enqueue("group", {}, dedup_key="group")
        if self.unjudged >= _JUDGE_EVERY:
            self.unjudged = 0
            self.tools.jobs.enqueue("judge", {}, dedup_key="judge")
        if self.unknown >= _PEOPLE_EVERY:
            self.unknown = 0
            self.tools.jobs.enqueue("people", {}, dedup_key="people")

    def _true_failures(self) -> list[Failure]:
        """The failures that are the files' own: their root is there, and so are they."""
        lost: dict[int, bool] = {}
        own: list[Failure] = []
        gone: list[int] = []
        for failure in self.failures:
            due = self.in_flight[failure.file_id]
            if due.root_id not in lost:
                lost[due.root_id] = self.tools.lost_root(due.root_id)
            if lost[due.root_id]:
                continue  # stays due, and in flight: this run does not ask for it again
            never_was = failure.code == "not_a_picture" and not claims_picture(due.name)
            if failure.code == "vanished" or never_was:
                gone.append(failure.file_id)
            elif failure.file_id not in self.read_again and failure.code in {"changed_while_reading", *_DIED}:
                self.once_more.add(failure.file_id)
                if failure.code in _DIED:
                    self.deadly[failure.file_id] = failure
            else:
                own.append(failure)
        if gone:
            self.months |= self.tools.sightings.mark_gone(gone).months
        return own

    def _announce(self) -> None:
        self.announced_at = self.tools.clock.monotonic()
        if self.months:
            self.tools.events.publish("assets", {"changed": self.unannounced, "months": sorted(self.months)})
        self.months = set()
        self.unannounced = 0


def _look(result: Mapping[str, Any], hear_due: int | None, models: FaceModels | None) -> Look:
    """What a worker sent, in the catalogue's terms."""
    file_id, unshown, faces = int(result["file_id"]), result.get("unshown"), result.get("faces")
    content_hash = bytes.fromhex(result["content_hash"])
    return Look(
        file_id=file_id,
        content_hash=content_hash,
        size=int(result["size"]),
        mtime_ns=int(result["mtime_ns"]),
        described=result,
        measured=result.get("measures", {}),
        said=result["said"],
        hear_due=hear_due,
        unshown=Failure(file_id, *unshown) if unshown is not None else None,
        faces=searched(models, content_hash, faces) if models is not None and faces is not None else None,
    )
