"""Serving the open library to a browser, shared by `serve` and `demo`."""

import os
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from keepers.cli.exits import OK
from keepers.cli.terminal import Terminal
from keepers.library import Library
from keepers.web.serve import Server, serve


def serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--port, --open and --ui-dir."""
    for option in (
        click.option(
            "--ui-dir",
            metavar="DIR",
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            help="The built pages, where they are not in their usual place.",
        ),
        click.option(
            "--open/--no-open", "open_page", default=True, help="Open the page in a browser (usual)."
        ),
        click.option(
            "--port",
            metavar="PORT",
            type=click.IntRange(0, 65535),
            default=None,
            help="The port; 0 is any free one. Usual: the one of last time, if it is free.",
        ),
    ):
        command = option(command)
    return command


def serve_until_stopped(
    library: Library, terminal: Terminal, *, port: int | None, open_page: bool, ui_dir: Path | None
) -> int:
    """Serve, say where, and come back when interrupted."""

    def ready(server: Server) -> None:
        opening = open_page and can_open()
        terminal.event(
            {
                "event": "ready",
                "url": server.address,
                "port": server.port,
                "token": server.keys.token,
                "media_key": server.keys.media_key,
                "library": str(library.path),
                "pid": os.getpid(),
            }
        )
        terminal.say(_block(server.address, library.path, opening))
        sys.stdout.flush()
        if opening:
            threading.Thread(
                target=webbrowser.open, args=(server.address,), name="keepers-open", daemon=True
            ).start()

    try:
        serve(library, port, ui_dir=ui_dir, ready=ready)
    except KeyboardInterrupt:
        terminal.remark("")
    terminal.remark("Keepers has stopped. What it was doing goes on the next time.")
    return OK


def can_open() -> bool:
    """Whether a browser with a window can be opened here; one in the terminal would only be in the way."""
    if sys.platform.startswith("linux"):
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return False
    elif os.environ.get("SSH_CONNECTION"):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _block(address: str, library: Path, opening: bool) -> str:
    how = "It opens in your browser now." if opening else "Open it in a browser on this computer."
    return (
        f"\n  Keepers   {address}\n"
        f"            {how} The address holds the key: do not pass it on.\n"
        f"  Library   {library}\n"
        "  Stop      Ctrl-C\n"
    )
