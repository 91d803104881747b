"""The folder the models lie in: one folder a model, put there whole or not at all.

<store>/<id>/<file> …      what is used
<store>/<id>/installed.json  which build it is, where it came from, when
<store>/.incoming/<id>/    what an interrupted fetch left, to go on from
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from keepers.base.errors import FileUnreadable, NotFound
from keepers.base.files import open_regular, sync_folder, unreadable, unwritable, write_atomic

Source = Literal["folder", "url", "package", "file"]

_RECORD: Final = "installed.json"
_INCOMING: Final = ".incoming"
_CHUNK: Final = 1 << 20
_FINGERPRINT: Final = 8


@dataclass(frozen=True)
class StoredFile:
    """One file of an installed model."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Installed:
    """A model in the store. `own` is how one that a person brought is used; None for those of the list."""

    id: str
    files: tuple[StoredFile, ...]
    source: Source
    at_ms: int
    by_hand: bool = False
    own: Mapping[str, Any] | None = None

    @property
    def bytes(self) -> int:
        """What it takes on the disk."""
        return sum(file.bytes for file in self.files)

    @property
    def key(self) -> str:
        """Its id and the first digits of its content's hash: what it makes is kept under this word."""
        if len(self.files) == 1:
            return f"{self.id}@{self.files[0].sha256[:_FINGERPRINT]}"
        lines = "".join(sorted(f"{file.sha256} {file.name}\n" for file in self.files))
        return f"{self.id}@{hashlib.sha256(lines.encode()).hexdigest()[:_FINGERPRINT]}"


class ModelStore:
    """The models that are there. Several processes may read; those who write hold the lock of the store."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def installed(self) -> list[Installed]:
        """Every model that is there whole, by id. A folder that says nothing of itself is not one."""
        try:
            names = sorted(os.listdir(self.path))
        except OSError:
            return []
        found = (self.get(name) for name in names if not name.startswith("."))
        return [each for each in found if each is not None]

    def broken(self) -> list[str]:
        """Names of folders in the store that are no whole model: cut short, or meddled with."""
        try:
            with os.scandir(self.path) as entries:
                names = sorted(
                    each.name for each in entries if each.is_dir() and not each.name.startswith(".")
                )
        except OSError:
            return []
        return [name for name in names if self.get(name) is None]

    def get(self, model_id: str) -> Installed | None:
        """One model, if it is there with files of the sizes it was put there with."""
        folder = self.path / model_id
        try:
            record = json.loads((folder / _RECORD).read_bytes())
            listed = tuple(StoredFile(**each) for each in record.pop("files"))
            one = Installed(**record, files=listed)
            if one.id != model_id or not listed or any(Path(file.name).name != file.name for file in listed):
                return None
            if any((folder / file.name).stat().st_size != file.bytes for file in listed):
                return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            # Somebody's own folder, or one that was meddled with: it can be installed anew.
            return None
        return one

    def folder(self, model_id: str) -> Path | None:
        """Where its files lie; None when it is not installed."""
        return None if self.get(model_id) is None else self.path / model_id

    def file(self, model_id: str, name: str) -> Path:
        """One of its files. Raises NotFound."""
        one = self.get(model_id)
        if one is None or name not in {file.name for file in one.files}:
            raise NotFound(f"{model_id} is not installed, or has no file {name}.", id=model_id, name=name)
        return self.path / model_id / name

    def incoming(self, model_id: str) -> Path:
        """A folder for what is being fetched; what an earlier try left is in it."""
        folder = self.path / _INCOMING / model_id
        try:
            # Its owner's alone: whoever could write here could change what is run.
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(error, folder) from error
        return folder

    def discard_incoming(self, model_id: str) -> None:
        """Throw away what a fetch left."""
        shutil.rmtree(self.path / _INCOMING / model_id, ignore_errors=True)

    def place(self, one: Installed, files: Mapping[str, Path]) -> None:
        """Put a model there in one step, in the place of an older one; `files` (on this disk) are moved.

        Raises WriteFailed, DiskFull; then the older one, if any, is still there.
        """
        new, old = self.path / f".new-{one.id}", self.path / f".old-{one.id}"
        final = self.path / one.id
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        try:
            new.mkdir(mode=0o700, parents=True)
            for name, path in files.items():
                os.replace(path, new / name)
            write_atomic(new / _RECORD, json.dumps(asdict(one), indent=1).encode())
            sync_folder(new)
            if final.exists():
                os.replace(final, old)
            try:
                os.replace(new, final)
            except OSError:
                if old.exists():
                    os.replace(old, final)
                raise
            sync_folder(self.path)
        except OSError as error:
            raise unwritable(error, final) from error
        shutil.rmtree(old, ignore_errors=True)

    def verify(self, model_id: str, on_bytes: Callable[[int], None] = lambda _count: None) -> list[str]:
        """Read every byte of a model again; names of files that are not what was installed. NotFound."""
        one = self.get(model_id)
        if one is None:
            raise NotFound(f"{model_id} is not installed, or not whole.", id=model_id)
        return [
            file.name
            for file in one.files
            if sha256_of(self.path / model_id / file.name, on_bytes) != file.sha256
        ]

    def remove(self, model_id: str) -> None:
        """Take a model away. Raises NotFound, or WriteFailed when the system holds on to it."""
        folder = self.path / model_id
        if not model_id or model_id.startswith(".") or folder.parent != self.path or not folder.is_dir():
            raise NotFound(f"{model_id} is not installed.", id=model_id)
        gone = self.path / f".old-{model_id}"
        shutil.rmtree(gone, ignore_errors=True)
        try:
            os.replace(folder, gone)
        except OSError as error:
            raise unwritable(error, folder) from error
        # What a session still has open on Windows goes with the next removal or installation.
        shutil.rmtree(gone, ignore_errors=True)


def sha256_of(path: Path, on_bytes: Callable[[int], None] = lambda _count: None) -> str:
    """Hex digest of a file's content. `on_bytes` is told how many more were read, and may raise to stop.

    Raises FileUnreadable.
    """
    digest = hashlib.sha256()
    try:
        with open_regular(path) as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                on_bytes(len(piece))
    except OSError as error:
        raise unreadable(error, path) from error
    return digest.hexdigest()


def copy_in(source: Path, dest: Path, on_bytes: Callable[[int], None] = lambda _count: None) -> str:
    """Copy `source` to `dest`, replacing it; the SHA-256 of what was written.

    Never a link: what is run must not change when somebody writes to the original. `on_bytes` may raise to
    stop. Raises FileUnreadable, DiskFull, WriteFailed.
    """
    digest = hashlib.sha256()
    try:
        with open_regular(source) as stream, dest.open("wb") as copy:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                copy.write(piece)
                on_bytes(len(piece))
            copy.flush()
            os.fsync(copy.fileno())
    except FileUnreadable:
        raise
    except OSError as error:
        raise unwritable(error, dest) from error
    return digest.hexdigest()
