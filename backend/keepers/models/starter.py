"""The starter models: what makes faces and search work on a fresh machine, offered once."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from keepers.base.settings import Settings
from keepers.models.catalogue import TASKS, Catalogue, ModelEntry
from keepers.models.orders import STARTER, ModelOrders
from keepers.models.sources import places, sizes_in

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
    """The slots that no installed model of the list fills, be it one of them or a better one."""
    done = {entry.task for entry in catalogue if entry.id in installed}
    return [slot for slot in slots(catalogue) if slot[0].task not in done]


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
        brought = [next((each for each in slot if _is_in(each, at_hand)), None) for slot in open_slots]
        fetched = [next((each for each in slot if places(each)), slot[0]) for slot in open_slots]
        likely = [
            (here or there, 0 if here else _fetched(there))
            for here, there in zip(brought, fetched, strict=True)
        ]
        return StarterState(
            answer=self._answer(),
            complete=not open_slots,
            ids=tuple(entry.id for entry, _ in likely),
            bytes=sum(size for _, size in likely),
            may_fetch=self._may_fetch or None not in brought,
        )

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


def _is_in(entry: ModelEntry, sizes: frozenset[int]) -> bool:
    """Whether a folder with files of these sizes seems to have it."""
    return any(all(part.bytes in sizes for part in build.parts) for build in entry.builds)


def _fetched(entry: ModelEntry) -> int:
    """What fetching it takes: of the first build that can be fetched."""
    for build in entry.builds:
        if all(part.url or part.package for part in build.parts):
            return build.fetched_bytes
    return entry.builds[0].fetched_bytes
