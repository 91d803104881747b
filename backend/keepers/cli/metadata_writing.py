"""After a change: files are written, and the terminal tells how that went."""

from typing import Any

from keepers.cli.exits import INCOMPLETE, OK
from keepers.cli.following import Followed, follow
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.editing.editing import WRITE
from keepers.library import Library


def written(library: Library, terminal: Terminal, document: dict[str, Any], no_wait: bool) -> int:
    """Have files written, and tell how that went; the exit code."""
    followed = Followed() if no_wait else follow(library, terminal, (), kinds=(WRITE,))
    state = library.editing.state()
    terminal.answer(document | {"pending": state.pending, "conflicts": state.conflicts})
    followed.tell(terminal)
    if state.pending and not no_wait:
        terminal.say(f"{count(state.pending, 'photo')} could not be written yet; what you said is kept.")
        for line in _obstacles(followed):
            terminal.say(f"  {line}")
    if state.conflicts:
        terminal.say(
            f"{count(state.conflicts, 'change')} met one of another program: keepers metadata conflicts"
        )
    return followed.code or (INCOMPLETE if state.pending and not no_wait else OK)


def _obstacles(followed: Followed) -> list[str]:
    problems = [each for job in followed.jobs.values() for each in (job.result or {}).get("problems", [])]
    return [f"{each['name']}: {each['message']}" for each in problems]
