"""The act of job 'write': every file that is due gets what a person changed, what waited longest first.

A worker prepares, this process replaces: the journal knows before a file changes and after. What is due comes
from the catalogue page by page, so a run may be killed at any moment.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from keepers.base.clock import Clock
from keepers.base.errors import DatabaseClosed, KeepersError
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.base.workers import Outcome, Pool
from keepers.catalog.edits import Edits
from keepers.catalog.file_writes import HOWS, NEEDS_PHOTO, SAID_ELSEWHERE, Act, Begun, FileWrites
from keepers.catalog.file_written import Ended, FileWritten
from keepers.catalog.write_queue import Waiting, WriteQueue
from keepers.editing.mending import mend
from keepers.editing.placing import Overtaken, Seen, clear_away, place
from keepers.editing.temporary import remove, temporary_name
from keepers.editing.thumbnails import keep_thumbnails

ENTRY: Final = "keepers.editing.prepare:prepare_write"

_PAGE: Final = 64
_ANNOUNCE_SECONDS: Final = 0.5
_MOST_ANNOUNCED: Final = 500
# Bytes a second a disk or a network delivers at least: a large photo may take longer than a small one.
_SLOWEST: Final = 4_000_000
# How often a file is tried again that another program changes while we are at it.
_TRIES: Final = 3
_READ_FIRST: Final = frozenset({"changed_since_look", "changed_while_reading"})


@dataclass(frozen=True)
class WriteTools:
    """What writing works with.

    `catalog`: where it lies. `preparers` starts the processes, which live as long as the job; `lost_root`
    says whether a root went away (and marks it offline when it did), so that its files are not taken for
    unwritable ones; `place` puts one file in the place of another.
    """

    queue: WriteQueue
    writes: FileWrites
    written: FileWritten
    edits: Edits
    jobs: JobQueue
    events: Events
    clock: Clock
    catalog: Path
    thumbs: Path
    preparers: Callable[[], Pool]
    lost_root: Callable[[int], bool]
    place: Callable[[Begun, Seen], os.stat_result | None] = place


def write(ctx: JobContext, tools: WriteTools) -> dict[str, Any]:
    """Write everything that is due.

    Counts over every run of this job: `written` files, `back` of them with their former bytes, `unchanged`
    ones, `failed` ones, `beside` (a sidecar was taken though the photo was asked for), `conflicts` now.
    """
    mend(tools.writes, tools.written, lambda begun: keep_thumbnails(tools.thumbs, begun))
    run = _Run(ctx, tools)
    if tools.queue.count():
        run.go()
    return run.result()


@dataclass
class _Run:
    ctx: JobContext
    tools: WriteTools
    counts: dict[str, int] = field(default_factory=dict)
    in_flight: dict[int, Waiting] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    tries: dict[int, int] = field(default_factory=dict)
    full_roots: set[int] = field(default_factory=set)
    to_look: bool = False
    photos: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    announced_at: float = float("-inf")

    def go(self) -> None:
        """Hand files to the workers and put in place what they prepared, until nothing is due."""
        self.ctx.progress(done=self.ctx.job.done, total=self.ctx.job.done + self.tools.queue.count())
        preparers = self.tools.preparers()
        try:
            # Once more for what is to be tried again, and for what came while the last files were written.
            while self._page(1):
                outcomes = preparers.map(self._items(), stop=self.ctx.should_stop)
                for outcome in outcomes:
                    self._take(outcome)
                    if self.ctx.should_stop():
                        break
                outcomes.close()
                self.ctx.checkpoint()
                self.in_flight.clear()
        finally:
            preparers.close()
            self._clear_away()
            # A library closed under us keeps what was written; what was not is still due.
            with suppress(DatabaseClosed):
                self._announce()
                if self.to_look:
                    self.tools.jobs.enqueue("look", {}, dedup_key="look")

    def result(self) -> dict[str, Any]:
        """Counts of this run, on top of those of earlier runs of the same job."""
        before = self.ctx.job.result or {}
        counted = {
            name: int(before.get(name, 0)) + self.counts.get(name, 0)
            for name in ("written", "back", "unchanged", "failed", "beside")
        }
        return counted | {"conflicts": self.tools.edits.tally().conflicts}

    def _page(self, limit: int) -> list[Waiting]:
        return self.tools.queue.page(limit, {*self.in_flight, *self.passed}, self.full_roots)

    def _items(self) -> Iterator[dict[str, Any]]:
        while page := self._page(_PAGE):
            for waiting in page:
                self.in_flight[waiting.file_id] = waiting
                yield {"file_id": waiting.file_id, "extra_s": waiting.size / _SLOWEST}

    def _take(self, outcome: Outcome) -> None:
        file_id = int(outcome.item["file_id"])
        waiting = self.in_flight[file_id]
        try:
            if outcome.error is not None:
                self._fail(waiting, outcome.error.code, outcome.error.facts)
            elif outcome.result is not None:
                self._end(waiting, outcome.result)
        except Overtaken:
            self._again(waiting, "overtaken")
        except KeepersError as error:
            if error.retry or isinstance(error, DatabaseClosed):
                raise
            self._fail(waiting, error.code, error.facts)
        self._progress()

    def _end(self, waiting: Waiting, result: dict[str, Any]) -> None:
        match result["outcome"]:
            case "gone":
                self.passed.add(waiting.file_id)
            case "otherwise":
                self.months |= self.tools.written.says_otherwise(waiting.file_id, result["said"])
                self._again(waiting, "says_otherwise")
            case "nothing":
                ended = self.tools.written.nothing_to_write(
                    waiting.file_id, result["said"], result["wishes"], result.get("unsaid", ())
                )
                self._ended(waiting, ended, result, "unchanged")
            case "acts":
                self._write(waiting, result)

    def _write(self, waiting: Waiting, result: dict[str, Any]) -> None:
        acts = [_act(each) for each in result["acts"]]
        begun = self.tools.writes.begin(waiting.file_id, result["wishes"], acts)
        if begun is None:
            for each in result["acts"]:
                remove(Path(each["laid"]))
            self._again(waiting, "wished_otherwise")
            return
        placed: list[tuple[Begun, os.stat_result | None]] = []
        for row, act in zip(begun, result["acts"], strict=True):
            try:
                keep_thumbnails(self.tools.thumbs, row)
                placed.append((row, self.tools.place(row, act["seen"])))
            except KeepersError:
                left = begun[len(placed) :]
                for each in left:
                    clear_away(each)
                self.tools.writes.forget([each.id for each in left])
                for each, standing in placed:
                    # One of two was replaced: it is noted, and the file stays due for the other.
                    self.tools.written.mend(each, standing)
                raise
        ended = self.tools.written.end(placed, result["said"], result["wishes"], result["unsaid"])
        self._ended(waiting, ended, result, "back" if acts[0].back else "written")
        if result["beside"]:
            self._count("beside")

    def _ended(self, waiting: Waiting, ended: Ended, result: dict[str, Any], outcome: str) -> None:
        unsaid = bool(result.get("unsaid"))
        if outcome == "back":
            self._count("written")
        if outcome != "unchanged" or not unsaid:
            self._count(outcome)
        self.photos |= ended.photos
        self.months |= ended.months
        if unsaid:
            self._fail(waiting, NEEDS_PHOTO if result["in_photo"] else SAID_ELSEWHERE, {})
        elif self._tried(waiting.file_id) >= _TRIES:
            self.passed.add(waiting.file_id)

    def _again(self, waiting: Waiting, code: str) -> None:
        """Try a file once more in this run; one that will not hold still waits until somebody asks."""
        if self._tried(waiting.file_id) >= _TRIES:
            self._fail(waiting, code, {})
        else:
            self.in_flight.pop(waiting.file_id, None)

    def _tried(self, file_id: int) -> int:
        self.tries[file_id] = self.tries.get(file_id, 0) + 1
        return self.tries[file_id]

    def _fail(self, waiting: Waiting, code: str, facts: dict[str, Any]) -> None:
        self.passed.add(waiting.file_id)
        if self.tools.lost_root(waiting.root_id):
            return  # stays due: its disk is gone
        if code in _READ_FIRST:
            self.tools.writes.look_again(waiting.file_id)
            self.to_look = True
            return
        if code == "vanished":
            return  # the next scan tells where it went
        if code == "disk_full":
            self.full_roots.add(waiting.root_id)
        self.photos |= self.tools.writes.fail(waiting.file_id, str(facts.get("reason") or code))
        self._count("failed")

    def _clear_away(self) -> None:
        """Take away what was prepared and not come to, when a run is stopped."""
        for waiting in self.in_flight.values():
            for how in HOWS:
                remove(Path(waiting.path).parent / temporary_name(self.tools.catalog, waiting.file_id, how))

    def _count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def _progress(self) -> None:
        done = self.ctx.job.done + sum(
            self.counts.get(name, 0) for name in ("written", "unchanged", "failed")
        )
        self.ctx.progress(done=done, total=done + self.tools.queue.count())
        if self.tools.clock.monotonic() - self.announced_at >= _ANNOUNCE_SECONDS:
            self._announce()

    def _announce(self) -> None:
        self.announced_at = self.tools.clock.monotonic()
        if self.photos:
            ids = sorted(self.photos) if len(self.photos) <= _MOST_ANNOUNCED else []
            conflicts = self.tools.edits.tally().conflicts
            self.tools.events.publish("metadata", {"ids": ids, "conflicts": conflicts})
        if self.months:
            self.tools.events.publish("assets", {"changed": len(self.photos), "months": sorted(self.months)})
        self.photos, self.months = set(), set()


def _act(said: dict[str, Any]) -> Act:
    return Act(**{name: value for name, value in said.items() if name not in {"seen", "laid"}})
