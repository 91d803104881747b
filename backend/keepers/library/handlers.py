"""What does each kind of job."""

import os
import sys
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from keepers.analysis.faces.chosen import FaceModels
from keepers.analysis.faces.search import ENTRY as SEARCH_ENTRY
from keepers.analysis.faces.search import FaceTools, search_faces
from keepers.analysis.hear import ENTRY as HEAR_ENTRY
from keepers.analysis.hear import HearTools, hear, hearing_due
from keepers.analysis.look import ENTRY, LookTools, look
from keepers.archive.spec import LibraryExport
from keepers.base.dispatcher import Handler
from keepers.base.job_context import JobContext
from keepers.base.ledger import Ledger
from keepers.base.packages import PackageFetcher
from keepers.base.workers import WorkerPool
from keepers.catalog.file_written import FileWritten
from keepers.catalog.grouped_faces import GroupedFaces
from keepers.catalog.people_due import PeopleDue
from keepers.catalog.whole import WholeLibrary
from keepers.catalog.whole_people import WholePeople
from keepers.editing.write import ENTRY as WRITE_ENTRY
from keepers.editing.write import WriteTools, write
from keepers.export.spec import ExportSpec
from keepers.ingest.scan import ScanTools, scan
from keepers.library.folders import Folders
from keepers.library.model_folders import model_folders

if TYPE_CHECKING:
    from keepers.people.regroup import Regrouping

_ITEM_TIMEOUT_S: Final = 30.0
# A large model on another processor is compiled for it first.
_MODEL_TIMEOUT_S: Final = 120.0


class Handlers(Folders):
    """The acts of a library, each handed what it works with."""

    #: Remembers how faces were grouped last; made when they first are.
    _regrouping: "Regrouping | None" = None

    def handlers(self) -> Mapping[str, Handler]:
        """What does each kind of job. Rooms that need numpy or OpenCV are imported when their job runs."""
        return {
            "scan": self._then_write(self._scan),
            "look": self._then_write(self._look),
            "hear": self._then_write(self._hear),
            "group": self._then_write(self._group),
            "judge": self._judge,
            "faces": self._faces,
            "people": self._people,
            "write": self._then_people(self._write),
            "export": self._export,
            "export_library": self._export_library,
            "demo": self._demo,
            "models": self._work_on_models,
        }

    def _then_write(self, handler: Handler) -> Handler:
        """What was waited for before a file could be written is done: go on with what is due."""

        def done(ctx: JobContext) -> Mapping[str, Any] | None:
            result = handler(ctx)
            self.editing.go_on()
            return result

        return self._then_people(done)

    def _then_people(self, handler: Handler) -> Handler:
        """What photos say may have become another: bring the names in it together with faces."""

        def done(ctx: JobContext) -> Mapping[str, Any] | None:
            result = handler(ctx)
            self.people.go_on()
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
        looked = look(
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
                crops=self.face_crops,
                models=self._face_models,
                readers=self._readers,
                lost_root=self._lost_root,
                unheard=self.hear_queue.count,
            ),
        )
        # What was drawn before a photo was looked at, and photos in which faces could not be looked for.
        models = self._face_models()
        if models is not None and self._face_queue.due(models.search, models.embedder_key):
            self.jobs.enqueue("faces", {}, dedup_key="faces")
        return looked

    def _faces(self, ctx: JobContext) -> dict[str, Any]:
        return search_faces(
            ctx,
            FaceTools(
                queue=self._face_queue,
                jobs=self.jobs,
                events=self.events,
                clock=self.clock,
                thumbs=self.thumbs,
                crops=self.face_crops,
                models=self._face_models,
                readers=self._face_readers,
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

    def _people(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.people.regroup import PeopleTools, Regrouping  # noqa: PLC0415 - numpy

        if self._regrouping is None:
            self._regrouping = Regrouping()
        return self._regrouping.run(
            ctx,
            PeopleTools(
                faces=GroupedFaces(self.db, self.clock),
                due=PeopleDue(self.db, self.clock),
                jobs=self.jobs,
                events=self.events,
                embedder=self._embedder,
                thresholds=self._thresholds,
            ),
        )

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
            WholePeople(self.db),
            self.roots.all(),
            f"Keepers {version('keepers')}",
            self.clock.now_ms(),
        )

    def _work_on_models(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.models.golden import ENTRY as GOLDEN  # noqa: PLC0415 - numpy, and converters with it
        from keepers.models.work import ModelTools, work  # noqa: PLC0415

        python = None if getattr(sys, "frozen", False) else sys.executable
        return work(
            ctx,
            ModelTools(
                models=self.models,
                network=self.network,
                packages=PackageFetcher(Ledger(self.db, self.clock), os.environ, python),
                folders=model_folders(),
                clock=self.clock,
                examiners=lambda: WorkerPool(GOLDEN, size=1, item_timeout_s=_MODEL_TIMEOUT_S),
            ),
        )

    def _demo(self, ctx: JobContext) -> dict[str, Any]:
        from keepers.demo.build import build  # noqa: PLC0415 - plans and palettes, only for the demo

        planted = build(
            self.demo_photos,
            progress=lambda done, total: ctx.progress(done=done, total=total),
            checkpoint=ctx.checkpoint,
        )
        return {"photos": len(planted), "root_id": self.add_root(self.demo_photos).id}

    def _face_models(self) -> FaceModels | None:
        return FaceModels.of(self.models)

    def _readers(self, models: FaceModels | None) -> WorkerPool:
        faces = {"faces": models.as_dict() if models is not None else None}
        return WorkerPool(ENTRY, size=self._workers, init_args=faces, item_timeout_s=_ITEM_TIMEOUT_S)

    def _face_readers(self, models: FaceModels) -> WorkerPool:
        chosen = {"models": models.as_dict()}
        return WorkerPool(SEARCH_ENTRY, size=self._workers, init_args=chosen, item_timeout_s=_ITEM_TIMEOUT_S)

    def _hearers(self) -> WorkerPool:
        return WorkerPool(HEAR_ENTRY, size=self._workers, init_args={}, item_timeout_s=_ITEM_TIMEOUT_S)
