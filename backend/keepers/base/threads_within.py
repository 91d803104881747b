"""How many threads libraries of numbers make within one call: they read it when they are loaded, once.

Threads that share processors with others spend most of their time waiting for each other: with one for each
processor grouping 20,000 faces took three times as long, and twice the work.
"""

import os
from collections.abc import MutableMapping
from typing import Final

#: Each of these makes threads of its own if it is not told.
NAMES: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)


def one_thread(
    environment: MutableMapping[str, str] = os.environ, *, whatever_was_told: bool = False
) -> None:
    """Have them make none; where somebody told them otherwise only if `whatever_was_told`.

    To be called before the first of them is imported.
    """
    for name in NAMES:
        if whatever_was_told or name not in environment:
            environment[name] = "1"
