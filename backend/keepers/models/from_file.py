"""A model from a file that a person chose: one of the list by its content, or their own."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from keepers.base.errors import AlreadyThere
from keepers.base.files import require_space
from keepers.base.job_context import Progress
from keepers.models.catalogue import Build, ModelEntry, ModelFile
from keepers.models.errors import ModelUnavailable, ModelUnfit
from keepers.models.install import Installation
from keepers.models.models import Models
from keepers.models.own import OwnModel
from keepers.models.store import Installed, StoredFile, copy_in, sha256_of

_FILE: Final = "model.onnx"


class FromFile:
    """Takes in one file."""

    def __init__(
        self, ctx: Progress, models: Models, from_folder: Callable[[Path], Installation], now_ms: int
    ) -> None:
        self._ctx = ctx
        self._models = models
        self._from_folder = from_folder
        self._now_ms = now_ms
        self._done = 0

    def known(self, path: Path) -> dict[str, Any] | None:
        """Install what the list knows this file as; None when it does not.

        A model of several files is installed once all of them were brought, or lie in the same folder; those
        brought before are kept until then. Raises FileUnreadable, DiskFull, WriteFailed.
        """
        size = path.stat().st_size
        self._ctx.progress(done=0, total=2 * size, note=path.name)
        digest = sha256_of(path, self._more)
        matches = [each for each in self._models.catalogue.of_size(size) if each[2].sha256 == digest]
        if not matches:
            return None
        installed, waiting = [], []
        for entry, build, file in matches:
            # What a conversion would make may come ready made, too.
            ready = build if file in build.parts else Build(build.files, build.files)
            if left := self._one(entry, ready, file, path):
                waiting.append({"id": entry.id, "files": left})
            else:
                installed.append(entry.id)
        if installed:
            self._models.announce(installed)
        return {"installed": installed, "waiting_for": waiting}

    def own(
        self, path: Path, own: OwnModel, like: ModelEntry, examine: Callable[[Path], int]
    ) -> dict[str, Any]:
        """Install a file as the person's own model, used like `like`.

        `examine` tells the size of what it answers, of the copy that will be used and no other bytes. Raises
        what that does, AlreadyThere, DiskFull, WriteFailed.
        """
        store, model_id = self._models.store, own.id()
        if store.get(model_id) is not None:
            raise AlreadyThere(
                f"There is already a model of yours called {own.title}. Choose another title.", id=model_id
            )
        require_space(store.path, path.stat().st_size)
        try:
            part = store.incoming(model_id) / _FILE
            digest = copy_in(path, part, self._more)
            said = {**asdict(own), "dims": examine(part), "task": like.task}
            listed = (StoredFile(_FILE, part.stat().st_size, digest),)
            store.place(Installed(model_id, listed, "file", self._now_ms, True, said), {_FILE: part})
        finally:
            store.discard_incoming(model_id)
        self._models.announce([model_id])
        return {"installed": [model_id], "waiting_for": []}

    def _one(self, entry: ModelEntry, build: Build, file: ModelFile, path: Path) -> list[str]:
        """Names of the files that are still missing."""
        store = self._models.store
        require_space(store.path, file.bytes)
        incoming = store.incoming(entry.id)
        if copy_in(path, incoming / file.name, self._more) != file.sha256:
            raise ModelUnfit(f"{path.name} was changed while it was read. Try again.", name=path.name)
        try:
            self._from_folder(path.parent).build(entry, build, True, from_file=True)
        except ModelUnavailable:
            return [part.name for part in build.parts if not (incoming / part.name).is_file()]
        return []

    def _more(self, count: int) -> None:
        self._done += count
        self._ctx.progress(done=self._done)
        self._ctx.checkpoint()
