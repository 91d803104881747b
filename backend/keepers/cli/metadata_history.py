"""What was changed of photos in words, taken back and made again."""

from typing import Final

import click

from keepers.catalog.edit_rows import Applied
from keepers.cli.exits import EPILOG, OK
from keepers.cli.field_words import TITLES, here_and_now
from keepers.cli.metadata_writing import written
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.photos_at import counted
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.library import Library
from keepers.metadata.fields import FIELDS

_HISTORY: Final = 20
_KINDS: Final = {
    "edit": "",
    "dates": "dates repaired",
    "people": "people named",
    "resolve": "conflict settled",
    "read_back": "by another program",
}


@click.command("history", epilog=EPILOG)
@click.option("--limit", metavar="N", type=click.IntRange(1, 1000), default=_HISTORY, help="At most N.")
@everywhere
@pass_terminal
def history(terminal: Terminal, limit: int) -> int:
    """The latest changes, newest first, by the clock of this computer."""
    with opened(terminal) as library:
        found = library.editing.history(limit)
    terminal.answer(
        {
            "ok": True,
            "operations": [
                {
                    "id": each.id,
                    "kind": each.kind,
                    "made_at": each.made_at,
                    "undone_at": each.undone_at,
                    "photos": each.photos,
                    "fields": list(each.fields),
                }
                for each in found
            ],
        }
    )
    if not found:
        terminal.say("Nothing was changed yet.")
        return OK
    rows = [
        (
            str(each.id),
            here_and_now(each.made_at),
            count(each.photos, "photo"),
            "taken back" if each.undone_at is not None else _KINDS.get(each.kind, each.kind),
            ", ".join(TITLES[field] for field in FIELDS if field in each.fields),
        )
        for each in found
    ]
    terminal.table(("", "When", "", "", "What"), rows, right=(0,))
    terminal.say("Take one back with: keepers metadata undo NUMBER")
    return OK


@click.command("undo", epilog=EPILOG)
@click.argument("number", metavar="[NUMBER]", type=int, required=False)
@everywhere
@pass_terminal
def undo(terminal: Terminal, number: int | None) -> int:
    """Take back a change by its number (metadata history), or the latest one. Files follow."""
    with opened(terminal) as library:
        if number is None:
            standing = [each for each in library.editing.history(100) if each.undone_at is None]
            if not standing:
                terminal.answer({"ok": True, "operation": None, "changed": 0})
                terminal.say("There is nothing to take back.")
                return OK
            number = standing[0].id
        applied = library.editing.undo(number)
        told(library, terminal, applied, f"Change {number} was taken back")
        document = {"ok": True, "operation": number, "changed": len(applied.changed)}
        return written(library, terminal, document, applied.changed)


@click.command("redo", epilog=EPILOG)
@click.argument("number", metavar="NUMBER", type=int)
@everywhere
@pass_terminal
def redo(terminal: Terminal, number: int) -> int:
    """Make a change again that was taken back."""
    with opened(terminal) as library:
        applied = library.editing.redo(number)
        told(library, terminal, applied, f"Change {number} was made again")
        document = {"ok": True, "operation": number, "changed": len(applied.changed)}
        return written(library, terminal, document, applied.changed)


def told(library: Library, terminal: Terminal, applied: Applied, done: str) -> None:
    """What was taken back or made again, and what stays because it changed since."""
    terminal.say(f"{done}: {counted(library, applied.changed)}.")
    left = len({each.asset_id for each in applied.skipped})
    if left:
        stay = "stays as it is" if left == 1 else "stay as they are"
        terminal.say(f"{count(left, 'photo')} that changed again since {stay}.")
