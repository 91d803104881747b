"""What a library knows of models: which are there, which does what, and what a person decided of them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from keepers.base.errors import Invalid, NotFound, Refused
from keepers.base.jobs import JobQueue
from keepers.base.settings import Settings
from keepers.models.active import ActiveModel, ModelState
from keepers.models.catalogue import TASKS, Catalogue, ModelEntry, Task
from keepers.models.choice import choose, usable
from keepers.models.file_listing import FoundFiles, files_in
from keepers.models.orders import STARTER, ModelOrders
from keepers.models.own import own_entry
from keepers.models.policy import USE_CONTEXTS, UseContext, refusal
from keepers.models.providers import Providers
from keepers.models.sources import places
from keepers.models.starter import Starter
from keepers.models.store import Installed, ModelStore

_USE_CONTEXT: Final = "models.use_context"
_IN_USE: Final = "models.in_use"


class Models(ModelOrders):
    """The models of the store as this library uses them.

    `changed` is told the ids of models that came, went, or began or ceased to be used by what is done here.
    `may_fetch`: whether anything may come from the internet on this computer; `folders` are those it looks
    into first.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: ModelStore,
        jobs: JobQueue,
        settings: Settings,
        changed: Callable[[list[str]], None],
        *,
        may_fetch: bool,
        folders: Callable[[], Iterable[Path]] = tuple,
    ) -> None:
        super().__init__(catalogue, store, jobs)
        self.may_fetch = may_fetch
        self.starter = Starter(self, settings, may_fetch, folders, lambda: changed([]))
        self.providers = Providers(
            self, settings, lambda: [one.key for one in self.all_active().values() if _computes(one)]
        )
        self._settings = settings
        self._changed = changed

    def active(self, task: Task) -> ActiveModel | None:
        """The model that does `task` now; None when none is installed that may."""
        return self._active(task, self.store.installed())

    def all_active(self) -> dict[Task, ActiveModel]:
        """Every model in use, by its task."""
        there = self.store.installed()
        found = ((task, self._active(task, there)) for task in TASKS)
        return {task: one for task, one in found if one is not None}

    def install(self, ids: Sequence[str] | str, from_dir: Path | None = None) -> int:
        """Have models of the list installed, or the starter models, which then are not offered any more."""
        job_id = super().install(ids, from_dir)
        if ids == STARTER:
            self.starter.accepted()
        return job_id

    def tasks(self) -> list[Task]:
        """What models do."""
        return list(TASKS)

    def would_bring(self, task: Task) -> str | None:
        """What a model would bring that does `task`, where none does; None where one does."""
        if self.active(task) is not None:
            return None
        ranked = sorted(self.catalogue, key=lambda entry: (not entry.sets, -entry.rank))
        return next((entry.brings for entry in ranked if entry.task == task), None)

    def files_in(self, folder: Path) -> FoundFiles:
        """The files of a folder that may be models. Raises FileUnreadable."""
        return files_in(folder, self.catalogue)

    def state(self) -> list[ModelState]:
        """Every model of the list and every one a person brought: task by task, the best first."""
        there = {one.id: one for one in self.store.installed()}
        active = {one.id for one in self.all_active().values()}
        entries = sorted(
            self._entries([*there.values()]), key=lambda each: (TASKS.index(each.task), -each.rank, each.id)
        )
        return [self._state(entry, there, entry.id in active) for entry in entries]

    def use(self, task: Task, model_id: str | None) -> None:
        """Have `task` done by that model from now on; by the best one there is with None.

        Raises NotFound where it is not installed, Invalid where it does something else, Refused where its
        terms do not allow the use, or what it needs is missing.
        """
        if task not in TASKS:
            raise Invalid("There is no such task for a model.", task=task)
        if model_id is None:
            self._settings.remove(f"models.{task}")
        else:
            there = self.store.installed()
            entry = self.entry(model_id)
            if entry.id not in {one.id for one in there}:
                raise NotFound(f"{entry.title} is not installed yet. Install it first.", id=entry.id)
            if entry.task != task:
                raise Invalid(f"{entry.title} does something else.", id=entry.id, task=task)
            reason = self._hindrance(entry, {one.id for one in there})
            if reason is not None:
                raise Refused(reason, id=entry.id)
            self._settings.set(f"models.{task}", model_id)
        self._changed([model_id] if model_id is not None else [])

    @property
    def use_context(self) -> UseContext:
        """What Keepers is used for, as a person said: personal unless told otherwise."""
        said = self._settings.get_text(_USE_CONTEXT, "personal")
        return next((each for each in USE_CONTEXTS if each == said), "personal")

    def set_use_context(self, use_context: str) -> None:
        """Say what Keepers is used for. Models whose terms do not allow it rest. Raises Invalid."""
        if use_context not in USE_CONTEXTS:
            raise Invalid(f"The use is one of: {', '.join(USE_CONTEXTS)}.", use_context=use_context)
        self._settings.set(_USE_CONTEXT, use_context)
        self._changed([])

    def entry(self, model_id: str) -> ModelEntry:
        """The model called that, of the list or brought by a person. Raises NotFound."""
        if model_id in self.catalogue:
            return self.catalogue.get(model_id)
        one = self.store.get(model_id)
        entry = None if one is None else own_entry(one, self.catalogue)
        return entry if entry is not None else self.catalogue.get(model_id)

    def remove(self, model_id: str) -> None:
        """Take a model out of the store. Raises NotFound, WriteFailed."""
        self.store.remove(model_id)
        if self.job_id() is None:
            # Nothing is being fetched just now, so what lies there is left from a try that failed.
            self.store.discard_incoming(model_id)
        self._changed([model_id])

    def announce(self, ids: list[str]) -> None:
        """Models came or went by another way than the methods here."""
        self._changed(ids)

    def when_changed(self, act: Callable[[list[Task]], None]) -> None:
        """Call `act` with the tasks that another model does than last time, by whatever process; if any.

        They count as seen when `act` is through.
        """
        now = {task: one.key for task, one in self.all_active().items()}
        before: dict[str, str] = self._settings.get(_IN_USE, {})
        if now != before:
            act([task for task in TASKS if now.get(task) != before.get(task)])
            self.providers.compare_new()
            self._settings.set(_IN_USE, now)

    def wanted(self) -> dict[str, str]:
        """What a person chose: an id a task."""
        chosen = ((task, self._settings.get_text(f"models.{task}", "")) for task in TASKS)
        return {task: model_id for task, model_id in chosen if model_id}

    def _active(self, task: Task, there: list[Installed]) -> ActiveModel | None:
        by_id = {one.id: one for one in there}
        entry = choose(task, self._entries(there), by_id, self.wanted(), self.use_context)
        if entry is None:
            return None
        one = by_id[entry.id]
        files = tuple(file.name for file in one.files)
        return ActiveModel(
            entry.id, one.key, self.store.path / entry.id, entry, files, self.providers.runtime_name(one.key)
        )

    def _entries(self, there: list[Installed]) -> list[ModelEntry]:
        own = [own_entry(one, self.catalogue) for one in there if one.id not in self.catalogue]
        return [*self.catalogue, *(entry for entry in own if entry is not None)]

    def _hindrance(self, entry: ModelEntry, installed: set[str]) -> str | None:
        if usable(entry, installed, self.use_context):
            return None
        titles = " or ".join(self.catalogue.get(need).title for need in entry.needs)
        return refusal(entry, self.use_context) or f"It works only beside {titles}. Install that first."

    def _state(self, entry: ModelEntry, there: dict[str, Installed], active: bool) -> ModelState:
        one = there.get(entry.id)
        from_where = places(entry)
        reason = self._hindrance(entry, set(there))
        if reason is None and one is None and not from_where:
            reason = "It comes with the installed app only. With its file at hand, choose a file."
        return ModelState(
            id=entry.id,
            task=entry.task,
            title=entry.title,
            brings=entry.brings,
            licence=entry.licence,
            licence_url=entry.licence_url,
            terms=entry.terms,
            installed=one is not None,
            active=active,
            chosen=self.wanted().get(entry.task) == entry.id,
            own=entry.own,
            by_hand=one is not None and one.by_hand,
            bytes=entry.bytes if one is None else one.bytes,
            fetch_bytes=0 if entry.own else entry.builds[0].fetched_bytes,
            source=None if one is None else one.source,
            from_where=from_where,
            starter=bool(entry.sets),
            key=None if one is None else one.key,
            reason=reason,
        )


def _computes(one: ActiveModel) -> bool:
    """Whether ONNX Runtime computes it: heads of numbers alone it has nothing to do with."""
    return any(name.endswith(".onnx") for name in one.files)
