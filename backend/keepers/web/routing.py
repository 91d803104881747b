"""Routes declared by the signature of their function: what Flask serves and what openapi.json says are one.

    roots = Resource("roots")

    @roots.post("/roots", status=201, errors=("invalid", "not_found"))
    def add_root(session: Session, body: AddRoot) -> RootDto:
        '''Take a folder into the library.'''

The first parameter is the session; a parameter of a `Query` model is read from the query string, of an `Ask`
model from the JSON body, and any other is a part of the path. The docstring is the operation's description.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_type_hints

from keepers.web.schemas.base import Answer, Ask, Query

PREFIX = "/api/v1"
JSON = "application/json"
EVENT_STREAM = "text/event-stream"

Handler = TypeVar("Handler", bound=Callable[..., object])


@dataclass(frozen=True)
class Operation:
    """One method of one address: what it takes, what it gives, and which codes it may refuse with."""

    tag: str
    method: str
    path: str
    name: str
    summary: str
    detail: str
    run: Callable[..., Any]
    status: int
    errors: tuple[str, ...]
    answer: type[Answer]
    answer_type: str
    path_types: Mapping[str, type]
    query: tuple[str, type[Query]] | None
    body: tuple[str, type[Ask]] | None


@dataclass
class Resource:
    """The operations of one resource, in the order they were declared."""

    tag: str
    operations: list[Operation] = field(default_factory=list)

    def get(self, path: str, *, errors: Iterable[str] = ()) -> Callable[[Handler], Handler]:
        """Declare a function that answers GET."""
        return self._declare("GET", path, 200, errors)

    def post(
        self, path: str, *, status: int = 200, errors: Iterable[str] = ()
    ) -> Callable[[Handler], Handler]:
        """Declare a function that answers POST."""
        return self._declare("POST", path, status, errors)

    def put(self, path: str, *, errors: Iterable[str] = ()) -> Callable[[Handler], Handler]:
        """Declare a function that answers PUT."""
        return self._declare("PUT", path, 200, errors)

    def patch(self, path: str, *, errors: Iterable[str] = ()) -> Callable[[Handler], Handler]:
        """Declare a function that answers PATCH."""
        return self._declare("PATCH", path, 200, errors)

    def delete(self, path: str, *, errors: Iterable[str] = ()) -> Callable[[Handler], Handler]:
        """Declare a function that answers DELETE."""
        return self._declare("DELETE", path, 200, errors)

    def stream(
        self, path: str, *, data: type[Answer], errors: Iterable[str] = ()
    ) -> Callable[[Handler], Handler]:
        """Declare a function that answers GET with an event stream; it returns the response itself."""
        return self._declare("GET", path, 200, errors, data)

    def _declare(
        self, method: str, path: str, status: int, errors: Iterable[str], stream: type[Answer] | None = None
    ) -> Callable[[Handler], Handler]:
        def declare(run: Handler) -> Handler:
            self.operations.append(_operation(self.tag, method, path, run, status, tuple(errors), stream))
            return run

        return declare


def _operation(
    tag: str,
    method: str,
    path: str,
    run: Callable[..., Any],
    status: int,
    errors: tuple[str, ...],
    stream: type[Answer] | None,
) -> Operation:
    hints = get_type_hints(run)
    answer = hints.pop("return")
    parameters = list(inspect.signature(run).parameters)[1:]
    of_kind = {name: hints[name] for name in parameters}
    query = next(((n, t) for n, t in of_kind.items() if _is(t, Query)), None)
    body = next(((n, t) for n, t in of_kind.items() if _is(t, Ask)), None)
    path_types = {n: t for n, t in of_kind.items() if not _is(t, Query) and not _is(t, Ask)}
    for name in path_types:
        if f"{{{name}}}" not in path:
            raise TypeError(f"{run.__qualname__}: {name} is neither in the path nor a model")
    summary, _, detail = inspect.cleandoc(run.__doc__ or "").partition("\n")
    return Operation(
        tag=tag,
        method=method,
        path=path,
        name=run.__name__,
        summary=summary.rstrip("."),
        detail=" ".join(detail.split()),
        run=run,
        status=status,
        errors=errors,
        answer=stream or answer,
        answer_type=EVENT_STREAM if stream else JSON,
        path_types=path_types,
        query=query,
        body=body,
    )


def _is(hint: object, kind: type) -> bool:
    return isinstance(hint, type) and issubclass(hint, kind)
