"""People of real photos with real models, from the first look to a name in a sidecar: over the API."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from keepers.library import Library
from keepers.metadata.xmp import read_xmp
from web.conftest import Door, door_to

pytestmark = [pytest.mark.photos, pytest.mark.models]

SETS = ("lfw10", "family", "few")


@dataclass(frozen=True)
class Real:
    """A library of labelled photos, and who the folder of each says is in it."""

    door: Door
    labels: dict[int, str]
    paths: dict[int, Path]

    def act(self, method: str, path: str, body: object = None) -> Any:
        """An act that has to be done, and what follows from it."""
        answer = self.door.ask(method, f"/api/v1{path}", body)
        assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
        self.door.library.people.group_soon(at_once=True)
        self.door.library.editing.write_soon(at_once=True)
        self.door.library.work_until_idle()
        return answer.get_json()

    def undo(self, done: Any) -> None:
        self.act("POST", f"/people/operations/{done['operation']}/undo")

    def people(self) -> list[Any]:
        """Everybody on the page of people."""
        found: list[Any] = []
        after: dict[str, str] = {}
        while True:
            page = self.door.get("/people", limit=50, **after)
            found += page["people"]
            if page["next"] is None:
                return found
            after = {"after": page["next"]}

    def faces(self, person: int) -> list[Any]:
        faces: list[Any] = self.door.get(f"/people/{person}/faces", limit=500)["faces"]
        return faces

    def labels_of(self, person: int) -> Counter[str]:
        """Whose photos the faces of a person are in."""
        return Counter(self.labels[face["asset_id"]] for face in self.faces(person))

    def called(self, label: str) -> Any:
        """The person who is most of the photos with this label."""
        return max(self.people(), key=lambda each: self.labels_of(each["id"])[label])

    def written(self, photo: int) -> list[str]:
        """Who the sidecar says is in the photo."""
        path = self.paths[photo]
        sidecar = path.with_name(path.name + ".xmp")
        if not sidecar.exists():
            return []
        return [each.name for each in read_xmp(sidecar.read_bytes()).marked.regions if each.name]


@pytest.fixture(scope="module")
def real(photos_dir: Path, model_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    home = tmp_path_factory.mktemp("real")
    for each in SETS:
        shutil.copytree(photos_dir / "faces" / each, home / "Photos" / each)
    library = Library.open(home / "library", workers=2, models=model_store)
    library.editing.set_mode("library")
    library.add_root(home / "Photos")
    library.work_until_idle()
    door = door_to(library, home / "Photos", None)
    paths = {here.asset_id: Path(here.path) for here in library.located.everywhere()}
    yield Real(door, {key: path.parent.name for key, path in paths.items()}, paths)
    door.app.extensions["keepers"].close()
    library.close()


def test_who_is_who_is_found(real: Real) -> None:
    state = real.door.get("/people/state")
    assert (state["models"], state["unsearched"], state["pets"]) == ("ready", 0, 0)
    people = real.people()
    assert [each["photos"] for each in people] == sorted((each["photos"] for each in people), reverse=True)
    for each in people:
        assert len(real.labels_of(each["id"])) == 1, "two people in one"
        assert real.door.media(f"face/{each['cover_face_id']}").content_type == "image/webp"
    of_ten = [label for label, photos in Counter(real.labels.values()).items() if photos == 10]
    assert len(of_ten) == 10
    assert all(real.called(label)["photos"] == 10 for label in of_ten)


def test_a_name_goes_beside_the_photos_and_outlives_a_search_anew(real: Real) -> None:
    blair = real.called("Tony_Blair")["id"]
    photos = {face["asset_id"] for face in real.faces(blair)}
    library = real.door.library
    library.editing.set_mode("sidecar")
    named = real.act("PATCH", f"/people/{blair}", {"name": "Tony Blair"})
    assert named["changed"] == len(photos) == 10
    assert all(real.written(photo) == ["Tony Blair"] for photo in photos)
    before = {face["id"]: (face["box"], face["how"]) for face in real.faces(blair)}
    # As if another model had found them.
    anew = "UPDATE face_searches SET made_by = 'before' WHERE asset_id IN (SELECT asset_id FROM edits)"
    library.db.write(lambda connection: connection.execute(anew))
    library.jobs.enqueue("faces")
    library.work_until_idle()
    assert {face["id"]: (face["box"], face["how"]) for face in real.faces(blair)} == before
    assert real.door.get(f"/people/{blair}")["name"] == "Tony Blair"
    real.undo(named)
    assert all(real.written(photo) == [] for photo in photos)
    library.editing.set_mode("library")
    assert real.door.get(f"/people/{blair}")["name"] == ""


def test_people_are_brought_together_and_taken_apart_again(real: Real) -> None:
    chavez, putin = real.called("Hugo_Chavez")["id"], real.called("Vladimir_Putin")["id"]
    named = real.act("PATCH", f"/people/{chavez}", {"name": "Hugo"})
    merged = real.act("POST", f"/people/{chavez}/merge", {"others": [putin]})
    assert real.labels_of(chavez) == {"Hugo_Chavez": 10, "Vladimir_Putin": 10}
    photo = next(key for key, label in real.labels.items() if label == "Vladimir_Putin")
    assert [each["name"] for each in real.door.get(f"/assets/{photo}")["people"]] == ["Hugo"]
    real.undo(merged)
    assert real.labels_of(chavez) == {"Hugo_Chavez": 10}
    assert real.labels_of(real.called("Vladimir_Putin")["id"]) == {"Vladimir_Putin": 10}
    chosen = [face["id"] for face in real.faces(chavez)[:4]]
    parted = real.act("POST", f"/people/{chavez}/split", {"face_ids": chosen})
    # Alike or not: what a person said holds when faces are grouped again.
    assert sorted(face["id"] for face in real.faces(parted["person_id"])) == sorted(chosen)
    assert len(real.faces(chavez)) == 6
    real.undo(parted)
    assert len(real.faces(chavez)) == 10
    denied = real.act("POST", "/faces/not-this", {"face_ids": chosen[:1], "person_id": chavez})
    assert chosen[0] not in {face["id"] for face in real.faces(chavez)}
    real.undo(denied)
    real.undo(named)
    assert len(real.faces(real.called("Hugo_Chavez")["id"])) == 10


def test_a_face_finds_its_like(real: Real) -> None:
    bush = real.called("George_W_Bush")["id"]
    face = real.faces(bush)[0]["id"]
    alike = real.door.get(f"/faces/{face}/alike", limit=9)["alike"]
    assert {real.labels[each["face"]["asset_id"]] for each in alike} == {"George_W_Bush"}
    assert len(alike) == 9
    both = real.door.get("/people/photos", ids=bush)
    assert both["total"] == 10
    assert set(both["ids"]) == {each["face"]["asset_id"] for each in alike} | {
        real.faces(bush)[0]["asset_id"]
    }


def test_a_face_is_taken_away_and_another_drawn(real: Real) -> None:
    powell = real.called("Colin_Powell")["id"]
    face = real.faces(powell)[0]
    gone = real.act("DELETE", f"/faces/{face['id']}")
    assert len(real.faces(powell)) == 9
    real.undo(gone)
    assert len(real.faces(powell)) == 10
    drawn = real.act(
        "POST", "/faces", {"asset_id": face["asset_id"], "box": [0.02, 0.02, 0.1, 0.1], "name": "A flag"}
    )
    there = real.door.get(f"/assets/{face['asset_id']}/faces")["faces"]
    made = next(each for each in there if each["source"] == "drawn")
    assert (made["name"], made["picture"]) == ("A flag", True)
    real.undo(drawn)
    assert all(
        each["source"] == "found" for each in real.door.get(f"/assets/{face['asset_id']}/faces")["faces"]
    )


def test_answers_settle_questions(real: Real) -> None:
    """Everybody is told apart, so nothing is asked; of what is hardly a face something is."""
    assert real.door.get("/people/review", limit=50) == {"questions": [], "left": 0}
    alone = next(each for each in real.people() if each["faces"] == 1)
    (face,) = real.faces(alone["id"])

    def judge(quality: float) -> None:
        real.door.library.db.write(
            lambda connection: (
                connection.execute(
                    "UPDATE faces SET quality = ? WHERE id = ?", (quality, face["id"])
                ).rowcount
            )
        )
        real.door.library.people.group_soon(at_once=True)
        real.door.library.work_until_idle()

    judge(0.3)
    review = real.door.get("/people/review", limit=50)
    (question,) = review["questions"]
    assert (question["kind"], question["face"]["id"], review["left"]) == ("face", face["id"], 1)
    body = {"kind": "face", "face_id": face["id"], "verdict": "not_a_face"}
    answered = real.act("POST", "/people/review/answer", body)
    assert real.door.get("/people/review")["left"] == 0
    real.undo(answered)
    assert real.door.get("/people/review")["left"] == 1
    judge(face["quality"])
    assert real.door.get("/people/review")["left"] == 0


def test_at_last_everything_is_forgotten(real: Real) -> None:
    library = real.door.library
    vectors = library.db.read(
        lambda connection: [row[0] for row in connection.execute("SELECT vector FROM face_vectors LIMIT 20")]
    )
    assert len(vectors) == 20
    gone = real.act("POST", "/people/forget-all", {"confirm": "forget"})
    assert gone["faces"] > 120
    assert real.people() == []
    files = b"".join(each.read_bytes() for each in library.path.rglob("*") if each.is_file())
    assert not any(each in files for each in vectors)
    library.analyze()
    library.work_until_idle()
    assert real.people() == []
    assert real.door.get("/people/state")["unsearched"] == 0
