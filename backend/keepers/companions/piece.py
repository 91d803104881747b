"""A picture or film as the rule of what belongs together sees it: names, clock, camera and ids. Pure."""

import os
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from keepers.media.formats import FILMS, RAW_SUFFIXES, RAWS

# Clocks that were read to the second at the camera, or by what copied them from it.
_CLOCKS: Final = frozenset(
    {
        "exif_original", "film", "exif_digitized", "xmp_original", "xmp_created", "xmp_digitized",
        "sidecar", "takeout",
    }
)  # fmt: skip
_HEIF: Final = frozenset({"heic", "avif"})


@dataclass(frozen=True)
class Piece:
    """One picture of a folder, whatever it is called there. `names`: of its byte-equal files in that folder.

    `kind`: photo or video. `taken_ms`: wall clock in ms as if UTC, `taken_offset_min` its zone where known,
    `taken_from` who says so (a source of the catalogue). Ids as the files say them. `readable`: whether
    it can be shown.
    """

    id: int
    names: tuple[str, ...]
    kind: str = "photo"
    format: str | None = None
    taken_ms: int | None = None
    taken_offset_min: int | None = None
    taken_from: str = ""
    camera: str | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    content_id: str | None = None
    document_id: str | None = None
    original_document_id: str | None = None
    derived_from: str | None = None
    readable: bool = True

    @property
    def is_film(self) -> bool:
        """Whether it moves."""
        return self.kind == "video" or self.format in FILMS

    @property
    def is_raw(self) -> bool:
        """Whether it is what the sensor saw, yet to be developed."""
        return self.format is not None and (self.format in RAWS or f".{self.format}" in RAW_SUFFIXES)

    @property
    def is_heif(self) -> bool:
        """Whether it is a HEIC or AVIF."""
        return self.format in _HEIF

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Its names without their endings, in one spelling."""
        return tuple(dict.fromkeys(os.path.splitext(plain(name))[0] for name in self.names))

    @property
    def second(self) -> int | None:
        """The second it was taken in, by a clock that counts seconds; None where no such clock is known."""
        if self.taken_ms is None or self.taken_from not in _CLOCKS:
            return None
        return self.taken_ms // 1000

    @property
    def pixels(self) -> int:
        """How many pixels it has, 0 where that is not known."""
        return (self.width or 0) * (self.height or 0)

    @property
    def worth(self) -> tuple[object, ...]:
        """What sorts the better one first among those that could stand in front; never two alike."""
        return (not self.readable, self.is_film, self.is_raw, -self.pixels, sorted(self.names), self.id)


def plain(name: str) -> str:
    """One spelling of a name, however a disk or an archive wrote it."""
    return unicodedata.normalize("NFC", name).casefold()


def same_camera(one: Piece, other: Piece) -> bool:
    """Whether two were not taken by different cameras, as far as both say."""
    return one.camera is None or other.camera is None or plain(one.camera) == plain(other.camera)


def same_shape(one: Piece, other: Piece) -> bool:
    """Whether two have the same proportions, within one part in a hundred; unknown sizes have not."""
    if not one.pixels or not other.pixels:
        return False
    first, second = _ratio(one), _ratio(other)
    return abs(first - second) <= 0.01 * max(first, second)


def _ratio(piece: Piece) -> float:
    width, height = piece.width or 1, piece.height or 1
    return max(width, height) / min(width, height)
