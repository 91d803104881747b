"""What an export of the library was asked to do, and its form as a job's arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from keepers.base.errors import Invalid
from keepers.export.spec import Mode


@dataclass(frozen=True)
class LibraryExport:
    """The folder to fill, and whether originals are copied or linked. Raises Invalid."""

    dest: Path
    mode: Mode = "copy"

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise Invalid("Photos can be copied, hard-linked or linked.", field="mode", value=self.mode)
        if not self.dest.is_absolute():
            raise Invalid("The folder to export to needs its full path.", field="dest", value=str(self.dest))

    def to_args(self) -> dict[str, Any]:
        """Return it as JSON-able arguments."""
        return {"dest": str(self.dest), "mode": self.mode}

    @classmethod
    def from_args(cls, args: Mapping[str, Any]) -> "LibraryExport":
        """Return what `to_args` was made of."""
        return cls(dest=Path(args["dest"]), mode=args["mode"])
