"""`keepers serve`: the library in a browser."""

from pathlib import Path

import click

from keepers.cli.adding import FOLDER
from keepers.cli.exits import EPILOG
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.serving import serve_until_stopped, serving_options
from keepers.cli.terminal import Terminal
from keepers.ingest.adding import FolderInsideAnother


@click.command("serve", epilog=EPILOG)
@serving_options
@click.option("--add", "folders", metavar="FOLDER", type=FOLDER, multiple=True, help="Add this folder first.")
@everywhere
@pass_terminal
def command(
    terminal: Terminal, port: int | None, open_page: bool, ui_dir: Path | None, folders: tuple[Path, ...]
) -> int:
    """Open the library in a browser on this computer. Nobody else can reach it.

    Whatever work is waiting is done meanwhile. With --json, one line says where Keepers listens.
    """
    with opened(terminal) as library:
        for folder in folders:
            try:
                library.add_root(folder)
            except FolderInsideAnother as error:
                # What was wished for is the case already: no reason not to open.
                terminal.remark(error.message)
        return serve_until_stopped(library, terminal, port=port, open_page=open_page, ui_dir=ui_dir)
