"""The people somebody means on a command line: by name, or by the number that a list shows."""

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from keepers.base.errors import Invalid, NotFound
from keepers.catalog.person_faces import FaceRow
from keepers.catalog.person_names import folded
from keepers.catalog.persons import PersonRow, Shown
from keepers.cli.photos_at import photos_at
from keepers.cli.words import shown
from keepers.library import Library

_NUMBER: Final = re.compile(r"#?([0-9]{1,15})")
_PAGE: Final = 500
_SUGGESTED: Final = 4

Kinds = Literal["person", "cat", "dog", "pets", "all"]


def everybody(
    library: Library,
    kind: Kinds = "all",
    hidden: Shown = "all",
    *,
    unsure: bool = False,
    named: bool | None = None,
) -> Iterator[PersonRow]:
    """People in the order of the page, read as they are asked for."""
    after: str | None = None
    while True:
        page = library.people.list(kind, hidden, unsure, named, after, _PAGE)
        yield from page.people
        if page.next is None:
            return
        after = page.next


def person_named(library: Library, words: str) -> PersonRow:
    """The person meant by a name or a number.

    Raises Invalid with the nearest names where there is none, with the numbers where there are several.
    """
    number = _NUMBER.fullmatch(words.strip())
    if number is not None:
        try:
            return library.people.get(int(number[1]))
        except NotFound as error:
            raise Invalid(
                f"There is no person with the number {number[1]}. keepers people list shows the numbers.",
                person=words,
            ) from error
    named = [each for unsure in (False, True) for each in everybody(library, unsure=unsure, named=True)]
    wanted = folded(words.strip())
    found = [each for each in named if folded(each.name) == wanted]
    if not found:
        raise Invalid(f'Nobody is called "{shown(words)}".{_hint(wanted, named)}', person=words)
    if len(found) > 1:
        # A pet may have the name of a person.
        numbers = ", ".join(f"the {each.kind} #{each.id}" for each in sorted(found, key=lambda row: row.id))
        raise Invalid(f"Several are called {shown(words)}: {numbers}. Say which by the number.", person=words)
    return found[0]


def title(person: PersonRow) -> str:
    """How a sentence calls them: "Ana (#3)"."""
    return f"{person.name or 'somebody without a name'} (#{person.id})"


def faces_meant(library: Library, person: PersonRow, words: Sequence[str]) -> list[int]:
    """Faces by their numbers, or this person's faces in the photos at these paths.

    Raises Invalid where a photo shows no face of them, and NotFound where the library holds no such photo.
    """
    found: list[int] = []
    for each in words:
        number = _NUMBER.fullmatch(each.strip())
        if number is not None:
            found.append(int(number[1]))
            continue
        faces = faces_in(library, Path(each).expanduser().absolute(), person.id)
        if not faces:
            raise Invalid(
                f"No face of {title(person)} is in {shown(each)}. keepers people photos shows where they are."
            )
        found += [face.id for face in faces]
    return list(dict.fromkeys(found))


def require_theirs(library: Library, person: PersonRow, face_ids: Sequence[int]) -> None:
    """Raise Invalid where some of these faces are taken for somebody else."""
    others = set(face_ids)
    after: str | None = None
    while others:
        page = library.people.faces_of_person(person.id, after, _PAGE)
        others -= {face.id for face in page.faces}
        if page.next is None:
            break
        after = page.next
    if others:
        numbers = ", ".join(map(str, sorted(others)))
        raise Invalid(f"Not a face of {title(person)}: {numbers}. keepers people photos shows theirs.")


def faces_in(library: Library, path: Path, person_id: int) -> list[FaceRow]:
    """The faces of a person in the photo, or the photos of the folder, at `path`."""
    return [
        face
        for here in photos_at(library, [path])
        for face in library.people.faces_of_asset(here.asset_id).faces
        if face.person_id == person_id
    ]


def _hint(wanted: str, named: Sequence[PersonRow]) -> str:
    by_name = {folded(each.name): each for each in named}
    begins = [each for each in by_name if wanted and any(part.startswith(wanted) for part in each.split())]
    near = begins or difflib.get_close_matches(wanted, by_name, n=_SUGGESTED, cutoff=0.5)
    if near:
        return f" Did you mean {' or '.join(title(by_name[each]) for each in near[:_SUGGESTED])}?"
    return (
        " keepers people list shows everybody." if named else " Nobody has a name yet: keepers people list."
    )
