"""Whatever may happen to a library, in any order, holding that nothing people decided is ever lost."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from catalog.conftest import content
from keepers.base.errors import Cancelled, Invalid, NotFound, Refused
from keepers.base.job_context import JobContext
from keepers.base.job_leases import JobLeases
from keepers.catalog.face_rows import FoundFace, Searched, record_faces
from keepers.library import Library
from keepers.people.acting import Done
from keepers.people.answers import Answered
from people.conftest import Family, add_photo, sight_again

MODELS = ("reid-0095@00000000", "dlib-resnet@00000000")
NAMES = ("Anna", "Bo", "Cleo", "anna", "")
WIDE = 0.15

Facts = dict[str, list[tuple[Any, ...]]]


class Deciding(RuleBasedStateMachine):
    """`there`: who is in each photo, by where; `facts`: all that people decided, as it was left last."""

    operations: Bundle[tuple[int, Facts, Facts]] = Bundle("operations")
    #: How many steps, acts of people among them, and acts taken back there were, of all machines.
    steps = acts = taken_back = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="deciding-"))
        self.lives = 0
        self.model = MODELS[0]
        self.there: dict[str, list[int]] = {}
        self.newest: tuple[int, Facts, Facts] | None = None
        self.searches = 0
        self.moves = 0
        self.family = self.open(self.folder / "library-0")
        self.family.library.editing.set_mode("library")
        self.facts: Facts = self.read()

    def open(self, path: Path) -> Family:
        (self.folder / "photos").mkdir(exist_ok=True)
        return Family(Library.open(path, workers=1), self.folder / "photos")

    def read(self) -> Facts:
        facts = self.family.facts()
        facts.pop("grouped")
        # Faces without any decision come and go with searches, and groups nobody named with groupings.
        facts["faces"] = [row for row in facts["faces"] if row[1] is not None]
        facts["faces"] = [(row[0], row[1]) for row in facts["faces"]]
        # A face that was found anew lies a little elsewhere.
        facts["words"] = [
            (asset_id, tuple(sorted(each["name"] for each in json.loads(people))))
            for asset_id, people in facts["words"]
        ]
        facts["persons"] = [row for row in facts["persons"] if row[7]]
        facts["sources"] = [tuple(row) for row in self.family.rows("SELECT id FROM people_operations")]
        return facts

    def faces(self) -> list[int]:
        return [row["id"] for row in self.family.rows("SELECT id FROM faces ORDER BY id")]

    def persons(self) -> list[int]:
        return [row["id"] for row in self.family.rows("SELECT id FROM persons ORDER BY id")]

    def search(self, name: str, seed: int, *, missed: bool = False) -> None:
        """Look for the faces of a photo, as a model that never draws the same box twice."""
        rng = np.random.default_rng(seed)
        found = []
        for at, person in enumerate(self.there[name]):
            if missed and at == seed % len(self.there[name]):
                continue
            x, y = 0.05 + 0.22 * at + rng.uniform(-0.01, 0.01), 0.3 + rng.uniform(-0.01, 0.01)
            columns = {"x": x, "y": y, "w": WIDE, "h": WIDE, "quality": 0.8, "score": 0.9}
            found.append(FoundFace.of({**columns, "vector": self.vector(person, name, at)}))
        searched = Searched(content(name), f"{self.model}{self.searches}", self.model, 0.9, found)
        asset_id = self.family.asset(name)
        self.family.library.db.write(lambda connection: record_faces(connection, asset_id, searched, 0))
        self.searches += 1

    def vector(self, person: int, name: str, at: int) -> bytes:
        rng = np.random.default_rng([person, at, len(name), MODELS.index(self.model)])
        made = np.eye(1, 64, person + 20 * MODELS.index(self.model))[0] + rng.normal(0, 0.015, 64)
        return bytes((made / np.linalg.norm(made)).astype(np.float16).tobytes())

    def act(self, done: Done) -> tuple[int, Facts, Facts] | None:
        type(self).acts += done.operation is not None
        before, self.facts = self.facts, self.read()
        if done.operation is None:
            return None
        self.newest = (done.operation, before, self.facts)
        return self.newest

    # What happens by itself.

    @initialize()
    def a_first_photo(self) -> None:
        self.a_photo_comes([0, 1])

    @rule(people=st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True))
    def a_photo_comes(self, people: list[int]) -> None:
        name = f"IMG_{len(self.there)}.jpg"
        add_photo(self.family.library, self.family.photos, name, len(self.there))
        self.there[name] = people
        self.search(name, len(self.there))

    @rule(which=st.integers(0, 50), seed=st.integers(0, 99), missed=st.booleans())
    def a_photo_is_searched_again(self, which: int, seed: int, missed: bool) -> None:
        self.search(self.photo(which), seed, missed=missed)

    @rule(which=st.integers(0, 50))
    def a_photo_moves_to_another_folder(self, which: int) -> None:
        self.moves += 1
        sight_again(self.family.library, self.photo(which), f"moved-{self.moves}/{self.photo(which)}")

    @rule(complete=st.booleans())
    def another_model_comes(self, complete: bool) -> None:
        self.model = MODELS[1 - MODELS.index(self.model)]
        for at, name in enumerate(self.there):
            if complete or at % 2:
                self.search(name, at)

    @rule(checkpoints=st.integers(0, 4))
    def the_job_is_stopped(self, checkpoints: int) -> None:
        leases = JobLeases(self.family.library.jobs, "test")
        self.family.library.people.group_soon(at_once=True)
        job = leases.claim(["people"])
        assert job is not None
        context = _Stopping(job, leases, self.family.library.clock)
        context.left = checkpoints
        try:
            leases.finish(job.id, self.family.handlers["people"](context))
        except Cancelled:
            leases.leave(job.id, "cancelled")

    @rule()
    def faces_are_grouped(self) -> None:
        self.family.group()
        decided = self.family.rows(
            "SELECT d.face_id, d.person_id, d.verdict, g.person_id AS now FROM face_decisions d"
            " LEFT JOIN face_people g ON g.face_id = d.face_id JOIN faces f ON f.id = d.face_id"
            " WHERE f.verdict IS NOT 'not_face'"
        )
        for face, person, verdict, now in decided:
            assert (now == person) == (verdict == "is"), (face, person, verdict, now)

    @rule()
    def the_computer_loses_power(self) -> None:
        """What was committed lies in the file and its log; the processes are gone without a word."""
        self.lives += 1
        after = self.folder / f"library-{self.lives}"
        shutil.copytree(self.family.library.path, after, ignore=shutil.ignore_patterns("*-shm", "lock"))
        self.family.library.close(0)
        self.family = self.open(after)

    # What people do.

    @rule(which=st.integers(0, 50), text=st.sampled_from(["at the lake", "1987"]))
    def somebody_writes_a_caption(self, which: int, text: str) -> None:
        self.family.set(self.photo(which), caption=text)

    @rule(target=operations, which=st.integers(0, 50), name=st.sampled_from(NAMES))
    def somebody_is_named(self, which: int, name: str) -> Any:
        return self.attempt(lambda people: people.name(self.one(self.persons(), which), name))

    @rule(target=operations, which=st.integers(0, 50), name=st.sampled_from(NAMES[:4]))
    def a_face_is_named(self, which: int, name: str) -> Any:
        return self.attempt(lambda people: people.assign([self.one(self.faces(), which)], name=name))

    @rule(target=operations, which=st.integers(0, 50), whom=st.integers(0, 50))
    def a_face_is_given_to_somebody(self, which: int, whom: int) -> Any:
        return self.attempt(
            lambda people: people.assign([self.one(self.faces(), which)], self.one(self.persons(), whom))
        )

    @rule(target=operations, into=st.integers(0, 50), other=st.integers(0, 50))
    def two_are_one(self, into: int, other: int) -> Any:
        return self.attempt(
            lambda people: people.merge(self.one(self.persons(), into), [self.one(self.persons(), other)])
        )

    @rule(target=operations, which=st.integers(0, 50))
    def one_is_two(self, which: int) -> Any:
        face = self.one(self.faces(), which)
        return self.attempt(lambda people: people.split(self.whose(face), [face]))

    @rule(target=operations, which=st.integers(0, 50))
    def a_face_is_somebody_else(self, which: int) -> Any:
        face = self.one(self.faces(), which)
        return self.attempt(lambda people: people.not_this([face], self.whose(face)))

    @rule(target=operations, which=st.integers(0, 50), any_=st.booleans())
    def a_face_is_none_or_one(self, which: int, any_: bool) -> Any:
        face = self.one(self.faces(), which)
        return self.attempt(lambda people: people.is_face([face]) if any_ else people.not_face([face]))

    @rule(target=operations, which=st.integers(0, 50), x=st.sampled_from([0.05, 0.4, 0.82]))
    def a_face_is_drawn(self, which: int, x: float) -> Any:
        asset_id = self.family.asset(self.photo(which))
        return self.attempt(lambda people: people.draw(asset_id, (x, 0.3, WIDE, WIDE), name="Dora"))

    @rule(target=operations, which=st.integers(0, 50))
    def somebody_is_hidden(self, which: int) -> Any:
        return self.attempt(lambda people: people.hide(self.one(self.persons(), which), "less"))

    @rule(
        target=operations,
        one=st.integers(0, 50),
        other=st.integers(0, 50),
        verdict=st.sampled_from(["yes", "no", "unsure", "not_a_face"]),
    )
    def a_question_is_answered(self, one: int, other: int, verdict: Any) -> Any:
        faces = self.one(self.faces(), one), self.one(self.faces(), other)
        if faces[0] == faces[1]:
            return None
        return self.attempt(lambda people: people.answer(Answered("same", *faces), verdict))

    @precondition(lambda self: self.newest is not None and self.newest[2] == self.facts)
    @rule()
    def what_was_done_last_is_taken_back(self) -> None:
        self.an_act_is_taken_back(self.newest)
        self.newest = None

    @rule(operation=operations)
    def an_act_is_taken_back(self, operation: Any) -> None:
        if operation is None:
            return
        number, before, after = operation
        row = self.family.row("SELECT undone_at FROM people_operations WHERE id = ?", number)
        newest = self.facts == after and row["undone_at"] is None
        try:
            self.family.library.people.undo(number)
        except Refused:
            assert not newest
            return
        type(self).taken_back += 1
        self.facts = self.read()
        if newest:
            assert self.facts == {**before, "sources": after["sources"]}

    @rule(operation=operations)
    def an_act_is_made_again(self, operation: Any) -> None:
        if operation is None:
            return
        try:
            self.family.library.people.redo(operation[0])
        except (Refused, NotFound):
            return
        self.facts = self.read()

    @invariant()
    def nothing_decided_is_lost(self) -> None:
        type(self).steps += 1
        assert self.read() == self.facts

    @invariant()
    def names_are_in_photos(self) -> None:
        rows = self.family.rows(
            "SELECT f.asset_id, p.folded FROM face_decisions d JOIN faces f ON f.id = d.face_id"
            " JOIN persons p ON p.id = d.person_id WHERE d.verdict = 'is' AND p.folded <> ''"
        )
        named = {tuple(row) for row in self.family.rows("SELECT asset_id, folded FROM photo_names")}
        assert {tuple(row) for row in rows} <= named

    def teardown(self) -> None:
        self.family.library.close(0)
        shutil.rmtree(self.folder, ignore_errors=True)

    def attempt(self, act: Any) -> tuple[int, Facts, Facts] | None:
        try:
            return self.act(act(self.family.library.people))
        except (Invalid, Refused, NotFound):
            return None

    def photo(self, which: int) -> str:
        return list(self.there)[which % len(self.there)]

    def whose(self, face: int) -> int:
        row = self.family.row("SELECT person_id FROM face_people WHERE face_id = ?", face)
        return 0 if row is None else int(row["person_id"])

    @staticmethod
    def one(of: list[int], which: int) -> int:
        return of[which % len(of)] if of else 0


class _Stopping(JobContext):
    """Stops its job at the checkpoint after so many."""

    left = 0

    def checkpoint(self) -> None:
        if self.left == 0:
            self.ask("cancel")
        self.left -= 1
        super().checkpoint()
