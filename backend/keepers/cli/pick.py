"""`keepers pick`: the best photos of the library or a part of it."""

from pathlib import Path

import click

from keepers.base.errors import Invalid
from keepers.catalog.scopes import Scope
from keepers.cli.exits import EPILOG
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.picking import Wish, pick_and_export, picking_options
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.export.spec import Mode
from keepers.library import Library


@click.command("pick", epilog=EPILOG)
@picking_options(out_required=False)
@click.option(
    "--scope",
    metavar="PART",
    default="library",
    show_default=True,
    help="The part to choose from: library, year:2024, month:202408 or root:1.",
)
@everywhere
@pass_terminal
def command(
    terminal: Terminal,
    best: int,
    out: Path | None,
    mode: Mode,
    gallery: bool,
    alone: bool,
    per_day: int | None,
    one_per_stack: bool,
    scope: str,
) -> int:
    """Choose the best N photos, say why, and put them into a folder if --out is given."""
    wish = Wish(best, out, mode, gallery, alone, per_day, one_per_stack)
    wish.params  # noqa: B018 - says what is wrong with it before a library is opened
    with opened(terminal) as library:
        _check(scope, library)
        unread = library.look_queue.count()
        if unread and library.assets.count() > unread:
            terminal.remark(f"{count(unread, 'photo')} are not read yet and were not judged: keepers analyze")
        return pick_and_export(library, terminal, wish, scope, {"unread": unread})


def _check(scope: str, library: Library) -> None:
    """Raise Invalid for a part that is none, saying which folders there are: who knows their numbers?"""
    roots = {f"root:{root.id}": root.label for root in library.roots.all()}
    try:
        kind = Scope.parse(scope).kind
    except Invalid:
        kind = ""
    if kind and (kind != "root" or scope in roots):
        return
    folders = ", ".join(f"{part} ({label})" for part, label in roots.items()) or "root:1"
    raise Invalid(
        f'There is no part "{scope}" in this library. It is library, year:2024, month:202408 or a folder: '
        f"{folders}.",
        scope=scope,
        roots=roots,
    )
