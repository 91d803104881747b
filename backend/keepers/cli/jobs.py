"""`keepers jobs`: see and steer the work, also that of another Keepers that is open."""

from collections.abc import Sequence
from typing import Any, Final

import click

from keepers.base.job import Job
from keepers.cli.exits import EPILOG, OK
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.progress import far, left, words
from keepers.cli.terminal import Terminal
from keepers.cli.verb_group import VerbGroup
from keepers.library import Library

_STATES: Final = {
    "queued": "waiting",
    "running": "at work",
    "paused": "paused",
    "done": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}
_SHOWN: Final = 20


@click.group(
    "jobs", cls=VerbGroup, invoke_without_command=True, epilog=EPILOG, subcommand_metavar="[VERB] ..."
)
@everywhere
@pass_terminal
@click.pass_context
def command(context: click.Context, terminal: Terminal) -> int:
    """See and steer the work that is going on, here or in another Keepers that is open."""
    return OK if context.invoked_subcommand is not None else _listed(terminal, _SHOWN)


@command.command("list")
@click.option("--limit", metavar="N", type=click.IntRange(1, 1000), default=_SHOWN, help="At most N.")
@everywhere
@pass_terminal
def list_jobs(terminal: Terminal, limit: int) -> int:
    """The newest work, and how far it is."""
    return _listed(terminal, limit)


@command.command("pause")
@click.argument("job", metavar="[NUMBER]", type=int, required=False)
@everywhere
@pass_terminal
def pause(terminal: Terminal, job: int | None) -> int:
    """Pause one piece of work, or all of it. It stays paused until it is resumed, over restarts too."""
    with opened(terminal) as library:
        if job is None:
            library.jobs.pause_all()
            return _said(terminal, library, None, "All work is paused. Go on with: keepers jobs resume")
        library.jobs.pause(job)
        return _said(terminal, library, job, "It stops at its next safe point.")


@command.command("resume")
@click.argument("job", metavar="[NUMBER]", type=int, required=False)
@everywhere
@pass_terminal
def resume(terminal: Terminal, job: int | None) -> int:
    """Let paused work go on: one piece, or all of it."""
    with opened(terminal) as library:
        if job is None:
            library.jobs.resume_all()
            for each in library.jobs.list(states=("paused",), limit=1000):
                library.jobs.resume(each.id)
        else:
            library.jobs.resume(job)
        return _said(terminal, library, job, _who(library))


@command.command("cancel")
@click.argument("job", metavar="NUMBER", type=int)
@everywhere
@pass_terminal
def cancel(terminal: Terminal, job: int) -> int:
    """Give a piece of work up. What it has done is kept."""
    with opened(terminal) as library:
        library.jobs.cancel(job)
        return _said(terminal, library, job, "It is given up; what it has done is kept.")


@command.command("retry")
@click.argument("job", metavar="NUMBER", type=int)
@everywhere
@pass_terminal
def retry(terminal: Terminal, job: int) -> int:
    """Start again what failed or was cancelled."""
    with opened(terminal) as library:
        library.jobs.retry(job)
        return _said(terminal, library, job, _who(library))


def _listed(terminal: Terminal, limit: int) -> int:
    with opened(terminal) as library:
        found = library.jobs.list(limit=limit)
        paused = library.jobs.all_paused
        terminal.answer({"ok": True, "all_paused": paused, "jobs": [_as_json(job) for job in found]})
        if not found:
            terminal.say("No work was asked for yet.")
            return OK
        terminal.table(("", "Work", "State", "How far", ""), _rows(found), right=(0,))
        if paused:
            terminal.say("All work is paused. Go on with: keepers jobs resume")
        elif any(job.state in {"queued", "running"} for job in found):
            terminal.say(_who(library))
        return OK


def _rows(found: Sequence[Job]) -> list[tuple[str, ...]]:
    return [
        (
            str(job.id),
            words(job.kind),
            _STATES.get(job.state, job.state),
            far(job),
            job.error_message or (left(job) if job.state == "running" else ""),
        )
        for job in found
    ]


def _who(library: Library) -> str:
    """Who will do the waiting work."""
    if library.lock.holder() is not None:
        return "Another Keepers is at it."
    return "It goes on when Keepers is open, or with: keepers analyze"


def _said(terminal: Terminal, library: Library, job: int | None, sentence: str) -> int:
    document: dict[str, Any] = {"ok": True, "all_paused": library.jobs.all_paused}
    if job is not None:
        document["job"] = _as_json(library.jobs.get(job))
    terminal.answer(document)
    terminal.say(sentence)
    return OK


def _as_json(job: Job) -> dict[str, Any]:
    return {**job.public(), "attempts": job.attempts}
