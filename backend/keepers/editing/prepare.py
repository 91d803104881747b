"""The entry of a worker process that prepares writes: it reads, weighs, makes new bytes and proves them.

Nothing a person would notice is changed here: what is new lies under a hidden name beside what it replaces.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from keepers.base.errors import FileUnreadable
from keepers.catalog.file_writes import HOWS, How
from keepers.catalog.write_queue import DueWrite, DueWrites, Former, wishes_key
from keepers.editing.decide import Decision, decide, way_back
from keepers.editing.making import Ground, Made, ground, make, put_back
from keepers.editing.rehearsal import Rehearsal, Sidecar, Taken, changed_inside, sidecar_of
from keepers.editing.standing import FileChanged, Standing, take
from keepers.editing.temporary import remove, temporary_name, write_temporary
from keepers.metadata.fields import FIELDS, Field, Value, same
from keepers.writing.about import About
from keepers.writing.embed import EMBEDDABLE
from keepers.writing.errors import Unwritable
from keepers.writing.reversal import reversal

_TURNED: Final = (5, 6, 7, 8)


class Desk:
    """What a worker process works with: the catalogue, to read in, and what it knows of folders."""

    def __init__(self) -> None:
        self.rehearsal = Rehearsal()
        self.due: DueWrites | None = None
        self.software = "Keepers"

    def open(self, catalog: Path) -> None:
        """Work for this catalogue."""
        self.due = DueWrites(catalog)
        self.software = f"Keepers {version('keepers')}"

    @property
    def catalog(self) -> Path:
        """Where the catalogue lies."""
        return self.writes.path

    @property
    def writes(self) -> DueWrites:
        """What is due. Only once `open` was called."""
        assert self.due is not None  # noqa: S101 - prepare() comes first
        return self.due


# A worker serves one library and ends with its job.
_DESK: Final = Desk()


def prepare(init_args: dict[str, Any]) -> None:
    """Called once in a new worker: `catalog` is where the catalogue lies."""
    _DESK.open(Path(init_args["catalog"]))


def prepare_write(item: dict[str, Any]) -> dict[str, Any]:
    """Prepare the write of one file, `file_id`.

    Answers with `outcome`: gone (not due any more), otherwise (it says what nobody has weighed yet: `said`),
    nothing (everything is in it), or acts. With the last two `said`, the document of what is said of it
    (since then), and `wishes`, the key of what they stand on.

    `acts`: how, rel_path, temporary, before_hash, after_hash, reversal, fields, back, laid (path of the
    temporary), seen (size, mtime_ns, inode of what is replaced). `unsaid`: fields that the files go on to say
    otherwise, for something that is not written into has them; `in_photo`: that is the photo alone, and it
    could be written into. `beside`: a sidecar was taken though photos were asked for.

    Raises FileChanged, FileUnreadable, Unwritable, DiskFull, WriteFailed.
    """
    due = _DESK.writes.get(int(item["file_id"]))
    if due is None:
        return {"file_id": item["file_id"], "outcome": "gone"}
    return {"file_id": due.file_id, **_prepared(due)}


def _prepared(due: DueWrite) -> dict[str, Any]:
    path = Path(due.path)
    for how in HOWS:
        # What a run left that was stopped before it got there.
        remove(path.parent / temporary_name(_DESK.catalog, due.file_id, how))
    taken, photo = take(path, due.name, due.size, due.mtime_ns)
    said = _DESK.rehearsal.now(taken)
    decision = decide(due.wishes, said["fields"], due.heard, due.former)
    if decision.otherwise:
        return {"outcome": "otherwise", "said": said}
    key = wishes_key(due.wishes)
    if not decision.write:
        return {"outcome": "nothing", "said": said, "wishes": key}
    on = _ground(due, taken, photo, said)
    made, then, unsaid = _made(due, taken, on, decision, said)
    in_photo = due.mode != "photo" and due.format in EMBEDDABLE
    if not made:
        return {
            "outcome": "nothing", "said": said, "wishes": key, "unsaid": unsaid, "in_photo": in_photo
        }  # fmt: skip
    acts = _lay_down(due, path, made, said)
    beside = due.mode == "photo" and all(each.how == "sidecar" for each in made)
    return {
        "outcome": "acts", "said": then, "wishes": key, "acts": acts, "unsaid": unsaid, "in_photo": in_photo,
        "beside": beside,
    }  # fmt: skip


def _ground(due: DueWrite, taken: Taken, photo: Standing, said: Mapping[str, Any]) -> Ground:
    if due.width is None or due.height is None:
        raise FileUnreadable("broken", f"{due.name} cannot be read, so nothing is written about it.")
    fact = said["facts"].get("orientation")
    orientation = int(fact["value"]) if fact is not None else 1
    size = (due.height, due.width) if orientation in _TURNED else (due.width, due.height)
    # The time of the change is the person's: the same change gives the same bytes in every copy.
    changed = max((edit.edited_at for edit in due.wishes.values()), default=0)
    about = About(*size, orientation, max(changed, changed_inside(taken)), _DESK.software)
    return ground(taken.path, taken.format, photo, sidecar_of(dict(said)), about)


def _made(
    due: DueWrite, taken: Taken, on: Ground, decision: Decision, said: Mapping[str, Any]
) -> tuple[list[Made], dict[str, Any], list[Field]]:
    """The files to put in place, what is said then, and the fields that cannot be said so."""
    back = _former_bytes(due, taken, on, decision, said["fields"])
    if back is not None:
        return *back, []
    embeddable = due.format in EMBEDDABLE and not _is_guarded(taken, on)
    outspoken, unmoved = False, dict[Field, Value]()
    while True:
        made = make(on, due.mode, decision, embeddable=embeddable, outspoken=outspoken, unmoved=unmoved)
        if made and made[0].how == "embedded" and _is_of(due, on) is False:
            raise FileChanged(f"{due.name} is not what it was when it was looked at. It is looked at first.")
        then = _then(taken, made)
        fields: dict[Field, Value] = then["fields"]
        wrong = [field for field, value in decision.write.items() if not same(field, value, fields[field])]
        moved: dict[Field, Value] = {
            field: said["fields"][field]
            for field in FIELDS
            if field not in decision.write and not same(field, said["fields"][field], fields[field])
        }
        beside = any(each.how == "sidecar" for each in made)
        if beside and moved.keys() - unmoved.keys():
            # The newest is believed first, in all that it says: it has to say them as they are.
            unmoved |= moved
        elif moved:
            raise Unwritable("verify_failed", ", ".join(moved))
        elif not beside and any(decision.write[field] is not None for field in wrong):
            # What lies beside it may go before the photo, but not before a sidecar.
            outspoken = True
        else:
            return [_without_silence(each, decision, wrong) for each in made], then, wrong


def _is_guarded(taken: Taken, on: Ground) -> bool:
    """Whether a photo is only a link to one elsewhere, or not to be changed: it gets a sidecar."""
    return taken.path.is_symlink() or on.photo.read_only


def _without_silence(made: Made, decision: Decision, wrong: Sequence[Field]) -> Made:
    """A sidecar made anew, not told to carry what it cannot say: that something is not so."""
    if made.standing is not None:
        return made
    silent = {field for field in wrong if decision.write[field] is None}
    return replace(made, fields=made.fields - silent)


def _former_bytes(
    due: DueWrite, taken: Taken, on: Ground, decision: Decision, said: Mapping[Field, Value]
) -> tuple[list[Made], dict[str, Any]] | None:
    """The files with former bytes, where that is all that is wished for; None where it is not."""
    ways: dict[How, Sequence[Former]] = {}
    for how, standing in (("embedded", on.photo), ("sidecar", on.sidecar)):
        name = os.fsencode(on.name if how == "embedded" else on.sidecar_name)
        former = [
            each for each in due.former if each.how == how and each.rel_path.rpartition(b"/")[2] == name
        ]
        if former:
            there = standing.hash if standing is not None else None
            ways[how] = way_back(due.wishes, decision.write, former, there)  # type: ignore[index]
    if not ways or not all(ways.values()):
        return None
    try:
        made = put_back(on, ways)
    except Unwritable:
        return None
    then = _then(taken, made)
    right = all(
        same(field, edit.value if edit.state != "kept" else said[field], then["fields"][field])
        for field, edit in due.wishes.items()
    )
    return (made, then) if right else None


def _then(taken: Taken, made: Sequence[Made]) -> dict[str, Any]:
    data: bytes | None = None
    sidecar: Sidecar | None = None
    for each in made:
        if each.how == "embedded":
            data = each.content
        else:
            sidecar = Sidecar(each.name, each.content)
    return _DESK.rehearsal.then(taken, data, sidecar)


def _is_of(due: DueWrite, on: Ground) -> bool:
    return due.content_hash is None or on.photo.hash == due.content_hash


def _lay_down(
    due: DueWrite, path: Path, made: Sequence[Made], said: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Write what is new under hidden names; nothing is left of it where one of them fails."""
    laid: list[Path] = []
    acts = []
    try:
        for each in made:
            temporary = path.parent / temporary_name(_DESK.catalog, due.file_id, each.how)
            if each.content is not None:
                laid.append(temporary)
                _write(temporary, path, each, said)
            acts.append(_act(due, each, temporary, said))
    except BaseException:
        for temporary in laid:
            remove(temporary)
        raise
    return acts


