"""What happened, told to whoever listens: numbered, coalesced, and never at the cost of the teller.

A listener that falls behind, or that asks for a number we no longer have, is told `resync`: read the state
afresh, then go on listening.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

RESYNC = "resync"


@dataclass(frozen=True)
class Event:
    """One thing that happened. Numbers rise within a run of the program and from one run to the next."""

    number: int
    kind: str
    data: dict[str, Any]


_Buffer = OrderedDict[object, Event]


def _put(buffer: _Buffer, event: Event, coalesce_key: str | None) -> None:
    # Keys of one kind must not hide events of another; an event without a key stands for itself.
    key: object = (event.kind, coalesce_key) if coalesce_key is not None else event.number
    buffer.pop(key, None)
    buffer[key] = event


class Subscription:
    """What one listener has still to hear. An iterator that ends when it, or the whole of it, is closed."""

    def __init__(self, events: "Events", limit: int) -> None:
        self._events = events
        self._limit = limit
        self._condition = threading.Condition()
        self._pending: _Buffer = OrderedDict()
        self._closed = False

    def next(self, timeout: float | None = None) -> Event | None:
        """The next event; None after `timeout` seconds without one, or when closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._pending or self._closed, timeout)
            if not self._pending:
                return None
            return self._pending.popitem(last=False)[1]

    @property
    def closed(self) -> bool:
        """Whether no event will come any more."""
        return self._closed

    def close(self) -> None:
        """Stop listening. Wakes a waiting next()."""
        self._events._forget(self)
        self._end()

    def __iter__(self) -> Iterator[Event]:
        while (event := self.next()) is not None:
            yield event

    def __enter__(self) -> "Subscription":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _offer(self, event: Event, coalesce_key: str | None) -> None:
        with self._condition:
            if self._closed:
                return
            _put(self._pending, event, coalesce_key)
            if len(self._pending) > self._limit:
                self._pending.clear()
                _put(self._pending, Event(event.number, RESYNC, {}), None)
            self._condition.notify_all()

    def _end(self) -> None:
        with self._condition:
            self._closed = True
            self._condition.notify_all()


class Events:
    """The board on which everything is announced. Publishing never blocks and never fails.

    `keep` events are remembered for listeners that come back; `buffer` is how many one listener may be
    behind.
    """

    def __init__(self, *, keep: int = 1000, buffer: int = 256, first: int | None = None) -> None:
        self._lock = threading.Lock()
        self._keep = keep
        self._buffer = buffer
        # Starting from the time of day, numbers of an earlier run are always smaller than ours, so a
        # listener from then is told to resync and does not silently miss something.
        self._last = (time.time_ns() // 1_000_000 if first is None else first) - 1
        self._dropped = self._last
        self._history: _Buffer = OrderedDict()
        self._subscriptions: list[Subscription] = []
        self._closed = False

    @property
    def last(self) -> int:
        """The number of the newest event."""
        return self._last

    def publish(self, kind: str, data: dict[str, Any], *, coalesce_key: str | None = None) -> None:
        """Announce `kind`. It replaces an event of the same kind and key that was not delivered yet."""
        with self._lock:
            if self._closed:
                return
            self._last += 1
            event = Event(self._last, kind, data)
            _put(self._history, event, coalesce_key)
            while len(self._history) > self._keep:
                self._dropped = self._history.popitem(last=False)[1].number
            for subscription in self._subscriptions:
                subscription._offer(event, coalesce_key)

    def subscribe(self, after: int | None = None) -> Subscription:
        """Listen from now on, or from just after event `after` if it is still remembered (else resync)."""
        with self._lock:
            subscription = Subscription(self, self._buffer)
            if self._closed:
                subscription._end()
                return subscription
            if after is not None:
                if self._dropped <= after <= self._last:
                    missed = [event for event in self._history.values() if event.number > after]
                else:
                    missed = [Event(self._last, RESYNC, {})]
                for event in missed:
                    subscription._offer(event, None)
            self._subscriptions.append(subscription)
            return subscription

    def close(self) -> None:
        """End every subscription: streams stop at once."""
        with self._lock:
            self._closed = True
            subscriptions, self._subscriptions = self._subscriptions, []
        for subscription in subscriptions:
            subscription._end()

    def _forget(self, subscription: Subscription) -> None:
        with self._lock:
            if subscription in self._subscriptions:
                self._subscriptions.remove(subscription)
