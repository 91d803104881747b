"""The server's application, put together."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError

from keepers.base.errors import Invalid
from keepers.library import Library
from keepers.web.face_media import face_media_routes
from keepers.web.folders import Folders
from keepers.web.guard import Guard
from keepers.web.keys import Keys
from keepers.web.media import media_routes
from keepers.web.refusals import Refusal, answer_errors
from keepers.web.routes import operations
from keepers.web.routing import JSON, PREFIX, Operation
from keepers.web.session import Session
from keepers.web.ui import ui_routes

MOST_BODY_BYTES: Final = 1_000_000
# Ids of the catalogue are whole numbers that JavaScript can say too.
_CONVERTERS: Final = {int: "int(max=9007199254740991)", str: "string(maxlength=100)"}


def create_app(
    library: Library,
    keys: Keys,
    *,
    port: int,
    ui_dir: Path | None,
    origins: tuple[str, ...] = (),
    folders: Folders | None = None,
) -> Flask:
    """The application of one server listening on `port`; see Guard for `origins`.

    Its session is in `app.extensions["keepers"]`; close it in the end.
    """
    session = Session(library, folders or Folders())
    app = Flask("keepers.web", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES
    app.extensions["keepers"] = session
    Guard(keys, port, origins).watch(app)
    answer_errors(app)
    for operation in operations():
        app.add_url_rule(
            _rule(operation),
            endpoint=f"api.{operation.name}",
            view_func=_view(operation, session),
            methods=[operation.method],
            provide_automatic_options=False,
        )
    app.register_blueprint(media_routes(session))
    app.register_blueprint(face_media_routes(session))
    app.register_blueprint(ui_routes(ui_dir))
    return app


def _rule(operation: Operation) -> str:
    def converter(match: re.Match[str]) -> str:
        name = match[1]
        return f"<{_CONVERTERS[operation.path_types[name]]}:{name}>"

    return PREFIX + re.sub(r"\{(\w+)\}", converter, operation.path)


def _view(operation: Operation, session: Session) -> Callable[..., Response]:
    def view(**arguments: Any) -> Response:
        if operation.query is not None:
            name, query = operation.query
            arguments[name] = _read(query, query.model_validate, request.args.to_dict())
        elif request.args:
            raise Invalid("This address takes nothing after the question mark.")
        if operation.body is not None:
            name, body = operation.body
            arguments[name] = _read(body, body.model_validate_json, _json_body())
        elif request.get_data():
            raise Invalid("This request takes no content.")
        answer = operation.run(session, **arguments)
        if isinstance(answer, Response):
            return answer
        response = Response(answer.model_dump_json(), operation.status, content_type=JSON)
        response.headers["Cache-Control"] = "no-store"
        return response

    return view


def _json_body() -> bytes:
    if request.mimetype != JSON:
        raise Refusal("not_json", 415, "The request has to be JSON.")
    return request.get_data()


def _read(model: type[BaseModel], parse: Callable[[Any], Any], given: Any) -> Any:
    try:
        return parse(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Invalid(
            f"Keepers does not understand this request. {where or 'It'}: {first['msg']}.",
            field=where,
            problem=first["type"],
            model=model.__name__,
        ) from error
