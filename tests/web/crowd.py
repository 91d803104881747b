"""Two people in the photos of a library, to try the API with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from keepers.editing.change import Change
from web.face_rows import PutFace, put_face, put_person

if TYPE_CHECKING:
    from web.conftest import Door

PEOPLE_TABLES = ("people_operations", "people_questions", "people_due", "face_searches", "persons", "faces")


@dataclass(frozen=True)
class Crowd:
    """Two who look apart, in photos of August: `ana` in three of them, `ben` in two, both in one."""

    door: "Door"
    photos: list[int]
    ana: int
    ben: int
    anas: list[PutFace]
    bens: list[PutFace]

    def act(self, method: str, path: str, body: object = None) -> Any:
        """An act that has to be done."""
        answer = self.door.ask(method, f"/api/v1{path}", body)
        assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
        return answer.get_json()

    def name(self, person: int, name: str) -> Any:
        return self.act("PATCH", f"/people/{person}", {"name": name})

    def words(self, photo: int) -> list[str]:
        """Who the photo says is in it."""
        return [each["name"] for each in self.door.get(f"/assets/{photo}")["people"]]


def crowd_of(looked: "Door") -> Crowd:
    """The people of a library put in anew, with nothing decided."""
    library = looked.library
    for table in PEOPLE_TABLES:
        library.db.write(lambda connection, table=table: connection.execute(f"DELETE FROM {table}"))  # noqa: S608
    august = looked.get("/timeline/buckets/202408", stacks="false")["ids"]
    library.editing.apply(august, [Change("people", "set", None)])
    ana, ben = put_person(library), put_person(library)
    right = (0.6, 0.2, 0.3, 0.4)
    anas = [put_face(library, photo, 40 + at, near=1, person=ana) for at, photo in enumerate(august[:3])]
    bens = [
        put_face(library, photo, 50 + at, near=2, person=ben, box=right)
        for at, photo in enumerate(august[2:4])
    ]
    return Crowd(looked, august, ana, ben, anas, bens)
