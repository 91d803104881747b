"""Job people: at any time, as often as one likes, beside what people decide meanwhile."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from keepers.base.errors import Cancelled
from keepers.base.job_context import JobContext
from keepers.base.job_leases import JobLeases
from keepers.catalog.grouped_faces import GroupedFaces
from keepers.catalog.people_due import PeopleDue
from keepers.people.faces import Faces
from keepers.people.regroup import PeopleTools, Regrouping, difference
from people.conftest import MODEL, Family, vector

OTHER = "dlib-resnet@00000000"


def tools(family: Family, embedder: str | None = MODEL, **others: Any) -> PeopleTools:
    library = family.library
    given: Mapping[str, Any] = {
        "faces": GroupedFaces(library.db, library.clock),
        "due": PeopleDue(library.db, library.clock),
        "jobs": library.jobs,
        "events": library.events,
        "embedder": lambda: embedder,
        "thresholds": lambda key: library.models.entry(key.partition("@")[0]).thresholds,
        **others,
    }
    return PeopleTools(**given)


def context(family: Family) -> JobContext:
    leases = JobLeases(family.library.jobs, "test")
    family.library.people.group_soon(at_once=True)
    job = leases.claim(["people"])
    assert job is not None
    return JobContext(job, leases, family.library.clock)


def regroup(family: Family, given: PeopleTools) -> dict[str, Any]:
    """Do the job in a program that remembers nothing of the last time."""
    running = context(family)
    done = Regrouping().run(running, given)
    running.leases.finish(running.job.id, done)
    return done


def groups(family: Family) -> list[tuple[int, int]]:
    return [tuple(row) for row in family.rows("SELECT face_id, person_id FROM face_people ORDER BY face_id")]


def test_doing_it_twice_changes_nothing(family: Family) -> None:
    for at in range(4):
        family.face(f"IMG_{at}.jpg", at % 2)
    family.group()
    before = family.facts()
    family.group()
    assert family.facts() == before
    # Nor does a program that remembers nothing of the first time.
    regroup(family, tools(family))
    assert family.facts() == before


def test_new_faces_join_those_they_look_like(family: Family) -> None:
    first = family.face("IMG_0.jpg", 1)
    family.group()
    person = family.person(first)
    more = [family.face("IMG_1.jpg", 1), family.face("IMG_2.jpg", 2)]
    family.group()
    assert [family.person(each) == person for each in more] == [True, False]


def test_a_face_that_went_is_nobodys_and_its_person_goes(family: Family) -> None:
    face = family.face("IMG_0.jpg", 1)
    family.group()
    family.library.db.write(lambda connection: connection.execute("DELETE FROM faces WHERE id = ?", (face,)))
    family.group()
    assert family.rows("SELECT * FROM persons") == []


def test_vectors_of_a_new_model_count_once_they_are_complete(family: Family) -> None:
    one, other = family.face("IMG_0.jpg", 1), family.face("IMG_1.jpg", 1)
    faces = GroupedFaces(family.library.db, family.library.clock)

    def embed(face: int, person: int) -> None:
        family.library.db.write(
            lambda connection: connection.execute(
                "INSERT INTO face_vectors (face_id, model, vector) VALUES (?, ?, ?)",
                (face, OTHER, vector(person, face)),
            )
        )

    embed(one, 5)
    assert faces.model("person", OTHER) == MODEL
    regroup(family, tools(family, OTHER))
    assert family.person(one) == family.person(other)
    embed(other, 6)
    assert faces.model("person", OTHER) == OTHER
    assert faces.model("person", MODEL) == MODEL
    regroup(family, tools(family, OTHER))
    assert family.person(one) != family.person(other)


def test_what_is_decided_while_it_groups_is_not_grouped_over(family: Family) -> None:
    one, other = family.face("IMG_0.jpg", 1), family.face("IMG_1.jpg", 1)
    family.group()
    meanwhile = [lambda: family.library.people.not_this([other], family.person(one))]

    class Busy(GroupedFaces):
        def write(self, *given: Any) -> bool:
            if meanwhile:
                meanwhile.pop()()
            return super().write(*given)

    busy = Busy(family.library.db, family.library.clock)
    done = regroup(family, tools(family, faces=busy))
    assert done["grouped"]
    assert family.person(one) != family.person(other)


def test_who_never_stops_deciding_is_grouped_later(family: Family) -> None:
    face = family.face("IMG_0.jpg", 1)
    family.group()
    names = iter(f"Name {number}" for number in range(100))

    class Busy(GroupedFaces):
        def write(self, *given: Any) -> bool:
            family.library.people.name(family.person(face), next(names))
            return super().write(*given)

    running = context(family)
    busy = Busy(family.library.db, family.library.clock)
    done = Regrouping().run(running, tools(family, faces=busy))
    assert not done["grouped"]
    assert family.who(face) == "Name 2"
    running.leases.finish(running.job.id, done)
    assert family.library.jobs.get(running.job.id).state == "queued"


def test_a_stopped_job_leaves_everything_as_it_was(family: Family) -> None:
    family.face("IMG_0.jpg", 1)
    family.group()
    before = groups(family)
    family.face("IMG_1.jpg", 1)
    stopped = context(family)
    stopped.ask("cancel")
    with pytest.raises(Cancelled):
        Regrouping().run(stopped, tools(family))
    assert groups(family) == before


def test_what_may_be_no_face_stands_alone_and_unsure(family: Family) -> None:
    people = family.library.people
    family.face("IMG_0.jpg", 1)
    statue = family.face("IMG_1.jpg", 2, quality=0.05)
    family.group()
    assert [each.cover_face_id for each in people.list(unsure=True).people] == [statue]
    assert statue not in {each.cover_face_id for each in people.list().people}
    people.is_face([statue])
    family.group()
    assert people.list(unsure=True).people == ()
    assert statue in {each.cover_face_id for each in people.list().people}


def test_when_the_last_face_went_there_is_nothing_to_group_on_from(family: Family) -> None:
    face = family.face("IMG_0.jpg", 1)
    family.group()
    family.library.people.not_face([face])
    family.group()
    family.library.people.is_face([face])
    family.group()
    assert family.who(face) == ""


def test_a_model_nobody_knows_groups_nothing(family: Family) -> None:
    face = family.face("IMG_0.jpg", 1, model="somebodys-own@12345678")
    family.group()
    assert family.who(face) == "?"
    family.library.people.assign([face], name="Anna")
    family.group()
    assert family.who(face) == "Anna"


def faces_of(ids: list[int], seed: int) -> Faces:
    n = len(ids)
    vectors = np.random.default_rng(seed).normal(size=(n, 4)).astype(np.float32)
    return Faces(
        np.array(ids, dtype=np.int64),
        vectors,
        np.array(ids, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        np.ones(n, dtype=np.float32),
        np.ones(n, dtype=np.bool_),
    )


@pytest.mark.parametrize(
    ("before", "now", "added", "gone"),
    [([], [3, 1], [3, 1], []), ([2, 1], [], [], [1, 2]), ([5, 1, 3], [3, 4, 1], [4], [5])],
)
def test_the_difference_between_two_times(
    before: list[int], now: list[int], added: list[int], gone: list[int]
) -> None:
    both = faces_of([1, 2, 3, 4, 5], 0)
    new, old = difference(
        both.take(np.array(before, dtype=np.int64) - 1), both.take(np.array(now, dtype=np.int64) - 1)
    )
    assert new.ids.tolist() == added
    assert old.tolist() == gone


def test_a_face_that_looks_otherwise_is_new() -> None:
    changed, gone = difference(faces_of([1, 2], 0), faces_of([1, 2], 1))
    assert changed.ids.tolist() == [1, 2]
    assert gone.tolist() == []
