"""Folders of this computer, named by handles made for one run of the server.

A client can open only what the server showed it before, one step at a time, and never says a path.
"""

import os
import secrets
import stat
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from keepers.base.errors import AlreadyThere, Invalid, NotFound, WriteFailed
from keepers.base.files import free_name, safe_name, unwritable
from keepers.export.receipt import NAME as RECEIPT_NAME
from keepers.ingest.adding import FolderUnreadable, NotAFolder, existing_folder
from keepers.media.formats import claims_picture
from keepers.web.places import LocalPlace, local_places
from keepers.web.schemas.folders import Folder, FolderEntry, FolderRef, Place, PlaceList
from keepers.web.shown import shown

_MOST_HANDLES: Final = 100_000
_MOST_LISTED: Final = 2_000
# How far a look for photos goes: into a folder, into its first folders, and for one listing in all.
_LOOK_ENTRIES: Final = 200
_LOOK_FOLDERS: Final = 8
_LOOK_BUDGET: Final = 20_000
_COUNT_ENTRIES: Final = 50_000
# Of the computer itself, not of people.
_SYSTEM_AT_TOP: Final = frozenset({"proc", "sys", "dev", "run", "boot", "lost+found"})


class Folders:
    """The handles given out so far, and what they open."""

    def __init__(self, places: Callable[[], Sequence[LocalPlace]] = local_places) -> None:
        self._places = places
        self._lock = threading.Lock()
        self._path_of: OrderedDict[str, Path] = OrderedDict()
        self._handle_of: dict[Path, str] = {}

    def places(self) -> PlaceList:
        """Good places to begin."""
        return PlaceList(
            places=[
                Place(
                    handle=self._handle(place.path),
                    name=_name(place.path),
                    path=shown(str(place.path)),
                    kind=place.kind,
                )
                for place in self._places()
            ]
        )

    def path(self, handle: str) -> Path:
        """The folder behind a handle. Raises NotFound for one that was never given out."""
        with self._lock:
            path = self._path_of.get(handle)
        if path is None:
            raise NotFound("Keepers does not know this folder any more. Choose it again.")
        return path

    def offer(self, path: Path) -> str:
        """The handle of a folder that a person pointed at outside the page. NotAFolder, FolderUnreadable."""
        return self._handle(existing_folder(path))

    def open(self, handle: str) -> Folder:
        """The folders inside a folder, by name. Raises NotFound, NotAFolder, FolderUnreadable."""
        return self._folder(self.path(handle))

    def create(self, handle: str, name: str) -> Folder:
        """A new folder inside a folder. Raises NotFound, Invalid, AlreadyThere, WriteFailed, DiskFull."""
        path = self.path(handle) / checked_name(name)
        try:
            path.mkdir()
        except FileExistsError as error:
            raise AlreadyThere(
                f"There is already something called {name} here. Choose another name.",
                suggestion=free_name(path.parent, name),
            ) from error
        except OSError as error:
            raise unwritable(error, path) from error
        return self._folder(path)

    def inside(self, handle: str, name: str, mark: str = RECEIPT_NAME) -> Path:
        """The path of a new folder inside a folder, for an export to make.

        One that is empty will do, or one of an earlier export, which has the file `mark`. Raises NotFound,
        Invalid, AlreadyThere, NotAFolder, WriteFailed.
        """
        parent = self.path(handle)
        path = parent / checked_name(name)
        if not parent.is_dir():
            raise NotAFolder("The folder is not there any more. Choose another one.")
        if not os.access(parent, os.W_OK):
            raise WriteFailed(f"Keepers may not write in {_name(parent)}. Choose another folder.")
        if os.path.lexists(path) and not _can_take_export(path, mark):
            raise AlreadyThere(
                f"There is already something called {name} here. Choose another name.",
                suggestion=free_name(parent, name),
            )
        return path

    def _folder(self, path: Path) -> Folder:
        entries, count = _entries(path)
        entries.sort(key=lambda entry: (entry.name.casefold(), entry.name))
        budget = _Budget(_LOOK_BUDGET)
        return Folder(
            handle=self._handle(path),
            name=_name(path),
            path=shown(str(path)),
            parent=self._handle(path.parent) if path.parent != path else None,
            crumbs=[
                FolderRef(handle=self._handle(above), name=_name(above)) for above in reversed(path.parents)
            ],
            folders=[
                FolderEntry(
                    handle=self._handle(path / entry.name),
                    name=shown(entry.name),
                    photos=_has_photos(path / entry.name, budget),
                    readable=_may(path / entry.name, os.R_OK | os.X_OK),
                )
                for entry in entries[:_MOST_LISTED]
            ],
            more=len(entries) > _MOST_LISTED,
            photo_count_here=count,
            writable=_may(path, os.W_OK | os.X_OK),
        )

    def _handle(self, path: Path) -> str:
        with self._lock:
            handle = self._handle_of.get(path)
            if handle is None:
                handle = secrets.token_urlsafe(16)
                self._handle_of[path] = handle
                self._path_of[handle] = path
                if len(self._path_of) > _MOST_HANDLES:
                    _, oldest = self._path_of.popitem(last=False)
                    del self._handle_of[oldest]
            else:
                self._path_of.move_to_end(handle)
            return handle


