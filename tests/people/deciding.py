"""Whatever may happen to a library, in any order, holding that nothing people decided is ever lost."""

from __future__ import annotations

import shutil
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, invariant, precondition, rule

from keepers.base.errors import Cancelled, NotFound, Refused
from keepers.base.job_leases import JobLeases
from keepers.people.answers import Answered
from people.conftest import add_photo, sight_again
from people.living import MODELS, WIDE, Facts, Living, Stopping

NAMES = ("Anna", "Bo", "Cleo", "anna", "")


class Deciding(Living):
    """Photos that come and are searched, models, jobs, power cuts; and what people decide meanwhile."""

    operations: Bundle[tuple[int, Facts, Facts]] = Bundle("operations")

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
        context = Stopping(job, leases, self.family.library.clock)
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

    @rule(target=operations, which=st.integers(0, 50), x=st.sampled_from([0.05, 0.4, 0.82]))
    def a_face_is_moved(self, which: int, x: float) -> Any:
        face = self.one(self.faces(), which)
        return self.attempt(lambda people: people.move(face, (x, 0.6, WIDE, WIDE)))

    @rule(target=operations, which=st.integers(0, 50))
    def a_box_is_taken_away(self, which: int) -> Any:
        return self.attempt(lambda people: people.remove_box(self.one(self.faces(), which)))

    @rule(target=operations, which=st.integers(0, 50))
    def a_cover_is_chosen(self, which: int) -> Any:
        face = self.one(self.faces(), which)
        return self.attempt(lambda people: people.cover(self.whose(face), face))

    @rule()
    def names_are_taken_back_as_words_of_photos(self) -> None:
        """What an act put into photos is not taken out of them without it."""
        for each in self.family.library.editing.history(5):
            if each.kind == "people":
                try:
                    self.family.library.editing.undo(each.id)
                except Refused:
                    continue
                raise AssertionError(each)

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
