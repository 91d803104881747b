"""A store of real models for tests, made of the folder of weights without fetching or reading them all."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from keepers.models.catalogue import Catalogue
from keepers.models.store import Installed, ModelStore, StoredFile, sha256_of

SET_A = ("yunet-n", "reid-0095", "face-mesh")


def make_store(folder: Path, weights: Path, ids: Iterable[str] = SET_A) -> Path:
    """Make a store at `folder` with the models of these ids, as `Library.open(path, models=...)` takes it."""
    store, catalogue = ModelStore(folder), Catalogue.packaged()
    for model_id in ids:
        incoming, files = store.incoming(model_id), catalogue.get(model_id).files
        for file in files:
            original = _with(weights, file.bytes, file.sha256)
            _link(original, incoming / file.name)
        listed = tuple(StoredFile(file.name, file.bytes, file.sha256) for file in files)
        store.place(
            Installed(model_id, listed, "folder", 0), {file.name: incoming / file.name for file in files}
        )
        store.discard_incoming(model_id)
    return folder


def _with(weights: Path, size: int, sha256: str) -> Path:
    """The file of that content: real weights have names of their own."""
    for path in sorted(weights.iterdir()):
        if path.is_file() and path.stat().st_size == size and sha256_of(path) == sha256:
            return path
    raise FileNotFoundError(f"no file in {weights} has the hash {sha256}")


def _link(original: Path, dest: Path) -> None:
    try:
        os.link(original, dest)
    except OSError:
        shutil.copyfile(original, dest)
