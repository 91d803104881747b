"""A library opened: the one object handed around. It wires rooms together and does no work of its own."""

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path

from keepers.analysis.hear import ENTRY as HEAR_ENTRY
from keepers.analysis.hear import HearTools, hear, hearing_due
from keepers.analysis.look import ENTRY, LookTools, look
from keepers.archive.spec import LibraryExport
from keepers.base.clock import Clock, SystemClock
from keepers.base.database import Database
from keepers.base.dispatcher import Dispatcher, Handler
from keepers.base.errors import LibraryInUse
from keepers.base.events import Events
from keepers.base.job import Job
from keepers.base.job_context import JobContext
from keepers.base.jobs import JobQueue
from keepers.base.library_lock import LibraryLock
from keepers.base.migrations import MigrationProgress, migrate, packaged_steps, version_of
from keepers.base.settings import Settings
from keepers.base.workers import WorkerPool
from keepers.catalog.assets import Assets
from keepers.catalog.daily_backup import DailyBackup
from keepers.catalog.date_rows import DateRows
from keepers.catalog.decisions import Decisions
from keepers.catalog.edits import Edits
from keepers.catalog.file_writes import FileWrites
from keepers.catalog.file_written import FileWritten
from keepers.catalog.grouping import Groupings
from keepers.catalog.hear_queue import HearQueue
from keepers.catalog.identity import Identity
from keepers.catalog.in_common import InCommonRows
from keepers.catalog.keywords import Keywords
from keepers.catalog.located import Located
from keepers.catalog.look_queue import LookQueue
from keepers.catalog.measures import MeasureRows
from keepers.catalog.operations import Operations
from keepers.catalog.problems import Problems
from keepers.catalog.roots import Root, Roots
from keepers.catalog.said import SaidRows
from keepers.catalog.scopes import Scopes
from keepers.catalog.side_files import SideFiles
from keepers.catalog.sightings import Sightings
from keepers.catalog.stacks import Stacks
from keepers.catalog.timeline import Timeline
from keepers.catalog.whole import WholeLibrary
from keepers.catalog.words import WordRows
from keepers.catalog.write_queue import WriteQueue
from keepers.editing.editing import Editing
from keepers.editing.write import ENTRY as WRITE_ENTRY
from keepers.editing.write import WriteTools, write
from keepers.export.spec import ExportSpec
from keepers.ingest.adding import (
    FolderInsideAnother,
    FolderIsLibrary,
    check_new_root,
    existing_folder,
    new_label,
)
from keepers.ingest.reach import ROOT_EMPTY, out_of_reach, still_empty
from keepers.ingest.scan import ScanTools, announce_root, scan, scan_key

_ITEM_TIMEOUT_S: Final = 30.0
_MOST_WORKERS: Final = 8
_STOP_S: Final = 3.0


