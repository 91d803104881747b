"""Errors of the door itself, and how every error is said: RFC 9457 with a stable code."""

import html
import logging
import secrets
from http import HTTPStatus
from typing import Final

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from keepers.base.errors import AlreadyThere, FileUnreadable, Invalid, KeepersError, NotFound, Refused
from keepers.web.plain_page import plain_page
from keepers.web.schemas.base import Fact, Problem

_log = logging.getLogger(__name__)

PROBLEM_JSON: Final = "application/problem+json"

_STATUS_OF_CODE: Final = {
    "disk_full": 507,
    "library_in_use": 409,
    "library_too_new": 409,
    "database_busy": 503,
    "database_closed": 503,
    "workers_unavailable": 503,
    "network_refused": 502,
    "network_failed": 502,
    "permission_denied": 403,
    "vanished": 410,
}
_STATUS_OF_KIND: Final[tuple[tuple[type[KeepersError], int], ...]] = (
    (Invalid, 400),
    (NotFound, 404),
    (AlreadyThere, 409),
    (Refused, 409),
    (FileUnreadable, 422),
)
_SENTENCE_OF_STATUS: Final = {
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this kind of request."),
    413: ("too_large", "The request is too large. Send fewer things at once."),
    415: ("not_json", "The request has to be JSON."),
    416: ("range_not_satisfiable", "The file does not have the part that was asked for."),
}


class Refusal(KeepersError):  # noqa: N818 - read where it is raised: raise Refusal("...")
    """The door refuses a request; `status` is the HTTP status to say so with."""

    def __init__(self, code: str, status: int, message: str, **facts: object) -> None:
        super().__init__(message, **facts)
        self.code = code
        self.status = status


def status_of(error: KeepersError) -> int:
    """The HTTP status that fits an error."""
    if isinstance(error, Refusal):
        return error.status
    if error.code in _STATUS_OF_CODE:
        return _STATUS_OF_CODE[error.code]
    return next((status for kind, status in _STATUS_OF_KIND if isinstance(error, kind)), 500)


def problem(status: int, code: str, detail: str, facts: dict[str, object] | None = None) -> Response:
    """An error as it is sent."""
    said = Problem(
        type=f"urn:keepers:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail.encode("utf-8", "replace").decode("utf-8"),
        facts={name: _fact(value) for name, value in (facts or {}).items()},
    )
    response = Response(said.model_dump_json(), status=status, content_type=PROBLEM_JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def answer_errors(app: Flask) -> None:
    """Have every error of `app` said as a problem; what nobody expected is logged under an id."""

    def known(error: KeepersError) -> Response:
        if _is_person(request):
            return plain_page("Keepers", html.escape(error.message), status_of(error))
        return problem(status_of(error), error.code, error.message, error.facts)

    def of_http(error: HTTPException) -> Response:
        if error.code is None or error.code < 400:
            response = error.get_response()
            return Response(response.get_data(), error.code, dict(response.headers))
        code, sentence = _SENTENCE_OF_STATUS.get(
            error.code, ("bad_request", "Keepers does not understand this request.")
        )
        response = problem(error.code, code, sentence)
        for name, value in error.get_headers():
            if name in {"Allow", "Content-Range"}:
                response.headers[name] = value
        return response

    def unexpected(error: Exception) -> Response:
        error_id = secrets.token_hex(4)
        _log.error("Unexpected error %s", error_id, exc_info=error)
        return problem(
            500,
            "internal",
            f"Something went wrong that Keepers did not expect. The log has the details under {error_id}.",
            {"error_id": error_id},
        )

    app.register_error_handler(KeepersError, known)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, unexpected)


def _is_person(asked: Request) -> bool:
    """Whether the answer is to be read in a browser's window, such as that of an old bookmark."""
    # Asked for by name: "*/*", which pictures and scripts say, would take it too.
    return not asked.path.startswith("/api/") and "text/html" in asked.accept_mimetypes.values()


def _fact(value: object) -> Fact:
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value).encode("utf-8", "replace").decode("utf-8")
