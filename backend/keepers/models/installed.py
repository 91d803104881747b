"""What lies beside the files of a model in the store and says what they are; read as if anybody wrote it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from keepers.base.errors import FileUnreadable
from keepers.base.files import open_regular

Source = Literal["folder", "url", "package", "file"]

RECORD: Final = "installed.json"
_LONGEST: Final = 1 << 20
_FINGERPRINT: Final = 8


@dataclass(frozen=True)
class StoredFile:
    """One file of an installed model."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Installed:
    """A model in the store. `own` is how one that a person brought is used; None for those of the list."""

    id: str
    files: tuple[StoredFile, ...]
    source: Source
    at_ms: int
    by_hand: bool = False
    own: Mapping[str, Any] | None = None

    @property
    def bytes(self) -> int:
        """What it takes on the disk."""
        return sum(file.bytes for file in self.files)

    @property
    def key(self) -> str:
        """Its id and the first digits of its content's hash: what it makes is kept under this word."""
        if len(self.files) == 1:
            return f"{self.id}@{self.files[0].sha256[:_FINGERPRINT]}"
        lines = "".join(sorted(f"{file.sha256} {file.name}\n" for file in self.files))
        return f"{self.id}@{hashlib.sha256(lines.encode()).hexdigest()[:_FINGERPRINT]}"


def record_of(one: Installed) -> bytes:
    """The record that says this."""
    return json.dumps(asdict(one), indent=1).encode()


def read_record(folder: Path, model_id: str) -> Installed | None:
    """What the record in `folder` says of that model; None where it says nothing of it that makes sense."""
    try:
        with open_regular(folder / RECORD) as stream:
            content = stream.read(_LONGEST + 1)
        said: Any = json.loads(content) if len(content) <= _LONGEST else None
        one = Installed(**{**said, "files": tuple(StoredFile(**each) for each in said["files"])})
    except (FileUnreadable, OSError, ValueError, TypeError, KeyError, RecursionError):
        # Somebody's own folder, or one that was meddled with: it can be installed anew.
        return None
    return one if one.id == model_id and _makes_sense(one) else None


def _makes_sense(one: Installed) -> bool:
    said, files = vars(one), [vars(file) for file in one.files]
    return (
        len(files) > 0
        and said["source"] in get_args(Source)
        and type(said["at_ms"]) is int
        and type(said["by_hand"]) is bool
        and type(said["own"]) in {type(None), dict}
        and all(
            [type(each) for each in file.values()] == [str, int, str]
            and Path(file["name"]).name == file["name"]
            for file in files
        )
    )
