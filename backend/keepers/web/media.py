"""Pictures and films: thumbnails, and originals as they are or as a JPEG when browsers cannot show them.

Addresses are /media/KEY/ASSET/256, 1024 and original, and /media/KEY/motion/ASSET for the film in a photo.
With ?v= (the version of the asset) an answer may be kept for good: other content has another version. Without
it, or with an old one, it is asked for again.
"""

import os
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.wsgi import wrap_file

from keepers.base.errors import FileUnreadable, NotFound
from keepers.base.files import open_regular
from keepers.catalog.assets import Asset
from keepers.catalog.files import FileRow
from keepers.media.formats import FILMS, HEAD_BYTES, is_film, sniff
from keepers.media.motion import begins_film
from keepers.media.thumbnails import SIZES, thumb_path
from keepers.web.refusals import Refusal
from keepers.web.session import Session
from keepers.web.shown import version_of
from keepers.web.window import Window

_FOREVER: Final = "private, max-age=31536000, immutable"
_ASK_AGAIN: Final = "private, no-cache"
_NEVER: Final = "no-store"
_TYPES: Final = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "avif": "image/avif",
    "heic": "image/heic",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "3gp": "video/3gpp",
    "webm": "video/webm",
    "mkv": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mts": "video/mp2t",
    "mpg": "video/mpeg",
}
_OTHER_TYPE: Final = "application/octet-stream"
# What they cannot play of these, they say themselves.
_BROWSERS_SHOW: Final = frozenset({"jpeg", "png", "webp", "gif", "avif"}) | FILMS
# A player asks for all the rest of a film and then takes it as slowly as it plays. It is given this much,
# which the server holds ready without a thread of its own waiting, and comes again.
_PIECE: Final = 8 << 20


def media_routes(session: Session) -> Blueprint:
    """The routes of pictures. The guard has looked at the key before any of them runs."""
    routes = Blueprint("media", __name__)
    library = session.library

    @routes.get("/media/<key>/<int(max=9007199254740991):asset_id>/<int:size>")
    def thumbnail(key: str, asset_id: int, size: int) -> Response:  # noqa: ARG001
        if size not in SIZES:
            raise NotFound("Thumbnails are 256 or 1024 pixels wide.")
        asset = library.assets.get(asset_id)
        if asset.hash_hex is not None:
            try:
                opened = thumb_path(library.thumbs, asset.hash_hex, size).open("rb")
            except FileNotFoundError:
                library.look_again(asset_id)
            else:
                return _file(opened, "image/webp", f"{asset.hash_hex}-{size}", _keeping(asset))
        return _preview(library.assets.files(asset_id))

    @routes.get("/media/<key>/<int(max=9007199254740991):asset_id>/original")
    def original(key: str, asset_id: int) -> Response:  # noqa: ARG001
        asset = library.assets.get(asset_id)
        row = _reachable(library.assets.files(asset_id))
        opened = _open(row)
        kind = sniff(opened.read(HEAD_BYTES))
        opened.seek(0)
        if kind is None:
            opened.close()
            raise FileUnreadable("not_a_picture", "This file is not a picture any more.")
        if kind in _BROWSERS_SHOW or "download" in request.args:
            status = os.fstat(opened.fileno())
            tag = f"{status.st_size:x}-{status.st_mtime_ns:x}"
            unchanged = (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)
            response = _file(
                opened,
                _TYPES.get(kind, _OTHER_TYPE),
                tag,
                _keeping(asset) if unchanged else _ASK_AGAIN,
                piece=_PIECE if is_film(kind) else None,
            )
        else:
            opened.close()
            if asset.hash_hex is None:
                raise _not_ready()
            path = session.full_pictures.get(row.path, asset.hash_hex)
            response = _file(path.open("rb"), "image/jpeg", f"{asset.hash_hex}-full", _keeping(asset))
        return _named(response, row.name, attached="download" in request.args)

    @routes.get("/media/<key>/motion/<int(max=9007199254740991):asset_id>")
    def motion(key: str, asset_id: int) -> Response:  # noqa: ARG001
        asset = library.assets.get(asset_id)
        if asset.motion_offset is None or asset.motion_bytes is None:
            raise _no_motion("There is no film in this photo.")
        row = _reachable(library.assets.files(asset_id))
        opened = _open(row)
        status = os.fstat(opened.fileno())
        window = Window(opened, asset.motion_offset, asset.motion_bytes)
        film = BufferedReader(window, HEAD_BYTES)
        inside = asset.motion_offset + asset.motion_bytes <= status.st_size
        if not inside or not begins_film(film.read(HEAD_BYTES)):
            film.close()
            raise _no_motion("The film in this photo is not where it was. The photo will be looked at again.")
        film.seek(0)
        unchanged = (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)
        return _file(
            film,
            "video/mp4",
            f"{status.st_size:x}-{status.st_mtime_ns:x}-motion",
            _keeping(asset) if unchanged else _ASK_AGAIN,
            piece=_PIECE,
            size=asset.motion_bytes,
        )

    return routes


