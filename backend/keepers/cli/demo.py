"""`keepers demo`: a library of sample photos, apart from the person's own."""

from functools import partial
from pathlib import Path

import click
from platformdirs import user_data_path

from keepers.cli.exits import EPILOG
from keepers.cli.following import follow
from keepers.cli.opening import library_path, opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.serving import serve_until_stopped, serving_options
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.demo.samples import find_samples


def demo_library() -> Path:
    """Where the demo lies unless a person says otherwise."""
    return user_data_path("keepers", appauthor=False) / "demo" / "library"


@click.command("demo", epilog=EPILOG)
@click.option("--serve", "then_serve", is_flag=True, help="Open it in a browser at once.")
@serving_options
@partial(everywhere, library="The library to use instead of the demo's own.")
@pass_terminal
def command(
    terminal: Terminal, then_serve: bool, port: int | None, open_page: bool, ui_dir: Path | None
) -> int:
    """Make about 130 sample photos, add and analyze them, in a library of their own.

    Bursts with one sharp frame, copies, blurred and badly lit photos, three years, a few places: everything
    Keepers does can be seen on them. To be rid of them, delete the folder that is named at the end.
    """
    find_samples()
    with opened(terminal, library_path(terminal, demo_library())) as library:
        job = library.jobs.enqueue("demo", {}, dedup_key="demo")
        if then_serve:
            return serve_until_stopped(library, terminal, port=port, open_page=open_page, ui_dir=ui_dir)
        followed = follow(library, terminal, [job])
        followed.tell(terminal)
        status = library.status()
        terminal.answer(
            {
                "ok": not followed.failed,
                "library": str(library.path),
                "photos_folder": str(library.demo_photos),
                "photos": status.assets,
            }
        )
        if followed.code == 0:
            terminal.say(f"The demo library is ready: {count(status.assets, 'photo')}.")
            terminal.say(f"  Photos    {library.demo_photos}")
            terminal.say(f"  Library   {library.path}")
            terminal.say("  Look      keepers demo --serve")
        return followed.code
