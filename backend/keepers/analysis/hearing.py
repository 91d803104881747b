"""What a photo and the files beside it say, as far as the catalogue keeps it: when, where, with what."""

import os
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from keepers.geography.zones import zone_at
from keepers.metadata.beside import Finder
from keepers.metadata.dating import Dated, date_of
from keepers.metadata.embedded import read_embedded, witnesses_of
from keepers.metadata.exif import Exif
from keepers.metadata.exif_basics import Metadata, camera_name
from keepers.metadata.facts import Fact, T
from keepers.metadata.said import reconcile
from keepers.metadata.witnesses import claims_of

_FOLDERS: Final = 4
_NOTHING: Final = Exif()


class Hearing:
    """Hears one photo after another. The folders last asked stay known until a name comes or goes there.

    A worker that has nothing to do ends, and what it knew of folders with it.
    """

    def __init__(self, folders: int = _FOLDERS) -> None:
        self._most = folders
        self._finders: OrderedDict[Path, tuple[int, Finder]] = OrderedDict()

    def of(
        self, path: Path, name: str, data: bytes, mtime_ns: int, decoded: Metadata = _NOTHING.basics
    ) -> dict[str, Any]:
        """What the photo at `path`, whose content is `data`, is said to be, by column of the catalogue.

        `decoded`: what its decoder read, for formats whose blocks the readers do not know.
        capture_time, capture_offset_min, capture_source, camera, lens, iso, exposure_s, f_number, focal_mm,
        latitude, longitude.
        """
        embedded = read_embedded(data)
        if embedded.exif == _NOTHING:
            embedded = replace(embedded, exif=Exif(basics=decoded))
        witnesses = witnesses_of(embedded, self._finder(path.parent).of(path.name))
        dated = date_of(claims_of(witnesses), name, mtime_ns, zone_at=zone_at)
        said = reconcile(witnesses)
        latitude, longitude = said.position.value if said.position else (None, None)
        basics = embedded.exif.basics
        return {
            "capture_time": dated.time.time_ms,
            "capture_offset_min": dated.time.offset_min,
            "capture_source": source_of(dated),
            "camera": camera_name(_value(said.make), _value(said.model)) or basics.camera,
            "lens": _value(said.lens),
            "iso": basics.iso,
            "exposure_s": basics.exposure_s,
            "f_number": basics.f_number,
            "focal_mm": basics.focal_mm,
            "latitude": latitude,
            "longitude": longitude,
        }

    def _finder(self, folder: Path) -> Finder:
        """What finds the neighbours in a folder, made anew when a name came or went since."""
        changed = _changed_ns(folder)
        known = self._finders.pop(folder, None)
        if known is None or known[0] != changed:
            known = changed, Finder(folder)
        self._finders[folder] = known
        while len(self._finders) > self._most:
            self._finders.popitem(last=False)
        return known[1]


def source_of(dated: Dated) -> str:
    """The code the catalogue keeps, so that the code alone tells how sure the time is.

    It is the source, but `scan` for a scanner's day, `partial` where only a year or a month is known, and
    `messenger` for a date that a messenger left.
    """
    if dated.code in ("scan", "partial"):
        return dated.code
    if dated.code == "messenger" and dated.time.source != "file_modified":
        return "messenger"
    return dated.time.source


def _value(fact: Fact[T] | None) -> T | None:
    return fact.value if fact else None


def _changed_ns(folder: Path) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0