def _write(temporary: Path, path: Path, made: Made, said: Mapping[str, Any]) -> None:
    times = None
    if made.how == "embedded" and said["capture"]["source"] == "file_modified":
        # Nothing else tells when it was taken: that must not become the time of this change.
        times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    like = path.parent / made.name if made.standing is not None else path
    write_temporary(temporary, made.content or b"", like, times, whole=made.standing is not None)


def _act(due: DueWrite, made: Made, temporary: Path, said: Mapping[str, Any]) -> dict[str, Any]:
    standing = made.standing
    fields: dict[str, dict[str, Value]] = {
        field: {"value": due.wishes[field].value, "before": said["fields"][field]} for field in made.fields
    }
    folder = due.rel_path.rpartition(b"/")[0]
    name = os.fsencode(made.name)
    undo = None
    if not made.back and standing is not None:
        undo = reversal(standing.data, made.content or b"")
    return {
        "how": made.how,
        "rel_path": folder + b"/" + name if folder else name,
        "temporary": None if made.content is None else temporary.name,
        "before_hash": standing.hash if standing is not None else None,
        "after_hash": None if made.content is None else Standing(made.content, 0, 0, 0).hash,
        "reversal": undo,
        "fields": fields,
        "back": made.back,
        "laid": str(temporary),
        "seen": None if standing is None else (standing.size, standing.mtime_ns, standing.inode),
    }
