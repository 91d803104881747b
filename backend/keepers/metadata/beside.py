"""The files beside a picture that speak of it: XMP sidecars, Google's JSON, iCloud's tables. Reading only."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from keepers.metadata import takeout_names
from keepers.metadata.blocks import find_blocks
from keepers.metadata.exif import Exif, read_exif
from keepers.metadata.icloud import MAX_CSV_BYTES, IcloudPhoto, is_details_name, read_details, read_members
from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.takeout import MAX_JSON_BYTES, TakeoutAlbum, TakeoutPhoto, read_takeout
from keepers.metadata.xmp import Xmp, read_xmp
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES

_MAX_NAMES = 200_000
_MAX_TABLES = 2000
_MAX_ALBUM_GUESSES = 50
_MAX_TITLES = 100
_RAW = {
    ".dng", ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".sr2", ".srf", ".raf", ".orf", ".rw2", ".pef",
    ".raw", ".x3f", ".3fr", ".iiq", ".erf", ".mrw", ".kdc", ".dcr", ".srw", ".gpr",
}  # fmt: skip


#: Endings, lower case, of films beside which cameras put a small picture with the metadata of a photo.
FILMS_WITH_THM = {".avi", ".mpg", ".mpeg", ".mov", ".mp4", ".m4v", ".mts", ".m2ts", ".3gp"}
#: Bytes of such a picture: it has 160 pixels a row.
MAX_THM_BYTES = 1 << 20


@dataclass(frozen=True)
class Beside:
    """What was found. `files`: the names of what was read, by what it is.

    `thm`: of a film, what the small picture says that its camera put beside it.
    """

    sidecar: Xmp | None = None
    takeout: TakeoutPhoto | None = None
    icloud: IcloudPhoto | None = None
    thm: Exif | None = None
    albums: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class Finder:
    """Finds what is beside the pictures of one folder; asks the folder, and its tables, once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = _listed(folder)
        self._by_lower = {name.lower(): name for name in self._names}
        self._jsons = [name for name in self._names if takeout_names.is_sidecar_name(name)]
        self._json = takeout_names.Sidecars(self._jsons)
        self._strays: list[str] | None = None
        self._titles: dict[str, str] = {}
        self._album: TakeoutAlbum | None = None
        self._album_asked = False
        self._tables: list[tuple[str, dict[str, IcloudPhoto], tuple[LeftOut, ...]]] | None = None
        self._members: list[tuple[str, str, frozenset[str]]] | None = None

    def of(self, name: str) -> Beside:
        """What is beside the file of this name."""
        files: list[tuple[str, str]] = []
        missing: list[LeftOut] = []
        sidecar = self._sidecar(name, files, missing)
        takeout = self._takeout(name, files, missing)
        albums = []
        if takeout is not None and (album := self._album_of_folder()) is not None and album.title:
            albums.append(album.title)
        icloud = self._icloud(name, files, missing)
        for table, title, members in self._albums():
            if name.lower() in members:
                albums.append(title)
                files.append(("icloud album", table))
        thm = self._thm(name, files, missing)
        return Beside(
            sidecar, takeout, icloud, thm, tuple(dict.fromkeys(albums)), tuple(files), tuple(missing)
        )

    def _sidecar(self, name: str, files: list[tuple[str, str]], missing: list[LeftOut]) -> Xmp | None:
        found = self._by_lower.get(f"{name}.xmp".lower()) or self._by_lower.get(self._short_name(name))
        if found is None or found == name:
            return None
        data = _read(self._folder / found, MAX_PACKET_BYTES, "sidecar", missing)
        if data is None:
            return None
        files.append(("xmp sidecar", found))
        xmp = read_xmp(data, part="sidecar")
        missing.extend(xmp.left_out)
        return xmp

    def _short_name(self, name: str) -> str:
        """X.xmp for X.jpg; where a raw X is there too, Lightroom wrote it for that one."""
        stem, ending = os.path.splitext(name.lower())
        others = any(stem + raw in self._by_lower for raw in _RAW if raw != ending)
        return "" if others and ending not in _RAW else f"{stem}.xmp"

    def _takeout(
        self, name: str, files: list[tuple[str, str]], missing: list[LeftOut]
    ) -> TakeoutPhoto | None:
        match = self._json.of(name) or self._by_title(name)
        if match is None or match.json_name == name:
            return None
        data = _read(self._folder / match.json_name, MAX_JSON_BYTES, "takeout", missing)
        said = read_takeout(data) if data is not None else None
        if isinstance(said, LeftOut):
            missing.append(said)
        if not isinstance(said, TakeoutPhoto):
            return None
        files.append(("takeout json", match.json_name))
        return said

    def _by_title(self, name: str) -> takeout_names.Match | None:
        """The JSON that has the name inside: among those of no other file, and those that begin alike."""
        if not self._jsons:
            return None
        if self._strays is None:
            photos = set(self._names).difference(self._jsons)
            of_others = {match.json_name for each in photos if (match := self._json.of(each))}
            self._strays = [each for each in self._jsons if each not in of_others]
        alike = [each for each in self._jsons if takeout_names.begins_alike(each, name)]
        asked = dict.fromkeys((alike + self._strays)[:_MAX_TITLES])
        titles = {each: title for each in asked if (title := self._title(each))}
        return takeout_names.Sidecars((), titles).of(name)

    def _title(self, json_name: str) -> str:
        """The name a JSON has inside, read once; nothing where it has none."""
        if json_name not in self._titles:
            said = read_takeout(_read(self._folder / json_name, MAX_JSON_BYTES, "takeout", []) or b"")
            self._titles[json_name] = (said.title or "") if isinstance(said, TakeoutPhoto) else ""
        return self._titles[json_name]

    def _thm(self, name: str, files: list[tuple[str, str]], missing: list[LeftOut]) -> Exif | None:
        """What X.THM says beside the film X.AVI: cameras put there what old containers have no room for."""
        stem, ending = os.path.splitext(name.lower())
        found = self._by_lower.get(f"{stem}.thm") if ending in FILMS_WITH_THM else None
        data = _read(self._folder / found, MAX_THM_BYTES, "thm", missing) if found else None
        if found is None or data is None:
            return None
        files.append(("thm", found))
        exif = find_blocks(data).exif
        return read_exif(exif) if exif else None

    def _album_of_folder(self) -> TakeoutAlbum | None:
        """The album this folder is, whatever the language its file is named in."""
        if not self._album_asked:
            self._album_asked = True
            plain = [name for name in self._names if name.lower().endswith(".json") and name.count(".") == 1]
            for name in plain[:_MAX_ALBUM_GUESSES]:
                said = read_takeout(_read(self._folder / name, MAX_JSON_BYTES, "takeout", []) or b"")
                if isinstance(said, TakeoutAlbum):
                    self._album = said
                    break
        return self._album

    def _icloud(self, name: str, files: list[tuple[str, str]], missing: list[LeftOut]) -> IcloudPhoto | None:
        if self._tables is None:
            self._tables = []
            for table in [each for each in self._names if is_details_name(each)][:_MAX_TABLES]:
                data = _read(self._folder / table, MAX_CSV_BYTES, "icloud", missing)
                details = read_details(data or b"")
                self._tables.append((table, details.photos, details.left_out))
        for table, photos, left in self._tables:
            photo = photos.get(name.lower())
            if photo is not None:
                files.append(("icloud table", table))
                missing.extend(each for each in left if each.detail == name.lower())
                return photo
        return None

    def _albums(self) -> list[tuple[str, str, frozenset[str]]]:
        """(table, title, names) of the albums and memories of the export this folder is the photos of."""
        if self._members is None:
            self._members = []
            tables = any(is_details_name(name) for name in self._names)
            for kind in ("Albums", "Memories") if tables else ():
                folder = self._folder.parent / kind
                for table in [name for name in _listed(folder) if name.lower().endswith(".csv")][
                    :_MAX_TABLES
                ]:
                    data = _read(folder / table, MAX_CSV_BYTES, "icloud", [])
                    members = frozenset(each.lower() for each in read_members(data or b""))
                    self._members.append((f"{kind}/{table}", os.path.splitext(table)[0], members))
        return self._members


def _listed(folder: Path) -> list[str]:
    """The names in a folder, sorted; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names: Iterable[str] = (entry.name for entry in entries)
            return sorted(name for _, name in zip(range(_MAX_NAMES), names, strict=False))
    except OSError:
        return []


def _read(path: Path, most: int, part: str, missing: list[LeftOut]) -> bytes | None:
    """The content of a small file; None, and told why, when it is large or cannot be read."""
    try:
        # Not to wait for ever at a pipe that happens to be called .json.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            data = stream.read(most + 1)
    except OSError as error:
        missing.append(left_out(part, "unreadable", f"{path.name}: {error.strerror}"))
        return None
    if data is not None and len(data) > most:
        missing.append(left_out(part, "too_large", path.name))
        return None
    return data
