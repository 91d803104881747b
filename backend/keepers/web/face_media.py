"""Pictures of faces: /media/KEY/face/FACE. No browser may keep them, for faces can be forgotten."""

from io import BufferedReader
from typing import Final

from flask import Blueprint, Response

from keepers.base.errors import FileUnreadable
from keepers.base.files import open_regular
from keepers.media.formats import HEAD_BYTES, sniff
from keepers.web.refusals import Refusal
from keepers.web.session import Session

# A face of 160 x 160 pixels takes some 6 KB.
_MOST_BYTES: Final = 1 << 20


def face_media_routes(session: Session) -> Blueprint:
    """The route of faces' pictures. The guard has looked at the key before it runs."""
    routes = Blueprint("face_media", __name__)

    @routes.get("/media/<key>/face/<int(max=9007199254740991):face_id>")
    def face(key: str, face_id: int) -> Response:  # noqa: ARG001
        path = session.library.crops.of(face_id)
        if path is None:
            raise _no_picture("There is no picture of this face yet. It comes in a moment.")
        try:
            with BufferedReader(open_regular(path)) as opened:
                picture = opened.read(_MOST_BYTES + 1)
        except FileUnreadable as error:
            raise _no_picture("The picture of this face cannot be read in the library's folder.") from error
        if len(picture) > _MOST_BYTES or sniff(picture[:HEAD_BYTES]) != "webp":
            raise _no_picture("What lies in the place of this face's picture is none.")
        response = Response(picture, content_type="image/webp")
        response.headers["Cache-Control"] = "no-store"
        return response

    return routes


def _no_picture(sentence: str) -> Refusal:
    return Refusal("no_picture", 404, sentence)
