"""The receipt of an export: which file holds which photo, so that running it again copies nothing twice."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from keepers.base.files import safe_name, write_atomic

NAME: Final = "keepers-receipt.json"
_FORMAT: Final = "keepers-export"


@dataclass
class Entry:
    """One exported file. `hash` is BLAKE3 in hex ("" until known), `origin` where it came from, for people.

    `done` is False while it is only planned: written before the file, so that a file left by an export that
    was killed is recognised by its content. `role` and `goes_with`: of a file that went along with a photo,
    what it is to that photo (raw, live, xmp, ...) and the name of the photo here.
    """

    name: str
    hash: str
    size: int
    mode: str
    origin: str
    done: bool = False
    role: str = ""
    goes_with: str = ""


@dataclass
class Receipt:
    """Everything Keepers ever put into one folder."""

    title: str = ""
    made_at: int = 0
    gallery: str = ""
    gallery_hash: str = ""
    files: list[Entry] = field(default_factory=list)

    def names(self) -> set[str]:
        """Return every name that is taken or spoken for."""
        return {entry.name for entry in self.files}

    def find(self, content_hash: str, mode: str) -> Entry | None:
        """Return the entry of this content, put there in this way."""
        for entry in self.files:
            if content_hash and entry.hash == content_hash and entry.mode == mode:
                return entry
        return None

    def find_beside(self, origin: str, goes_with: str, mode: str) -> Entry | None:
        """Return the entry of the file beside a photo that came from there."""
        for entry in self.files:
            if (entry.origin, entry.goes_with, entry.mode) == (origin, goes_with, mode):
                return entry
        return None

    def write(self, folder: Path) -> None:
        """Write it into the folder. Raises DiskFull, WriteFailed."""
        body = {"format": _FORMAT, "version": 1, **asdict(self)}
        # ASCII: names may hold what is no text of this system.
        write_atomic(folder / NAME, json.dumps(body, indent=1).encode("ascii"))


def read_receipt(folder: Path) -> Receipt | None:
    """Return the folder's receipt; None when there is none, or what is there is not ours or is damaged.

    One that names anything outside its folder is not ours: whoever made the folder may have written it.
    """
    try:
        body: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        if body.pop("format") != _FORMAT or body.pop("version") != 1:
            return None
        receipt = Receipt(**{**body, "files": [Entry(**entry) for entry in body["files"]]})
        return receipt if all(_is_name(name) for name in (receipt.gallery, *receipt.names())) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_name(name: str) -> bool:
    """Whether this is a name that safe_name gave, or none yet."""
    return name in {"", safe_name(name)}
