"""An act on people: one transaction of the catalogue, with the names it puts into photos; then it is told."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from keepers.base.clock import Clock
from keepers.base.errors import NotFound, Refused
from keepers.base.events import Events
from keepers.base.jobs import JobQueue
from keepers.catalog.edit_rows import Applied
from keepers.catalog.people_act import Act
from keepers.catalog.people_due import PeopleDue
from keepers.catalog.people_operations import Acted, Kind, PeopleOperation, PeopleOperations
from keepers.editing.editing import Editing
from keepers.metadata.fields import Field, Value, normal

PEOPLE: Final = "people"
FACES: Final = "faces"
# People go on naming: faces are grouped again once they paused.
_SOON_MS: Final = 1500


class NameTaken(Refused):
    """Somebody else has that name; the two may be one."""

    code = "name_taken"


@dataclass(frozen=True)
class Done:
    """What an act did: its operation (None where nothing became another), whom it was about, and photos.

    `changed_assets`: photos whose words changed with it.
    """

    operation: int | None
    person_id: int | None
    changed_assets: tuple[int, ...]


class Acting:
    """What every act on people goes through."""

    def __init__(
        self,
        operations: PeopleOperations,
        due: PeopleDue,
        editing: Editing,
        jobs: JobQueue,
        events: Events,
        clock: Clock,
    ) -> None:
        self._operations = operations
        self._due = due
        self._editing = editing
        self._jobs = jobs
        self._events = events
        self._clock = clock

    def undo(self, operation: int) -> Done:
        """Take an act back, with the names it put into photos.

        Raises NotFound, and Refused where it is taken back already or something newer stands on it.
        """
        return self._turned(operation, undone=True)

    def redo(self, operation: int) -> Done:
        """Make an act again that was taken back. Raises NotFound and Refused, as `undo` does."""
        return self._turned(operation, undone=False)

    def history(self, limit: int = 50, before: int | None = None) -> list[PeopleOperation]:
        """Acts, newest first."""
        return self._operations.list(limit, before)

    def group_soon(self, *, at_once: bool = False) -> int:
        """Have faces grouped again, in a moment: a person goes on naming; the job's id."""
        run_after = 0 if at_once else self._clock.now_ms() + _SOON_MS
        return self._jobs.enqueue(PEOPLE, {}, dedup_key=PEOPLE, run_after=run_after)

    def go_on(self) -> None:
        """Have names that photos came to give, or to lose, brought together with faces."""
        if self._due.count():
            self.group_soon()

    def _do(self, kind: Kind, act: Callable[[Act], tuple[int | None, Mapping[str, Any]]]) -> Done:
        """Run an act, which answers whom it was about, and names and counts to say what it was."""
        about: list[int | None] = []
        named = _Naming(self._editing)

        def run(acting: Act) -> Mapping[str, Any]:
            person_id, detail = act(acting)
            about.append(person_id)
            return detail

        return self._told(self._operations.do(kind, run, named.first), about[0], named)

    def _turned(self, operation: int, *, undone: bool) -> Done:
        named = _Naming(self._editing)
        if undone:
            acted = self._operations.undo(operation, named.taken_back)
        else:
            acted = self._operations.redo(operation, named.made_again)
        return self._told(acted, None, named)

    def _told(self, acted: Acted, person_id: int | None, named: "_Naming") -> Done:
        for applied in named.applied:
            self._editing.announce(applied)
        if acted.operation is not None:
            self._events.publish("people", {"changed": True}, coalesce_key="all")
            self.group_soon()
        if acted.to_see:
            self._jobs.enqueue(FACES, {}, dedup_key=FACES)
        changed = {asset_id for applied in named.applied for asset_id in applied.changed}
        return Done(acted.operation, person_id, tuple(sorted(changed)))


class _Naming:
    """Puts the names of an act into photos, within its transaction; `applied`: to be announced after it."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing
        self.applied: list[Applied] = []

    def first(self, act: Act, _edited: int | None) -> int | None:
        return self._follow(act)

    def taken_back(self, act: Act, edited: int | None) -> int | None:
        return self._turn(act, edited, undone=True)

    def made_again(self, act: Act, edited: int | None) -> int | None:
        return self._turn(act, edited, undone=False)

    def _turn(self, act: Act, edited: int | None, *, undone: bool) -> int | None:
        if edited is not None:
            # Where somebody took the words back by themselves, what they still need follows below.
            with contextlib.suppress(NotFound, Refused):
                turned = self._editing.turn_each(edited, undone=undone)
                self.applied.append(turned)
                act.mind_photos(turned.changed)
        # Photos that were changed otherwise since keep what was changed, and follow in what is of this act.
        self._follow(act)
        return edited

    def _follow(self, act: Act) -> int | None:
        wishes = act.wishes()

        def wished(asset_id: int, counts: Mapping[Field, Value]) -> Mapping[Field, Value]:
            people = wishes[asset_id].of(counts["people"])
            return {"people": normal("people", people)} if people != counts["people"] else {}

        applied = self._editing.apply_each(sorted(wishes), ["people"], wished, PEOPLE)
        self.applied.append(applied)
        return applied.operation
