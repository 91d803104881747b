"""`keepers metadata`: what the library knows of photos in words, and changing it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

import click

from keepers.catalog.edit_rows import Mode
from keepers.cli.exits import EPILOG, OK
from keepers.cli.field_words import (
    TITLES,
    check_country_code,
    date_of,
    field_named,
    in_words,
    position_of,
)
from keepers.cli.following import follow
from keepers.cli.metadata_history import history, redo, undo
from keepers.cli.metadata_shown import document_of, row_of
from keepers.cli.metadata_writing import written
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.photos_at import PhotoPath, counted, photos_at
from keepers.cli.terminal import Terminal
from keepers.cli.verb_group import VerbGroup
from keepers.cli.words import count, shown
from keepers.editing.change import Change
from keepers.library import Library
from keepers.metadata.fields import FIELDS, PLACE_PARTS, Field

_WHERE: Final[dict[Mode, str]] = {
    "sidecar": "into a sidecar beside each photo (photo.jpg.xmp); the photos are not touched",
    "photo": "into the photos where their format allows it (JPEG, PNG, WebP, TIFF), else beside them",
    "library": "nowhere: it stays in this library only",
}


@click.group("metadata", cls=VerbGroup, epilog=EPILOG, subcommand_metavar="VERB ...")
@everywhere
def command() -> None:
    """Read and change what photos and films say: title, caption, keywords, people, rating, date, place.

    What you change is written into a sidecar beside each photo, unless you choose otherwise (metadata where).
    Every change can be taken back (metadata undo).
    """


@command.command(
    "read", epilog=EPILOG, short_help="Show what the library knows of photos, and what of it is yours."
)
@click.argument("photos", metavar="PHOTO...", nargs=-1, required=True, type=PhotoPath())
@everywhere
@pass_terminal
def read(terminal: Terminal, photos: tuple[Path, ...]) -> int:
    """Show what the library knows of each PHOTO, or of all photos in a folder, and what of it is yours."""
    with opened(terminal) as library:
        documents = [document_of(library, here) for here in photos_at(library, photos)]
    terminal.answer({"ok": True, "photos": documents})
    for document in documents:
        terminal.say(document["path"])
        rows = [(TITLES[field], *row_of(field, document)) for field in FIELDS]
        said = [row for row in rows if row[1] or row[2]]
        if said:
            terminal.table(("Field", "", ""), said)
        else:
            terminal.say("  Nothing is said of it.")
    return OK


@command.command("write", epilog=EPILOG, short_help="Change what is said of photos.")
@click.argument("photos", metavar="PHOTO...", nargs=-1, required=True, type=PhotoPath())
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--caption", metavar="TEXT", help="What is to be seen, in a sentence or more.")
@click.option("--keyword", "keywords", metavar="WORD", multiple=True, help="Set the keywords (repeat it).")
@click.option("--add-keyword", "add_keywords", metavar="WORD", multiple=True, help="Add to them.")
@click.option("--remove-keyword", "remove_keywords", metavar="WORD", multiple=True, help="Take from them.")
@click.option("--add-person", "add_people", metavar="NAME", multiple=True, help="Somebody who is in it.")
@click.option("--remove-person", "remove_people", metavar="NAME", multiple=True, help="Somebody who is not.")
@click.option("--rating", metavar="N", type=int, help="1 to 5 stars, 0 for none, -1 for rejected.")
@click.option("--label", metavar="TEXT", help="A colour label, as Red or Yellow.")
@click.option("--date", metavar="WHEN", help="2024-08-17T14:03:09, with +01:00 where the zone is known.")
@click.option("--position", metavar="LAT,LON", help='Where it was taken, in degrees: "38.7139, -9.1394".')
@click.option("--location", metavar="TEXT", help="The place within the city.")
@click.option("--city", metavar="TEXT", help="The city.")
@click.option("--state", metavar="TEXT", help="The region or state.")
@click.option("--country", metavar="TEXT", help="The country.")
@click.option("--country-code", metavar="CODE", help="The country's code, of two or three letters, as PT.")
@click.option("--clear", "cleared", metavar="FIELD", multiple=True, help=f"Take away: {', '.join(FIELDS)}.")
@click.option("--no-wait", is_flag=True, help="Have files written later, when Keepers is open.")
@everywhere
@pass_terminal
def write(
    terminal: Terminal,
    photos: tuple[Path, ...],
    title: str | None,
    caption: str | None,
    keywords: tuple[str, ...],
    add_keywords: tuple[str, ...],
    remove_keywords: tuple[str, ...],
    add_people: tuple[str, ...],
    remove_people: tuple[str, ...],
    rating: int | None,
    label: str | None,
    date: str | None,
    position: str | None,
    location: str | None,
    city: str | None,
    state: str | None,
    country: str | None,
    country_code: str | None,
    cleared: tuple[str, ...],
    no_wait: bool,
) -> int:
    """Change what is said of each PHOTO, or of all photos in a folder. What is not named stays as it is.

    A keyword may be a path: "Places|Portugal|Lisbon". An empty text takes a field away, as --clear does.
    Files are written at once; with --no-wait later.
    """
    changes = [Change(field_named(field), "set", None) for field in cleared]
    changes += [Change(field, "set", value) for field, value in _set(title, caption, keywords, rating, label)]
    if date is not None:
        changes.append(Change("date", "set", date_of(date)))
    if position is not None:
        changes.append(Change("position", "set", position_of(position)))
    lists: tuple[tuple[Field, Literal["add", "remove"], list[Any]], ...] = (
        ("keywords", "add", list(add_keywords)),
        ("keywords", "remove", list(remove_keywords)),
        ("people", "add", [{"name": name, "box": None} for name in add_people]),
        ("people", "remove", [{"name": name, "box": None} for name in remove_people]),
    )
    changes += [Change(field, action, value) for field, action, value in lists if value]
    parts = dict(zip(PLACE_PARTS, (location, city, state, country, country_code), strict=True))
    if country_code:
        check_country_code(country_code)
    if any(parts.values()):
        changes.append(Change("place", "add", parts))
    if not changes:
        raise click.UsageError("Nothing to change was named: add --caption, --add-keyword, --date, …")
    with opened(terminal) as library:
        here = photos_at(library, photos)
        applied = library.editing.apply([each.asset_id for each in here], changes)
        terminal.say(f"{counted(library, applied.changed)} changed." if applied.changed else _nothing())
        if applied.operation is not None:
            terminal.remark(f"Take it back with: keepers metadata undo {applied.operation}")
        document: dict[str, Any] = {"ok": True, "photos": len(here), "changed": len(applied.changed)}
        document |= {"operation": applied.operation}
        return written(library, terminal, document, [each.asset_id for each in here], no_wait=no_wait)


@command.command("sync", epilog=EPILOG)
@everywhere
@pass_terminal
def sync(terminal: Terminal) -> int:
    """Read back what other programs changed, then write what waits.

    Where you and another program changed the same, nothing is overwritten: metadata conflicts shows it.
    """
    with opened(terminal) as library:
        followed = follow(library, terminal, library.analyze())
        if followed.code != OK:
            followed.tell(terminal)
            return followed.code
        library.editing.sync()
        return written(library, terminal, {"ok": True}, None)


@command.command("conflicts", epilog=EPILOG)
@everywhere
@pass_terminal
def conflicts(terminal: Terminal) -> int:
    """Show what both you and another program changed. Yours counts until you choose."""
    with opened(terminal) as library:
        found = library.editing.conflicts(limit=1000)
        terminal.answer(
            {
                "ok": True,
                "conflicts": [
                    {
                        "path": path,
                        "field": each.field,
                        "mine": each.mine,
                        "theirs": each.theirs,
                    }
                    for each in found
                    if (path := _path(library, each.asset_id)) is not None
                ],
            }
        )
        if not found:
            terminal.say("Nothing was changed both here and by another program.")
            return OK
        rows = [
            (
                _from_here(_path(library, each.asset_id) or each.name),
                TITLES[each.field],
                in_words(each.field, each.mine) or "nothing",
                in_words(each.field, each.theirs) or "nothing",
            )
            for each in found
        ]
        terminal.table(("Photo", "Field", "Yours", "The other program's"), rows)
        terminal.say("Choose with: keepers metadata resolve PHOTO FIELD --mine (or --theirs)")
        return OK


@command.command("resolve", epilog=EPILOG, short_help="Choose between yours and that of another program.")
@click.argument("photo", metavar="PHOTO", type=PhotoPath())
@click.argument("field", metavar="FIELD")
@click.option("--mine", "take", flag_value="mine", help="Keep yours, and write it over the other's.")
@click.option("--theirs", "take", flag_value="theirs", help="Take the other program's.")
@everywhere
@pass_terminal
def resolve(terminal: Terminal, photo: Path, field: str, take: Literal["mine", "theirs"] | None) -> int:
    """Choose between what you and what another program wrote of one FIELD of a PHOTO."""
    wanted = field_named(field)
    if take is None:
        raise click.UsageError("Say which one: --mine or --theirs.")
    with opened(terminal) as library:
        here = photos_at(library, [photo])
        if len(here) > 1:
            raise click.UsageError("That is a folder. Name one photo.")
        applied = library.editing.resolve(here[0].asset_id, wanted, take)
        terminal.say("Yours stays." if take == "mine" else "The other program's was taken.")
        document = {"ok": True, "operation": applied.operation}
        return written(library, terminal, document, [here[0].asset_id])


@command.command("where", epilog=EPILOG)
@click.argument("mode", metavar="[PLACE]", type=click.Choice(list(_WHERE)), required=False)
@everywhere
@pass_terminal
def where(terminal: Terminal, mode: Mode | None) -> int:
    """Say where changes are written, or choose it: sidecar, photo or library."""
    with opened(terminal) as library:
        if mode is not None:
            library.editing.set_mode(mode)
        state = library.editing.state()
        terminal.answer({"ok": True, "mode": state.mode, "pending": state.pending})
        terminal.say(f"What you change is written {_WHERE[state.mode]}.")
        if state.pending:
            terminal.say(f"{count(state.pending, 'photo')} still to be written: keepers metadata sync")
    return OK


for _verb in (history, undo, redo):
    command.add_command(_verb)


def _set(
    title: str | None,
    caption: str | None,
    keywords: Sequence[str],
    rating: int | None,
    label: str | None,
) -> list[tuple[Field, Any]]:
    given: tuple[tuple[Field, Any], ...] = (
        ("title", title),
        ("caption", caption),
        ("keywords", list(keywords) or None),
        ("rating", rating),
        ("label", label),
    )
    return [(field, value) for field, value in given if value is not None]


def _nothing() -> str:
    return "Nothing was changed: that is what is known already."


def _from_here(path: str) -> str:
    """The path as it can be named from the folder one stands in."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def _path(library: Library, asset_id: int) -> str | None:
    files = library.assets.files(asset_id)
    return shown(os.fspath(files[0].path)) if files else None
