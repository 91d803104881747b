"""After a decision about people: faces are grouped anew, names are written, and the terminal tells of it."""

from typing import Any

import click

from keepers.cli.following import follow
from keepers.cli.metadata_writing import written
from keepers.cli.options import Command
from keepers.cli.terminal import Terminal
from keepers.library import Library
from keepers.people.acting import PEOPLE, Done


def no_wait_option(command: Command) -> Command:
    """Give a verb --no-wait."""
    return click.option("--no-wait", is_flag=True, help="Have files written later, when Keepers is open.")(
        command
    )


def settled(
    library: Library, terminal: Terminal, document: dict[str, Any], done: Done, *, no_wait: bool = False
) -> int:
    """Have what follows from a decision done, tell how to take it back, and how the writing went; exit code.

    With `no_wait` that is left to whoever opens Keepers next.
    """
    if done.operation is not None and document.get("operation") is None:
        terminal.remark(f"Take it back with: keepers people undo {done.operation}")
    document = {**document, "operation": document.get("operation") or done.operation}
    document |= {"person": done.person_id, "changed": len(done.changed_assets)}
    if done.operation is None or no_wait:
        return written(library, terminal, document, done.changed_assets, no_wait=True)
    library.people.group_soon(at_once=True)
    if done.changed_assets:
        library.editing.write_soon(at_once=True)
    grouped = follow(library, terminal, (), kinds=(PEOPLE,))
    code = written(library, terminal, document, done.changed_assets)
    return code or grouped.code
