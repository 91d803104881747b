"""Every change a person made, in order: listed, taken back, made again."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import NotFound, Refused
from keepers.catalog import edit_rule
from keepers.catalog.edit_rows import Applied, FieldChange, Skipped, load_grounds, replace_edits
from keepers.catalog.edit_rule import Edit, Ground, Outrun, from_row
from keepers.metadata.fields import FIELDS, Field


@dataclass(frozen=True)
class Operation:
    """One change a person made: how many photos it touched, which fields; times are UTC ms."""

    id: int
    kind: str
    made_at: int
    undone_at: int | None
    photos: int
    fields: tuple[Field, ...]


class Operations:
    """The history of edits. Taking one back touches only what nothing newer stands on."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def list(self, limit: int, before: int | None = None) -> "list[Operation]":
        """Operations with ids below `before`, newest first."""
        rows = self._db.read(
            lambda connection: connection.execute(
                """
                SELECT o.*, (SELECT count(DISTINCT asset_id) FROM operation_changes c
                             WHERE c.operation_id = o.id) AS photos,
                       (SELECT json_group_array(DISTINCT field) FROM operation_changes c
                        WHERE c.operation_id = o.id) AS fields
                FROM operations o WHERE (:before IS NULL OR o.id < :before) ORDER BY o.id DESC LIMIT :limit
                """,
                {"before": before, "limit": limit},
            ).fetchall()
        )
        return [_operation(row) for row in rows]

    def undo(self, operation: int, *, of_act: bool = False) -> Applied:
        """Take an operation back; photos that were changed otherwise since are skipped as outrun.

        `of_act`: as part of taking back the act on people it belongs to. Raises NotFound, and Refused where
        it is taken back already, or belongs to an act that would go on saying otherwise.
        """

        def rule(kind: str, change: FieldChange, ground: Ground, now: int) -> Edit | None:
            return edit_rule.taken_back(change.field, kind, change.before, change.after, ground, now)

        return self._turn(operation, rule, undone=True, of_act=of_act)

    def redo(self, operation: int, *, of_act: bool = False) -> Applied:
        """Make an operation again that was taken back. Raises NotFound and Refused, as `undo` does."""

        def rule(kind: str, change: FieldChange, ground: Ground, now: int) -> Edit | None:
            return edit_rule.made_again(change.field, kind, change.before, change.after, ground, now)

        return self._turn(operation, rule, undone=False, of_act=of_act)

    def _turn(
        self,
        operation: int,
        rule: Callable[[str, FieldChange, Ground, int], Edit | None],
        *,
        undone: bool,
        of_act: bool,
    ) -> Applied:
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Applied:
            kind = _kind_to_turn(connection, operation, undone)
            if not of_act:
                _check_alone(connection, kind, operation)
            remembered = _changes(connection, operation)
            grounds = load_grounds(
                connection, {each.asset_id for each in remembered}, {each.field for each in remembered}
            )
            changes, skipped = [], {}
            for change in remembered:
                of_asset = grounds.get(change.asset_id)
                try:
                    if of_asset is None:
                        raise Outrun
                    ground = of_asset[change.field]
                    after = rule(kind, change, ground, now)
                except Outrun:
                    skipped[change.asset_id] = Skipped(change.asset_id, "outrun" if of_asset else "not_found")
                    continue
                if after != ground.edit:
                    changes.append(FieldChange(change.asset_id, change.field, ground.edit, after))
            connection.execute(
                "UPDATE operations SET undone_at = ? WHERE id = ?", (now if undone else None, operation)
            )
            months = replace_edits(connection, changes, now)
            changed = tuple(dict.fromkeys(change.asset_id for change in changes))
            return Applied(operation, changed, tuple(skipped.values()), months)

        return self._db.write(write)


def _kind_to_turn(connection: sqlite3.Connection, operation: int, undone: bool) -> str:
    row = connection.execute("SELECT kind, undone_at FROM operations WHERE id = ?", (operation,)).fetchone()
    if row is None:
        raise NotFound("This change is not in the history any more.", operation=operation)
    if undone and row["undone_at"] is not None:
        raise Refused("This change was taken back already.", operation=operation)
    if not undone and row["undone_at"] is None:
        raise Refused("This change is in force already.", operation=operation)
    return str(row["kind"])


def _check_alone(connection: sqlite3.Connection, kind: str, operation: int) -> None:
    """Refuse to take names out of photos, or put them in, that acts on people stand for.

    Else it would be heard as another word than that of the act, and take its place. Once those acts are
    forgotten names are words of the photos like any others.
    """
    if kind != "people":
        return
    if connection.execute("SELECT 1 FROM people_operations LIMIT 1").fetchone() is not None:
        raise Refused(
            "These names are in photos because of what was said about people. Take that back in the history "
            "of people instead: the photos follow.",
            operation=operation,
        )


def _changes(connection: sqlite3.Connection, operation: int) -> list[FieldChange]:
    rows = connection.execute("SELECT * FROM operation_changes WHERE operation_id = ?", (operation,))
    return [
        FieldChange(row["asset_id"], row["field"], from_row(row["before"]), from_row(row["after"]))
        for row in rows
    ]


def _operation(row: sqlite3.Row) -> Operation:
    named = json.loads(row["fields"])
    return Operation(
        row["id"],
        row["kind"],
        row["made_at"],
        row["undone_at"],
        row["photos"],
        tuple(field for field in FIELDS if field in named),
    )
