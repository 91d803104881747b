"""What a file and the files beside it say, as the document the catalogue keeps of it."""

import os
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from keepers.analysis.said_document import document_of
from keepers.geography.zones import zone_at
from keepers.media.animation import is_animated
from keepers.media.film.reading import film_witnesses
from keepers.media.film.said import FilmSaid
from keepers.media.formats import HEAD_BYTES, RAWS, sniff
from keepers.media.motion import find_motion
from keepers.media.raw_metadata import raw_metadata
from keepers.metadata.beside import Beside, Finder
from keepers.metadata.dating import date_of
from keepers.metadata.embedded import read_embedded, witnesses_of
from keepers.metadata.exif import Exif
from keepers.metadata.exif_basics import Metadata
from keepers.metadata.said import reconcile
from keepers.metadata.witnesses import Witnesses, claims_of

_FOLDERS: Final = 4
_NOTHING: Final = Exif()


class Hearing:
    """Hears one file after another. The folders last asked stay known until a name comes or goes there.

    A worker that has nothing to do ends, and what it knew of folders with it.
    """

    def __init__(self, folders: int = _FOLDERS) -> None:
        self._most = folders
        self._finders: OrderedDict[Path, tuple[int, Finder]] = OrderedDict()

    def of_photo(
        self, path: Path, name: str, data: bytes, mtime_ns: int, decoded: Metadata | None = None
    ) -> dict[str, Any]:
        """What the photo at `path`, whose content is `data`, is said to be.

        `name`: for people. `decoded`: what its decoder read, for formats the readers do not know; None where
        nothing was unpacked.
        """
        embedded = read_embedded(data)
        if embedded.exif == _NOTHING:
            embedded = replace(embedded, exif=Exif(basics=decoded or _not_unpacked(data)))
        beside = self._beside(path)
        return _document(witnesses_of(embedded, beside), beside, name, mtime_ns, data)

    def of_film(self, path: Path, name: str, said: FilmSaid, mtime_ns: int) -> dict[str, Any]:
        """What the film at `path`, whose container says `said`, is said to be."""
        beside = self._beside(path)
        return _document(film_witnesses(said, beside), beside, name, mtime_ns, b"")

    def _beside(self, path: Path) -> Beside:
        """What lies beside a file; its folder is looked through anew when a name came or went since."""
        folder, changed = path.parent, _changed_ns(path.parent)
        known = self._finders.pop(folder, None)
        if known is None or known[0] != changed:
            known = changed, Finder(folder)
        self._finders[folder] = known
        while len(self._finders) > self._most:
            self._finders.popitem(last=False)
        return known[1].of(path.name)


def _document(witnesses: Witnesses, beside: Beside, name: str, mtime_ns: int, data: bytes) -> dict[str, Any]:
    said = reconcile(witnesses)
    dated = date_of(claims_of(witnesses), name, mtime_ns, zone_at=zone_at)
    film = find_motion(data, said.motion)
    kind = sniff(data[:HEAD_BYTES])
    animated = kind is not None and is_animated(data, kind)
    return document_of(witnesses, said, dated, beside, film=film, animated=animated)


def _not_unpacked(data: bytes) -> Metadata:
    kind = sniff(data[:HEAD_BYTES])
    return raw_metadata(data, kind) if kind in RAWS else Metadata()


def _changed_ns(folder: Path) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0
