"""Installing models from the terminal: the cost before, the question, the work, and what came of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from keepers.base.files import free_bytes
from keepers.cli.exits import FAILED, OK
from keepers.cli.following import follow
from keepers.cli.model_words import SOURCES, TASKS
from keepers.cli.terminal import Terminal
from keepers.cli.words import size
from keepers.library import Library
from keepers.models.active import ModelState


def show_cost(
    terminal: Terminal, library: Library, chosen: Sequence[ModelState], folder: Path | None
) -> None:
    """What it takes and whose it is, before anything happens."""
    terminal.table(
        ("Model", "Size", "Licence", "From", "Brings"),
        [
            (
                state.title,
                size(state.bytes),
                state.licence,
                str(folder)
                if folder
                else " or ".join(SOURCES[each] for each in state.from_where) or "a folder",
                state.brings,
            )
            for state in chosen
        ],
        right=(1,),
    )
    needed, free = sum(state.bytes for state in chosen), free_bytes(library.models.store.path)
    if chosen:
        terminal.say(f"{size(needed)} in all; {size(free)} are free in {library.models.store.path}.")
    if any(state.bytes and "package" in state.from_where for state in chosen) and folder is None:
        terminal.say("From packages more is fetched than is kept.")


def agreed(terminal: Terminal, yes: bool, question: str) -> bool:
    """Whether a person said yes, now or with --yes. Raises click.UsageError where nobody is there."""
    if yes:
        return True
    if terminal.as_json or not terminal.listens:
        raise click.UsageError("Nobody is there to be asked. Say --yes to go ahead.")
    return click.confirm(question, default=True, err=True)


def followed(library: Library, terminal: Terminal, job: int, tell: Callable[[dict[str, Any]], int]) -> int:
    """Work, or watch another Keepers work, until the job is over; then tell its result."""
    followed = follow(library, terminal, [job], kinds=())
    done = followed.jobs[job]
    if done.state == "failed":
        terminal.failure(done.error_code or "unexpected", done.error_message or "It failed.")
        return FAILED
    if done.state != "done" or done.result is None:
        followed.tell(terminal)
        terminal.answer({"ok": False, "state": done.state})
        return followed.code
    return tell(done.result)


def installed(terminal: Terminal, library: Library, result: dict[str, Any], starter: bool) -> int:
    """Tell the result of an installation; the exit code. Of starter models some are enough."""
    came = bool(result["installed"] or result["already"])
    ok = not result["missing"] or (starter and came)
    active = {task: one.id for task, one in library.models.all_active().items()}
    terminal.answer({"ok": ok, **result, "active": active})
    for model_id in result["installed"]:
        terminal.say(f"{library.models.entry(model_id).title} is installed.")
    for model_id in result["already"]:
        terminal.say(f"{library.models.entry(model_id).title} was there already.")
    for each in result["missing"]:
        terminal.say(f"{TASKS[each['task']]}: {each['message']}")
    if any(job.kind == "faces" for job in library.jobs.list(("queued", "paused"))):
        terminal.say("Photos are gone through for faces when Keepers is open, or with: keepers analyze")
    return OK if ok else FAILED
