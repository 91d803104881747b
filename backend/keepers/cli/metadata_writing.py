"""After a change: files are written, and the terminal tells how that went."""

from collections.abc import Iterable
from typing import Any, Final

from keepers.cli import unwritten
from keepers.cli.exits import INCOMPLETE, OK
from keepers.cli.following import follow
from keepers.cli.photos_at import counted
from keepers.cli.terminal import Terminal
from keepers.cli.words import count
from keepers.editing.editing import WRITE
from keepers.library import Library

_STOPPED: Final = (
    "Stopped. The change stands; files that still wait for it are written with: keepers metadata sync"
)


def written(
    library: Library,
    terminal: Terminal,
    document: dict[str, Any],
    ids: Iterable[int] | None,
    *,
    no_wait: bool = False,
) -> int:
    """Have files written, and tell how that went for these photos (None: all); the exit code.

    What waits of other photos is no news, and does not make this one's exit code.
    """
    if no_wait:
        state = library.editing.state()
        terminal.answer(document | {"pending": state.pending, "conflicts": state.conflicts, "unwritten": []})
        return OK
    try:
        followed = follow(library, terminal, (), kinds=(WRITE,))
    except KeyboardInterrupt:
        # The same command again would not go on: undo would take back one change more.
        raise KeyboardInterrupt(_STOPPED) from None
    state = library.editing.state()
    found = unwritten.waiting(library, ids)
    files = [each for those in found.values() for each in those]
    waiting = [asset_id for asset_id, those in found.items() if any(each.waits for each in those)]
    terminal.answer(
        document
        | {"pending": len(waiting), "conflicts": state.conflicts, "unwritten": unwritten.as_json(files)}
    )
    followed.tell(terminal)
    if found and not followed.paused:
        unwritten.tell(terminal, counted(library, waiting), files)
    if state.conflicts:
        terminal.say(
            f"{count(state.conflicts, 'change')} met one of another program: keepers metadata conflicts"
        )
    return followed.code or (INCOMPLETE if waiting else OK)
