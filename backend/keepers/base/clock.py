"""Time as a thing that is handed in, so that rules about time can be tested without waiting."""

import threading
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time of day and measures spans."""

    def now_ms(self) -> int:
        """UTC milliseconds since 1970."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now_ms(self) -> int:
        """UTC milliseconds since 1970."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        return time.monotonic()


class FixedClock:
    """A clock that moves only when told to. Safe to move from any thread."""

    def __init__(self, now_ms: int = 1_700_000_000_000) -> None:
        self._lock = threading.Lock()
        self._now_ms = now_ms
        self._monotonic = 0.0

    def now_ms(self) -> int:
        """The time it was set to."""
        with self._lock:
            return self._now_ms

    def monotonic(self) -> float:
        """Seconds it was moved on since it was made."""
        with self._lock:
            return self._monotonic

    def advance(self, seconds: float) -> None:
        """Move both the time of day and the span on by `seconds`."""
        with self._lock:
            self._now_ms += round(seconds * 1000)
            self._monotonic += seconds
