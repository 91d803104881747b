"""One change a person asks for, and what a photo's field is after it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keepers.base.errors import Invalid
from keepers.metadata.fields import FIELDS, Field, Value, normal

Action = Literal["set", "add", "remove"]

_MAY: Final[dict[Action, frozenset[str]]] = {
    "set": frozenset(FIELDS),
    "add": frozenset({"keywords", "people", "place"}),
    "remove": frozenset({"keywords", "people"}),
}

_NOT_SO: Final[dict[Action, str]] = {
    "set": "There is no such field.",
    "add": "Only keywords, people and the parts of a place can be added to. Anything else is set.",
    "remove": "Only keywords and people can be taken away one by one. Anything else is set, or cleared.",
}


@dataclass(frozen=True)
class Change:
    """Set a field, add to or remove from each photo's keywords or people, or add parts to its place."""

    field: Field
    action: Action
    value: Value


def checked(changes: Sequence[Change]) -> list[Change]:
    """The changes with normal values. Raises Invalid, with the field, where one makes no sense."""
    found = []
    for change in changes:
        if change.field not in _MAY[change.action]:
            raise Invalid(_NOT_SO[change.action], field=change.field)
        try:
            value = normal(change.field, change.value)
        except Invalid as error:
            raise Invalid(error.message, field=change.field) from error
        found.append(Change(change.field, change.action, value))
    return found


def after(change: Change, counts: Value) -> Value:
    """The field's value once `change` (checked) was made to a photo whose value is `counts`.

    Raises Invalid where the list would become longer than a list may be.
    """
    if change.action == "set":
        return change.value
    if change.field == "place":
        parts = {part: said for part, said in (change.value or {}).items() if said is not None}
        return normal("place", {**(counts or {}), **parts})
    given = change.value or []
    present = counts or []
    key = _keyword_key if change.field == "keywords" else _person_key
    if change.action == "remove":
        gone = {key(each) for each in given}
        return [each for each in present if key(each) not in gone] or None
    merged = {key(each): each for each in present}
    for each in given:
        known = merged.get(key(each))
        if known is None or (change.field == "people" and each["box"] is not None):
            merged[key(each)] = each
    return normal(change.field, list(merged.values()))


def _keyword_key(keyword: Value) -> str:
    return str(keyword).casefold()


def _person_key(person: Value) -> str:
    return str(person["name"]).casefold()
