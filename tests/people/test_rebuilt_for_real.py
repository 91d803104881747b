"""With real models and photos: people who were named outlive other models, and a lost catalogue."""

import shutil
from pathlib import Path

import pytest

from keepers.library import Library
from models_store import SET_A, make_store
from people.conftest import Family

pytestmark = [pytest.mark.photos, pytest.mark.models]

PEOPLE = ("Colin_Powell", "Tony_Blair", "Vladimir_Putin")
EACH = 4
Who = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    return make_store(tmp_path_factory.mktemp("models"), models_dir, (*SET_A, "dlib-resnet"))


def who(family: Family) -> Who:
    """By file: who is taken to be in it, and how; of the largest face."""
    found: Who = {}
    for path in sorted(family.photos.glob("*.jpg")):
        faces = family.library.people.faces_of_asset(family.asset(path.name)).faces
        largest = max(faces, key=lambda face: face.box[2] * face.box[3])
        found[path.name] = (largest.name, largest.how or "")
    return found


def test_names_outlive_models_and_the_catalogue(tmp_path: Path, photos_dir: Path, store: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for person in PEOPLE:
        for number, path in enumerate(sorted((photos_dir / "faces" / "lfw10" / person).iterdir())[:EACH]):
            shutil.copyfile(path, photos / f"{person}-{number}.jpg")
    with Library.open(tmp_path / "library", workers=2, models=store) as library:
        family = Family(library, photos)
        library.add_root(photos)
        family.work()
        people = library.people
        for person in PEOPLE:
            faces = people.faces_of_asset(family.asset(f"{person}-0.jpg")).faces
            largest = max(faces, key=lambda face: face.box[2] * face.box[3])
            people.assign([largest.id], name=person.replace("_", " "))
        family.write()
        family.group()
        named = who(family)
        assert {name: each for name, (each, _how) in named.items()} == {
            name: name.rpartition("-")[0].replace("_", " ") for name in named
        }
        # One of each was named; the others look like it.
        assert sorted(how for _name, how in named.values()) == ["decided"] * 3 + ["grouped"] * 9

        library.models.use("face_embedding", "dlib-resnet")
        family.work()
        assert family.row("SELECT count(*) AS n FROM face_vectors WHERE model LIKE 'dlib%'")["n"] >= len(
            named
        )
        assert who(family) == named
    shutil.rmtree(tmp_path / "library")

    with Library.open(tmp_path / "library", workers=2, models=store) as library:
        family = Family(library, photos)
        library.add_root(photos)
        family.work()
        family.group()
        assert who(family) == named
        assert {each.name for each in library.people.list(named=True).people} == {
            person.replace("_", " ") for person in PEOPLE
        }
