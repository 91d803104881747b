"""What a film says about itself: how long, how large, when and where. Its pictures are not touched."""

from collections.abc import Callable
from typing import BinaryIO, Final

from keepers.media.film.boxes import read_boxes
from keepers.media.film.matroska import read_matroska
from keepers.media.film.riff import read_riff
from keepers.media.film.said import FilmSaid
from keepers.media.film.streams import read_program, read_transport
from keepers.metadata.beside import Beside
from keepers.metadata.exif import Exif
from keepers.metadata.witnesses import Witnesses
from keepers.metadata.xmp import read_xmp

_READERS: Final[dict[str, Callable[[BinaryIO, int], FilmSaid]]] = {
    "mp4": read_boxes,
    "mov": read_boxes,
    "3gp": read_boxes,
    "mkv": read_matroska,
    "webm": read_matroska,
    "avi": read_riff,
    "mts": read_transport,
    "mpg": read_program,
}


def read_film(stream: BinaryIO, length: int, format_name: str) -> FilmSaid:
    """What the container of a film of `length` bytes says; nothing where its kind says nothing.

    `format_name`: as `formats.sniff` tells it. OSError comes through.
    """
    reader = _READERS.get(format_name)
    return reader(stream, length) if reader else FilmSaid()


def film_witnesses(said: FilmSaid, beside: Beside) -> Witnesses:
    """All that speaks of one film: its container, the XMP in it, and the files beside it, THM too."""
    return Witnesses(
        exif=beside.thm or Exif(),
        xmp=read_xmp(said.xmp) if said.xmp else None,
        sidecar=beside.sidecar,
        takeout=beside.takeout,
        icloud=beside.icloud,
        albums=beside.albums,
        film=said,
    )
