"""What was decided about people, taken back and made again."""

from typing import Any, Final

import click

from keepers.catalog.people_operations import PeopleOperation
from keepers.cli.exits import EPILOG, OK
from keepers.cli.field_words import here_and_now
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.people_settled import no_wait_option, settled
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.library import Library

_HISTORY: Final = 20
_LOOKED_THROUGH: Final = 500


@click.command("history", epilog=EPILOG)
@click.option("--limit", metavar="N", type=click.IntRange(1, 1000), default=_HISTORY, help="At most N.")
@everywhere
@pass_terminal
def history(terminal: Terminal, limit: int) -> int:
    """The latest decisions about people, newest first, by the clock of this computer."""
    with opened(terminal) as library:
        found = library.people.history(limit)
    terminal.answer(
        {
            "ok": True,
            "operations": [
                {
                    "id": each.id,
                    "kind": each.kind,
                    "detail": each.detail,
                    "made_at": each.made_at,
                    "undone_at": each.undone_at,
                }
                for each in found
            ],
        }
    )
    if not found:
        terminal.say("Nothing was decided about people yet.")
        return OK
    rows = [
        (
            str(each.id),
            here_and_now(each.made_at),
            "taken back" if each.undone_at is not None else "",
            _said(each),
        )
        for each in found
    ]
    terminal.table(("", "When", "", "What"), rows, right=(0,))
    terminal.say("Take one back with: keepers people undo NUMBER")
    return OK


@click.command("undo", epilog=EPILOG)
@click.argument("number", metavar="[NUMBER]", type=int, required=False)
@no_wait_option
@everywhere
@pass_terminal
def undo(terminal: Terminal, number: int | None, no_wait: bool) -> int:
    """Take back a decision by its number (people history), or the latest one. Names in photos follow."""
    with opened(terminal) as library:
        if number is None:
            standing = [each for each in library.people.history(_LOOKED_THROUGH) if each.undone_at is None]
            if not standing:
                terminal.answer({"ok": True, "operation": None, "changed": 0})
                terminal.say("There is nothing to take back.")
                return OK
            number = standing[0].id
        done = library.people.undo(number)
        terminal.say(f"Decision {number} was taken back{_which(library, number)}.")
        return settled(library, terminal, {"ok": True, "operation": number}, done, no_wait=no_wait)


@click.command("redo", epilog=EPILOG)
@click.argument("number", metavar="NUMBER", type=int)
@no_wait_option
@everywhere
@pass_terminal
def redo(terminal: Terminal, number: int, no_wait: bool) -> int:
    """Make a decision again that was taken back."""
    with opened(terminal) as library:
        done = library.people.redo(number)
        terminal.say(f"Decision {number} stands again{_which(library, number)}.")
        return settled(library, terminal, {"ok": True, "operation": number}, done, no_wait=no_wait)


def _which(library: Library, number: int) -> str:
    """What a decision was, in brackets; nothing of one that is far back."""
    found = (each for each in library.people.history(_LOOKED_THROUGH) if each.id == number)
    return next((f" ({_said(each)})" for each in found), "")


def _said(operation: PeopleOperation) -> str:
    """What it was, in a few words."""
    detail = operation.detail
    name = str(detail.get("name") or "")
    faces = count(int(detail["faces"]), "face") if detail.get("faces") else ""
    what = _WHAT.get(operation.kind, operation.kind)
    if operation.kind == "name" and not name:
        what, name = "name taken away", str(detail.get("before") or "")
    about = ", ".join(filter(None, (name or _others(detail), faces)))
    return f"{what}: {about}" if about else what


def _others(detail: dict[str, Any]) -> str:
    return ", ".join(map(str, detail.get("names") or ()))


_WHAT: Final = {
    "name": "named",
    "merge": "brought together",
    "split": "parted",
    "assign": "said who it is",
    "not_this": "said who it is not",
    "draw": "face marked",
    "remove": "box taken away",
    "verdict": "said whether it is a face",
    "answer": "question answered",
    "cover": "cover chosen",
    "hide": "shown or hidden",
    "details": "birthday, memorial",
    "read_back": "names in photos became others",
}
