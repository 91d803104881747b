"""`keepers add`: a folder becomes part of the library."""

from pathlib import Path

import click

from keepers.cli.adding import FOLDER, add_folder, counts
from keepers.cli.exits import EPILOG
from keepers.cli.following import follow
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.terminal import Terminal
from keepers.cli.words import count


@click.command("add", epilog=EPILOG)
@click.argument("folder", type=FOLDER)
@everywhere
@pass_terminal
def command(terminal: Terminal, folder: Path) -> int:
    """Make FOLDER part of the library and find the photos and films in it.

    They stay where they are. A folder that is part of the library already is looked through again.
    Reading and judging them is what `keepers analyze` does, or Keepers itself once it is open.
    """
    with opened(terminal) as library:
        root, scan = add_folder(library, folder)
        followed = follow(library, terminal, [scan], kinds=())
        found = counts(followed, scan)
        assets = library.roots.asset_counts().get(root.id, 0)
        terminal.answer(
            {
                "ok": not followed.failed,
                "root": {"id": root.id, "label": root.label, "path": root.path},
                "photos": assets,
                "scan": found,
                "unread": library.look_queue.count(),
            }
        )
        followed.tell(terminal)
        if not followed.failed and not followed.paused:
            _tell(terminal, root.label, found, assets)
        return followed.code


def _tell(terminal: Terminal, label: str, found: dict[str, int], assets: int) -> None:
    if not assets:
        terminal.say(
            f"{label} is part of the library now, but there is no photo and no film in it. Keepers "
            "reads JPEG, PNG, WebP, TIFF, GIF, BMP, HEIC, AVIF, cameras' raw files and films; hidden folders "
            "are passed over."
        )
        return
    new = found.get("added", 0)
    news = f"{new:,} of them new" if new else "none of them new"
    terminal.say(f"{label}: {count(found.get('seen', assets), 'file')}, {news}.")
    terminal.say("To read and judge them: keepers analyze. To look at them: keepers serve")
