"""Models a person brings: told as theirs, used as one of the list is."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from keepers.base.errors import Invalid
from keepers.models.catalogue import Build, Catalogue, ModelEntry, ModelFile
from keepers.models.store import Installed

#: Ids of models that a person brought begin with this; none of the list does.
OWN: Final = "own-"
#: Below every one of the list: a model of one's own is used once it is chosen, or when there is no other.
_RANK: Final = 0
_FILE: Final = "model.onnx"


@dataclass(frozen=True)
class OwnModel:
    """How a model of one's own is used: as the one called `like`, with its preparation and thresholds."""

    title: str
    like: str
    licence: str = ""

    def check(self, catalogue: Catalogue) -> ModelEntry:
        """The model it is used like. Raises NotFound, or Invalid where that one is not a single ONNX file."""
        entry = catalogue.get(self.like)
        if [file.name for file in entry.files] != [_FILE]:
            raise Invalid(f"{entry.title} is more than one file, so no single file can stand for it.")
        return entry

    def id(self) -> str:
        """What it is called in the store: made of its title."""
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode().lower()
        return OWN + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30] or "model")


def own_entry(one: Installed, catalogue: Catalogue) -> ModelEntry | None:
    """A model that a person brought, as an entry; None where the store does not tell, or tells nonsense."""
    said: Mapping[str, Any] | None = one.own
    if said is None or str(said.get("like")) not in catalogue:
        return None
    like = catalogue.get(str(said["like"]))
    made = tuple(ModelFile(file.name, file.bytes, file.sha256) for file in one.files)
    dims = said.get("dims", like.dims)
    return replace(
        like,
        id=one.id,
        title=str(said.get("title", one.id)),
        brings="A model of your own.",
        licence=str(said.get("licence", "")) or "not told",
        licence_url="",
        # What it may be used for is between its maker and whoever brought it.
        terms="any",
        rank=_RANK,
        builds=(Build(made, made),),
        dims=dims if isinstance(dims, int) else like.dims,
        sets=(),
        needs=(),
        own=True,
    )
