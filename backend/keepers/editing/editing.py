"""What people change of photos, for the page and the terminal: given, planned, resolved, taken back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keepers.base.clock import Clock
from keepers.base.events import Events
from keepers.base.jobs import JobQueue
from keepers.catalog.date_rows import DateRow, DateRows
from keepers.catalog.edit_rows import Applied, Mode, Skipped
from keepers.catalog.edits import Conflict, Edits
from keepers.catalog.file_writes import FileWrites, Unwritten
from keepers.catalog.operations import Operation, Operations
from keepers.catalog.write_queue import WriteQueue
from keepers.editing import change as rule
from keepers.editing import dates
from keepers.editing.change import Change
from keepers.editing.dates import Dated, DateOp, Plan, When
from keepers.metadata.date_reasons import REASONS
from keepers.metadata.fields import Field, Value

WRITE: Final = "write"
_SOON_MS: Final = 2000
_MOST_ANNOUNCED: Final = 500
_MOST_UNWRITTEN: Final = 50


@dataclass(frozen=True)
class State:
    """What waits: photos to be written, fields in conflict, files that could not be written; where to."""

    pending: int
    conflicts: int
    failed: int
    unwritten: tuple[Unwritten, ...]
    mode: Mode


class Editing:
    """Every change of a person goes through here; each is one operation that can be taken back."""

    def __init__(
        self,
        edits: Edits,
        operations: Operations,
        date_rows: DateRows,
        writes: FileWrites,
        queue: WriteQueue,
        jobs: JobQueue,
        events: Events,
        clock: Clock,
    ) -> None:
        self._edits = edits
        self._operations = operations
        self._date_rows = date_rows
        self._writes = writes
        self._queue = queue
        self._told = 0
        self._jobs = jobs
        self._events = events
        self._clock = clock

    def apply(self, ids: Sequence[int], changes: Sequence[Change], kind: str = "edit") -> Applied:
        """Make these changes to each of these photos. Raises Invalid, with the field, before any is made."""
        wanted = rule.checked(changes)

        def wishes(_asset_id: int, counts: Mapping[Field, Value]) -> Mapping[Field, Value]:
            becoming = dict(counts)
            for change in wanted:
                becoming[change.field] = rule.after(change, becoming[change.field])
            return becoming

        fields = dict.fromkeys(change.field for change in wanted)
        return self._done(self._edits.put(ids, list(fields), wishes, kind))

    def apply_each(
        self,
        ids: Sequence[int],
        fields: Sequence[Field],
        wishes: Callable[[int, Mapping[Field, Value]], Mapping[Field, Value]],
        kind: str,
    ) -> Applied:
        """Change photos each in its own way, as part of a greater act in one transaction of the catalogue.

        `wishes` is told a photo and what counts of `fields`, and answers (normal values) what shall count.
        A conflict stays one: it was not what the act was about. Nothing is announced or written into files
        before `announce` is told of it.
        """
        return self._edits.put(ids, fields, wishes, kind, choosing=False)

    def turn_each(self, operation: int, *, undone: bool) -> Applied:
        """Take such a change back, or make it again, as part of a greater act. Raises NotFound, Refused."""
        turn = self._operations.undo if undone else self._operations.redo
        return turn(operation, of_act=True)

    def announce(self, applied: Applied) -> None:
        """Tell of a change that was part of a greater act, now that the act is done, and have it written."""
        self._done(applied)

    def plan_dates(self, ids: Sequence[int], op: DateOp) -> Plan:
        """What repairing dates would do. Raises Invalid for a zone there is not."""
        rows = self._date_rows.of(ids)
        beside: list[DateRow] = []
        if isinstance(op, dates.FromNeighbours):
            beside = self._date_rows.in_folders([row.folder for row in rows])
        return dates.plan([_dated(row) for row in rows], op, [_dated(row) for row in beside])

    def apply_dates(self, ids: Sequence[int], op: DateOp) -> Applied:
        """Repair dates as planned."""
        plan = self.plan_dates(ids, op)
        known = {each.asset_id for each in plan.planned} | {each.asset_id for each in plan.skipped}
        wanted: dict[int, Value] = {
            each.asset_id: {"time_ms": each.after.time_ms, "offset_min": each.after.offset_min}
            for each in plan.planned
        }
        applied = self._edits.put(
            list(wanted), ["date"], lambda asset_id, _counts: {"date": wanted[asset_id]}, "dates"
        )
        skipped = [Skipped(each.asset_id, each.code) for each in plan.skipped]
        skipped += [Skipped(each, "not_found") for each in dict.fromkeys(ids) if each not in known]
        return self._done(
            Applied(applied.operation, applied.changed, (*applied.skipped, *skipped), applied.months)
        )

    def undo(self, operation: int) -> Applied:
        """Take an operation back. Raises NotFound, Refused."""
        return self._done(self._operations.undo(operation))

    def redo(self, operation: int) -> Applied:
        """Make an operation again that was taken back. Raises NotFound, Refused."""
        return self._done(self._operations.redo(operation))

    def history(self, limit: int = 50, before: int | None = None) -> list[Operation]:
        """Operations, newest first."""
        return self._operations.list(limit, before)

    def conflicts(self, after: tuple[int, str] = (0, ""), limit: int = 100) -> list[Conflict]:
        """Fields that a person and another program both changed."""
        return self._edits.conflicts(after, limit)

    def resolve(self, asset_id: int, field: Field, take: Literal["mine", "theirs"]) -> Applied:
        """Choose between the two. Raises NotFound where there is nothing to choose."""
        return self._done(self._edits.resolve(asset_id, field, take))

    def state(self) -> State:
        """What waits."""
        tally = self._edits.tally()
        unwritten = tuple(self._writes.unwritten(_MOST_UNWRITTEN))
        failed = self._writes.unwritten_count()
        return State(tally.pending, tally.conflicts, failed, unwritten, self._edits.mode())

    def unwritten(self, asset_id: int) -> Unwritten | None:
        """The last that could not be written of a photo; None where nothing failed."""
        return self._writes.unwritten_of(asset_id)

    def set_mode(self, mode: Mode) -> None:
        """Write changes there from now on; what waited for it follows."""
        self._edits.set_mode(mode)
        self.go_on()
        self._tell(())

    def sync(self) -> int:
        """Have everything written that waits, also where that failed before; the job's id."""
        self._edits.require_writing()
        return self.write_soon(at_once=True)

    def write_soon(self, *, at_once: bool = False) -> int:
        """Have what is due written, in a moment: a person goes on typing; the job's id."""
        run_after = 0 if at_once else self._clock.now_ms() + _SOON_MS
        return self._jobs.enqueue(WRITE, {}, dedup_key=WRITE, run_after=run_after)

    def go_on(self) -> None:
        """Have what is due written, where something is: it could not be reached, or was read first.

        Tells of conflicts that came up, or went, since they were last told.
        """
        if self._queue.count() or self._writes.begun():
            self.write_soon()
        if self._edits.tally().conflicts != self._told:
            self._tell(())

    def _done(self, applied: Applied) -> Applied:
        if applied.changed:
            self.write_soon()
            self._tell(applied.changed)
        if applied.months:
            self._events.publish(
                "assets", {"changed": len(applied.changed), "months": sorted(applied.months)}
            )
        return applied

    def _tell(self, ids: Sequence[int]) -> None:
        shown = list(ids) if len(ids) <= _MOST_ANNOUNCED else []
        self._told = self._edits.tally().conflicts
        self._events.publish("metadata", {"ids": shown, "conflicts": self._told})


def _dated(row: DateRow) -> Dated:
    code = row.code
    sure = code in REASONS and REASONS[code][0] != "unsure" and row.precision == "second"
    return Dated(row.asset_id, row.name, row.folder, When(row.time_ms, row.offset_min), sure)
