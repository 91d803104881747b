"""What an export was asked to do, and its form as a job's arguments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from keepers.base.errors import Invalid

Mode = Literal["copy", "hardlink", "symlink"]


@dataclass(frozen=True)
class ExportSpec:
    """Photos by id, in the order to name and show them, and the folder to put them into.

    `captions` are sentences for the gallery, by id. `companions`: whether what belongs to a photo goes along:
    its raw file, its film, its original, and the files beside it. Raises Invalid for a relative folder or an
    unknown mode.
    """

    ids: tuple[int, ...]
    dest: Path
    mode: Mode = "copy"
    gallery: bool = False
    title: str = ""
    captions: Mapping[int, str] = field(default_factory=dict)
    companions: bool = True

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise Invalid("Photos can be copied, hard-linked or linked.", field="mode", value=self.mode)
        if not self.dest.is_absolute():
            raise Invalid("The folder to export to needs its full path.", field="dest", value=str(self.dest))
        if not self.ids:
            raise Invalid("Choose at least one photo to export.", field="ids")

    def to_args(self) -> dict[str, Any]:
        """Return it as JSON-able arguments."""
        return {
            "ids": list(self.ids),
            "dest": str(self.dest),
            "mode": self.mode,
            "gallery": self.gallery,
            "title": self.title,
            "captions": [[asset_id, text] for asset_id, text in self.captions.items()],
            "companions": self.companions,
        }

    @classmethod
    def from_args(cls, args: Mapping[str, Any]) -> "ExportSpec":
        """Return what `to_args` was made of."""
        return cls(
            ids=tuple(args["ids"]),
            dest=Path(args["dest"]),
            mode=args["mode"],
            gallery=args["gallery"],
            title=args["title"],
            captions=dict(args["captions"]),
            companions=args.get("companions", True),  # one that was asked for before they were known
        )
