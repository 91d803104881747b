"""New bytes for what is to be written: of the photo where that is wished and can be, else of a sidecar."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from keepers.base.errors import FileUnreadable
from keepers.catalog.edit_rows import Mode
from keepers.catalog.file_writes import How
from keepers.catalog.write_queue import Former
from keepers.editing.decide import Decision
from keepers.editing.standing import Standing, read_standing
from keepers.media.formats import RAW_SUFFIXES
from keepers.media.sidecar_names import is_shared, new_sidecar_name
from keepers.metadata.fields import Field, Value
from keepers.writing.about import About
from keepers.writing.embed import EMBEDDABLE, embed
from keepers.writing.errors import Unwritable
from keepers.writing.reversal import reverse
from keepers.writing.sidecar import is_bare, write_sidecar


@dataclass(frozen=True)
class Made:
    """One file made anew: `standing` is what it replaces, `content` None where it is to be taken away.

    `fields`: what was written. `back`: these are former bytes.
    """

    how: How
    name: str
    standing: Standing | None
    content: bytes | None
    fields: frozenset[Field]
    back: bool = False


@dataclass(frozen=True)
class Ground:
    """What there is to write on: the photo (its content empty where it is a film), and its sidecar.

    `model`: what a sidecar says that is read for other pictures too; one made anew begins with it.
    """

    folder: Path
    name: str
    format: str
    photo: Standing
    sidecar_name: str
    sidecar: Standing | None
    model: bytes | None
    about: About


def ground(path: Path, kind: str, photo: Standing, heard_sidecar: str | None, about: About) -> Ground:
    """Find the sidecar that is read for this file, or the name of the one to make."""
    name, model = heard_sidecar, None
    if name is None:
        # Only a raw file's name depends on what else is there.
        raw = os.path.splitext(path.name)[1].lower() in RAW_SUFFIXES
        name = new_sidecar_name(path.name, _names_in(path.parent) if raw else ())
    elif is_shared(name, path.name, _names_in(path.parent)):
        # What is changed of this picture alone must not be said of the others.
        shared = read_standing(path.parent / name)
        name, model = f"{path.name}.xmp", shared.data if shared is not None else None
    return Ground(path.parent, path.name, kind, photo, name, read_standing(path.parent / name), model, about)


def make(
    on: Ground,
    mode: Mode,
    decision: Decision,
    *,
    embeddable: bool,
    outspoken: bool = False,
    unmoved: Mapping[Field, Value] | None = None,
) -> list[Made]:
    """The files with `decision` written into them: the photo, a sidecar, or both where there is a sidecar.

    `outspoken`: a sidecar is made in any case, for something else is believed before the photo. `unmoved`:
    what a sidecar shall say besides, so that no other field becomes another by its being the newest.

    Raises Unwritable. A photo that cannot be written into gets a sidecar.
    """
    made: list[Made] = []
    if mode == "photo" and embeddable and on.format in EMBEDDABLE:
        try:
            content = embed(on.photo.data, on.format, decision.whole, on.about)
            made.append(Made("embedded", on.name, on.photo, content, frozenset(decision.whole)))
        except Unwritable:
            # The word is kept all the same: a sidecar is read before what is in the photo.
            made.clear()
    if not made or outspoken or on.sidecar is not None or on.model is not None:
        made.append(_sidecar(on, decision, unmoved or {}))
    return [each for each in made if each.content != (each.standing and each.standing.data)]


def put_back(on: Ground, ways: Mapping[How, Sequence[Former]]) -> list[Made]:
    """The files with their former bytes. Raises Unwritable where that cannot be proven."""
    made = []
    for how, way in ways.items():
        standing = on.photo if how == "embedded" else on.sidecar
        content = standing.data if standing is not None else None
        for each in way:
            content = None if each.before_hash is None else reverse(content or b"", each.reversal or b"")
        name = on.name if how == "embedded" else on.sidecar_name
        made.append(Made(how, name, standing, content, frozenset(), back=True))
    return made


def _sidecar(on: Ground, decision: Decision, unmoved: Mapping[Field, Value]) -> Made:
    """A sidecar that has nothing to say is none."""
    fields = decision.whole if on.sidecar is None else decision.write
    there = on.model if on.sidecar is None else on.sidecar.data
    content: bytes | None = write_sidecar(there, {**unmoved, **fields}, on.about)
    if content is not None and is_bare(content):
        content = None
    return Made("sidecar", on.sidecar_name, on.sidecar, content, frozenset(fields))


def _names_in(folder: Path) -> list[str]:
    """The names in a folder. Raises FileUnreadable."""
    try:
        return os.listdir(folder)
    except OSError as error:
        raise FileUnreadable("read_failed", f"The folder {folder.name} could not be read.") from error
