"""In whatever order people, other programs, writes and undo come: nobody's last word is lost unseen.

A model of one field of one photo with one file, whose sidecar says `disk`. The rules are those of the
catalogue, the rows are not: what is tried here is the thinking.
"""

from typing import Any, Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from keepers.catalog import edit_rule
from keepers.catalog.edit_rule import Begun, Edit, Ground, Hearing, Outrun, from_row, to_row

WORDS = st.sampled_from([None, "a", "b", "c"])


class OneField(RuleBasedStateMachine):
    """`remembered`: every word that an operation keeps; `said`: what was heard last."""

    operations = Bundle("operations")

    def __init__(self) -> None:
        super().__init__()
        self.disk: Any = None
        self.said: Any = None
        self.edit: Edit | None = None
        self.due = False
        self.wrote: list[Any] = []
        self.begun: Begun = "pending"
        self.remembered: list[Any] = []
        self.word: Any = None
        self.spoke = False
        self.now = 0

    def ground(self) -> Ground:
        return Ground(self.said, self.edit, bool(self.wrote), self.begun)

    def put(self, after: Edit | None) -> tuple[str | None, str | None]:
        """Put a change in force as an operation; its rows."""
        rows = to_row(self.edit), to_row(after)
        for row in rows:
            edit = from_row(row)
            if edit is not None:
                self.remembered += [edit.value, edit.base, edit.theirs]
        self.edit = after
        self.due = self.due or (after is not None and after.state == "pending")
        return rows

    @rule(target=operations, value=WORDS)
    def a_person_says(self, value: Any) -> tuple[str, str | None, str | None]:
        self.now += 1
        self.spoke, self.word = True, value
        rows = self.put(edit_rule.put("title", self.ground(), value, self.now))
        assert self.ground().counts == value
        # Who says what the files say by themselves has changed nothing: no operation is made.
        self.spoke = rows[0] != rows[1]
        return ("edit", *rows)

    @rule(target=operations, value=WORDS)
    def it_follows_from_something_else_a_person_decided(
        self, value: Any
    ) -> tuple[str, str | None, str | None]:
        self.now += 1
        before = self.edit
        rows = self.put(edit_rule.followed("title", self.ground(), value, self.now))
        assert self.ground().counts == value
        if before is not None and before.state == "conflict" and value != before.theirs:
            assert self.edit is not None
            assert (self.edit.state, self.edit.theirs) == ("conflict", before.theirs)
        self.spoke, self.word = rows[0] != rows[1], value
        return ("people", *rows)

    @rule(value=WORDS)
    def another_program_writes(self, value: Any) -> None:
        self.disk = value

    @rule()
    def the_file_is_heard(self) -> None:
        first, self.said = False, self.disk
        if self.edit is None:
            return
        ours = self.wrote[-1] if self.wrote else None
        hearing = Hearing(self.said, first, True, bool(self.wrote), ours, self.due, self.begun)
        after = edit_rule.heard("title", self.edit, hearing)
        if after is None:
            # As the catalogue does: kept as an operation, with what took its place.
            self.remembered.append(self.edit.value)
            self.spoke = False
        self.edit = after
        self.due = self.due or (after is not None and after.state == "pending")

    @precondition(lambda self: self.due)
    @rule()
    def the_file_is_written(self) -> None:
        edit = self.edit
        if edit is None or edit.state not in ("pending", "written"):
            self.due = False
            return
        known = self.disk in (self.said, edit.value) or (self.wrote and self.disk == self.wrote[-1])
        if not known:
            self.the_file_is_heard()
            return
        if self.disk != edit.value:
            self.disk = edit.value
            self.wrote.append(edit.value)
        self.due = False
        self.the_file_is_heard()

    @rule(operation=operations)
    def undo(self, operation: tuple[str, str | None, str | None]) -> None:
        kind, before, after = operation
        self.now += 1
        try:
            self.put(
                edit_rule.taken_back(
                    "title", kind, from_row(before), from_row(after), self.ground(), self.now
                )
            )
        except Outrun:
            return
        self.spoke = False

    @rule(operation=operations)
    def redo(self, operation: tuple[str, str | None, str | None]) -> None:
        kind, before, after = operation
        self.now += 1
        try:
            self.put(
                edit_rule.made_again(
                    "title", kind, from_row(before), from_row(after), self.ground(), self.now
                )
            )
        except Outrun:
            return
        self.spoke = False

    @precondition(lambda self: self.edit is not None and self.edit.state == "conflict")
    @rule(target=operations, take=st.sampled_from(["mine", "theirs"]))
    def a_person_chooses(self, take: Literal["mine", "theirs"]) -> tuple[str, str | None, str | None]:
        self.now += 1
        assert self.edit is not None
        chosen = self.edit.value if take == "mine" else self.edit.theirs
        rows = self.put(edit_rule.resolved(self.ground(), take, self.now))
        assert self.ground().counts == chosen
        self.spoke, self.word = True, chosen
        return ("resolve", *rows)

    @rule(begun=st.sampled_from(["kept", "pending"]))
    def the_mode_is_changed(self, begun: Begun) -> None:
        self.begun = begun
        if self.edit is not None and self.edit.state in ("kept", "pending"):
            self.edit = Edit(self.edit.value, self.edit.base, begun, self.edit.theirs, self.edit.edited_at)
            self.due = begun == "pending"

    @invariant()
    def the_last_word_counts_or_is_remembered(self) -> None:
        if self.spoke:
            assert self.ground().counts == self.word or self.word in self.remembered

    @invariant()
    def what_a_person_said_counts_until_it_is_taken_back(self) -> None:
        if self.edit is not None:
            assert self.ground().counts == self.edit.value

    @invariant()
    def a_conflict_is_one(self) -> None:
        if self.edit is not None and self.edit.state == "conflict":
            assert self.edit.theirs != self.edit.value

    @invariant()
    def nothing_waits_that_is_not_due(self) -> None:
        if self.edit is not None and self.edit.state == "pending":
            assert self.due


TestOneField = OneField.TestCase
TestOneField.settings = settings(max_examples=300, stateful_step_count=30, deadline=None)
