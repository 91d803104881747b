"""Event streams: a few at a time, each holding one of the server's threads."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

from flask import Response, request

from keepers.base.events import Event, Events, Subscription
from keepers.base.jobs import JobQueue
from keepers.catalog.roots import Roots
from keepers.web.routing import EVENT_STREAM
from keepers.web.shown import PublicArgs

MOST_STREAMS: Final = 4
_HEARTBEAT_S: Final = 15
# How soon the thread of a page that went away is free again.
_LOOK_S: Final = 1.0


class Streams:
    """The open event streams. A page too many closes the oldest, which is told so and need not come back."""

    def __init__(self, events: Events, jobs: JobQueue, roots: Roots) -> None:
        self._events = events
        self._args = PublicArgs(jobs, roots)
        self._lock = threading.Condition()
        self._open: list[Subscription] = []
        self._replaced: set[int] = set()
        self._closed = False

    def open(self, after: int | None) -> Response:
        """A stream of what happens after event `after`, or from now on."""
        # The position is taken before the headers go out: what happens from here on is heard.
        subscription = self._events.subscribe(after)
        with self._lock:
            self._open.append(subscription)
            oldest = self._open.pop(0) if len(self._open) > MOST_STREAMS else None
            if oldest is not None:
                self._replaced.add(id(oldest))
            closed = self._closed
        if oldest is not None:
            oldest.close()
        if closed:
            subscription.close()
        gone: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
        response = Response(self._lines(subscription, gone), content_type=f"{EVENT_STREAM}; charset=utf-8")
        response.headers["Cache-Control"] = "no-store"
        response.call_on_close(lambda: self._forget(subscription))
        return response

    def close(self) -> None:
        """End every stream, and every one opened from now on."""
        with self._lock:
            self._closed = True
            subscriptions, self._open = self._open, []
        for subscription in subscriptions:
            subscription.close()

    def wait_for_count(self, count: int, timeout: float) -> bool:
        """Wait until this many are open; whether it came to that in `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: len(self._open) == count, timeout)

    def _lines(self, subscription: Subscription, gone: Callable[[], bool]) -> Iterator[bytes]:
        yield b": hello\n\n"
        silent = 0.0
        while not gone():
            event = subscription.next(_LOOK_S)
            if event is not None:
                silent = 0.0
                yield self._said(event)
            elif subscription.closed:
                replaced = id(subscription) in self._replaced
                reason = "replaced" if replaced else "stopping"
                yield f'event: closed\ndata: {{"reason":"{reason}"}}\n\n'.encode()
                return
            else:
                silent += _LOOK_S
                if silent >= _HEARTBEAT_S:
                    silent = 0.0
                    yield b": still here\n\n"

    def _said(self, event: Event) -> bytes:
        data: dict[str, Any] = event.data
        if event.kind == "job":
            data = data | {"args_public": self._args.of(data["id"])}
        text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
        return f"id: {event.number}\nevent: {event.kind}\ndata: {text}\n\n".encode()

    def _forget(self, subscription: Subscription) -> None:
        subscription.close()
        with self._lock:
            self._replaced.discard(id(subscription))
            if subscription in self._open:
                self._open.remove(subscription)
            self._lock.notify_all()
