"""What becomes of a person's change when they change their mind, and when the files say something else. Pure.

    nothing ── changed ──▶ pending ── every file written ──▶ written ── another program wrote ──▶ nothing
                 │            │                                                   (kept as an operation)
                 │            └── another program wrote meanwhile ──▶ conflict ── a person chooses
                 └─ "library only", or no file can say it: kept ── another program wrote ──▶ conflict

The person's word counts in every state but "nothing".
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from keepers.metadata.fields import Field, Value, same

State = Literal["kept", "pending", "written", "conflict"]
#: The states a change begins in: for the library only, or to be written into files.
Begun = Literal["kept", "pending"]


@dataclass(frozen=True)
class Edit:
    """One field as a person changed it.

    `base` is what the files said last before it was written into them; `theirs`, of a conflict alone, what
    another program wrote since. `edited_at` is UTC ms.
    """

    value: Value
    base: Value
    state: State
    theirs: Value
    edited_at: int

    def says(self) -> Value:
        """What the files say of the field, as far as this row knows."""
        if self.state == "written":
            return self.value
        return self.theirs if self.state == "conflict" else self.base


@dataclass(frozen=True)
class Ground:
    """What a decision about one field of one photo stands on.

    `said`: what the files say as last heard. `edit`: the change in force. `in_files`: whether a write of ours
    of this field stands in a file. `begun`: the state new changes begin in.
    """

    said: Value
    edit: Edit | None
    in_files: bool
    begun: Begun

    @property
    def counts(self) -> Value:
        """The value that counts."""
        return self.edit.value if self.edit is not None else self.said

    def says(self, field: Field) -> Value:
        """What the files say, counting what was written and is not heard yet."""
        if self.edit is None or same(field, self.said, self.edit.value):
            return self.said
        return self.edit.says()


class Outrun(Exception):  # noqa: N818 - read where it is raised
    """Something newer stands where a change was to be taken back or made again."""


def put(field: Field, ground: Ground, value: Value, now_ms: int) -> Edit | None:
    """The change in force once a person wants `value`; None where the files say it by themselves."""
    edit = ground.edit
    if edit is None and same(field, value, ground.said):
        return None
    if edit is not None and edit.state != "conflict" and _identical(field, value, edit.value):
        return edit
    says = ground.says(field)
    if same(field, value, says) and not ground.in_files:
        return None
    return Edit(value, says, ground.begun, None, now_ms)


def followed(field: Field, ground: Ground, value: Value, now_ms: int) -> Edit | None:
    """`put` for what follows from something else a person decided: of a conflict nothing is chosen by it."""
    edit = ground.edit
    if edit is None or edit.state != "conflict" or same(field, value, edit.theirs):
        return put(field, ground, value, now_ms)
    return edit if _identical(field, value, edit.value) else replace(edit, value=value, edited_at=now_ms)


def resolved(ground: Ground, take: Literal["mine", "theirs"], now_ms: int) -> Edit | None:
    """A conflict once a person chose: their own word is written after all, or the other program's stays."""
    edit = ground.edit
    if edit is None or edit.state != "conflict":
        raise Outrun
    return Edit(edit.value, edit.theirs, ground.begun, None, now_ms) if take == "mine" else None


def taken_back(
    field: Field, kind: str, before: Edit | None, after: Edit | None, ground: Ground, now_ms: int
) -> Edit | None:
    """The change in force once an operation that led from `before` to `after` is undone.

    Raises Outrun where something else was decided since.
    """
    give = followed if kind == "people" else put
    if after is None:
        if ground.edit is not None:
            raise Outrun
    elif ground.edit is None or not same(field, ground.edit.value, after.value):
        raise Outrun
    if before is None:
        return give(field, ground, after.base if after is not None else ground.said, now_ms)
    if before.state == "conflict" and kind == "resolve":
        # Where it was not written yet the choice is open again; else the file gets its former words back.
        if same(field, ground.says(field), before.theirs):
            return before
        return put(field, ground, before.theirs, now_ms)
    return give(field, ground, before.value, now_ms)


def made_again(
    field: Field, kind: str, before: Edit | None, after: Edit | None, ground: Ground, now_ms: int
) -> Edit | None:
    """The change in force once an undone operation is done once more. Raises Outrun as `taken_back` does."""
    if before is None:
        former = after.base if after is not None else ground.said
        if ground.edit is not None and not same(field, ground.edit.value, former):
            raise Outrun
    elif ground.edit is None or not (
        same(field, ground.edit.value, before.value)
        or (before.state == "conflict" and same(field, ground.edit.value, before.theirs))
    ):
        raise Outrun
    if after is not None:
        if kind == "people":
            return followed(field, ground, after.value, now_ms)
        if ground.edit is not None and ground.edit.state == "conflict":
            return Edit(after.value, ground.edit.theirs, ground.begun, None, now_ms)
        return put(field, ground, after.value, now_ms)
    if before is not None and before.state == "conflict":
        if ground.edit is not None and ground.edit.state == "conflict":
            return None
        return put(field, ground, before.theirs, now_ms)
    return put(field, ground, before.says() if before is not None else ground.said, now_ms)


@dataclass(frozen=True)
class Hearing:
    """What is heard of one field of a photo that has a change.

    `first`: the photo was never heard before. `target_present`: the file that carries what was written is
    there. `ours`: what we wrote into a file last, with `wrote` whether we did. `due`: files still wait to be
    written.
    """

    said: Value
    first: bool
    target_present: bool
    wrote: bool
    ours: Value
    due: bool
    begun: Begun


def heard(field: Field, edit: Edit, hearing: Hearing) -> Edit | None:
    """The change in force once the files were heard; None where another program's word takes its place."""
    said = hearing.said
    if same(field, said, edit.value):
        return _agreed(edit, hearing)
    if edit.state == "written":
        if hearing.target_present:
            return None
        return replace(edit, base=said, state="pending")
    known = hearing.first or same(field, said, edit.base)
    if known or (hearing.wrote and same(field, said, hearing.ours)):
        state: State = hearing.begun if edit.state == "conflict" else edit.state
        return replace(edit, base=said, state=state, theirs=None)
    return replace(edit, state="conflict", theirs=said)


def _agreed(edit: Edit, hearing: Hearing) -> Edit:
    """The files say what the person said."""
    if edit.state == "written" or (edit.state == "pending" and hearing.due):
        return edit
    if edit.state == "kept" and hearing.begun == "kept":
        return edit
    return replace(edit, state="pending" if hearing.due else "written", theirs=None)


def to_row(edit: Edit | None) -> str | None:
    """A change as an operation remembers it; None for none."""
    if edit is None:
        return None
    row: dict[str, Any] = {
        "value": edit.value,
        "base": edit.base,
        "state": edit.state,
        "theirs": edit.theirs,
        "edited_at": edit.edited_at,
    }
    return json.dumps(row, ensure_ascii=False)


def from_row(text: str | None) -> Edit | None:
    """What `to_row` wrote."""
    if text is None:
        return None
    row: Mapping[str, Any] = json.loads(text)
    return Edit(row["value"], row["base"], row["state"], row["theirs"], row["edited_at"])


def _identical(field: Field, one: Value, other: Value) -> bool:
    """Whether nothing at all would change: `same` lets through other letters in the order of keywords."""
    return same(field, one, other) and bool(one == other)
