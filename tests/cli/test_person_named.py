"""Whom and which faces a command line means, where that is not plain."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import draw
from keepers.base.errors import Invalid
from keepers.cli.person_named import person_named, require_theirs
from keepers.library import Library
from web.face_rows import put_face, put_person


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """One photo, of a person and somebody else."""
    draw(tmp_path / "Album" / "DSC0.jpg", 0)
    with Library.open(tmp_path / "library", workers=1) as library:
        library.add_root(tmp_path / "Album")
        library.work_until_idle()
        yield library


def test_a_name_of_a_person_and_a_pet_is_asked_about(library: Library) -> None:
    person, dog = put_person(library), put_person(library, "dog")
    library.people.name(person, "Max")
    assert person_named(library, "max").id == person
    library.people.name(dog, "MAX")
    with pytest.raises(Invalid) as refused:
        person_named(library, "max")
    assert f"the person #{person}, the dog #{dog}" in refused.value.message
    assert person_named(library, f"#{dog}").id == dog


def test_faces_of_somebody_else_are_told_by_their_numbers(library: Library) -> None:
    """By a mistyped number a name would go to a face that nobody looked at."""
    ana, ben = put_person(library), put_person(library)
    theirs = put_face(library, 1, 1, person=ana)
    others = put_face(library, 1, 2, person=ben, box=(0.6, 0.2, 0.3, 0.4))
    library.people.name(ana, "Ana")
    meant = library.people.get(ana)
    require_theirs(library, meant, [theirs.id])
    with pytest.raises(Invalid) as refused:
        require_theirs(library, meant, [theirs.id, others.id])
    assert f"Not a face of Ana (#{ana}): {others.id}." in refused.value.message
