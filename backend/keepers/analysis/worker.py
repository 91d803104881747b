"""The entry of a worker process: one visit to one file gives everything the catalogue keeps of it.

The file is read once and unpacked once; thumbnails, placeholder, hashes and measures come from those pixels.
What cannot be unpacked is heard all the same: a raw file that cannot be shown is still that of its JPEG.
"""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
from blake3 import blake3

from keepers.analysis.faces.station import FaceStation
from keepers.analysis.film_look import UNSHOWN, is_film, look_at_film
from keepers.analysis.heap import keep_freed_memory
from keepers.analysis.hearing import Hearing
from keepers.analysis.measures import measure
from keepers.base.errors import FileUnreadable
from keepers.base.files import open_regular, unreadable
from keepers.media import formats
from keepers.media.decode import Decoded, decode_once, format_of, scaled
from keepers.media.limits import MAX_FILE_BYTES
from keepers.media.placeholder import placeholder
from keepers.media.problems import problem
from keepers.media.thumbnails import SIZES, write_thumbnails

# Photos come newest first, mostly folder after folder: each is looked through once a stretch, not per photo.
_HEARING = Hearing()
_FACES = FaceStation()


def prepare(init_args: dict[str, Any]) -> None:
    """Called once in a new worker: the processes are the parallelism, so no threads within.

    `init_args`: faces, the models that find them (`FaceModels.as_dict()`), None or left out for none.
    """
    keep_freed_memory()
    cv2.setNumThreads(1)
    cv2.ocl.setUseOpenCL(False)
    _FACES.prepare(init_args.get("faces"))


def look_at(item: dict[str, Any]) -> dict[str, Any]:
    """Look at one file.

    `item`: path (os.fsdecode), file_id, name, mtime_ns, thumbs (folder), unshown (a pair of a code and words
    where unpacking it made a reader fail before: it is not tried again; else None), faces (the folder of
    their pictures where faces are to be looked for, else None or left out).

    Returns file_id, content_hash (hex), size, mtime_ns (as of the reading), format, width, height, measures
    (columns of that table), placeholder (36 bytes), said (a document of `catalog.said`) and faces (dicts of
    `faces.finder.Seen`; None where none were looked for). Of a file that cannot be shown: `unshown`, the pair
    that says why, in the place of width, height, placeholder, measures and faces.

    Raises FileUnreadable: empty_file, not_a_picture, too_large, vanished, permission_denied, read_failed,
    changed_while_reading; DiskFull or WriteFailed for the thumbnails.
    """
    path = Path(item["path"])
    if is_film(path):
        return look_at_film(item, _HEARING)
    data, mtime_ns = _read(path)
    digest = blake3(data).hexdigest()
    read = {
        "file_id": item["file_id"],
        "content_hash": digest,
        "size": len(data),
        "mtime_ns": mtime_ns,
    }
    decoded = item.get("unshown") or _unpacked(data, item["name"])
    if not isinstance(decoded, Decoded):
        said = _HEARING.of_photo(path, item["name"], data, mtime_ns)
        return {**read, "format": format_of(data, item["name"]), "said": said, "unshown": decoded}
    small = scaled(decoded.rgb, SIZES[0])
    write_thumbnails(decoded.rgb, small, Path(item["thumbs"]), digest)
    said = _HEARING.of_photo(path, item["name"], data, mtime_ns, decoded.metadata)
    crops = item.get("faces")
    return {
        **read,
        "format": decoded.format,
        "width": decoded.width,
        "height": decoded.height,
        "said": said,
        "placeholder": placeholder(small),
        "measures": asdict(measure(decoded.rgb, small)),
        "faces": _FACES.beside_the_look(decoded, digest, Path(crops)) if crops is not None else None,
    }


def _unpacked(data: bytes, name: str) -> Decoded | tuple[str, str]:
    """The picture, or the code and the words why it cannot be shown."""
    try:
        return decode_once(data, SIZES[-1], name)
    except FileUnreadable as error:
        if error.code not in UNSHOWN:
            raise
        return error.code, error.message


def _read(path: Path) -> tuple[bytes, int]:
    """The content and the time it was changed, both of one moment."""
    try:
        with open_regular(path) as stream:
            before = os.fstat(stream.fileno())
            if before.st_size == 0:
                raise problem("empty_file")
            if before.st_size > MAX_FILE_BYTES:
                raise problem("too_large", size=before.st_size)
            if formats.sniff(stream.read(formats.HEAD_BYTES)) is None:
                raise problem("not_a_picture")
            stream.seek(0)
            data = stream.readall()
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise unreadable(error, path) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(
        data
    ) != after.st_size:
        raise problem("changed_while_reading")
    return data, after.st_mtime_ns
