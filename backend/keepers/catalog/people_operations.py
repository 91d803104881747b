"""Every act on people, in order: done as one transaction, listed, taken back, made again."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import NotFound, Refused
from keepers.catalog.people_act import Act, RowChange, from_json, to_json
from keepers.catalog.people_turning import Turn, in_order, put_back

Kind = Literal[
    "name", "merge", "split", "assign", "not_this", "draw", "remove", "verdict", "answer", "cover", "hide",
    "details", "read_back",
]  # fmt: skip


@dataclass(frozen=True)
class PeopleOperation:
    """One act. `detail`: names and counts to say what it was; times are UTC ms."""

    id: int
    kind: Kind
    detail: dict[str, Any]
    made_at: int
    undone_at: int | None


@dataclass(frozen=True)
class Acted:
    """What an act did: its operation (None where nothing became another), and photos it touched.

    `to_see`: what a face looks like is to be seen anew.
    """

    operation: int | None
    photos: tuple[int, ...]
    to_see: bool = False


#: Told the act and the edit operation it belongs to; puts names into photos and says which operation did.
Naming = Callable[[Act, int | None], int | None]


class PeopleOperations:
    """The history of what people decided about people."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def do(
        self,
        kind: Kind,
        act: Callable[[Act], Mapping[str, Any]],
        naming: Naming,
    ) -> Acted:
        """Run an act and remember what it changed; `act` says in words and counts what it was."""

        def write(connection: sqlite3.Connection) -> Acted:
            acting = Act(connection, self._clock.now_ms())
            detail = act(acting)
            changes = [each for each in acting.changes.values() if each.before != each.after]
            if not changes:
                return Acted(None, ())
            operation = record(connection, kind, detail, changes, acting.now)
            edited = naming(acting, None)
            connection.execute(
                "UPDATE people_operations SET edit_operation = ? WHERE id = ?", (edited, operation)
            )
            return Acted(operation, tuple(sorted(acting.named)), acting.to_see)

        return self._db.write(write)

    def undo(self, operation: int, naming: Naming) -> Acted:
        """Take an act back. Raises NotFound, and Refused where something newer stands on it."""
        return self._turn(operation, naming, undone=True)

    def redo(self, operation: int, naming: Naming) -> Acted:
        """Make an act again that was taken back. Raises NotFound and Refused, as `undo` does."""
        return self._turn(operation, naming, undone=False)

    def list(self, limit: int, before: int | None = None) -> "list[PeopleOperation]":
        """Acts with ids below `before`, newest first."""
        rows = self._db.read(
            lambda connection: connection.execute(
                "SELECT * FROM people_operations WHERE (:before IS NULL OR id < :before)"
                " ORDER BY id DESC LIMIT :limit",
                {"before": before, "limit": limit},
            ).fetchall()
        )
        return [
            PeopleOperation(
                row["id"], row["kind"], json.loads(row["detail"]), row["made_at"], row["undone_at"]
            )
            for row in rows
        ]

    def _turn(self, operation: int, naming: Naming, *, undone: bool) -> Acted:
        def write(connection: sqlite3.Connection) -> Acted:
            now = self._clock.now_ms()
            edited = _to_turn(connection, operation, undone)
            acting = Act(connection, now)
            turns = [
                Turn(each.subject, each.key, each.after, each.before)
                if undone
                else Turn(each.subject, each.key, each.before, each.after)
                for each in _changes(connection, operation)
            ]
            for turn in in_order(turns):
                put_back(acting, turn)
            _same_names(acting)
            connection.execute(
                "UPDATE people_operations SET undone_at = ? WHERE id = ?",
                (now if undone else None, operation),
            )
            naming(acting, edited)
            return Acted(operation, tuple(sorted(acting.named)), acting.to_see)

        return self._db.write(write)


def record(
    connection: sqlite3.Connection,
    kind: Kind,
    detail: Mapping[str, Any],
    changes: list[RowChange],
    now: int,
) -> int:
    """Remember changes under a new operation; its id."""
    made = connection.execute(
        "INSERT INTO people_operations (kind, detail, made_at) VALUES (?, ?, ?) RETURNING id",
        (kind, json.dumps(dict(detail), ensure_ascii=False), now),
    ).fetchone()["id"]
    connection.executemany(
        "INSERT INTO people_changes (operation_id, position, subject, key, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (made, at, each.subject, json.dumps(each.key), to_json(each.before), to_json(each.after))
            for at, each in enumerate(changes)
        ],
    )
    return int(made)


def _same_names(acting: Act) -> None:
    """Have photos that only name somebody follow where the name became another by taking back."""
    for change in list(acting.changes.values()):
        if change.subject == "persons" and change.before is not None and change.after is not None:
            before, after = change.before["name"], change.after["name"]
            if before and after:
                acting.rename_in_photos(before, after)


def _to_turn(connection: sqlite3.Connection, operation: int, undone: bool) -> int | None:
    row = connection.execute(
        "SELECT undone_at, edit_operation FROM people_operations WHERE id = ?", (operation,)
    ).fetchone()
    if row is None:
        raise NotFound("This change is not in the history any more.", operation=operation)
    if undone and row["undone_at"] is not None:
        raise Refused("This change was taken back already.", operation=operation)
    if not undone and row["undone_at"] is None:
        raise Refused("This change is in force already.", operation=operation)
    return int(row["edit_operation"]) if row["edit_operation"] is not None else None


def _changes(connection: sqlite3.Connection, operation: int) -> list[RowChange]:
    rows = connection.execute(
        "SELECT * FROM people_changes WHERE operation_id = ? ORDER BY position", (operation,)
    )
    return [
        RowChange(
            row["subject"], tuple(json.loads(row["key"])), from_json(row["before"]), from_json(row["after"])
        )
        for row in rows
    ]
