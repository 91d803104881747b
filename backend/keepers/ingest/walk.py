"""A walk through a root: every file that may be a picture and what lies beside, newest folders first.

Left out: hidden files and folders, what systems and programs keep for themselves, Keepers libraries.
Links to folders are not followed, so a link can lead neither in circles nor out over a whole disk; a folder
met twice (bind mounts) is walked once. A link to a file counts when the file lies outside the root, once; one
that leads nowhere, or where we may not look, is no file.
"""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from keepers.catalog.side_files import SideKind, SideSighting, side_sighting
from keepers.catalog.sightings import Sighting, sighting
from keepers.ingest.side_names import kind_of, stands_alone
from keepers.media.formats import HEAD_BYTES, is_candidate, sniff

_SYSTEM_FOLDERS: Final = frozenset(
    {
        "$recycle.bin",
        "@eadir",
        "#recycle",
        "__macosx",
        "lost+found",
        "recycler",
        "system volume information",
    }
)
# Previews and innards that programs keep in folders of these endings: not the person's own pictures.
_SYSTEM_ENDINGS: Final = (".lrdata", ".photoslibrary", ".aplibrary", ".migratedphotolibrary", ".cocatalog")
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})
_LIBRARY_MARKS: Final = frozenset({"catalog.db", "thumbs"})


@dataclass
class Folder:
    """One folder: `rel_path` is b'' for the root; `error` a code when it could not be read in full.

    `sides` are the side files that may speak of pictures of the root; none of them is opened.
    `unread` are single things in it the disk could say nothing about, by relative path, with a code.
    """

    rel_path: bytes
    files: list[Sighting] = field(default_factory=list)
    sides: list[SideSighting] = field(default_factory=list)
    unread: list[tuple[bytes, str]] = field(default_factory=list)
    error: str | None = None
    links_passed: int = 0


def walk(root: str, *, without: Collection[tuple[int, int]] = ()) -> Iterator[Folder]:
    """Every folder of `root` with its files that may be pictures; `without` some, by (device, inode)."""
    visited = set(without)
    linked: set[tuple[int, int]] = set()
    inside = os.path.join(os.path.realpath(root), "")
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        folder = Folder(os.fsencode("/".join(parts)))
        entries = _entries(os.path.join(root, *parts), folder)
        below: list[tuple[float, str]] = []
        for entry in () if _is_library(entries) and parts else entries:
            try:
                _sort(entry, folder, below, visited, linked, inside)
            except FileNotFoundError:
                continue  # gone since it was listed
            except PermissionError as error:
                folder.error = _code(error)  # its names may be read, but nothing behind them
            except OSError as error:
                folder.unread.append((_path_in(folder, entry.name), _code(error)))
        waiting.extend((*parts, name) for _modified, name in sorted(below))
        if not folder.files:
            folder.sides = [each for each in folder.sides if stands_alone(each.kind, each.name)]
        yield folder


def _entries(path: str, folder: Folder) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except FileNotFoundError:
        # Removed while we walked: what lay in it is gone with it, unless the root itself went away,
        # which whoever asked for the walk finds out at its end.
        return []
    except OSError as error:
        folder.error = _code(error)
        return []


def _sort(
    entry: "os.DirEntry[str]",
    folder: Folder,
    below: list[tuple[float, str]],
    visited: set[tuple[int, int]],
    linked: set[tuple[int, int]],
    inside: str,
) -> None:
    """Put one entry where it belongs: among the files, the folders to walk, or nowhere."""
    if entry.name.startswith("."):
        return
    kind = kind_of(entry.name, _folder_name(folder))
    if kind is not None and not entry.is_dir():
        _note(entry, folder, kind)
    elif entry.is_symlink():
        _follow(entry, folder, linked, inside)
    elif entry.is_dir(follow_symlinks=False):
        status = _status(entry)
        identity = (status.st_dev, status.st_ino)
        # Some file systems number nothing: there, two folders of number 0 are not the same one.
        met_before = status.st_ino != 0 and identity in visited
        if not met_before and not _is_system_folder(entry.name) and not _is_hidden(status):
            visited.add(identity)
            below.append((status.st_mtime, entry.name))
    elif _may_be_picture(entry):
        status = _status(entry)
        if stat.S_ISREG(status.st_mode) and not _is_hidden(status):
            folder.files.append(_seen(folder, entry.name, status))


def _note(entry: "os.DirEntry[str]", folder: Folder, kind: SideKind) -> None:
    """Take down a side file, also one that a link leads to: whoever reads it follows links."""
    try:
        status = os.stat(entry.path)
    except OSError:
        if entry.is_symlink():
            return
        raise
    if stat.S_ISREG(status.st_mode):
        folder.sides.append(side_sighting(_path_in(folder, entry.name), kind, status))


def _follow(entry: "os.DirEntry[str]", folder: Folder, linked: set[tuple[int, int]], inside: str) -> None:
    target = os.path.realpath(entry.path)
    if target.startswith(inside):
        return  # met in its own place
    try:
        status = os.stat(target)
    except OSError:
        return
    if stat.S_ISDIR(status.st_mode):
        folder.links_passed += 1
        return
    identity = (status.st_dev, status.st_ino)
    if stat.S_ISREG(status.st_mode) and identity not in linked and _may_be_picture(entry):
        linked.add(identity)
        folder.files.append(_seen(folder, entry.name, status))


def _may_be_picture(entry: "os.DirEntry[str]") -> bool:
    """By its ending; a file without one is opened, because most such files are no pictures at all."""
    if entry.name.lower() in _SYSTEM_FILES or not is_candidate(entry.name):
        return False
    if os.path.splitext(entry.name)[1]:
        return True
    if not stat.S_ISREG(entry.stat().st_mode):
        return False  # opening a pipe would wait for ever
    try:
        with open(entry.path, "rb") as file:
            return sniff(file.read(HEAD_BYTES)) is not None
    except OSError:
        return False  # it never said that it was a picture


def _seen(folder: Folder, name: str, status: os.stat_result) -> Sighting:
    return sighting(_path_in(folder, name), status)


def _folder_name(folder: Folder) -> str:
    return os.fsdecode(folder.rel_path.rpartition(b"/")[2])


def _path_in(folder: Folder, name: str) -> bytes:
    raw = os.fsencode(name)
    return folder.rel_path + b"/" + raw if folder.rel_path else raw


def _status(entry: "os.DirEntry[str]") -> os.stat_result:
    # On Windows a directory entry knows neither device nor inode.
    return os.stat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)


def _is_system_folder(name: str) -> bool:
    lower = name.lower()
    return lower in _SYSTEM_FOLDERS or lower.startswith("found.0") or lower.endswith(_SYSTEM_ENDINGS)


def _is_hidden(status: os.stat_result) -> bool:
    windows = getattr(status, "st_file_attributes", 0) & (
        stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM
    )
    mac = getattr(status, "st_flags", 0) & stat.UF_HIDDEN
    return bool(windows or mac)


def _is_library(entries: list["os.DirEntry[str]"]) -> bool:
    return {entry.name for entry in entries} >= _LIBRARY_MARKS


def _code(error: OSError) -> str:
    return "permission_denied" if isinstance(error, PermissionError) else "folder_unreadable"
