"""The command `keepers`: finds the verb, and turns whatever goes wrong into a sentence and an exit code."""

import importlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from keepers.base.errors import KeepersError
from keepers.base.threads_within import one_thread
from keepers.cli.exits import EPILOG, FAILED, INTERRUPTED, OK, WRONG_USE, code_for
from keepers.cli.options import everywhere
from keepers.cli.terminal import Terminal
from keepers.cli.verb_group import refuse_unknown

# Each verb lives in a module of its own, loaded when it is called: --help has to be quick.
_VERBS: Final = {
    "add": "Make a folder of photos part of the library.",
    "analyze": "Read what is new and judge it.",
    "pick": "Choose the best photos, with a reason for each.",
    "run": "All in one: add a folder, analyze it, pick the best of it.",
    "serve": "Open the library in a browser.",
    "demo": "Try Keepers with sample photos, apart from your own.",
    "jobs": "See and steer the work that is going on.",
    "show": "Show everything a photo says, and who says it.",
    "metadata": "Read and change captions, keywords, people, dates, places.",
    "models": "Choose what finds faces and tells people apart.",
    "people": "See who is in photos, and say who is who.",
    "dates": "Find dates that are unsure, and repair them.",
    "export-library": "Take everything along, for use without Keepers.",
    "doctor": "Check that everything Keepers needs is in order.",
}
_STOPPED: Final = "Stopped. What was done is kept; the same command goes on from there."
_log = logging.getLogger(__name__)


class Verbs(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order a newcomer needs them."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb, loaded now."""
        if cmd_name not in _VERBS:
            return None
        command = importlib.import_module(f"keepers.cli.{cmd_name.replace('-', '_')}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb asked for; suggests the nearest when there is none of that name."""
        if args and not args[0].startswith("-"):
            refuse_unknown(ctx, args[0], _VERBS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs, without loading one."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(_VERBS.items()))


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - 20 ms for this alone

        click.echo(f"Keepers {version('keepers')}")
        context.exit()


@click.group(
    cls=Verbs,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    options_metavar="[OPTIONS]",
    subcommand_metavar="VERB ...",
)
@everywhere
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version."
)
def keepers() -> None:
    """Keeps a family's photos safe, finds the good ones and brings them back, wholly on your own computer.

    Photos stay where they are and are not changed unless you ask for it. Nothing leaves this computer.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code."""
    _listen_for_the_end()
    one_thread()
    terminal = Terminal()
    try:
        code = keepers.main(
            args=None if arguments is None else list(arguments),
            prog_name="keepers",
            standalone_mode=False,
            obj=terminal,
        )
    except (KeyboardInterrupt, click.Abort) as error:
        # A verb that does not go on when it is called again says so itself; click wraps what it said.
        terminal.failure("interrupted", str(error.__cause__ or error) or _STOPPED)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the edge of the terminal
        return _told(terminal, error)
    return code if isinstance(code, int) else OK


def _told(terminal: Terminal, error: Exception) -> int:
    """Say what went wrong; the exit code."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message())
            return OK
        case click.ClickException():
            _wrong_use(terminal, error)
            return WRONG_USE
        case BrokenPipeError():
            # Whoever read our words has gone, as `| head` does; there is nobody to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        case KeepersError():
            terminal.failure(error.code, error.message, dict(error.facts))
            return code_for(error)
    _log.error("The command failed", exc_info=error)
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    terminal.failure("unexpected", f"Something went wrong that Keepers did not expect. {said}")
    return FAILED


def _wrong_use(terminal: Terminal, error: click.ClickException) -> None:
    message = _sentence(error)
    context: Any = getattr(error, "ctx", None)
    if not terminal.as_json and context is not None:
        click.echo(context.get_usage(), err=True)
        message += f"\n{context.command_path} --help says more."
    terminal.failure("wrong_use", message)


def _sentence(error: click.ClickException) -> str:
    """What is wrong, without click's preamble where the value speaks for itself."""
    if isinstance(error, click.MissingParameter | click.NoSuchOption) or not isinstance(
        error, click.BadParameter
    ):
        return error.format_message()
    option = isinstance(error.param, click.Option) and error.param.opts[0]
    return f"{option}: {error.message}" if option else error.message


def _listen_for_the_end() -> None:
    """Ctrl-C, and every other request to end, is heard where work can stop at a safe point."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, interrupt)
