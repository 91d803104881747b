"""One visit to one film: it may be larger than the memory, so it goes by in pieces.

One picture of it is unpacked, to stand for it; what only a photo can be judged by is not measured.
"""

import os
from collections.abc import Callable
from dataclasses import asdict, replace
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Final

from blake3 import blake3

from keepers.analysis.hearing import Hearing
from keepers.analysis.measures import measure
from keepers.base.errors import FileUnreadable
from keepers.base.files import open_regular, unreadable
from keepers.media import formats
from keepers.media.decode import scaled
from keepers.media.film.frames import Poster, poster
from keepers.media.film.reading import read_film
from keepers.media.film.said import FilmSaid
from keepers.media.film.thm import picture_beside
from keepers.media.placeholder import placeholder
from keepers.media.problems import problem
from keepers.media.thumbnails import SIZES, write_thumbnails

_PIECE: Final = 4 << 20
#: Why a file that was read cannot be shown; all other codes say that it could not be read.
UNSHOWN: Final = frozenset({"unsupported", "broken", "truncated", "too_large"})


def is_film(path: Path) -> bool:
    """Whether there is a film at `path`, by its first bytes. False for what cannot be read."""
    try:
        with open_regular(path) as stream:
            return formats.is_film(formats.sniff(stream.read(formats.HEAD_BYTES)))
    except (FileUnreadable, OSError):
        return False


#: Gives the picture that stands for a film: of its path, a long side, its length in ms. As `frames.poster`.
Show = Callable[[Path, int, int | None], Poster]


def look_at_film(item: dict[str, Any], hearing: Hearing, show: Show = poster) -> dict[str, Any]:
    """Look at one film; `item`, answer and errors as of `worker.look_at`, and kind and duration_ms beside."""
    path = Path(item["path"])
    try:
        with BufferedReader(open_regular(path)) as stream:
            before = os.fstat(stream.fileno())
            kind = formats.sniff(stream.read(formats.HEAD_BYTES))
            if kind is None or not formats.is_film(kind):
                raise problem("changed_while_reading")
            said = read_film(stream, before.st_size, kind)
            stream.seek(0)
            digest, size = _hashed(stream)
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise unreadable(error, path) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise problem("changed_while_reading")
    read = {
        "file_id": item["file_id"],
        "content_hash": digest,
        "size": size,
        "mtime_ns": after.st_mtime_ns,
        "kind": "video",
        "format": kind,
        "said": hearing.of_film(path, item["name"], said, after.st_mtime_ns),
    }
    shown = item.get("unshown") or _shown(path, said, after, show)
    if not isinstance(shown, Poster):
        return {**read, "duration_ms": said.duration_ms, "unshown": shown}
    small = scaled(shown.rgb, SIZES[0])
    write_thumbnails(shown.rgb, small, Path(item["thumbs"]), digest)
    # One picture's sharpness is not the film's.
    measured = replace(measure(shown.rgb, small), sharpness=None, composition=None, noise=None, tilt_deg=None)
    return {
        **read,
        "width": shown.width,
        "height": shown.height,
        "duration_ms": shown.duration_ms,
        "placeholder": placeholder(small),
        "measures": asdict(measured),
    }


def _shown(path: Path, said: FilmSaid, read: os.stat_result, show: Show) -> Poster | tuple[str, str]:
    """The picture that stands for the film, or the code and the words why there is none."""
    try:
        return show(path, SIZES[-1], said.duration_ms)
    except FileUnreadable as error:
        # Of a film that went, or changed, since it was read, FFmpeg says that it is broken.
        try:
            now = os.stat(path)
        except OSError as gone:
            raise unreadable(gone, path) from error
        if (now.st_size, now.st_mtime_ns) != (read.st_size, read.st_mtime_ns):
            raise problem("changed_while_reading") from error
        beside = picture_beside(path, said, SIZES[-1]) if error.code in ("unsupported", "broken") else None
        if beside is None and error.code not in UNSHOWN:
            raise
        return beside or (error.code, error.message)


def _hashed(stream: BinaryIO) -> tuple[str, int]:
    """The hash of the rest of the stream, and how many bytes that was."""
    hasher, read = blake3(), 0
    while piece := stream.read(_PIECE):
        hasher.update(piece)
        read += len(piece)
    return hasher.hexdigest(), read
