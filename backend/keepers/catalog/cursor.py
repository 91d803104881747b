"""Where a page of a list goes on: the keys of the last row of the one before, as a word clients hand back."""

import re
from collections.abc import Iterable
from typing import Final

from keepers.base.errors import Invalid

# Whole numbers that SQLite can compare; anything else was made up.
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")


def cursor(keys: Iterable[int]) -> str:
    """The word for these keys."""
    return ",".join(map(str, keys))


def keys_of(word: str | None, count: int) -> tuple[int, ...] | None:
    """The keys in a word; None for none. Raises Invalid where it is not one for `count` keys."""
    if word is None:
        return None
    parts = word.split(",")
    if len(parts) != count or not all(_NUMBER.fullmatch(part) for part in parts):
        raise Invalid("This page cannot be found. Begin with the first.", field="after")
    return tuple(map(int, parts))
