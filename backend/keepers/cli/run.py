"""`keepers run`: add, analyze and pick in one go."""

from pathlib import Path

import click

from keepers.cli import unreadable
from keepers.cli.adding import FOLDER, add_folder, counts
from keepers.cli.exits import EPILOG, INCOMPLETE, OK
from keepers.cli.following import follow
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal, strict
from keepers.cli.picking import Wish, pick_and_export, picking_options
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.export.spec import Mode


@click.command("run", epilog=EPILOG)
@click.argument("folder", type=FOLDER)
@picking_options(out_required=True)
@strict
@everywhere
@pass_terminal
def command(
    terminal: Terminal,
    folder: Path,
    best: int,
    out: Path,
    mode: Mode,
    gallery: bool,
    alone: bool,
    per_day: int | None,
    one_per_stack: bool,
    strict: bool,
) -> int:
    """Add FOLDER, read and judge its photos, choose the best N of it and put them into DIR."""
    wish = Wish(best, out, mode, gallery, alone, per_day, one_per_stack)
    wish.params  # noqa: B018 - says what is wrong with it before the long work begins
    with opened(terminal) as library:
        root, scan = add_folder(library, folder)
        followed = follow(library, terminal, [scan])
        unread = unreadable.unreadable(library, root.id)
        extra = {
            "root": {"id": root.id, "label": root.label, "path": root.path},
            "scan": counts(followed, scan),
            "unreadable": unreadable.as_json(unread),
        }
        followed.tell(terminal)
        if followed.code != OK:
            terminal.answer({"ok": not followed.failed, **extra, "picks": []})
            return followed.code
        photos = library.roots.asset_counts().get(root.id, 0)
        terminal.say(f"{root.label}: {count(photos, 'photo')}.")
        unreadable.tell(terminal, unread)
        code = pick_and_export(library, terminal, wish, f"root:{root.id}", extra)
        return code or (INCOMPLETE if strict and unread else OK)
