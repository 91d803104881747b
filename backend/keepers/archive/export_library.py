"""The act of job 'export_library': all of a library goes into a folder, in forms that need no Keepers.

Originals byte for byte in the folders they were in, what belongs to them beside them, sidecars with all that
counts, albums as lists, and a list of everything. Run again, it goes on where it stopped.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TypeVar

from keepers.archive.folder import Folder, open_folder, unreadable_sidecar
from keepers.archive.layout import ALBUMS, MANIFEST, PEOPLE, READ_ME, TABLE, distinct, folder_names, place_of
from keepers.archive.manifest import ManifestWriter, album_table, albums_of, entry, shown, taken
from keepers.archive.people_list import people_list
from keepers.archive.read_me import read_me
from keepers.archive.saying import about, fields_of, needs_sidecar, taken_away
from keepers.archive.spec import LibraryExport
from keepers.base.errors import FileUnreadable, KeepersError
from keepers.base.files import open_regular, require_space, unreadable, unwritable
from keepers.base.job_context import Progress
from keepers.base.temporaries import Temporary
from keepers.catalog.files import FileRow
from keepers.catalog.roots import Root
from keepers.catalog.whole import WholeLibrary, WholePhoto
from keepers.catalog.whole_people import WholePeople
from keepers.export.originals import ONE_PHOTO, Original, find_original
from keepers.media.sidecar_names import new_sidecar_name
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES
from keepers.writing.errors import Unwritable
from keepers.writing.sidecar import write_sidecar

_PAGE: Final = 200
_TOLD: Final = 200

_Row = TypeVar("_Row")


def export_library(
    ctx: Progress,
    spec: LibraryExport,
    whole: WholeLibrary,
    people: WholePeople,
    roots: list[Root],
    software: str,
    now_ms: int,
) -> dict[str, Any]:
    """Export everything as `spec` says; what cannot be taken along is listed, the rest goes on.

    Returns {dest, files, already, bytes, photos, sidecars, albums, problems (the first 200), problem_count}.
    Raises Refused (a folder with other things in it), DiskFull, WriteFailed, and what stops a job.
    """
    folder = open_folder(spec.dest, spec.mode)
    extent = whole.extent()
    if spec.mode == "copy" and not folder.written:
        require_space(spec.dest, extent.bytes)
    run = _Run(ctx, spec, whole, folder, folder_names({root.id: root.label for root in roots}), software)
    ctx.progress(done=0, total=extent.files)
    try:
        run.originals()
        run.sidecars()
        run.side_files()
        run.lists(roots, now_ms)
        run.people(people)
    finally:
        folder.remember()
    return {
        "dest": shown(str(spec.dest)),
        "files": folder.put,
        "already": folder.already,
        "bytes": folder.copied,
        "photos": run.photos,
        "sidecars": run.sidecars_made,
        "albums": run.albums_made,
        "problems": [asdict(each) for each in folder.problems[:_TOLD]],
        "problem_count": len(folder.problems),
    }


class _Run:
    def __init__(
        self,
        ctx: Progress,
        spec: LibraryExport,
        whole: WholeLibrary,
        folder: Folder,
        folders: dict[int, str],
        software: str,
    ) -> None:
        self.ctx, self.spec, self.whole, self.folder = ctx, spec, whole, folder
        self.folders, self.software = folders, software
        self.places: dict[int, str] = {}
        self.photo_places: dict[int, str] = {}
        self.done = self.photos = self.sidecars_made = self.albums_made = 0

    def originals(self) -> None:
        """Put every picture and film where its root and folder say."""
        for row in self._each(lambda after: self.whole.files(after, _PAGE), lambda row: row.id):
            self.ctx.progress(note=row.name)
            place = place_of(self.folders[row.root_id], row.rel_path)
            with self._told(place):
                self.folder.original(find_original([row]), place, lambda _: self.ctx.checkpoint())
                self.places[row.id] = place
            self._one_more()

    def sidecars(self) -> None:
        """Write down beside each photo all that counts of it and that it does not say itself."""
        for photo in self._photos():
            if not needs_sidecar(photo):
                continue
            for row in photo.files:
                if row.id in self.places:
                    self._sidecar(photo, row)

    def side_files(self) -> None:
        """Put the other files there that lay beside pictures, as they are."""
        for side in self._each(lambda after: self.whole.side_files(after, _PAGE), lambda side: side.id):
            place = place_of(self.folders[side.root_id], side.rel_path)
            if place not in self.folder.hashes:
                with self._told(place):
                    if not side.root_online:
                        raise _offline(side.root_label)
                    original = Original(Path(side.path), side.size, None)
                    self.folder.original(original, place, lambda _: self.ctx.checkpoint())
            self._one_more()

    def lists(self, roots: list[Root], now_ms: int) -> None:
        """Write the manifest, the table, a list for each album, and what explains it all."""
        albums: dict[str, list[tuple[str, str, str]]] = {}
        top = self.folder.top
        try:
            with Temporary(top) as json_file, Temporary(top) as csv_file:
                head = {
                    "made_at_ms": now_ms,
                    "made_by": self.software,
                    "folders": [
                        {"name": root.label, "folder": self.folders[root.id], "was": shown(root.path)}
                        for root in roots
                    ],
                }
                manifest = ManifestWriter(json_file, csv_file, head)
                for photo in self._photos():
                    manifest.photo(entry(photo, self.places, self.folder.hashes))
                    self.photos += 1
                    self._note_place(photo)
                    self._note_albums(photo, albums)
                manifest.end({"not_taken_along": [asdict(each) for each in self.folder.problems]})
                for file, name in ((json_file, MANIFEST), (csv_file, TABLE)):
                    file.sync()
                    file.keep_as(top / name, replace=True)
        except OSError as error:
            raise unwritable(error, top / MANIFEST) from error
        for name, rows in zip(distinct(albums), albums.values(), strict=True):
            with self._told(f"{ALBUMS}/{name}.csv"):
                self.folder.own(f"{ALBUMS}/{name}.csv", album_table(rows))
                self.albums_made += 1
        with self._told(READ_ME):
            self.folder.own(READ_ME, read_me(self.spec.mode).encode())

    def people(self, whole: WholePeople) -> None:
        """Write down who people are and what was decided about their faces, where anything was."""
        found = people_list(whole, self.photo_places)
        # An earlier list must not go on telling of people who were forgotten.
        if not found.empty or PEOPLE in self.folder.written:
            with self._told(PEOPLE):
                self.folder.own(PEOPLE, found.content)

    def _sidecar(self, photo: WholePhoto, row: FileRow) -> None:
        known = photo.sidecars.get(row.id)
        folder, _, name = row.rel_path.rpartition(b"/")
        names = [os.fsdecode(each.rel_path.rpartition(b"/")[2]) for each in _around(photo, folder)]
        own = known or b"/".join(
            filter(None, (folder, os.fsencode(new_sidecar_name(os.fsdecode(name), names))))
        )
        place = place_of(self.folders[row.root_id], own)
        with self._told(place):
            existing = _read(Path(row.root_path, os.fsdecode(own))) if known else None
            changes = {**fields_of(photo), **taken_away(photo)}
            self.folder.own(place, write_sidecar(existing, changes, about(photo, self.software)))
            self.sidecars_made += 1

    def _photos(self) -> Iterator[WholePhoto]:
        return self._each(lambda after: self.whole.photos(after, _PAGE), lambda photo: photo.asset.id)

    def _each(self, page: Callable[[int], Sequence[_Row]], key: Callable[[_Row], int]) -> Iterator[_Row]:
        after = 0
        while rows := page(after):
            for row in rows:
                self.ctx.checkpoint()
                yield row
            after = key(rows[-1])

    @contextmanager
    def _told(self, place: str) -> Iterator[None]:
        """One thing that goes wrong is listed, and the rest goes on."""
        try:
            yield
        except (*ONE_PHOTO, Unwritable) as error:
            self.folder.problem(place, error)

    def _one_more(self) -> None:
        self.done += 1
        self.ctx.progress(done=self.done)

    def _note_place(self, photo: WholePhoto) -> None:
        for row in photo.files:
            if row.id in self.places:
                self.photo_places.setdefault(photo.asset.id, self.places[row.id])

    def _note_albums(self, photo: WholePhoto, albums: dict[str, list[tuple[str, str, str]]]) -> None:
        place = self.photo_places.get(photo.asset.id)
        if place is None:
            return
        names = albums_of(photo)
        names += ["Favourites"] if photo.decided.favourite else []
        names += ["Picks"] if photo.decided.pick == "in" else []
        for name in names:
            albums.setdefault(name, []).append((shown(place), taken(photo), photo.words.caption or ""))


def _around(photo: WholePhoto, folder: bytes) -> list[FileRow]:
    """The files of the photo and its companions that lie in this folder."""
    rows = [*photo.files, *(row for each in photo.parts.companions for row in each.files)]
    return [row for row in rows if row.rel_path.rpartition(b"/")[0] == folder]


def _read(path: Path) -> bytes:
    try:
        with open_regular(path) as stream:
            data = stream.read(MAX_PACKET_BYTES + 1) or b""
    except OSError as error:
        raise unreadable(error, path) from error
    if len(data) > MAX_PACKET_BYTES:
        raise unreadable_sidecar(path.name)
    return data


def _offline(label: str) -> KeepersError:
    return FileUnreadable(
        "root_offline", f"The folder {label} is not connected. Connect it and export again."
    )
