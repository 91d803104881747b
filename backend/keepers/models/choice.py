"""Which model does a task: the one a person chose, else the best that is there and may be used."""

from collections.abc import Collection, Iterable, Mapping

from keepers.models.catalogue import ModelEntry, Task
from keepers.models.policy import UseContext, allowed


def choose(
    task: Task,
    entries: Iterable[ModelEntry],
    installed: Collection[str],
    wanted: Mapping[str, str],
    use_context: UseContext,
) -> ModelEntry | None:
    """The model of `entries` that does `task`; None when none can.

    `installed` are ids; `wanted` a person's choice, an id a task. A choice that is not there (any more) or
    may not be used gives way to the highest rank; among equals to the id that comes first.
    """
    able = [
        entry
        for entry in entries
        if entry.task == task and entry.id in installed and usable(entry, installed, use_context)
    ]
    for entry in able:
        if entry.id == wanted.get(task):
            return entry
    return min(able, key=lambda entry: (-entry.rank, entry.id), default=None)


def usable(entry: ModelEntry, installed: Collection[str], use_context: UseContext) -> bool:
    """Whether its terms allow the use, and what it needs beside it is there."""
    return allowed(entry, use_context) and (not entry.needs or any(need in installed for need in entry.needs))
