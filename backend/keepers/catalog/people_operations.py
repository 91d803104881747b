"""Every act on people, in order: done as one transaction, listed, taken back, made again."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import NotFound, Refused
from keepers.catalog.people_act import KEYS, Act, Row, RowChange, from_json, to_json

Kind = Literal[
    "name", "merge", "split", "assign", "not_this", "draw", "remove", "verdict", "answer", "cover", "hide",
    "details", "read_back",
]  # fmt: skip

# Rows that a grouping makes anew at will: put back where they still can be, and no reason to refuse.
_REBUILT: Final = "face_people"
# What is a person's word in each row. All else of it is measured or grouped anew.
_OF_PEOPLE: Final[Mapping[str, tuple[str, ...]]] = {
    "persons": ("name", "folded", "cover_face_id", "hidden", "memorial", "birthday", "decided"),
    "faces": ("verdict", "gone"),
    "face_decisions": ("verdict", "source"),
    "face_pairs": ("verdict",),
}
_NEWER: Final = (
    "Something newer was decided about the same faces, so this cannot be taken back by itself. "
    "Take back what came after it first."
)


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
    """What an act did: its operation (None where nothing became another), and photos it touched."""

    operation: int | None
    photos: tuple[int, ...]


@dataclass(frozen=True)
class _Turn:
    """A row to be turned from what stands (None: nothing) into what is wanted."""

    subject: str
    key: tuple[int, ...]
    stands: Row | None
    wanted: Row | None


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
            return Acted(operation, tuple(sorted(acting.named)))

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
                _Turn(each.subject, each.key, each.after, each.before)
                if undone
                else _Turn(each.subject, each.key, each.before, each.after)
                for each in _changes(connection, operation)
            ]
            for turn in _in_order(turns):
                _put_back(acting, turn)
            _same_names(acting)
            connection.execute(
                "UPDATE people_operations SET undone_at = ? WHERE id = ?",
                (now if undone else None, operation),
            )
            naming(acting, edited)
            return Acted(operation, tuple(sorted(acting.named)))

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


def _in_order(turns: list[_Turn]) -> list[_Turn]:
    """First what goes, decisions before what they hang on; then what comes, the other way round.

    Names and decisions that make room come before those that take it.
    """
    tables = list(KEYS)

    def rank(turn: _Turn) -> tuple[int, int, int]:
        at = tables.index(turn.subject)
        if turn.wanted is None:
            return (0, -at, 0)
        takes = bool(turn.wanted.get("folded")) or turn.wanted.get("verdict") == "is"
        return (1, at, int(takes))

    return sorted(turns, key=rank)


def _put_back(acting: Act, turn: _Turn) -> None:
    """Have a row become `wanted` where it still is as it was left. Raises Refused where it is not."""
    subject, key, stands, wanted = turn.subject, turn.key, turn.stands, turn.wanted
    now = acting.row(subject, *key)
    if subject == _REBUILT:
        # What hung on a person who is gone went with them.
        if now is None or now["person_id"] == (stands or {}).get("person_id"):
            _put_rebuilt(acting, key, wanted)
    elif wanted is None:
        if now is not None:
            _check_same(now, stands, _OF_PEOPLE[subject])
            _check_unused(acting, subject, key)
            acting.put(subject, key, None)
    elif now is None:
        # A person of whom nothing was decided any more may have gone with a grouping.
        if stands is not None and subject != "persons":
            raise Refused(_NEWER)
        _check_free(acting, subject, key, wanted)
        acting.put(subject, key, wanted)
    elif stands is None:
        raise Refused(_NEWER)
    else:
        columns = [name for name in _OF_PEOPLE[subject] if stands[name] != wanted[name]]
        _check_same(now, stands, columns)
        _check_free(acting, subject, key, wanted)
        acting.put(subject, key, {**now, **{name: wanted[name] for name in columns}})


def _put_rebuilt(acting: Act, key: tuple[int, ...], wanted: Row | None) -> None:
    if wanted is None or (
        acting.row("faces", wanted["face_id"]) is not None
        and acting.row("persons", wanted["person_id"]) is not None
    ):
        acting.put(_REBUILT, key, wanted)


def _check_same(now: Row, stands: Row | None, columns: Iterable[str]) -> None:
    if stands is not None and any(now[name] != stands[name] for name in columns):
        raise Refused(_NEWER)


def _check_free(acting: Act, subject: str, key: tuple[int, ...], wanted: Row) -> None:
    """Refuse to put back what would hang on a row that is gone, or contradict something newer."""
    for column, each in zip(KEYS[subject], key, strict=True):
        table = "persons" if column == "person_id" else "faces"
        if column != "id" and acting.row(table, each) is None:
            raise Refused(_NEWER)
    if subject == "face_decisions" and wanted["verdict"] == "is":
        taken = acting.connection.execute(
            """
            SELECT 1 FROM face_decisions WHERE face_id = ?1 AND person_id <> ?2 AND verdict = 'is'
            UNION ALL SELECT 1 FROM faces WHERE id = ?1 AND verdict = 'not_face'
            """,
            key,
        ).fetchone()
        if taken is not None:
            raise Refused(_NEWER)
    if subject == "faces" and wanted["verdict"] == "not_face":
        somebody = acting.connection.execute(
            "SELECT 1 FROM face_decisions WHERE face_id = ? AND verdict = 'is'", key
        ).fetchone()
        if somebody is not None:
            raise Refused(_NEWER)
    if subject == "persons" and wanted["folded"]:
        namesake = acting.connection.execute(
            "SELECT id FROM persons WHERE folded = ? AND kind = ? AND id <> ?",
            (wanted["folded"], wanted["kind"], *key),
        ).fetchone()
        if namesake is not None:
            raise Refused(
                f"Somebody else is called {wanted['name']} by now, so this name cannot come back. "
                "Give one of them another name first, or bring the two together.",
                person_id=namesake["id"],
            )


def _check_unused(acting: Act, subject: str, key: tuple[int, ...]) -> None:
    """Refuse to take away a person or a face about whom something newer was decided."""
    column = {"persons": "person_id", "faces": "face_id"}.get(subject)
    if column is None:
        return
    used = acting.connection.execute(
        f"SELECT 1 FROM face_decisions WHERE {column} = ? LIMIT 1",  # noqa: S608 - named above
        key,
    ).fetchone()
    if used is not None:
        raise Refused(_NEWER)


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
