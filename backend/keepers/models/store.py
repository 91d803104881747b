"""The folder the models lie in: one folder a model, put there whole or not at all.

<store>/<id>/<file> …      what is used
<store>/<id>/installed.json  which build it is, where it came from, when
<store>/.incoming/<id>/    what an interrupted fetch left, to go on from
"""

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from keepers.base.errors import FileUnreadable, NotFound
from keepers.base.files import open_regular, sync_folder, unreadable, unwritable, write_atomic
from keepers.models.installed import RECORD, Installed, Source, StoredFile, read_record, record_of

__all__ = ["Installed", "ModelStore", "Source", "StoredFile", "copy_in", "sha256_of"]

_INCOMING: Final = ".incoming"
# While one takes the place of another: the one that comes, and the one that goes.
_NEW: Final = ".new-"
_OLD: Final = ".old-"
_GONE: Final = ".gone-"
_CHUNK: Final = 1 << 20


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
        one = read_record(self.path / model_id, model_id)
        try:
            if one is None or any(
                (self.path / model_id / file.name).stat().st_size != file.bytes for file in one.files
            ):
                return None
        except (OSError, ValueError):
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
        new, old = self.path / f"{_NEW}{one.id}", self.path / f"{_OLD}{one.id}"
        final = self.path / one.id
        try:
            for left in (new, old):
                _clear(left)
            new.mkdir(mode=0o700, parents=True)
            for name, path in files.items():
                os.replace(path, new / name)
                _sync(new / name)
            # Last: what has a record is whole.
            write_atomic(new / RECORD, record_of(one))
            sync_folder(new)
            with contextlib.suppress(FileNotFoundError):
                os.replace(final, old)
            try:
                os.replace(new, final)
            except OSError:
                with contextlib.suppress(FileNotFoundError):
                    os.replace(old, final)
                raise
            sync_folder(self.path)
        except OSError as error:
            raise unwritable(error, final) from error
        with contextlib.suppress(OSError):
            _clear(old)

    def settle(self) -> None:
        """Bring to an end what a killed process left between two steps of `place` or `remove`.

        For whoever holds the lock. Raises WriteFailed.
        """
        try:
            names = sorted(os.listdir(self.path))
            for name in names:
                # First all that come, then all that go: with a newer one there, the older one is not needed.
                model_id = name.removeprefix(_NEW)
                if name != model_id and read_record(self.path / name, model_id) is not None:
                    self._put_back(name, model_id)
            for name in names:
                if name.startswith(_OLD):
                    self._put_back(name, name.removeprefix(_OLD))
            for name in names:
                if name.startswith((_NEW, _OLD, _GONE)):
                    with contextlib.suppress(OSError):
                        _clear(self.path / name)
        except OSError as error:
            raise unwritable(error, self.path) from error

    def _put_back(self, name: str, model_id: str) -> None:
        if not (self.path / model_id).exists():
            os.replace(self.path / name, self.path / model_id)

    def reject(self, model_id: str) -> None:
        """Use a model no more whose bytes are not what was installed; its files stay. Raises WriteFailed."""
        try:
            (self.path / model_id / RECORD).unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(error, self.path / model_id) from error

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
        gone = self.path / f"{_GONE}{model_id}"
        try:
            _clear(gone)
            os.replace(folder, gone)
        except OSError as error:
            raise unwritable(error, folder) from error
        # What a session still has open on Windows goes with the next removal or installation.
        with contextlib.suppress(OSError):
            _clear(gone)


def _clear(place: Path) -> None:
    """Take away a folder, or a link to one without what it leads to. Raises OSError."""
    if place.is_symlink() or place.is_file():
        place.unlink()
    elif place.exists():
        shutil.rmtree(place)


def _sync(file: Path) -> None:
    """Have its bytes on the disk, so that a power cut leaves no file of the right size without them."""
    with file.open("r+b" if sys.platform == "win32" else "rb") as stream:
        os.fsync(stream.fileno())


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
