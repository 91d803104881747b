"""Options that every verb takes, before or after its name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from keepers.cli.terminal import Terminal
from keepers.cli.words import shown

Command = Callable[..., Any]


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        terminal = context.ensure_object(Terminal)
        if value is not None and value is not False:
            setattr(terminal, name, value)
        return value

    return keep


class Place(click.Path):
    """A folder, there or yet to be made."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. An empty name, as an unset variable leaves it, would be the folder one stands in."""
        if str(value) == "":
            raise click.BadParameter("An empty name is no folder.", ctx, param)
        if Path(value).expanduser().is_file():
            raise click.BadParameter(f"{shown(str(value))} is a file. Give a folder.", ctx, param)
        return super().convert(value, param, ctx)


def everywhere(
    command: Command,
    library: str = "The library to use instead of your usual one (also: KEEPERS_LIBRARY).",
) -> Command:
    """Give a verb --library, --json and --quiet; `library` is what --help says of the first."""
    for option in (
        click.option(
            "--quiet",
            "-q",
            is_flag=True,
            expose_value=False,
            callback=_set("quiet"),
            help="Say the result only.",
        ),
        click.option(
            "--json",
            is_flag=True,
            expose_value=False,
            callback=_set("as_json"),
            help="Print one JSON document.",
        ),
        click.option(
            "--library",
            metavar="DIR",
            type=Place(),
            expose_value=False,
            callback=_set("library"),
            help=library,
        ),
    ):
        command = option(command)
    return command


#: The verb is handed the Terminal as its first argument.
pass_terminal = click.make_pass_decorator(Terminal, ensure=True)


def strict(command: Command) -> Command:
    """Give a verb --strict."""
    return click.option("--strict", is_flag=True, help="Exit with 3 when some files could not be read.")(
        command
    )
