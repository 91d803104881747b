"""Stacks: near-duplicates and bursts, of which the timeline shows the best."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from keepers.base.database import Database
from keepers.catalog.presence import refresh_fronts


@dataclass(frozen=True)
class StackPlan:
    """A stack to be: `kind` is 'burst' or 'look_alike', `members` are asset ids, best first."""

    kind: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Stack:
    """A stack as it stands; `members` are asset ids, best first."""

    id: int
    kind: str
    best: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class Swapped:
    """What a new generation changed: stacks gone and stacks new, and the months (yyyymm) to show anew."""

    removed: int
    added: int
    months: frozenset[int]


class Stacks:
    """The one current generation of stacks."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def swap(self, plans: Sequence[StackPlan]) -> Swapped:
        """Make `plans` the current generation in one transaction.

        Stacks that stay as they were keep their id. Pictures that are no longer in the library are left out,
        and stacks of fewer than two with them.
        """

        def write(connection: sqlite3.Connection) -> Swapped:
            wanted = _still_possible(connection, plans)
            current = {(stack.kind, stack.members): stack for stack in _stacks(connection)}
            gone = [stack for key, stack in current.items() if key not in wanted]
            new = [key for key in wanted if key not in current]
            connection.executemany("DELETE FROM stacks WHERE id = ?", [(stack.id,) for stack in gone])
            for kind, members in new:
                stack_id = connection.execute(
                    "INSERT INTO stacks (kind, best_asset_id) VALUES (?, ?)", (kind, members[0])
                ).lastrowid
                connection.executemany(
                    "INSERT INTO stack_members (asset_id, stack_id, rank) VALUES (?, ?, ?)",
                    [(asset_id, stack_id, rank) for rank, asset_id in enumerate(members)],
                )
            touched = [*(stack.members for stack in gone), *(members for _kind, members in new)]
            refresh_fronts(connection, (asset_id for members in touched for asset_id in members))
            return Swapped(len(gone), len(new), _months(connection, touched))

        return self._db.write(write)

    def all(self) -> list[Stack]:
        """Every stack, by id."""
        return self._db.read(_stacks)

    def get(self, stack_id: int) -> Stack | None:
        """The stack with this id."""
        return next(iter(self._where("s.id = ?", stack_id)), None)

    def of_asset(self, asset_id: int) -> Stack | None:
        """The stack this picture is in."""
        return next(
            iter(self._where("s.id = (SELECT stack_id FROM stack_members WHERE asset_id = ?)", asset_id)),
            None,
        )

    def _where(self, condition: str, value: int) -> list[Stack]:
        return self._db.read(lambda connection: _stacks(connection, condition, (value,)))


def _stacks(
    connection: sqlite3.Connection, condition: str = "1", parameters: tuple[int, ...] = ()
) -> list[Stack]:
    rows = connection.execute(
        f"""
        SELECT s.id, s.kind, s.best_asset_id, m.asset_id
        FROM stacks s JOIN stack_members m ON m.stack_id = s.id
        WHERE {condition} ORDER BY s.id, m.rank
        """,  # noqa: S608 - the conditions are written above
        parameters,
    )
    found: dict[int, tuple[str, int, list[int]]] = {}
    for row in rows:
        found.setdefault(row["id"], (row["kind"], row["best_asset_id"], []))[2].append(row["asset_id"])
    return [Stack(stack_id, kind, best, tuple(members)) for stack_id, (kind, best, members) in found.items()]


def _still_possible(
    connection: sqlite3.Connection, plans: Sequence[StackPlan]
) -> dict[tuple[str, tuple[int, ...]], None]:
    planned = json.dumps([asset_id for plan in plans for asset_id in plan.members])
    alive = {
        row["id"]
        for row in connection.execute(
            "SELECT id FROM assets WHERE id IN (SELECT value FROM json_each(?))", (planned,)
        )
    }
    wanted: dict[tuple[str, tuple[int, ...]], None] = {}
    for plan in plans:
        members = tuple(asset_id for asset_id in plan.members if asset_id in alive)
        if len(members) > 1:
            wanted[(plan.kind, members)] = None
    return wanted


def _months(connection: sqlite3.Connection, groups: Sequence[tuple[int, ...]]) -> frozenset[int]:
    ids = json.dumps([asset_id for group in groups for asset_id in group])
    rows = connection.execute(
        "SELECT DISTINCT month FROM assets WHERE id IN (SELECT value FROM json_each(?))", (ids,)
    )
    return frozenset(row["month"] for row in rows)
