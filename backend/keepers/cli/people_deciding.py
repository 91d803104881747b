"""Saying who is who, verb by verb."""

from typing import Final

import click

from keepers.catalog.persons import Hidden
from keepers.cli.exits import EPILOG
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.people_settled import no_wait_option, settled
from keepers.cli.person_named import faces_meant, person_named, require_theirs, title
from keepers.cli.terminal import Terminal
from keepers.cli.words import count, shown
from keepers.people.acting import NameTaken

_LEVELS: Final[dict[str, tuple[Hidden, str]]] = {
    "everywhere": ("everywhere", "is hidden everywhere now"),
    "not-in-memories": ("not_in_memories", "is in no memories from now on"),
    "less": ("less", "is shown less often from now on"),
    "shown": ("shown", "is shown again"),
}


@click.command("name", epilog=EPILOG, short_help="Say what somebody is called.")
@click.argument("person", metavar="PERSON")
@click.argument("name", metavar="NAME")
@no_wait_option
@everywhere
@pass_terminal
def name(terminal: Terminal, person: str, name: str, no_wait: bool) -> int:
    """Call PERSON by this NAME; "" takes the name away.

    The name is written beside every photo they are in; a pet's stays in Keepers. It counts for every face
    that is taken for them now.
    """
    with opened(terminal) as library:
        meant = person_named(library, person)
        try:
            done = library.people.name(meant.id, name)
        except NameTaken as error:
            other = error.facts["person_id"]
            raise NameTaken(
                f"Somebody is called {shown(str(error.facts['name']))} already (#{other}). If both are the "
                f"same person: keepers people merge {other} {meant.id}. If not, add what tells them apart.",
                **error.facts,
            ) from error
        now = library.people.get(meant.id)
        if done.operation is None:
            terminal.say(f"Nothing was changed: that is what {title(now)} is called already.")
        elif now.name:
            terminal.say(f"This is {title(now)} now, in {count(now.photos, 'photo')}.")
        else:
            terminal.say(f"{shown(meant.name)} (#{now.id}) has no name any more.")
        return settled(library, terminal, {"ok": True}, done, no_wait=no_wait)


@click.command("merge", epilog=EPILOG, short_help="Say that several are the same person.")
@click.argument("person", metavar="PERSON")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@no_wait_option
@everywhere
@pass_terminal
def merge(terminal: Terminal, person: str, others: tuple[str, ...], no_wait: bool) -> int:
    """Say that each OTHER is the same as PERSON. The name of PERSON stays, if there is one."""
    with opened(terminal) as library:
        meant = person_named(library, person)
        done = library.people.merge(meant.id, [person_named(library, each).id for each in others])
        now = library.people.get(meant.id)
        terminal.say(f"Brought together as {title(now)}: {count(now.photos, 'photo')}.")
        return settled(library, terminal, {"ok": True}, done, no_wait=no_wait)


@click.command("split", epilog=EPILOG, short_help="Say that some faces are somebody else.")
@click.argument("person", metavar="PERSON")
@click.argument("faces", metavar="FACE...", nargs=-1, required=True)
@click.option("--name", "called", metavar="NAME", help="Who they are; else somebody new without a name.")
@no_wait_option
@everywhere
@pass_terminal
def split(terminal: Terminal, person: str, faces: tuple[str, ...], called: str | None, no_wait: bool) -> int:
    """Say that each FACE is not PERSON but somebody else, all of them the same.

    A FACE is its number in keepers people photos, or the photo it is in.
    """
    with opened(terminal) as library:
        meant = person_named(library, person)
        chosen = faces_meant(library, meant, faces)
        if called is None:
            done = library.people.split(meant.id, chosen)
        else:
            require_theirs(library, meant, chosen)
            done = library.people.assign(chosen, None, called)
        if done.person_id is not None:
            now = library.people.get(done.person_id)
            terminal.say(f"{count(len(chosen), 'face')} of {title(meant)} went to {title(now)}.")
            if not now.name:
                terminal.say(f"Give them a name with: keepers people name {now.id} NAME")
        return settled(library, terminal, {"ok": True, "faces": chosen}, done, no_wait=no_wait)


@click.command("not", epilog=EPILOG, short_help="Say that faces are not somebody.")
@click.argument("person", metavar="PERSON")
@click.argument("faces", metavar="FACE...", nargs=-1, required=True)
@no_wait_option
@everywhere
@pass_terminal
def not_this(terminal: Terminal, person: str, faces: tuple[str, ...], no_wait: bool) -> int:
    """Say that each FACE is not PERSON, and leave open who it is.

    A FACE is its number in keepers people photos, or the photo it is in.
    """
    with opened(terminal) as library:
        meant = person_named(library, person)
        chosen = faces_meant(library, meant, faces)
        done = library.people.not_this(chosen, meant.id)
        are = "is" if len(chosen) == 1 else "are"
        terminal.say(f"{count(len(chosen), 'face')} {are} not {title(meant)}.")
        return settled(library, terminal, {"ok": True, "faces": chosen}, done, no_wait=no_wait)


@click.command("hide", epilog=EPILOG, short_help="Show somebody less, or nowhere; or again.")
@click.argument("person", metavar="PERSON")
@click.argument("level", metavar="[LEVEL]", type=click.Choice(list(_LEVELS)), default="everywhere")
@no_wait_option
@everywhere
@pass_terminal
def hide(terminal: Terminal, person: str, level: str, no_wait: bool) -> int:
    """Hide PERSON everywhere; or, by LEVEL, not-in-memories, less (often), or shown again.

    Photos stay where they are, and are shown as ever.
    """
    with opened(terminal) as library:
        meant = person_named(library, person)
        wanted, words = _LEVELS[level]
        done = library.people.hide(meant.id, wanted)
        terminal.say(f"{_begin(title(meant))} {words}.")
        return settled(library, terminal, {"ok": True, "hidden": wanted}, done, no_wait=no_wait)


@click.command("details", epilog=EPILOG, short_help="Note a birthday, or that somebody died.")
@click.argument("person", metavar="PERSON")
@click.option("--birthday", metavar="DAY", help='1950-03-28, or 03-28 without the year; "" for none.')
@click.option("--memorial/--no-memorial", default=None, help="Whether they died; memories are told gently.")
@no_wait_option
@everywhere
@pass_terminal
def details(
    terminal: Terminal, person: str, birthday: str | None, memorial: bool | None, no_wait: bool
) -> int:
    """Note when PERSON was born, or that they died. Neither is written into photos."""
    if birthday is None and memorial is None:
        raise click.UsageError("Say what is to be noted: --birthday or --memorial.")
    with opened(terminal) as library:
        meant = person_named(library, person)
        day = meant.birthday if birthday is None else _day(birthday)
        done = library.people.details(meant.id, meant.memorial if memorial is None else memorial, day)
        now = library.people.get(meant.id)
        said = [f"born {now.birthday.removeprefix('--')}" if now.birthday else "no birthday known"]
        said += ["in memory"] if now.memorial else []
        terminal.say(f"{_begin(title(now))}: {', '.join(said)}.")
        document = {"ok": True, "birthday": now.birthday, "memorial": now.memorial}
        return settled(library, terminal, document, done, no_wait=no_wait)


def _day(text: str) -> str | None:
    text = text.strip()
    return f"--{text}" if len(text) == len("03-28") and text[2] == "-" else text or None


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
