"""What a file would say with another sidecar, or with other content: heard before anything is written."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from keepers.analysis.hearing import Hearing
from keepers.media import formats
from keepers.media.film.said import FilmSaid
from keepers.media.raw_metadata import raw_metadata
from keepers.metadata.beside import Beside, Finder
from keepers.metadata.dates import read_stamp
from keepers.metadata.embedded import read_embedded
from keepers.metadata.exif_basics import Metadata
from keepers.metadata.xmp import read_xmp

_SIDECAR: Final = "xmp sidecar"
_MOMENT_S: Final = 1.0


@dataclass(frozen=True)
class Taken:
    """A file as it was read: `data` is the content of a photo, `film` what the container of a film says."""

    path: Path
    name: str
    format: str
    data: bytes
    film: FilmSaid | None
    mtime_ns: int


@dataclass(frozen=True)
class Sidecar:
    """A sidecar to be imagined: its name, and its content, None where there is none."""

    name: str
    content: bytes | None


class Rehearsal(Hearing):
    """Hears files as the catalogue does, and also as they would be."""

    def __init__(self) -> None:
        super().__init__()
        self._imagined: Sidecar | None = None
        self._finder: tuple[Path, float, Finder] | None = None

    def now(self, taken: Taken) -> dict[str, Any]:
        """What the file says now."""
        return self._hear(taken)

    def then(self, taken: Taken, data: bytes | None = None, sidecar: Sidecar | None = None) -> dict[str, Any]:
        """What it would say with this content, and this sidecar beside it; None: the one there is."""
        self._imagined = sidecar
        try:
            return self._hear(taken if data is None else replace(taken, data=data))
        finally:
            self._imagined = None

    def _hear(self, taken: Taken) -> dict[str, Any]:
        if taken.film is not None:
            return self.of_film(taken.path, taken.name, taken.film, taken.mtime_ns)
        decoded = raw_metadata(taken.data, taken.format) if taken.format in formats.RAWS else Metadata()
        return self.of_photo(taken.path, taken.name, taken.data, taken.mtime_ns, decoded)

    def _beside(self, path: Path) -> Beside:
        beside = self._found(path)
        if self._imagined is None:
            return beside
        others = tuple(each for each in beside.files if each[0] != _SIDECAR)
        if self._imagined.content is None:
            return replace(beside, sidecar=None, files=others)
        xmp = read_xmp(self._imagined.content, part="sidecar")
        return replace(beside, sidecar=xmp, files=((_SIDECAR, self._imagined.name), *others))

    def _found(self, path: Path) -> Beside:
        """What lies beside a file. A folder is looked through once a moment, not once a file.

        Our own writes change it all the time; a sidecar that came or went meanwhile is noticed by its name.
        """
        known = self._finder
        if known is not None and known[0] == path.parent and time.monotonic() - known[1] < _MOMENT_S:
            beside = known[2].of(path.name)
            if _has_sidecar(path) == (sidecar_of({"beside": beside.files}) is not None):
                return beside
        finder = Finder(path.parent)
        self._finder = (path.parent, time.monotonic(), finder)
        return finder.of(path.name)


def _has_sidecar(path: Path) -> bool:
    return any(os.path.lexists(each) for each in (f"{path}.xmp", path.with_suffix(".xmp")))


def sidecar_of(document: Mapping[str, Any]) -> str | None:
    """The name of the sidecar that was heard, None where there is none."""
    return next((name for kind, name in document["beside"] if kind == _SIDECAR), None)


def changed_inside(taken: Taken) -> int:
    """When the photo itself says that its words were last changed, UTC ms; 0 where it does not say.

    A sidecar has to be later than that, to be believed before the photo.
    """
    if taken.film is not None:
        xmp = read_xmp(taken.film.xmp) if taken.film.xmp else None
    else:
        xmp = read_embedded(taken.data).xmp
    moment = read_stamp(xmp.times.metadata) if xmp is not None else None
    return 0 if moment is None else moment.time_ms - (moment.offset_min or 0) * 60_000