class _Budget:
    """How many entries may still be looked at."""

    def __init__(self, entries: int) -> None:
        self._left = entries

    def spend(self) -> bool:
        self._left -= 1
        return self._left >= 0


def checked_name(name: str) -> str:
    """The name as it is. Raises Invalid when some system would not take it, with one that all take."""
    if name != safe_name(name) or name.startswith("."):
        raise Invalid(
            "A folder cannot have this name. Leave out / \\ : * ? and the like, and a dot at either end.",
            field="name",
            suggestion=safe_name(name.lstrip(".")),
        )
    return name


def _entries(path: Path) -> tuple[list["os.DirEntry[str]"], int]:
    """Folders to show, and how many photos lie beside them."""
    folders, photos = [], 0
    at_top = path.parent == path
    try:
        with os.scandir(path) as found:
            for number, entry in enumerate(found):
                if number >= _COUNT_ENTRIES:
                    break
                if _is_hidden(entry) or (at_top and entry.name in _SYSTEM_AT_TOP):
                    continue
                if _is_folder(entry):
                    folders.append(entry)
                elif claims_picture(entry.name):
                    photos += 1
    except PermissionError as error:
        raise FolderUnreadable(
            f"Keepers may not open {_name(path)}. Allow it to read this folder, then try again."
        ) from error
    except OSError as error:
        raise NotAFolder(f"{_name(path)} is not there. It may be on a disk that is not connected.") from error
    return folders, photos


def _may(path: Path, how: int) -> bool:
    """Whether this process may, with the rights it really has where the system can tell."""
    return os.access(path, how, effective_ids=os.access in os.supports_effective_ids)


def _has_photos(path: Path, budget: _Budget) -> bool:
    """Whether a short look finds a photo in the folder or in its first folders (DCIM/100CANON)."""
    inner: list[Path] = []
    for entry in _first(path, budget):
        if claims_picture(entry.name) and not entry.name.startswith("."):
            return True
        if len(inner) < _LOOK_FOLDERS and not _is_hidden(entry) and _is_folder(entry):
            inner.append(path / entry.name)
    return any(claims_picture(entry.name) for folder in inner for entry in _first(folder, budget))


def _first(path: Path, budget: _Budget) -> Iterator["os.DirEntry[str]"]:
    try:
        with os.scandir(path) as found:
            for number, entry in enumerate(found):
                if number >= _LOOK_ENTRIES or not budget.spend():
                    return
                yield entry
    except OSError:
        return


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_hidden(entry: "os.DirEntry[str]") -> bool:
    if entry.name.startswith((".", "$")):
        return True
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    windows = getattr(status, "st_file_attributes", 0) & (
        stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM
    )
    return bool(windows or getattr(status, "st_flags", 0) & stat.UF_HIDDEN)


def _can_take_export(path: Path, mark: str) -> bool:
    try:
        with os.scandir(path) as found:
            names = {entry.name for entry in found}
    except OSError:
        return False
    return not names or mark in names


def _name(path: Path) -> str:
    return shown(path.name or str(path))
