"""`keepers analyze`: whatever is new is read and judged."""

import click

from keepers.cli import unreadable
from keepers.cli.exits import EPILOG, INCOMPLETE, OK
from keepers.cli.following import follow
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal, strict
from keepers.cli.terminal import Terminal
from keepers.cli.words import count, photos_and_films


@click.command("analyze", epilog=EPILOG)
@click.option("--retry", is_flag=True, help="Try again the files that could not be read.")
@strict
@everywhere
@pass_terminal
def command(terminal: Terminal, retry: bool, strict: bool) -> int:
    """Look through every folder of the library, read what is new, and judge it.

    Ctrl-C stops at a safe point; the next time it goes on from there.
    """
    with opened(terminal) as library:
        roots = library.roots.all()
        if not roots:
            terminal.answer({"ok": True, "photos": 0, "unread": 0, "unreadable": []})
            terminal.say("There is no folder in this library yet. Add one: keepers add FOLDER")
            return OK
        if retry:
            library.retry_problems()
        followed = follow(library, terminal, library.analyze())
        status = library.status()
        films = library.assets.count_films()
        unread = unreadable.unreadable(library)
        offline = [root.label for root in library.roots.all() if not root.online]
        copies = 0 if status.unlooked or offline else library.assets.count_copies()
        terminal.answer(
            {
                "ok": not followed.failed,
                "photos": status.assets,
                "films": films,
                "unread": status.unlooked,
                "copies": copies,
                "stacks": _stacks(followed.jobs.values()),
                "offline": offline,
                "unreadable": unreadable.as_json(unread),
            }
        )
        followed.tell(terminal)
        for label in offline:
            terminal.remark(f"{label} is not connected; nothing of it is lost, and it was left out.")
        left = f", {count(status.unlooked, 'file')} still to be read" if status.unlooked else ""
        terminal.say(f"{photos_and_films(status.assets, films)} in the library{left}.")
        if copies:
            more = "1 file more holds" if copies == 1 else f"{copies:,} files more hold"
            terminal.say(f"{more} the same as another, byte for byte; each photo is shown once.")
        unreadable.tell(terminal, unread)
        return followed.code or (INCOMPLETE if strict and unread else OK)


def _stacks(jobs: object) -> int | None:
    """How many groups of look-alikes the last judgement found; None when none was made."""
    found = [
        job.result.get("stacks")
        for job in jobs  # type: ignore[attr-defined]
        if job.kind == "judge" and job.state == "done" and job.result
    ]
    return found[-1] if found else None
