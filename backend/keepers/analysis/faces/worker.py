"""The entry of a worker process that searches photos for faces, long after they were looked at."""

from pathlib import Path
from typing import Any

import cv2
from blake3 import blake3

from keepers.analysis.faces.finder import FaceFinder
from keepers.analysis.faces.station import FaceStation, way_up_known
from keepers.analysis.heap import keep_freed_memory
from keepers.base.errors import FileUnreadable, Invalid
from keepers.base.files import open_regular, unreadable
from keepers.media.decode import Decoded, decode_once
from keepers.media.limits import MAX_FILE_BYTES
from keepers.media.problems import problem
from keepers.media.thumbnails import SIZES

_STATION = FaceStation()


def prepare(init_args: dict[str, Any]) -> None:
    """Called once in a new worker. `init_args`: models (`FaceModels.as_dict()`)."""
    keep_freed_memory()
    cv2.setNumThreads(1)
    cv2.ocl.setUseOpenCL(False)
    _STATION.prepare(init_args["models"])


def search_at(item: dict[str, Any]) -> dict[str, Any]:
    """Search one photo, or look at known places of it.

    `item`: asset_id, content_hash (hex), height (of the whole picture, 0: not known), path (os.fsdecode; None
    where no file is within reach), name, thumb (its thumbnail of 1024), crops (folder), task ("search" or
    "embed"), places (dicts of face_id, box and points, as in `catalog.face_queue`).

    The original is read where it is there and still that picture, else the thumbnail. Returns asset_id, found
    (dicts of `finder.Seen`, None where nothing was searched) and places (pairs of face_id and such a dict).

    Raises FileUnreadable with the code of the thumbnail, or of the original where there is none; DiskFull or
    WriteFailed for the crops; FaceModelUnusable.
    """
    finder = _STATION.finder
    if finder is None:
        raise Invalid("There is no model that finds people in photos.")
    decoded = _pixels(item)
    height = int(item["height"]) or decoded.height
    found = None
    if item["task"] == "search":
        found = finder.find(
            decoded.rgb,
            height,
            item["content_hash"],
            Path(item["crops"]),
            way_up_known=way_up_known(decoded),
        )
    return {
        "asset_id": item["asset_id"],
        "found": found,
        "places": _places(finder, decoded, height, item),
    }


def _places(
    finder: FaceFinder, decoded: Decoded, height: int, item: dict[str, Any]
) -> list[tuple[int, dict[str, Any]]]:
    if not item["places"]:
        return []
    seen = finder.at_boxes(
        decoded.rgb,
        height,
        item["content_hash"],
        Path(item["crops"]),
        [(tuple(each["box"]), each["points"]) for each in item["places"]],
    )
    return [(each["face_id"], one) for each, one in zip(item["places"], seen, strict=True)]


def _pixels(item: dict[str, Any]) -> Decoded:
    """The picture, from the original or from its thumbnail."""
    why: FileUnreadable | None = None
    if item["path"] is not None:
        try:
            return _original(Path(item["path"]), item["name"], item["content_hash"])
        except FileUnreadable as error:
            why = error
    try:
        return decode_once(_read(Path(item["thumb"])), SIZES[-1])
    except FileUnreadable as error:
        raise (why or error) from error


def _original(path: Path, name: str, content_hash_hex: str) -> Decoded:
    data = _read(path)
    if blake3(data).hexdigest() != content_hash_hex:
        # Another picture by now: the next scan sees it. What is asked for is the one that was.
        raise problem("changed_while_reading")
    return decode_once(data, SIZES[-1], name)


def _read(path: Path) -> bytes:
    try:
        with open_regular(path) as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise unreadable(error, path) from error
    if len(data) > MAX_FILE_BYTES:
        raise problem("too_large", size=len(data))
    return data
