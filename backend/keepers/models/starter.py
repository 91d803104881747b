"""The starter models: what finds people on a fresh machine, offered once."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from keepers.base.settings import Settings
from keepers.models.catalogue import TASKS, Catalogue, ModelEntry
from keepers.models.orders import STARTER, ModelOrders
from keepers.models.sources import places, sizes_in
from keepers.models.store import Installed

Answer = Literal["open", "accepted", "declined"]

_ANSWER: Final = "models.starter"


@dataclass(frozen=True)
class StarterState:
    """What is told of them: `ids` of what would be installed now, as far as can be known before.

    `bytes` is what would come from the internet for it: none where an installer brought them along.
    `may_fetch`: they can be had at all, be it that downloads are off.
    """

    answer: Answer
    complete: bool
    ids: tuple[str, ...]
    bytes: int
    may_fetch: bool


def slots(catalogue: Iterable[ModelEntry]) -> list[list[ModelEntry]]:
    """The starter models, a list for each task: the best first, the others in case it cannot be had."""
    members = sorted((entry for entry in catalogue if entry.sets), key=lambda entry: (-entry.rank, entry.id))
    by_task = ([entry for entry in members if entry.task == task] for task in TASKS)
    return [slot for slot in by_task if slot]


def missing(catalogue: Catalogue, installed: Collection[str]) -> list[list[ModelEntry]]:
    """The slots whose task no installed model of the list does."""
    done = {entry.task for entry in catalogue if entry.id in installed}
    return [slot for slot in slots(catalogue) if slot[0].task not in done]


def tried(catalogue: Catalogue, installed: Collection[str], *, better: bool) -> list[list[ModelEntry]]:
    """What installing them tries, a list for each task: only what is missing, and those that are there.

    With `better` also what ranks above those: as from a folder that a person named. A task that a better one
    than all of them does is left out.
    """
    found = []
    for slot in slots(catalogue):
        there = [entry for entry in catalogue if entry.task == slot[0].task and entry.id in installed]
        best = max((entry.rank for entry in there), default=None)
        if best is None:
            found.append(slot)
        elif better:
            found.append([entry for entry in slot if entry.rank > best or entry in there])
        else:
            found.append([entry for entry in slot if entry in there])
    return [slot for slot in found if slot]


class Starter:
    """The offer, and what a person said to it."""

    def __init__(
        self,
        orders: ModelOrders,
        settings: Settings,
        may_fetch: bool,
        folders: Callable[[], Iterable[Path]],
        told: Callable[[], None],
    ) -> None:
        self._orders = orders
        self._settings = settings
        self._may_fetch = may_fetch
        self._folders = folders
        self._told = told

    def state(self) -> StarterState:
        """How the offer stands."""
        open_slots = missing(self._orders.catalogue, {one.id for one in self._orders.store.installed()})
        at_hand = sizes_in(self._folders()) if open_slots else frozenset()
        likely = [_first(slot, at_hand, fetched=True) or slot[0] for slot in open_slots]
        return StarterState(
            answer=self._answer(),
            complete=not open_slots,
            ids=tuple(entry.id for entry in likely),
            bytes=sum(0 if _is_in(entry, at_hand) else _fetched(entry) for entry in likely),
            may_fetch=self._may_fetch or all(_first(slot, at_hand, fetched=False) for slot in open_slots),
        )

    def plan(self, folder: Path | None = None) -> tuple[str, ...]:
        """Ids of what installing them would put there or replace, as far as can be known before.

        With `folder` from its files alone. What then cannot be had after all gives way to the next best.
        """
        there = {one.id: one for one in self._orders.store.installed()}
        at_hand = sizes_in(self._folders() if folder is None else (folder,))
        found = []
        for slot in tried(self._orders.catalogue, there, better=folder is not None):
            entry = _first(slot, at_hand, fetched=folder is None)
            if entry is not None and not _is_kept(entry, there.get(entry.id), at_hand, folder is not None):
                found.append(entry.id)
        return tuple(found)

    def accept(self) -> int:
        """Have them installed; the job's id."""
        return self._orders.install(STARTER)

    def go_on(self) -> None:
        """Try once more what failed as a whole, as without a connection; what was only partly had rests."""
        if self._answer() == "accepted" and self._may_fetch:
            self._orders.retry_starter()

    def accepted(self) -> None:
        """They were asked for, here or elsewhere: not offered any more."""
        self._settings.set(_ANSWER, "accepted")

    def decide(self, answer: Literal["open", "declined"]) -> None:
        """No, or not decided yet: fetching them stops; what is there stays."""
        self._settings.set(_ANSWER, answer)
        self._orders.cancel_starter()
        self._told()

    def _answer(self) -> Answer:
        said = self._settings.get_text(_ANSWER, "open")
        return "accepted" if said == "accepted" else "declined" if said == "declined" else "open"


def _first(slot: list[ModelEntry], at_hand: frozenset[int], *, fetched: bool) -> ModelEntry | None:
    """The best that files of these sizes make, or with `fetched` that can come from the internet."""
    return next((each for each in slot if _is_in(each, at_hand) or (fetched and places(each))), None)


def _is_kept(entry: ModelEntry, one: Installed | None, at_hand: frozenset[int], named: bool) -> bool:
    """Whether what is installed stays: a folder that a person named may have a better build of it."""
    if one is None:
        return False
    kept = {(file.name, file.sha256) for file in one.files}
    for build in entry.builds:
        if kept == {(file.name, file.sha256) for file in build.files}:
            return True
        if named and all(part.bytes in at_hand for part in build.parts):
            break
    return False


def _is_in(entry: ModelEntry, sizes: frozenset[int]) -> bool:
    """Whether a folder with files of these sizes seems to have it."""
    return any(all(part.bytes in sizes for part in build.parts) for build in entry.builds)


def _fetched(entry: ModelEntry) -> int:
    """What fetching it takes: of the first build that can be fetched."""
    for build in entry.builds:
        if all(part.url or part.package for part in build.parts):
            return build.fetched_bytes
    return entry.builds[0].fetched_bytes
