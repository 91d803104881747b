"""The act of job 'hear': files of which something new may be said are heard again; no pixel is unpacked.

A sidecar that came, an album's table that changed, a newer reader: what is due is a column, and what was
heard goes back in small stretches, so a run may be killed at any moment and loses the last stretch at most.
What cannot be heard, or is no longer what was looked at, is left to job 'look', which says why.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from keepers.base.clock import Clock
from keepers.base.errors import DatabaseClosed
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.base.settings import Settings
from keepers.base.workers import Outcome, Pool
from keepers.catalog.hear_queue import DueHearing, HearQueue, Newly
from keepers.catalog.heard import Heard
from keepers.catalog.said import SAID_VERSION

ENTRY: Final = "keepers.analysis.hear_worker:hear_at"

_PAGE: Final = 256
_STRETCH: Final = 256
_STRETCH_SECONDS: Final = 0.25
_VERSION_KEY: Final = "said.version"


@dataclass(frozen=True)
class HearTools:
    """What hearing works with; `readers` and `lost_root` as in `LookTools`."""

    queue: HearQueue
    jobs: JobQueue
    events: Events
    settings: Settings
    clock: Clock
    readers: Callable[[], Pool]
    lost_root: Callable[[int], bool]


def hearing_due(queue: HearQueue, settings: Settings) -> bool:
    """Whether there is anything to hear, a newer reader's wish to hear everything again among it."""
    heard_anew = settings.get_int(_VERSION_KEY, 0) != SAID_VERSION
    return (heard_anew and queue.any_read()) or queue.count() > 0


def hear(ctx: JobContext, tools: HearTools) -> dict[str, Any]:
    """Hear everything that is due; {'heard', 'to_look'}: files of this run."""
    if tools.settings.get_int(_VERSION_KEY, 0) != SAID_VERSION:
        tools.queue.require(SAID_VERSION)
        tools.jobs.enqueue("look", {}, dedup_key="look")
        tools.settings.set(_VERSION_KEY, SAID_VERSION)
    run = _Run(ctx, tools)
    if tools.queue.count():
        run.go()
    return run.result()


@dataclass
class _Run:
    ctx: JobContext
    tools: HearTools
    heard: int = 0
    to_look: int = 0
    in_flight: dict[int, DueHearing] = field(default_factory=dict)
    newly: list[Newly] = field(default_factory=list)
    unheard: list[DueHearing] = field(default_factory=list)
    months: set[int] = field(default_factory=set)
    moved: bool = False
    written_at: float = 0.0

    def go(self) -> None:
        """Hand files to the workers and write what comes back, until nothing is due."""
        self.ctx.progress(done=self.ctx.job.done, total=self.ctx.job.done + self.tools.queue.count())
        self.written_at = self.tools.clock.monotonic()
        readers = self.tools.readers()
        try:
            outcomes = readers.map(self._items(), stop=self.ctx.should_stop)
            for outcome in outcomes:
                self._take(outcome)
                full = len(self.newly) + len(self.unheard) >= _STRETCH
                if full or self.tools.clock.monotonic() - self.written_at >= _STRETCH_SECONDS:
                    self._write()
                if self.ctx.should_stop():
                    break
            outcomes.close()
            self._write()
            self.ctx.checkpoint()
        finally:
            readers.close()
            # A library closed under us keeps what was written; what was not is still due.
            with suppress(DatabaseClosed):
                self._write()
                if self.to_look:
                    self.tools.jobs.enqueue("look", {}, dedup_key="look")
                if self.heard:
                    self.tools.jobs.enqueue("group", {}, dedup_key="group")
                if self.moved:
                    self.tools.jobs.enqueue("judge", {}, dedup_key="judge")

    def result(self) -> dict[str, Any]:
        """Counts of this run."""
        return {"heard": self.heard, "to_look": self.to_look}

    def _items(self) -> Iterator[dict[str, Any]]:
        while page := self.tools.queue.page(_PAGE, self.in_flight):
            for due in page:
                self.in_flight[due.file_id] = due
                yield {
                    "path": due.path,
                    "file_id": due.file_id,
                    "name": due.name,
                }

    def _take(self, outcome: Outcome) -> None:
        due = self.in_flight[int(outcome.item["file_id"])]
        found = outcome.result
        if found is None or (int(found["size"]), int(found["mtime_ns"])) != (due.size, due.mtime_ns):
            self.unheard.append(due)
        else:
            self.newly.append(Newly(Heard(due.file_id, found["said"]), due.due))

    def _write(self) -> None:
        self.written_at = self.tools.clock.monotonic()
        if not self.newly and not self.unheard:
            return
        newly, self.newly = self.newly, []
        to_look = self._to_look()
        noted = self.tools.queue.record(newly, to_look)
        for file_id in (*(each.heard.file_id for each in newly), *to_look):
            # A file of which something was said meanwhile is due still, and asked again.
            self.in_flight.pop(file_id, None)
        self.heard += noted.heard
        self.to_look += len(to_look)
        self.moved = self.moved or bool(noted.months)
        if newly:
            changed = {"changed": len(newly), "months": sorted(noted.months)}
            self.tools.events.publish("assets", changed)
        done = self.ctx.job.done + self.heard + self.to_look
        self.ctx.progress(done=done, total=done + self.tools.queue.count())

    def _to_look(self) -> list[int]:
        """Those that could not be heard though their root is there; the others stay due, and in flight."""
        unheard, self.unheard = self.unheard, []
        lost: dict[int, bool] = {}
        for due in unheard:
            if due.root_id not in lost:
                lost[due.root_id] = self.tools.lost_root(due.root_id)
        return [due.file_id for due in unheard if not lost[due.root_id]]
