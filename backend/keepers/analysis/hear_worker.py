"""The entry of a worker process that hears: what one file and those beside it say; no pixel is unpacked."""

import os
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any, Final

from keepers.analysis.hearing import Hearing
from keepers.base.files import open_regular, unreadable
from keepers.catalog.capture import storable_ns
from keepers.media import formats
from keepers.media.film.reading import read_film
from keepers.media.limits import MAX_FILE_BYTES
from keepers.media.problems import problem

_HEARING: Final = Hearing()
# What a JPEG says stands before its pixels; a piece holds all of it in most.
_PIECE: Final = 128 << 10
_SCAN: Final = {0xDA, 0xD9}
_ALONE: Final = {0x01, *range(0xD0, 0xD9)}
# Marks of a film behind the pixels, by Google's XMP or in Samsung's last bytes: then all is read.
_FILM_MARKS: Final = (b"MotionPhoto", b"MicroVideo")
_SAMSUNG_END: Final = b"SEFT"


def hear_at(item: dict[str, Any]) -> dict[str, Any]:
    """Hear one file.

    `item`: path (os.fsdecode), file_id, name. Returns file_id, size and mtime_ns (as of the hearing), and
    said: a document of `catalog.said`, as `worker.look_at` gives it.

    Raises FileUnreadable: vanished, permission_denied, read_failed, unsupported, not_a_picture, too_large,
    changed_while_reading.
    """
    path = Path(item["path"])
    try:
        with open_regular(path) as stream:
            before = os.fstat(stream.fileno())
            said = _said(stream, path, item["name"], before)
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise unreadable(error, path) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise problem("changed_while_reading")
    return {
        "file_id": item["file_id"],
        "size": after.st_size,
        "mtime_ns": storable_ns(after.st_mtime_ns),
        "said": said,
    }


def _said(stream: FileIO, path: Path, name: str, about: os.stat_result) -> dict[str, Any]:
    kind = formats.sniff(stream.read(formats.HEAD_BYTES))
    if kind is None:
        raise problem("not_a_picture")
    stream.seek(0)
    if formats.is_film(kind):
        buffered = BufferedReader(stream)
        film = read_film(buffered, about.st_size, kind)
        buffered.detach()  # with it the file would be closed
        return _HEARING.of_film(path, name, film, about.st_mtime_ns)
    if about.st_size > MAX_FILE_BYTES:
        raise problem("too_large", size=about.st_size)
    data = _all_before_the_pixels(stream) if kind == "jpeg" else stream.readall()
    return _HEARING.of_photo(path, name, data, about.st_mtime_ns)


def _all_before_the_pixels(stream: FileIO) -> bytes:
    """The segments of a JPEG in front of its pixels; the whole of one that may have a film behind them."""
    data = bytearray()
    at = 2
    while True:
        # One that ends here, or goes on with what is no segment, is read as far as it goes.
        while len(data) < at + 4 and (piece := stream.read(_PIECE)):
            data += piece
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] in _SCAN:
            break
        at += 2 if data[at + 1] in _ALONE else 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - len(_SAMSUNG_END)))
    with_film = stream.read(len(_SAMSUNG_END)) == _SAMSUNG_END or any(mark in data for mark in _FILM_MARKS)
    if with_film:
        stream.seek(0)
        return stream.readall()
    return bytes(data)
