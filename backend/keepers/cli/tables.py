"""Tables for people, as wide as their terminal."""

import os
import sys
from collections.abc import Sequence
from typing import Final

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from keepers.cli.words import shown

_UNSEEN_WIDTH: Final = 120
_LEAST_LAST: Final = 32
_GAP: Final = 3


def draw(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> None:
    """Print a table on stdout; columns in `right` are aligned to the right, the last one is wrapped.

    Where the last one would get fewer than 32 cells and needs more, it goes below the others. Without a
    terminal the width is that of COLUMNS, else 120.
    """
    # A new line in a file name would tear the row apart.
    cells = [[shown(cell).replace("\n", " ") for cell in row] for row in rows]
    console = Console(width=_width(), highlight=False)
    *others, last = (
        max(map(cell_len, (name, *(row[at] for row in cells)))) for at, name in enumerate(header)
    )
    room = console.width - sum(others) - _GAP * len(others) - 2
    if room >= min(last, _LEAST_LAST):
        console.print(_table(header, cells, right))
        return
    # Below the second column, where the first is but the row's number.
    indent = 1 + (others[0] + _GAP if 0 in right else 0)
    for row in cells:
        said = (
            f"{cell:>{width}}" if at in right else set_cell_size(cell, width)
            for at, (cell, width) in enumerate(zip(row, others, strict=False))
        )
        line = Text(f" {(' ' * _GAP).join(said)}".rstrip(), style="bold")
        # A path longer than the page is not broken in two: it must still be one where it is taken from there.
        console.print(line, soft_wrap=max(others) >= console.width)
        if row[-1]:
            console.print(Padding(Text(row[-1]), (0, 1, 0, indent)))


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for at, name in enumerate(header):
        last = at == len(header) - 1
        table.add_column(name, justify="right" if at in right else "left", no_wrap=not last)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _width() -> int | None:
    if sys.stdout.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else _UNSEEN_WIDTH
