"""The folder being filled: what lies there, what of it is ours, and what could not be put there."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from blake3 import blake3

from keepers.archive.layout import WRITTEN
from keepers.archive.manifest import shown
from keepers.base.errors import FileUnreadable, KeepersError, Refused
from keepers.base.files import already_there, hash_file, sweep, unwritable, write_atomic
from keepers.export.originals import Original, put
from keepers.export.spec import Mode

_FORMAT: Final = "keepers-library-written"


@dataclass(frozen=True)
class Problem:
    """Something that could not be taken along: where it lies, a code, a sentence."""

    path: str
    code: str
    message: str


@dataclass
class Folder:
    """`hashes`: BLAKE3 (hex) of what lies there, by place; `written`: of what we made ourselves."""

    top: Path
    mode: Mode
    hashes: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    put: int = 0
    already: int = 0
    copied: int = 0
    _made: set[Path] = field(default_factory=set)

    def original(self, original: Original, place: str, on_bytes: Callable[[int], None]) -> None:
        """Have `original` at `place`: copied or linked and proved, or found there from an earlier time.

        Raises AlreadyThere where something else lies there, and whatever putting it raises.
        """
        target = self._target(place)
        if os.path.lexists(target):
            known = original.content_hash or hash_file(original.path)
            if hash_file(target) != known:
                raise already_there(target)
            self.already += 1
            self.hashes[place] = known.hex()
            return
        self.hashes[place] = put(original, target, self.mode, on_bytes).hex()
        self.put += 1
        self.copied += original.size if self.mode == "copy" else 0

    def own(self, place: str, content: bytes) -> None:
        """Have `content` of our own at `place`; what we made there earlier is replaced, nothing else.

        Raises AlreadyThere, DiskFull, WriteFailed.
        """
        target, digest = self._target(place), blake3(content).hexdigest()
        if os.path.lexists(target):
            there = hash_file(target).hex()
            if there != digest and self.written.get(place) != there:
                raise already_there(target)
            if there != digest:
                write_atomic(target, content)
        else:
            write_atomic(target, content, replace=False)
        self.hashes[place] = self.written[place] = digest

    def problem(self, path: str, error: KeepersError) -> None:
        """Note that something could not be taken along."""
        code = str(error.facts.get("reason", error.code))
        self.problems.append(Problem(shown(path), code, error.message))

    def remember(self) -> None:
        """Write down what is ours."""
        body = {"format": _FORMAT, "version": 1, "files": self.written}
        write_atomic(self.top / WRITTEN, json.dumps(body, indent=0).encode("ascii"))

    def _target(self, place: str) -> Path:
        target = self.top.joinpath(*place.split("/"))
        if target.parent not in self._made:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise unwritable(error, target.parent) from error
            sweep(target.parent)
            self._made.add(target.parent)
        return target


def open_folder(dest: Path, mode: Mode) -> Folder:
    """The folder at `dest`, made if there is none. Raises Refused, DiskFull, WriteFailed.

    One that holds anything else than an earlier export of ours is refused: nothing there shall be mixed up.
    """
    try:
        dest.mkdir(parents=True, exist_ok=True)
        names = [each for each in os.listdir(dest) if not each.startswith(".")]
    except (FileExistsError, NotADirectoryError) as error:
        raise Refused(f"{dest.name} is a file. Choose a folder to export to.", path=str(dest)) from error
    except OSError as error:
        raise unwritable(error, dest) from error
    if not names:
        folder = Folder(dest, mode)
        folder.remember()
        return folder
    written = _written(dest)
    if written is None:
        raise Refused(
            f"{shown(str(dest))} holds other things already. Choose an empty folder, or one of an earlier "
            "export of a library.",
            path=shown(str(dest)),
        )
    return Folder(dest, mode, written=written)


def _written(dest: Path) -> dict[str, str] | None:
    try:
        body: dict[str, Any] = json.loads((dest / WRITTEN).read_bytes())
        files = body["files"]
        ours = body["format"] == _FORMAT and body["version"] == 1
        return {str(place): str(digest) for place, digest in files.items()} if ours else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def unreadable_sidecar(name: str) -> FileUnreadable:
    """The problem of a sidecar too large to be one."""
    return FileUnreadable("too_large", f"{shown(name)} is too large for a sidecar. It was copied as it is.")
