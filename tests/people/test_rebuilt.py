"""The catalogue is lost; the photos and what was written beside them are not: the same people come back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from editing.conftest import NOON, photo
from keepers.catalog.face_rows import FoundFace, Searched, record_faces
from keepers.library import Library
from people.conftest import MODEL, Family, vector

ANNA, BO, CLEO = 1, 2, 3
THERE = {"IMG_0.jpg": (ANNA, BO), "IMG_1.jpg": (ANNA,), "IMG_2.jpg": (BO, CLEO), "IMG_3.jpg": (CLEO,)}


def search(family: Family) -> None:
    """What a search for faces would find, the same each time."""
    for name, people in THERE.items():
        asset_id = family.asset(name)
        found = [face(person, at) for at, person in enumerate(people)]
        searched = Searched(b"pixels", "search", MODEL, 0.62, found)
        family.library.db.write(
            lambda connection, asset_id=asset_id, searched=searched: record_faces(  # type: ignore[misc]
                connection, asset_id, searched, 0
            )
        )
    family.group()


def face(person: int, at: int) -> FoundFace:
    told: dict[str, Any] = {"x": 0.1 + at * 0.4, "y": 0.2, "w": 0.2, "h": 0.3, "quality": 0.8}
    return FoundFace.of({**told, "vector": vector(person, at)})


def known(family: Family, names: Sequence[str]) -> dict[str, list[tuple[str, tuple[float, ...]]]]:
    """Who is where in each photo, by name."""
    people = family.library.people
    return {
        name: [(each.name, each.box) for each in people.faces_of_asset(family.asset(name)).faces]
        for name in names
    }


def test_people_named_before_are_there_again(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    for number, name in enumerate(THERE):
        photo(photos / name, number, NOON.replace(hour=10 + number))
    with Library.open(tmp_path / "library", workers=1) as library:
        first = Family(library, photos)
        library.add_root(photos)
        first.work()
        search(first)
        people = library.people
        (anna,) = {
            first.person(row["id"]) for row in first.rows("SELECT id FROM faces WHERE x < 0.2 LIMIT 1")
        }
        people.name(anna, "Anna")
        bo = people.faces_of_asset(first.asset("IMG_0.jpg")).faces[1]
        people.assign([bo.id], name="Bo")
        cleo = people.faces_of_asset(first.asset("IMG_2.jpg")).faces[1]
        people.name(first.person(cleo.id), "Cléo")
        # Drawn where no search finds anything.
        people.draw(first.asset("IMG_3.jpg"), (0.7, 0.6, 0.1, 0.1), name="Dog walker")
        first.write()
        first.group()
        before = known(first, list(THERE))
        listed = {(each.name, each.faces, each.photos) for each in people.list().people}
    assert {path.suffix for path in photos.iterdir()} == {".jpg", ".xmp"}

    with Library.open(tmp_path / "another library", workers=1) as library:
        again = Family(library, photos)
        library.add_root(photos)
        again.work()
        # The names are there before any face is looked for.
        assert {each.name for each in library.people.list().people} == {"Anna", "Bo", "Cléo", "Dog walker"}
        search(again)
        after = known(again, list(THERE))
        assert {(each.name, each.faces, each.photos) for each in library.people.list().people} == listed
    assert {name: [each for each, _box in faces] for name, faces in after.items()} == {
        name: [each for each, _box in faces] for name, faces in before.items()
    }
    for name, faces in after.items():
        for (_who, box), (_again, former) in zip(faces, before[name], strict=True):
            assert max(abs(a - b) for a, b in zip(box, former, strict=True)) < 1e-3
