"""One thing `keepers doctor` looked at."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "bad"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `state` ok, note (worth knowing) or bad; what was found; what helps."""

    name: str
    state: State
    detail: str
    help: str = ""