def default_library(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the library lies unless a person says otherwise (KEEPERS_LIBRARY, --library)."""
    chosen = environment.get("KEEPERS_LIBRARY")
    return Path(chosen) if chosen else user_data_path("keepers", appauthor=False) / "library"


@dataclass(frozen=True)
class Status:
    """A library in numbers: `assets` of the timeline, `unlooked` files to read, unreadable ones."""

    name: str
    path: str
    roots: int
    assets: int
    unlooked: int
    problems: int
    paused: bool
    active: Job | None
    works_here: bool

    @property
    def first_run(self) -> bool:
        """Whether no folder was ever added."""
        return self.roots == 0


class Library:
    """A library folder: catalog.db, thumbs, backups, logs, lock. Close it when done."""

    def __init__(self, path: Path, clock: Clock, workers: int | None) -> None:
        self.path = path
        self.thumbs = path / "thumbs"
        self.logs = path / "logs"
        self.clock = clock
        self.db = Database(path / "catalog.db")
        self.events = Events()
        self.settings = Settings(self.db)
        self.jobs = JobQueue(self.db, clock, self.events)
        self.lock = LibraryLock(path / "lock")
        self.roots = Roots(self.db, clock)
        self.assets = Assets(self.db)
        self.words = WordRows(self.db)
        self.said = SaidRows(self.db)
        self.located = Located(self.db)
        self.timeline = Timeline(self.db)
        self.measures = MeasureRows(self.db)
        self.scopes = Scopes(self.db)
        self.stacks = Stacks(self.db)
        self.decisions = Decisions(self.db, clock)
        self.problems = Problems(self.db)
        self.keywords = Keywords(self.db)
        self.in_common = InCommonRows(self.db)
        self.edits = Edits(self.db, clock)
        self.look_queue = LookQueue(self.db)
        self.hear_queue = HearQueue(self.db, clock)
        self.daily_backup = DailyBackup(self.db, self.settings, clock, path / "backups")
        self._writes = FileWrites(self.db, clock)
        self._write_queue = WriteQueue(self.db)
        self.editing = Editing(
            self.edits,
            Operations(self.db, clock),
            DateRows(self.db),
            self._writes,
            self._write_queue,
            self.jobs,
            self.events,
            clock,
        )
        self._sightings = Sightings(self.db, clock)
        self._side_files = SideFiles(self.db, clock)
        self._identity = Identity(self.db, clock)
        self._groupings = Groupings(self.db)
        self._workers = workers or min(_processors(), _MOST_WORKERS)
        self._dispatcher: Dispatcher | None = None
        self._beginning = threading.Lock()
        self._closed = False

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        workers: int | None = None,
        on_progress: Callable[[MigrationProgress], None] = lambda _progress: None,
    ) -> "Library":
        """Open the library at `path`, made if there is none, its catalogue brought up to date.

        `workers` is how many processes read photos (default: one a core). `on_progress` is told how far the
        catalogue is being brought up to date; what it raises leaves the catalogue at its last whole step.

        Raises LibraryTooNew, LibraryInUse where another process works on a catalogue of an older shape,
        LibraryDamaged, LibraryUnreachable, NotALibrary, MigrationFailed, DiskFull, and OSError where there
        can be no such folder.
        """
        path = path.expanduser().resolve()
        # A new one is its owner's alone: it tells where every photo is, and shows it.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (path / "thumbs", path / "backups", path / "logs"):
            folder.mkdir(exist_ok=True)
        _bring_up_to_date(path, on_progress)
        return cls(path, clock or SystemClock(), workers)

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self, stop_s: float = _STOP_S) -> None:
        """Stop work at a safe point, in `stop_s` at most, and let go of everything. May be called twice."""
        # A watch that was held up by a slow disk shall not begin anew behind us.
        self._closed = True
        self.stop_work(stop_s)
        self.lock.release()
        self.events.close()
        self.db.close()

    @property
    def demo_photos(self) -> Path:
        """Where job 'demo' puts its photos: beside the library, for nothing in the library is scanned."""
        return self.path.parent / "Demo photos"

    # Work

    def start_work(self) -> bool:
        """Do queued work in this process from now on; False when another process does it."""
        with self._beginning:
            if self._dispatcher is not None:
                return True
            if self._closed or not self.lock.try_acquire():
                return False
            self.editing.go_on()
            self._dispatcher = Dispatcher(self.jobs, self.handlers())
            self._dispatcher.start()
            return True

    def stop_work(self, timeout: float = _STOP_S) -> None:
        """Have running jobs step back into the queue, in `timeout` s at most; then others may work."""
        with self._beginning:
            if self._dispatcher is None:
                return
            self._dispatcher.stop(timeout)
            self._dispatcher = None
            self.lock.release()

    def work_until_idle(self) -> bool:
        """Do everything that is queued, then come back; False when another process works on this library."""
        ours = self._dispatcher is None
        if not self.start_work():
            return False
        try:
            if self._dispatcher is not None:
                self._dispatcher.run_until_idle()
        finally:
            if ours:
                self.stop_work()
        return True

    @property
    def works_here(self) -> bool:
        """Whether this process does the library's work."""
        return self._dispatcher is not None

    def handlers(self) -> Mapping[str, Handler]:
        """What does each kind of job. Rooms that need numpy or OpenCV are imported when their job runs."""
        return {
            "scan": self._then_write(self._scan),
            "look": self._then_write(self._look),
            "hear": self._then_write(self._hear),
            "group": self._group,
            "judge": self._judge,
            "write": self._write,
            "export": self._export,
            "export_library": self._export_library,
            "demo": self._demo,
        }

    # Folders

    def add_root(self, path: Path) -> Root:
        """Make a folder part of the library and have it scanned; one that is part already is scanned again.

        Raises NotAFolder, FolderUnreadable, FolderInsideAnother, FolderContainsAnother, FolderIsLibrary.
        """
        folder = existing_folder(path)
        roots = self.roots.all()
        root = check_new_root(folder, roots, self.path)
        if root is None:
            label = new_label(folder, [each.label for each in roots])
            root = self.roots.add(str(folder), label)
            announce_root(self.events, root.id, root.state)
        self.rescan(root.id)
        return root

    def rescan(self, root_id: int) -> int:
        """Have one root scanned; the job's id. Raises NotFound."""
        root = self.roots.get(root_id)
        return self.jobs.enqueue("scan", {"root_id": root.id}, dedup_key=scan_key(root.id))

    def check_roots(self) -> list[int]:
        """See which roots can be reached, without scanning; ids of those whose state changed.

        One that came back is online at once and scanned behind. Blocks while a disk wakes up.
        """
        changed = []
        for root in self.roots.all():
            reason = out_of_reach(root.path, had_files=self.roots.has_present_files(root.id))
            if reason is None and root.offline_reason == ROOT_EMPTY and still_empty(root.path):
                continue
            if reason is None and not root.online:
                self.roots.set_online(root.id)
                announce_root(self.events, root.id, "online")
                self.rescan(root.id)
                self.editing.go_on()
            elif reason is not None and self.roots.set_offline(root.id, reason):
                announce_root(self.events, root.id, "offline")
            else:
                continue
            changed.append(root.id)
        return changed

    # What a person asks for

    def analyze(self) -> list[int]:
        """Have every root scanned and whatever is unread looked at; the jobs' ids."""
        scans = [self.rescan(root.id) for root in self.roots.all()]
        return [*scans, self.jobs.enqueue("look", {}, dedup_key="look")]

    def export(self, spec: ExportSpec) -> int:
        """Have chosen photos put into a folder; the job's id. Raises FolderIsLibrary."""
        if spec.dest.resolve().is_relative_to(self.path):
            raise FolderIsLibrary(
                "That folder is where Keepers keeps its own files. Choose another one for the photos.",
                path=str(spec.dest),
            )
        return self.jobs.enqueue("export", spec.to_args())

    def export_library(self, spec: LibraryExport) -> int:
        """Have everything put into a folder, for use without Keepers; the job's id.

        Raises FolderIsLibrary, FolderInsideAnother and FolderContainsAnother: it must not become part of
        the library itself.
        """
        dest = spec.dest.resolve()
        same = check_new_root(dest, self.roots.all(), self.path)
        if same is not None:
            raise FolderInsideAnother(
                f"{same.label} is a folder of the library itself. Choose another one.", path=str(dest)
            )
        return self.jobs.enqueue("export_library", spec.to_args(), dedup_key="export_library")

    def retry_problems(self) -> int:
        """Have every unreadable file read once more; how many."""
        count = self.problems.retry_all()
        if count:
            self.jobs.enqueue("look", {}, dedup_key="look")
        return count

    def look_again(self, asset_id: int) -> None:
        """Have a picture whose thumbnails were lost read once more, if a file of it is within reach."""
        if self.look_queue.again(asset_id):
            self.jobs.enqueue("look", {}, dedup_key="look")

    def status(self) -> Status:
        """The library in numbers."""
        active = self.jobs.list(states=("running",), limit=1)
        return Status(
            name=self.path.name,
            path=str(self.path),
            roots=len(self.roots.all()),
            assets=self.assets.count(),
            unlooked=self.look_queue.count(),
            problems=self.problems.count(),
            paused=self.jobs.all_paused,
            active=active[0] if active else None,
            works_here=self.works_here,
        )

    # Handlers

    def _then_write(self, handler: Handler) -> Handler:
        """What was waited for before a file could be written is done: go on with what is due."""

        def done(ctx: JobContext) -> Mapping[str, Any] | None:
            result = handler(ctx)
            self.editing.go_on()
            return result

        return done

    def _scan(self, ctx: JobContext) -> dict[str, Any]:
        return scan(
            ctx,
            ScanTools(
                roots=self.roots,
                sightings=self._sightings,
                side_files=self._side_files,
                jobs=self.jobs,
                events=self.events,
                clock=self.clock,
                library=self.path,
                hearing_due=lambda: hearing_due(self.hear_queue, self.settings),
            ),
        )

    def _look(self, ctx: JobContext) -> dict[str, Any]:
        return look(
            ctx,
            LookTools(
                queue=self.look_queue,
                identity=self._identity,
                sightings=self._sightings,
                jobs=self.jobs,
                events=self.events,
                settings=self.settings,
                clock=self.clock,
                thumbs=self.thumbs,
                readers=self._readers,
                lost_root=self._lost_root,
            ),
        )

    def _hear(self, ctx: JobContext) -> dict[str, Any]:
        return hear(
            ctx,
            HearTools(
                queue=self.hear_queue,
                jobs=self.jobs,
                events=self.events,
                settings=self.settings,
                clock=self.clock,
                readers=self._hearers,
                lost_root=self._lost_root,
            ),
        )

    def _group(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.companions.grouping import GroupTools, group  # noqa: PLC0415 - Takeout's names with it

        return group(ctx, GroupTools(self._groupings, self.jobs, self.events))

    def _judge(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.curation.curate import judge  # noqa: PLC0415 - only when something is to be judged

        return judge(ctx, self.measures, self.stacks, self.events)

    def _write(self, ctx: JobContext) -> dict[str, Any]:
        return write(
            ctx,
            WriteTools(
                queue=self._write_queue,
                writes=self._writes,
                written=FileWritten(self.db, self.clock),
                edits=self.edits,
                jobs=self.jobs,
                events=self.events,
                clock=self.clock,
                catalog=self.db.path,
                thumbs=self.thumbs,
                preparers=self._preparers,
                lost_root=self._lost_root,
            ),
        )

    def _preparers(self) -> WorkerPool:
        catalog = {"catalog": str(self.db.path)}
        return WorkerPool(WRITE_ENTRY, size=self._workers, init_args=catalog, item_timeout_s=_ITEM_TIMEOUT_S)

    def _export(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.export.export import export  # noqa: PLC0415 - pages and receipts, only for an export

        spec = ExportSpec.from_args(ctx.job.args)
        return export(ctx, spec, self.assets, self.thumbs, self.clock.now_ms())

    def _export_library(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.archive.export_library import export_library  # noqa: PLC0415 - only for such an export

        return export_library(
            ctx,
            LibraryExport.from_args(ctx.job.args),
            WholeLibrary(self.db),
            self.roots.all(),
            f"Keepers {version('keepers')}",
            self.clock.now_ms(),
        )

    def _demo(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.demo.build import build  # noqa: PLC0415 - plans and palettes, only for the demo

        planted = build(
            self.demo_photos,
            progress=lambda done, total: ctx.progress(done=done, total=total),
            checkpoint=ctx.checkpoint,
        )
        return {"photos": len(planted), "root_id": self.add_root(self.demo_photos).id}

    def _readers(self) -> WorkerPool:
        return WorkerPool(ENTRY, size=self._workers, init_args={}, item_timeout_s=_ITEM_TIMEOUT_S)

    def _hearers(self) -> WorkerPool:
        return WorkerPool(HEAR_ENTRY, size=self._workers, init_args={}, item_timeout_s=_ITEM_TIMEOUT_S)

    def _lost_root(self, root_id: int) -> bool:
        root = self.roots.get(root_id)
        reason = out_of_reach(root.path, had_files=True)
        if reason is not None and self.roots.set_offline(root_id, reason):
            announce_root(self.events, root_id, "offline")
        return reason is not None


def _bring_up_to_date(path: Path, on_progress: Callable[[MigrationProgress], None]) -> None:
    catalog, steps = path / "catalog.db", packaged_steps()
    lock = LibraryLock(path / "lock")
    # Whoever works on it knows the older shape only: it must not change under their hands.
    if 0 < version_of(catalog, steps) < len(steps) and not lock.try_acquire():
        facts = {name: value for name, value in (lock.holder() or {}).items() if name in {"pid", "since"}}
        who = f" (process {facts['pid']})" if "pid" in facts else ""
        raise LibraryInUse(
            f"Another Keepers{who} works on this library, and this newer one has to bring it up to date "
            "first. Close the other one, then try again. Nothing was changed.",
            **facts,
        )
    try:
        migrate(catalog, steps, path / "backups", on_progress)
    finally:
        lock.release()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
