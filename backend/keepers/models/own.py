"""Models a person brings: told as theirs, with what is needed to use them written beside them."""

from types import MappingProxyType
from typing import Final, get_args

from keepers.models.catalogue import Build, ModelEntry, ModelFile, Task
from keepers.models.store import Installed

#: Ids of models that a person brought begin with this; none of the list does.
OWN: Final = "own-"
_RANK: Final = 0


def own_entry(one: Installed) -> ModelEntry | None:
    """How a model that a person brought is used; None where the store does not tell."""
    said = one.own
    if said is None or said.get("task") not in get_args(Task):
        return None
    made = tuple(ModelFile(file.name, file.bytes, file.sha256) for file in one.files)
    task: Task = said["task"]
    return ModelEntry(
        id=one.id,
        task=task,
        title=str(said.get("title", one.id)),
        brings="A model of your own.",
        licence=str(said.get("licence", "")) or "not told",
        licence_url="",
        terms="any",
        rank=_RANK,
        builds=(Build(made, made),),
        dims=int(said.get("dims", 0)),
        thresholds=MappingProxyType(dict(said.get("thresholds", {}))),
        preprocessing=MappingProxyType(dict(said.get("preprocessing", {}))),
        own=True,
    )
