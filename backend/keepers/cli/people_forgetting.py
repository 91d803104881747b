"""`keepers people forget` and `find`: faces go for good, and may be looked for again."""

from pathlib import Path
from typing import Final

import click

from keepers.base.errors import Invalid
from keepers.catalog.roots import Root
from keepers.cli.exits import EPILOG, FAILED, OK
from keepers.cli.following import follow
from keepers.cli.opening import opened
from keepers.cli.options import Place, everywhere, pass_terminal
from keepers.cli.terminal import Terminal
from keepers.cli.words import count, shown
from keepers.library import Library
from keepers.people.acting import FACES, PEOPLE

_WORD: Final = "forget"


@click.command("forget", epilog=EPILOG, short_help="Forget faces for good, all or those of a folder.")
@click.option("--folder", metavar="DIR", type=Place(), help="Only those of this folder of the library.")
@click.option("--confirm", "word", metavar="WORD", help=f"Say {_WORD} to do it without being asked.")
@everywhere
@pass_terminal
def forget(terminal: Terminal, folder: Path | None, word: str | None) -> int:
    """Forget every face: what was made of them, who is who, their pictures; in backups of the catalogue too.

    No faces are looked for afterwards until that is wanted again (people find). Photos, and the names that
    are written in or beside them, stay. This cannot be taken back.
    """
    with opened(terminal) as library:
        root = _root(library, folder) if folder is not None else None
        if not _sure(terminal, word, root):
            terminal.say("Nothing was forgotten.")
            return OK
        gone = library.forgetting.keep_out(root.id) if root is not None else library.forgetting.all()
    terminal.answer(
        {
            "ok": not gone.copies,
            "faces": gone.faces,
            "people": gone.people,
            "pictures": gone.pictures,
            "copies_left": list(gone.copies),
        }
    )
    terminal.say(f"{count(gone.faces, 'face')} and {count(gone.people, 'person', 'people')} forgotten.")
    terminal.say("Names that are written in or beside photos stay: keepers metadata write --remove-person")
    for name in gone.copies:
        terminal.say(f"The backup {shown(name)} could not be changed. Delete it if it is to be gone as well.")
    return FAILED if gone.copies else OK


@click.command("find", epilog=EPILOG, short_help="Have faces looked for in a folder again.")
@click.argument("folder", metavar="DIR", type=Place())
@everywhere
@pass_terminal
def find(terminal: Terminal, folder: Path) -> int:
    """Look for faces in DIR, a folder of the library that faces were kept out of, from now on."""
    with opened(terminal) as library:
        root = _root(library, folder)
        library.forgetting.let_in(root.id)
        followed = follow(library, terminal, (), kinds=(FACES, PEOPLE))
        counts = library.people.counts()
    terminal.answer({"ok": followed.code == OK, "named": counts.named, "unnamed": counts.unnamed})
    followed.tell(terminal)
    terminal.say(f"Faces are looked for in {shown(root.label)}. Who is there: keepers people list")
    return followed.code


def _sure(terminal: Terminal, word: str | None, root: Root | None) -> bool:
    if word is None and terminal.listens and not terminal.as_json:
        what = f"the faces of {shown(root.label)}" if root is not None else "every face"
        word = click.prompt(f"This forgets {what} for good. Type {_WORD} to go on", default="", err=True)
        if word != _WORD:
            return False
    if word != _WORD:
        raise click.UsageError(f"This cannot be taken back. To do it, add: --confirm {_WORD}")
    return True


def _root(library: Library, folder: Path) -> Root:
    wanted = folder.expanduser().resolve()
    roots = library.roots.all()
    found = next((root for root in roots if Path(root.path).resolve() == wanted), None)
    if found is None:
        named = ", ".join(shown(root.path) for root in roots) or "none yet"
        raise Invalid(f"{shown(str(folder))} is no folder of the library. There are: {named}.")
    return found
