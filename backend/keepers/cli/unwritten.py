"""Photos whose files could not be written yet, and why, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from keepers.catalog.file_writes import NEEDS_PHOTO, SAID_ELSEWHERE, FileWrites
from keepers.cli.terminal import Terminal
from keepers.library import Library
from keepers.writing.errors import REASONS

_SHOWN: Final = 10
_MOST: Final = 20_000
# Nothing failed: the file is out of reach, or was changed and not read since.
_NOT_CONNECTED: Final = "not_connected"
_TO_BE_READ: Final = "to_be_read"
_WORDS: Final = {
    **REASONS,
    "unsupported": "Files of this kind cannot hold it. A sidecar can: keepers metadata where sidecar",
    "no_room": "The file has no room for more words. A sidecar has: keepers metadata where sidecar",
    "not_a_picture": "Its name says picture or film, but the content is something else.",
    "is_link": "Its sidecar is only a link, so it is left as it is. Put the file itself in its place.",
    "said_elsewhere": "It is gone in Keepers; what is never written into, as Google's JSON, still says it.",
    "read_only": "Keepers may not write there. Check the permissions of the file and of its folder.",
    "unexpected": "Something went wrong that Keepers did not expect. The log has the details.",
    "write_failed": "The disk did not take it. Check the drive and its cable, then: keepers metadata sync",
    "permission_denied": "Keepers may not write there. Check the permissions of the file and of its folder.",
    "disk_full": "The disk is full. Make room, then: keepers metadata sync",
    "read_failed": "The disk could not deliver the file. Check the drive and its cable.",
    "file_timeout": "It took too long and was stopped.",
    "worker_crashed": "Opening it made the writer fail, so it is left as it is.",
    "overtaken": "Another program changed it at the same moment. Try again: keepers metadata sync",
    "says_otherwise": "It says something else than when it was last read. Try again: keepers metadata sync",
    "wished_otherwise": "It was changed again meanwhile. Try again: keepers metadata sync",
    "needs_photo": "It is gone in Keepers, but the photo itself still says it: keepers metadata where photo",
    _NOT_CONNECTED: "Its folder is not connected. It is written once it is: keepers metadata sync",
    _TO_BE_READ: "It has to be read first: keepers metadata sync",
}


@dataclass(frozen=True)
class Unwritten:
    """A file that waits: its name, a stable code, and a sentence."""

    name: str
    code: str
    reason: str

    @property
    def waits(self) -> bool:
        """Whether it may still be written; some words no file can say, and they wait for nothing."""
        return self.code not in (NEEDS_PHOTO, SAID_ELSEWHERE)


def waiting(library: Library, ids: Iterable[int] | None = None) -> dict[int, list[Unwritten]]:
    """What of these photos, or of all, is not written, by photo; photos that are written are left out."""
    failed: dict[int, list[Unwritten]] = {}
    for each in FileWrites(library.db, library.clock).unwritten(_MOST):
        failed.setdefault(each.asset_id, []).append(_unwritten(each.name, each.code))
    if ids is None:
        ids = [*failed, *(each.asset_id for each in library.located.everywhere())]
    wanted = list(dict.fromkeys(ids))
    edits = library.edits.of_all(wanted)
    found: dict[int, list[Unwritten]] = {}
    for asset_id in wanted:
        if asset_id in failed:
            found[asset_id] = failed[asset_id]
        elif any(edit.state == "pending" for edit in edits.get(asset_id, {}).values()):
            found[asset_id] = [_out_of_reach(library, asset_id)]
    return found


def tell(terminal: Terminal, photos: str, found: Sequence[Unwritten]) -> None:
    """Say of how many photos what could not be written; the first few files, when there are many."""
    if any(each.waits for each in found):
        terminal.say(f"{photos} could not be written yet; what you said is kept.")
    for each in found[:_SHOWN]:
        terminal.say(f"  {each.name}: {each.reason}")
    if len(found) > _SHOWN:
        terminal.say(f"  … and {len(found) - _SHOWN:,} more. --json lists them all.")


def as_json(found: Iterable[Unwritten]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [asdict(each) for each in found]


def _unwritten(name: str, code: str) -> Unwritten:
    return Unwritten(name, code, _WORDS.get(code, f"It could not be written ({code})."))


def _out_of_reach(library: Library, asset_id: int) -> Unwritten:
    there = [file for file in library.assets.files(asset_id) if file.present]
    if not there:
        return _unwritten(f"photo {asset_id}", _TO_BE_READ)
    # Online or not is what the last scan found; a disk is pulled out between two.
    reached = any(file.root_online and Path(file.root_path).is_dir() for file in there)
    return _unwritten(there[0].name, _TO_BE_READ if reached else _NOT_CONNECTED)
