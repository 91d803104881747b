"""`keepers people`: who is in the photos."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from keepers.catalog.persons import PersonRow
from keepers.cli.exits import EPILOG, OK
from keepers.cli.opening import opened
from keepers.cli.options import everywhere, pass_terminal
from keepers.cli.people_deciding import details, hide, merge, name, not_this, split
from keepers.cli.people_forgetting import find, forget
from keepers.cli.people_history import history, redo, undo
from keepers.cli.people_review import review
from keepers.cli.person_named import Kinds, everybody, person_named
from keepers.cli.terminal import Terminal
from keepers.cli.verb_group import VerbGroup
from keepers.cli.words import count, shown
from keepers.library import Library

_LISTED: Final = 100
_PAGE: Final = 500
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HIDDEN: Final = {
    "less": "shown less often",
    "not_in_memories": "not in memories",
    "everywhere": "hidden everywhere",
}


@click.group("people", cls=VerbGroup, epilog=EPILOG, subcommand_metavar="VERB ...")
@everywhere
def command() -> None:
    """See who is in the photos, and say who is who.

    A person is meant by their name, or by the number that keepers people list shows. Names of people are
    written beside the photos they are in, those of pets stay in Keepers. Everything but forget can be taken
    back (people undo).
    """


@command.command("list", epilog=EPILOG, short_help="List people, those of most photos first.")
@click.option("--pets", is_flag=True, help="Cats and dogs instead.")
@click.option("--named", is_flag=True, help="Only those who have a name.")
@click.option("--unnamed", is_flag=True, help="Only those who have none.")
@click.option("--hidden", is_flag=True, help="Those who are hidden everywhere instead.")
@click.option("--unsure", is_flag=True, help="What is perhaps nobody instead: statues, posters, textures.")
@click.option("--limit", metavar="N", type=click.IntRange(1, 100_000), default=_LISTED, help="At most N.")
@everywhere
@pass_terminal
def list_people(
    terminal: Terminal, pets: bool, named: bool, unnamed: bool, hidden: bool, unsure: bool, limit: int
) -> int:
    """List people, those of most photos first: named ones, then those without a name."""
    if named and unnamed:
        raise click.UsageError("Choose one of them: --named or --unnamed. Without either, both are listed.")
    kind: Kinds = "pets" if pets else "person"
    wanted = named if named or unnamed else None
    with opened(terminal) as library:
        rows = everybody(library, kind, "hidden" if hidden else "shown", unsure=unsure, named=wanted)
        people = list(islice(rows, limit + 1))
        counts, waiting = library.people.counts(), library.people.waiting()
        why = "" if people else _nobody(library)
        examples = {each.id: _example(library, each.id) for each in people[:limit] if not each.name}
    more = len(people) > limit
    people = people[:limit]
    terminal.answer(
        {
            "ok": True,
            "people": [{**_document(each), "example": examples.get(each.id)} for each in people],
            "named": counts.named,
            "unnamed": counts.unnamed,
            "questions": waiting,
        }
    )
    if not people:
        terminal.say(why)
        return OK
    rows_said = [
        (
            str(each.id),
            each.name or "(no name)",
            f"{each.photos:,}",
            _between(each),
            _remarks(each, examples.get(each.id)),
        )
        for each in people
    ]
    terminal.table(("#", "Name", "Photos", "Taken", ""), rows_said, right=(0, 2))
    if more:
        terminal.say(f"There are more: keepers people list --limit {limit * 10}")
    if counts.unnamed and not named:
        terminal.say("Give somebody a name with: keepers people name NUMBER NAME")
    if waiting:
        terminal.say(f"{count(waiting, 'question')} about who is who: keepers people review")
    return OK


@command.command("photos", epilog=EPILOG, short_help="List the photos somebody is in.")
@click.argument("person", metavar="PERSON")
@click.option("--with", "others", metavar="PERSON", multiple=True, help="Only with them too (repeat it).")
@click.option("--limit", metavar="N", type=click.IntRange(1), help="At most N.")
@everywhere
@pass_terminal
def photos(terminal: Terminal, person: str, others: tuple[str, ...], limit: int | None) -> int:
    """List the photos PERSON is in, newest first, with the numbers of their faces."""
    with opened(terminal) as library:
        people = [person_named(library, each) for each in (person, *others)]
        faces = _faces(library, people[0].id)
        found = list(islice(_photos(library, [each.id for each in people], faces), limit))
    terminal.answer({"ok": True, "people": [_document(each) for each in people], "photos": found})
    if not found:
        terminal.say("There is no photo of all of them." if others else "There is no photo of them.")
        return OK
    rows = [
        (", ".join(map(str, each["faces"])), each["taken"][:10], each["path"] or "(gone)") for each in found
    ]
    terminal.table(("Face", "Taken", "Photo"), rows, right=(0,))
    return OK


for _verb in (name, merge, split, not_this, review, hide, details, history, undo, redo, forget, find):
    command.add_command(_verb)


def _document(person: PersonRow) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "photos": person.photos,
        "faces": person.faces,
        "first": _day(person.first_time),
        "last": _day(person.last_time),
        "hidden": person.hidden,
        "memorial": person.memorial,
        "birthday": person.birthday,
        "unsure": person.unsure,
        "questions": person.waiting,
    }


def _nobody(library: Library) -> str:
    if library.models.active("face_detection") is None:
        return (
            "There is nobody here yet: faces can be found once a model for it is there. Bring one with: "
            "keepers models install starter"
        )
    left = library.face_searches.left()
    if left:
        return f"There is nobody here yet. {count(left, 'photo')} still to be looked at: keepers analyze"
    return "There is nobody here."


def _between(person: PersonRow) -> str:
    first, last = _day(person.first_time), _day(person.last_time)
    if first is None or last is None:
        return ""
    return first[:4] if first[:4] == last[:4] else f"{first[:4]} to {last[:4]}"


def _example(library: Library, person_id: int) -> str | None:
    """A photo to know somebody by who has no name."""
    faces = library.people.faces_of_person(person_id, None, 1).faces
    files = library.assets.files(faces[0].asset_id) if faces else []
    return shown(os.fspath(files[0].path)) if files else None


def _remarks(person: PersonRow, example: str | None) -> str:
    said = [
        f"as in {Path(example).name}" if example is not None else "",
        person.kind if person.kind != "person" else "",
        _HIDDEN.get(person.hidden, ""),
        "in memory" if person.memorial else "",
        f"born {person.birthday.replace('--', '')}" if person.birthday else "",
        count(person.waiting, "question") if person.waiting else "",
    ]
    return ", ".join(filter(None, said))


def _day(time_ms: int | None) -> str | None:
    return None if time_ms is None else (_EPOCH + timedelta(milliseconds=time_ms)).strftime("%Y-%m-%d")


def _faces(library: Library, person_id: int) -> dict[int, list[int]]:
    """The faces of a person by photo."""
    found: dict[int, list[int]] = {}
    after: str | None = None
    while True:
        page = library.people.faces_of_person(person_id, after, _PAGE)
        for face in page.faces:
            found.setdefault(face.asset_id, []).append(face.id)
        if page.next is None:
            return found
        after = page.next


def _photos(
    library: Library, people: Sequence[int], faces: Mapping[int, list[int]]
) -> Iterator[dict[str, Any]]:
    after: str | None = None
    while True:
        page = library.people.photos(people, after, _PAGE)
        for asset_id, time_ms in zip(page.columns.ids, page.columns.times, strict=True):
            files = library.assets.files(asset_id)
            yield {
                "id": asset_id,
                "path": shown(os.fspath(files[0].path)) if files else None,
                "taken": (_EPOCH + timedelta(milliseconds=time_ms)).isoformat(timespec="seconds")[:19],
                "faces": faces.get(asset_id, []),
            }
        if page.next is None:
            return
        after = page.next
