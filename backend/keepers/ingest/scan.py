"""The act of job 'scan': one root is walked and the catalogue told what is there.

Pictures show from the first stretch on and are read behind. A scan deletes nothing; a root that is away or
suddenly empty goes offline and no row of it is touched.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from keepers.base.clock import Clock
from keepers.base.events import Events
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.catalog.roots import Root, Roots
from keepers.catalog.side_files import SideFiles, SideSighting
from keepers.catalog.sightings import KnownFile, Sighting, Sightings, Written, sighting
from keepers.ingest.plan import plan, unknown
from keepers.ingest.reach import ROOT_EMPTY, ROOT_MISSING, ROOT_UNREADABLE, folder_identity, out_of_reach
from keepers.ingest.side_scan import SideScan
from keepers.ingest.walk import walk
from keepers.metadata.dates import CaptureTime, from_name

_STRETCH: Final = 2000
# The first stretch is short, so that a first screen of photos shows at once even on a slow disk.
_FIRST_STRETCH: Final = 200
_STRETCH_SECONDS: Final = 0.5


@dataclass(frozen=True)
class ScanTools:
    """What a scan works with.

    `library` is the folder of the library itself, never scanned; `hearing_due` says whether files are to be
    heard again.
    """

    roots: Roots
    sightings: Sightings
    side_files: SideFiles
    jobs: JobQueue
    events: Events
    clock: Clock
    library: Path
    hearing_due: Callable[[], bool]


def scan_key(root_id: int) -> str:
    """The key under which there is one waiting scan a root."""
    return f"scan:{root_id}"


def announce_root(events: Events, root_id: int, state: str) -> None:
    """Tell whoever listens that a root went offline or came back."""
    events.publish("root", {"id": root_id, "state": state}, coalesce_key=str(root_id))


def scan(ctx: JobContext, tools: ScanTools) -> dict[str, Any]:
    """Walk the root args['root_id']; counts of what was found, or {'offline': reason}.

    Raises NotFound for an unknown root, and whatever stops a job at a checkpoint.
    """
    root = tools.roots.get(int(ctx.job.args["root_id"]))
    had_files = tools.roots.has_present_files(root.id)
    reason = out_of_reach(root.path, had_files=had_files)
    if reason is not None:
        return _offline(root, reason, tools)
    if tools.roots.set_online(root.id):
        announce_root(tools.events, root.id, "online")
    identity = folder_identity(root.path)
    number = tools.sightings.begin(root.id)
    run = _Scan(ctx, root, tools, number, SideScan(ctx, root, tools.side_files, number))
    run.walk()
    reason = _lost_meanwhile(root, identity, run, had_files)
    if reason is not None:
        return _offline(root, reason, tools)
    return run.finish()


def _lost_meanwhile(
    root: Root, identity: tuple[int, int] | None, run: "_Scan", had_files: bool
) -> str | None:
    """Why the end of this walk must not be believed: the root went away under it, or shows nothing."""
    if folder_identity(root.path) != identity:
        return ROOT_MISSING
    if any(path == b"" for path, _code in run.unread):
        return ROOT_UNREADABLE
    if run.seen == 0 and had_files and not run.unread:
        return ROOT_EMPTY
    return out_of_reach(root.path, had_files=had_files)


def _offline(root: Root, reason: str, tools: ScanTools) -> dict[str, Any]:
    if tools.roots.set_offline(root.id, reason):
        announce_root(tools.events, root.id, "offline")
    return {"offline": reason}


@dataclass
class _Scan:
    ctx: JobContext
    root: Root
    tools: ScanTools
    number: int
    sides: SideScan
    seen: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("added", "changed", "moved"), 0))
    links_passed: int = 0
    unread: list[tuple[bytes, str]] = field(default_factory=list)
    put_off: list[Sighting] = field(default_factory=list)
    left: dict[int, bytes] = field(default_factory=dict)
    came_or_went: list[bytes] = field(default_factory=list)

    def walk(self) -> None:
        """Go through the root, writing stretch by stretch."""
        own = folder_identity(str(self.tools.library))
        stretch: list[Sighting] = []
        beside: list[SideSighting] = []
        since = self.tools.clock.monotonic()
        for folder in walk(self.root.path, without={own} if own else ()):
            self.links_passed += folder.links_passed
            if folder.error is not None:
                self.unread.append((folder.rel_path, folder.error))
            self.unread.extend(folder.unread)
            for each in folder.files:
                stretch.append(each)
                if len(stretch) >= (_STRETCH if self.seen else _FIRST_STRETCH):
                    self._write(stretch)
                    stretch, since = [], self.tools.clock.monotonic()
            if stretch and self.tools.clock.monotonic() - since > _STRETCH_SECONDS:
                self._write(stretch)
                stretch, since = [], self.tools.clock.monotonic()
            beside += folder.sides
            if len(beside) >= _STRETCH:
                self.sides.saw(beside)
                beside = []
            self.ctx.checkpoint()
        self._write(stretch)
        self.sides.saw(beside)

    def finish(self) -> dict[str, Any]:
        """Settle what was put off and what was not seen; the job's result."""
        for start in range(0, len(self.put_off), _STRETCH):
            self.ctx.checkpoint()
            self._write(self.put_off[start : start + _STRETCH], last=True)
        tools = self.tools
        gone = tools.sightings.mark_missing(self.root.id, self.number, self.unread)
        self._announce(gone)
        self.came_or_went += gone.gone
        heard = self.sides.settle([path for path, _code in self.unread], self.came_or_went)
        tools.roots.scanned(self.root.id)
        tools.jobs.enqueue("look", {}, dedup_key="look")
        if gone.changed or tools.sightings.has_ungrouped():
            tools.jobs.enqueue("group", {}, dedup_key="group")
        if tools.hearing_due():
            tools.jobs.enqueue("hear", {}, dedup_key="hear")
        if gone.changed or self.counts["moved"]:
            tools.jobs.enqueue("judge", {}, dedup_key="judge")
        self.ctx.progress(done=self.seen, total=self.seen)
        return {
            "seen": self.seen,
            **self.counts,
            "missing": gone.changed,
            "spoken_of": heard,
            "unreadable_folders": len(self.unread),
            "links_passed": self.links_passed,
        }

    def _write(self, stretch: list[Sighting], *, last: bool = False) -> None:
        if not stretch:
            return
        sightings = self.tools.sightings
        known = sightings.known(self.root.id, [each.rel_path for each in stretch])
        origins = self._origins(unknown(stretch, known))
        batch, later = plan(stretch, known, origins, _guess, apply_changes=last)
        written = sightings.record(self.root.id, self.number, batch)
        self.counts["added"] += written.added
        self.counts["changed"] += written.changed
        self.counts["moved"] += len(batch.moved)
        self.put_off.extend(later)
        self.came_or_went += [seen.rel_path for seen, _guess in batch.new]
        for file_id, seen in batch.moved:
            self.came_or_went += (self.left[file_id], seen.rel_path)
        first = self.seen == 0
        if not last:
            self.seen += len(stretch)
        self._announce(written)
        self.ctx.progress(done=self.seen)
        if first and (written.added or written.changed):
            self.tools.jobs.enqueue("look", {}, dedup_key="look")

    def _origins(self, new: list[Sighting]) -> Mapping[bytes, list[int]]:
        """Ids of files that are no longer where they were, by the path where the same file was seen."""
        rows = self.tools.sightings.same_inode(self.root.id, new)
        origins: dict[bytes, list[int]] = {}
        for each in new:
            gone = [row for row in rows.get(each.rel_path, ()) if self._left(row, each)]
            self.left |= {row.id: row.rel_path for row in gone}
            origins[each.rel_path] = [row.id for row in gone]
        return origins

    def _left(self, row: KnownFile, seen: Sighting) -> bool:
        """Whether the file of this row is gone from its path; a hard link there is a file of its own."""
        path = os.path.join(self.root.path, *os.fsdecode(row.rel_path).split("/"))
        try:
            status = os.lstat(path)
        except OSError:
            return True
        there = sighting(row.rel_path, status)
        return (there.device, there.inode) != (seen.device, seen.inode)

    def _announce(self, written: Written) -> None:
        if written.months:
            kind = "added" if written.added else "changed"
            count = written.added or written.changed
            self.tools.events.publish("assets", {kind: count, "months": sorted(written.months)})


def _guess(seen: Sighting) -> CaptureTime:
    """The time to show a picture at until it was read."""
    capture = from_name(seen.name, seen.mtime_ns)
    return CaptureTime(capture.time_ms, capture.offset_min, capture.source)
