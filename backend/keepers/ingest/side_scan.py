"""What a scan makes of side files: those that came, changed or went have the pictures beside them heard.

They are compared while the walk goes on, and written at its end: only then every picture has its row.
"""

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from keepers.base.job_context import JobContext
from keepers.catalog.roots import Root
from keepers.catalog.side_files import KnownSide, SideFiles, SideKind, SideSighting, side_sighting
from keepers.ingest.side_names import reach_of, spoken_of, told_by_title
from keepers.media.formats import claims_raw

# Changes of one transaction, so that a person's click never waits for a whole import.
_STRETCH: Final = 2000


@dataclass
class _Folder:
    """What became of the side files of one folder."""

    seen: list[SideSighting] = field(default_factory=list)
    gone: list[KnownSide] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)


@dataclass
class SideScan:
    """The side files of one scan of one root."""

    ctx: JobContext
    root: Root
    files: SideFiles
    number: int
    changed: list[SideSighting] = field(default_factory=list)

    def saw(self, sides: Sequence[SideSighting]) -> None:
        """Take down a stretch of what the walk met."""
        known = self.files.known(self.root.id, [each.rel_path for each in sides])
        as_they_were = []
        for each in sides:
            row = known.get(each.rel_path)
            if row is not None and row.is_as(each):
                as_they_were.append(row.id)
            else:
                self.changed.append(each)
        self.files.seen(self.number, as_they_were)

    def settle(self, unread: Iterable[bytes], pictures: Iterable[bytes]) -> int:
        """Write what changed and what is gone; how many picture files are to be heard again.

        `unread`: folders or files the walk could not look for, b'' for the root. `pictures`: picture files
        that came or went: what was another's may be theirs now, or be left by them.
        """
        folders: dict[bytes, _Folder] = {}
        known = self.files.known(self.root.id, [each.rel_path for each in self.changed])
        for each in self.changed:
            # Ours may have been written, and its row with it, since the walk passed.
            row = known.get(each.rel_path)
            if row is None or not row.is_as(each):
                _of(folders, each.rel_path).seen.append(each)
            else:
                self.files.seen(self.number, [row.id])
        closed = tuple(path + b"/" if path else b"" for path in unread)
        met = {each.rel_path for each in self.changed}
        for row in self.files.unseen(self.root.id, self.number):
            if row.rel_path in met or (row.rel_path + b"/").startswith(closed):
                continue
            there = self._there(row)
            if there is None:
                _of(folders, row.rel_path).gone.append(row)
            elif not row.is_as(there):
                _of(folders, row.rel_path).seen.append(there)
        for path in pictures:
            _of(folders, path).pictures.add(_name(path))
        return self._write(folders)

    def _there(self, row: KnownSide) -> SideSighting | None:
        """One that the walk missed, for it was written when its folder had been passed; None: it is gone."""
        path = os.path.join(self.root.path, *os.fsdecode(row.rel_path).split("/"))
        try:
            status = os.stat(path)
        except OSError:
            return None
        return side_sighting(row.rel_path, row.kind, status) if stat.S_ISREG(status.st_mode) else None

    def _write(self, folders: dict[bytes, _Folder]) -> int:
        heard = 0
        seen: list[SideSighting] = []
        gone: list[int] = []
        due: set[int] = set()
        for path, folder in folders.items():
            due |= self._due(path, folder)
            seen += folder.seen
            gone += [row.id for row in folder.gone]
            if len(seen) + len(gone) + len(due) >= _STRETCH:
                heard += self.files.settle(self.root.id, self.number, seen, gone, due)
                seen, gone, due = [], [], set()
                self.ctx.checkpoint()
        if seen or gone or due:
            heard += self.files.settle(self.root.id, self.number, seen, gone, due)
        return heard

    def _due(self, path: bytes, folder: _Folder) -> set[int]:
        """Ids of the picture files of which what changed in this folder may speak."""
        sides: list[tuple[SideKind, str]] = [(each.kind, _name(each.rel_path)) for each in folder.seen]
        sides += [(row.kind, _name(row.rel_path)) for row in folder.gone]
        there = [(kind, os.fsdecode(name)) for kind, name in self.files.names(self.root.id, path)]
        sides += _short_sidecars(folder.pictures, [name for kind, name in there if kind == "xmp"])
        stayed = {name for kind, name in there if kind == "takeout"}.difference(name for _kind, name in sides)
        here = [each for each in sides if reach_of(*each) == "here"]
        due: set[int] = set()
        if len(here) < len(sides):
            due.update(self.files.pictures_beside(self.root.id, path))
        if here or (stayed and folder.pictures):
            by_name: dict[str, list[int]] = {}
            for file_id, name in self.files.pictures(self.root.id, path):
                by_name.setdefault(os.fsdecode(name), []).append(file_id)
            jsons = {name for kind, name in (*sides, *there) if kind == "takeout"}
            spoken = spoken_of(here, by_name.keys(), jsons)
            spoken |= told_by_title(folder.pictures, stayed, by_name.keys(), jsons)
            for each in spoken:
                due.update(by_name[each])
        return due


def _short_sidecars(pictures: Iterable[str], sidecars: Iterable[str]) -> list[tuple[SideKind, str]]:
    """The sidecars X.xmp whose owner may be another now that a raw X came or went."""
    stems = {os.path.splitext(name.lower())[0] for name in pictures if claims_raw(name)}
    return [("xmp", name) for name in sidecars if os.path.splitext(name.lower())[0] in stems]


def _of(folders: dict[bytes, _Folder], rel_path: bytes) -> _Folder:
    return folders.setdefault(rel_path.rpartition(b"/")[0], _Folder())


def _name(rel_path: bytes) -> str:
    return os.fsdecode(rel_path.rpartition(b"/")[2])
