"""Reads everything one file says, and what the files beside it say of it. Nothing is decoded or written."""

import os
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from keepers.base.files import open_regular, unreadable
from keepers.geography import zones
from keepers.media import formats
from keepers.media.film.reading import film_witnesses, read_film
from keepers.media.film.said import FilmSaid
from keepers.media.limits import MAX_FILE_BYTES
from keepers.media.problems import problem
from keepers.metadata.beside import Beside, Finder
from keepers.metadata.dating import Dated, date_of
from keepers.metadata.embedded import Embedded, read_embedded, witnesses_of
from keepers.metadata.exif import Exif
from keepers.metadata.left_out import LeftOut
from keepers.metadata.place_clock import ZoneAt
from keepers.metadata.said import Said, reconcile
from keepers.metadata.witnesses import Witnesses, claims_of
from keepers.metadata.xmp import read_xmp
from keepers.metadata.xmp_tree import MAX_PACKET_BYTES


@dataclass(frozen=True)
class Everything:
    """All that is known of one file. `format`: None for what is neither picture nor XMP: nothing is read.

    `film`: of films, what their container says, the XMP in it apart, which is in `embedded`.
    """

    name: str
    format: str | None
    bytes: int
    embedded: Embedded
    beside: Beside
    witnesses: Witnesses
    said: Said
    dated: Dated
    left_out: tuple[LeftOut, ...]
    film: FilmSaid | None = None


def read_everything(
    path: Path,
    finder: Finder | None = None,
    *,
    now_ms: int | None = None,
    zone: tzinfo | None = None,
    zone_at: ZoneAt | None = zones.zone_at,
) -> Everything:
    """All that is known of a file. `finder`: of its folder, where several files of one are asked for.

    Raises FileUnreadable: vanished, permission_denied, read_failed, unsupported (no file), too_large.
    """
    data, size, mtime_ns, film = _read(path)
    kind = formats.sniff(data[: formats.HEAD_BYTES])
    beside = (finder or Finder(path.parent)).of(path.name)
    if film is not None:
        witnesses = film_witnesses(film, beside)
        inside = witnesses.xmp
        embedded = Embedded(witnesses.exif, inside, left_out=inside.left_out if inside else ())
    else:
        if kind is None and _is_sidecar(path):
            kind, xmp = "xmp", read_xmp(data)
            embedded = Embedded(Exif(), xmp, left_out=xmp.left_out)
        else:
            embedded = read_embedded(data)
        witnesses = witnesses_of(embedded, beside)
    dated = date_of(claims_of(witnesses), path.name, mtime_ns, now_ms=now_ms, zone=zone, zone_at=zone_at)
    return Everything(
        path.name,
        kind,
        size,
        embedded,
        beside,
        witnesses,
        reconcile(witnesses),
        dated,
        embedded.left_out + beside.left_out,
        film,
    )


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() == ".xmp"


def _read(path: Path) -> tuple[bytes, int, int, FilmSaid | None]:
    """Content, size and the time it was changed, and what a film says.

    Of films and of what is no picture the content is the head alone.
    """
    try:
        with open_regular(path) as stream:
            about = os.fstat(stream.fileno())
            head = stream.read(formats.HEAD_BYTES)
            kind = formats.sniff(head)
            if kind is not None and formats.is_film(kind):
                return head, about.st_size, about.st_mtime_ns, read_film(stream, about.st_size, kind)
            if kind is None:
                more = stream.read(MAX_PACKET_BYTES + 1) if _is_sidecar(path) else b""
                return head + (more or b""), about.st_size, about.st_mtime_ns, None
            if about.st_size > MAX_FILE_BYTES:
                raise problem("too_large", size=about.st_size)
            return head + stream.readall(), about.st_size, about.st_mtime_ns, None
    except OSError as error:
        raise unreadable(error, path) from error
