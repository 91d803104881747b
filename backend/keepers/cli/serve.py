"""`keepers serve`: the library in a browser."""

from pathlib import Path

import click

from keepers.cli.adding import FOLDER
from keepers.cli.exits import EPILOG
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.serving import serve_until_stopped, serving_options
from keepers.cli.terminal import Terminal
from keepers.cli.words import size
from keepers.ingest.adding import FolderInsideAnother
from keepers.library import Library


@click.command("serve", epilog=EPILOG)
@serving_options
@click.option(
    "--starter-models",
    is_flag=True,
    hidden=True,
    help="Fetch the starter models unless a person said no.",
)
@click.option("--add", "folders", metavar="FOLDER", type=FOLDER, multiple=True, help="Add this folder first.")
@everywhere
@pass_terminal
def command(
    terminal: Terminal,
    port: int | None,
    open_page: bool,
    ui_dir: Path | None,
    starter_models: bool,
    folders: tuple[Path, ...],
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
        if starter_models:
            offer(terminal, library)
        return serve_until_stopped(library, terminal, port=port, open_page=open_page, ui_dir=ui_dir)


def offer(terminal: Terminal, library: Library) -> None:
    """Have the starter models fetched beside everything else, and say so, unless that was settled before."""
    starter = library.models.starter
    state = starter.state()
    starter.go_on()
    if state.complete or state.answer != "open" or not state.may_fetch:
        return
    starter.accept()
    if state.bytes == 0:
        # They were brought along: nothing is asked of the internet, so there is nothing to refuse.
        return
    terminal.remark(
        f"\n  Models    About {size(state.bytes)} are fetched meanwhile, so that people are found.\n"
        "            They run on this computer only. Not wanted: say so on the first page, or\n"
        "            keepers models decline"
    )
