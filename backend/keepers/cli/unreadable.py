"""Files that could not be read, told in words."""

from typing import Any, Final

from keepers.catalog.problems import ProblemRow
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.library import Library
from keepers.media.problems import sentence

_SHOWN: Final = 10
_PAGE: Final = 500


def unreadable(library: Library, root_id: int | None = None) -> list[ProblemRow]:
    """Every file that could not be read, of one root or of all."""
    found: list[ProblemRow] = []
    after = 0
    while page := library.problems.list(after, _PAGE):
        found.extend(row for row in page if root_id is None or row.root_id == root_id)
        after = page[-1].file_id
    return found


def as_json(rows: list[ProblemRow]) -> list[dict[str, Any]]:
    """The files as JSON."""
    return [
        {
            "root": row.root_label,
            "path": f"{row.folder}/{row.name}" if row.folder else row.name,
            "code": row.code,
            "reason": sentence(row.code),
        }
        for row in rows
    ]


def tell(terminal: Terminal, rows: list[ProblemRow]) -> None:
    """List the files with their reasons; the first few, when there are many."""
    if not rows:
        return
    terminal.say(f"{count(len(rows), 'file')} could not be read; they are left as they are:")
    for row in rows[:_SHOWN]:
        where = f"{row.folder}/{row.name}" if row.folder else row.name
        terminal.say(f"  {where}: {sentence(row.code)}")
    if len(rows) > _SHOWN:
        terminal.say(f"  … and {len(rows) - _SHOWN:,} more. --json lists them all.")
