"""All that a library is made of, wired together."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from keepers.analysis.faces.chosen import FaceModels
from keepers.analysis.faces.pet_looks import PREFIX as LOOKS_PREFIX
from keepers.analysis.faces.pet_looks import pet_thresholds
from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import NotFound
from keepers.base.events import Events
from keepers.base.jobs import JobQueue
from keepers.base.library_lock import LibraryLock
from keepers.base.network import Network
from keepers.base.settings import Settings
from keepers.catalog.assets import Assets
from keepers.catalog.daily_backup import DailyBackup
from keepers.catalog.date_rows import DateRows
from keepers.catalog.decisions import Decisions
from keepers.catalog.edits import Edits
from keepers.catalog.face_crops import FaceCrops
from keepers.catalog.face_queue import FaceQueue
from keepers.catalog.face_searches import FaceSearches
from keepers.catalog.file_writes import FileWrites
from keepers.catalog.grouping import Groupings
from keepers.catalog.hear_queue import HearQueue
from keepers.catalog.identity import Identity
from keepers.catalog.in_common import InCommonRows
from keepers.catalog.keywords import Keywords
from keepers.catalog.located import Located
from keepers.catalog.look_queue import LookQueue
from keepers.catalog.measures import MeasureRows
from keepers.catalog.model_rows import made_by_model
from keepers.catalog.operations import Operations
from keepers.catalog.problems import Problems
from keepers.catalog.roots import Roots
from keepers.catalog.said import SaidRows
from keepers.catalog.scopes import Scopes
from keepers.catalog.side_files import SideFiles
from keepers.catalog.sightings import Sightings
from keepers.catalog.stacks import Stacks
from keepers.catalog.timeline import Timeline
from keepers.catalog.words import WordRows
from keepers.catalog.write_queue import WriteQueue
from keepers.editing.editing import Editing
from keepers.library.model_folders import model_folders
from keepers.models.catalogue import Catalogue, Task
from keepers.models.models import Models
from keepers.models.store import ModelStore
from keepers.people.forgetting import Forgetting
from keepers.people.identity import People

_MOST_WORKERS: Final = 8
#: Set to anything, nothing is fetched from the internet.
_NO_DOWNLOADS: Final = "KEEPERS_NO_DOWNLOADS"
# The pictures of pets are told apart by what search takes them for.
_FACE_TASKS: Final = frozenset(
    {"face_detection", "face_embedding", "face_mesh", "object_detection", "image_text"}
)


class Rooms:
    """What reads and writes one library: `clock`, catalogue, events and work."""

    def __init__(self, path: Path, clock: Clock, workers: int | None, models: Path) -> None:
        self.path = path
        self.thumbs = path / "thumbs"
        self.face_crops = path / "faces"
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
        catalogue = Catalogue.packaged()
        self.network = Network(self.db, clock, catalogue.hosts())
        self.models = Models(
            catalogue,
            ModelStore(models),
            self.jobs,
            self.settings,
            self._models_changed,
            may_fetch=not os.environ.get(_NO_DOWNLOADS),
            folders=model_folders,
        )
        self.crops = FaceCrops(self.db, self.face_crops)
        self.face_searches = FaceSearches(self.db, self._face_search)
        self._face_queue = FaceQueue(self.db, clock)
        self.forgetting = Forgetting(
            self.db, self.jobs, self.events, clock, self.face_crops, path / "backups"
        )
        self.people = People(
            self.db, self.editing, self.jobs, self.events, clock, self._embedder, self._thresholds
        )
        self._sightings = Sightings(self.db, clock)
        self._side_files = SideFiles(self.db, clock)
        self._identity = Identity(self.db, clock)
        self._groupings = Groupings(self.db)
        self._workers = workers or min(_processors(), _MOST_WORKERS)

    def _embedder(self) -> str | None:
        active = self.models.active("face_embedding")
        return active.key if active is not None else None

    def _face_search(self) -> str | None:
        models = FaceModels.of(self.models)
        return models.search if models is not None else None

    def _thresholds(self, key: str) -> Mapping[str, float] | None:
        """How alike faces have to be, by the model that made their vectors; None where nobody knows it."""
        of_pets = pet_thresholds(key)
        if of_pets is not None:
            return of_pets
        try:
            return self.models.entry(key.partition("@")[0]).thresholds
        except NotFound:
            return None

    def models_changed(self) -> None:
        """See whether other models do their work than before, here or by another process, and look anew."""
        self.models.when_changed(self._work_anew)

    def remove_model(self, model_id: str, *, purge: bool) -> int:
        """Take a model away; with `purge` what it made of photos too. How many such things were deleted.

        Raises NotFound, WriteFailed; with `purge` what `Forgetting.of_model` does.
        """
        if not purge:
            self.models.remove(model_id)
            return 0
        # Pets are told apart by a model that does something else otherwise.
        made = made_by_model(model_id, ("", LOOKS_PREFIX))
        gone = self.forgetting.of_model(made, lambda: self.models.remove(model_id))
        return gone.faces + gone.vectors

    def _work_anew(self, tasks: list[Task]) -> None:
        if _FACE_TASKS.intersection(tasks):
            self.jobs.enqueue("faces", {}, dedup_key="faces")

    def _models_changed(self, ids: list[str]) -> None:
        self.events.publish("models", {"changed": ids})
        self.models_changed()

    @property
    def demo_photos(self) -> Path:
        """Where job 'demo' puts its photos: beside the library, for nothing in the library is scanned."""
        return self.path.parent / "Demo photos"


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
