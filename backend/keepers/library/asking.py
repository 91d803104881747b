"""What a person asks of a library."""

from dataclasses import dataclass

from keepers.archive.spec import LibraryExport
from keepers.base.job import Job
from keepers.export.spec import ExportSpec
from keepers.ingest.adding import FolderInsideAnother, FolderIsLibrary, check_new_root
from keepers.library.work import Work


@dataclass(frozen=True)
class Status:
    """A library in numbers: `assets` of the timeline, `films` among them; `unlooked`, unreadable files."""

    name: str
    path: str
    roots: int
    assets: int
    films: int
    unlooked: int
    problems: int
    paused: bool
    active: Job | None
    works_here: bool

    @property
    def first_run(self) -> bool:
        """Whether no folder was ever added."""
        return self.roots == 0


class Asking(Work):
    """Wishes: each is put in line as a job, or answered at once."""

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
            films=self.assets.count_films(),
            unlooked=self.look_queue.count(),
            problems=self.problems.count(),
            paused=self.jobs.all_paused,
            active=active[0] if active else None,
            works_here=self.works_here,
        )
