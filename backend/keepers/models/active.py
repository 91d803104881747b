"""A model in use, and what can be told of one that is or could be."""

from dataclasses import dataclass
from pathlib import Path

from keepers.base.errors import NotFound
from keepers.models.catalogue import ModelEntry, Task
from keepers.models.store import Source


@dataclass(frozen=True)
class ActiveModel:
    """The model that does a task now. `key` names it and its very bytes: what it makes is kept under it."""

    id: str
    key: str
    folder: Path
    entry: ModelEntry
    files: tuple[str, ...]
    #: What ONNX Runtime shall compute it with: `inference.session(..., provider=...)`.
    provider: str = "CPUExecutionProvider"

    def file(self, name: str) -> Path:
        """One of its files. Raises NotFound when this model has none of that name."""
        if name not in self.files:
            raise NotFound(f"{self.entry.title} has no file {name}.", id=self.id, name=name)
        return self.folder / name

    @property
    def graph(self) -> Path:
        """The ONNX file of a model that has one only. Raises NotFound."""
        return self.file("model.onnx")


@dataclass(frozen=True)
class ModelState:
    """What a person is told of a model.

    `bytes` is what it takes or would take on the disk, `fetch_bytes` what would be fetched; `from_where` the
    kinds of places it can come from without a person bringing it, the first tried first; `reason` why an
    installed one is not used, or one that is not there cannot be had, in a sentence.
    """

    id: str
    task: Task
    title: str
    brings: str
    licence: str
    licence_url: str
    terms: str
    installed: bool
    active: bool
    chosen: bool
    own: bool
    by_hand: bool
    bytes: int
    fetch_bytes: int
    source: Source | None
    from_where: tuple[Source, ...]
    starter: bool
    key: str | None
    reason: str | None