def _no_motion(sentence: str) -> Refusal:
    return Refusal("no_motion", 404, sentence)


def _keeping(asset: Asset) -> str:
    asked = request.args.get("v")
    return _FOREVER if asked is not None and asked == version_of(asset.hash_hex) else _ASK_AGAIN


def _file(
    opened: BinaryIO,
    content_type: str,
    tag: str,
    keeping: str,
    piece: int | None = None,
    size: int | None = None,
) -> Response:
    """A file as it is, in part when only a part is asked for; nothing when the browser has it already.

    `piece`: the most that is given of a part; `size`: its length where it is a part of a file itself.
    """
    size = os.fstat(opened.fileno()).st_size if size is None else size
    asked = {**request.environ}
    if piece is not None and request.range is not None and len(request.range.ranges) == 1:
        begin, end = request.range.ranges[0]
        if 0 <= begin < size and (end is None or end - begin > piece):
            asked["HTTP_RANGE"] = f"bytes={begin}-{min(begin + piece, size) - 1}"
    response = Response(
        wrap_file(request.environ, opened),
        content_type=content_type,
        direct_passthrough=True,
    )
    response.content_length = size
    response.set_etag(tag)
    response.headers["Cache-Control"] = keeping
    response.make_conditional(asked, accept_ranges=True, complete_length=size)
    return response


def _named(response: Response, name: str, *, attached: bool) -> Response:
    # Names of files may hold anything; a header may hold Latin-1 and no line breaks. RFC 8187.
    how = "attachment" if attached else "inline"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
    return response


def _preview(rows: list[FileRow]) -> Response:
    """What the camera put into the file, until the thumbnail is made."""
    if not rows or not rows[0].reachable:
        raise _not_ready()
    # Pillow's parsers come with it: loaded by the first preview, not when the server starts.
    from keepers.media.preview import embedded_preview  # noqa: PLC0415

    try:
        preview = embedded_preview(Path(rows[0].path))
    except OSError:
        preview = None
    if preview is None:
        raise _not_ready()
    response = Response(preview, content_type="image/jpeg")
    response.headers["Cache-Control"] = _NEVER
    return response


def _reachable(rows: list[FileRow]) -> FileRow:
    if not rows:
        raise NotFound("This photo is no longer in the library.")
    row = rows[0]
    if row.present and not row.root_online:
        raise Refusal(
            "root_offline",
            409,
            f"The original is in {row.root_label}, which is not connected. Connect its disk, then try again.",
            root_id=row.root_id,
            root_label=row.root_label,
        )
    if not row.present:
        raise Refusal("vanished", 410, "The original was not where it used to be at the last look.")
    return row


def _open(row: FileRow) -> BinaryIO:
    """The file, if it is one still."""
    return BufferedReader(open_regular(Path(row.path)))


def _not_ready() -> Refusal:
    return Refusal("not_ready", 404, "This photo was not looked at yet. Its picture comes in a moment.")
