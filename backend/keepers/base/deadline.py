"""One moment by which several things have to be over, so that their waits do not add up."""

import math
import time


class Deadline:
    """`seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self, *, keep: float = 0.0, at_most: float = math.inf) -> float:
        """Seconds until then, less `keep` for what comes after, and no more than `at_most`; never below 0."""
        return max(0.0, min(self._at - time.monotonic() - keep, at_most))
