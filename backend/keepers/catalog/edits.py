"""What a person changed of photos: given, resolved, listed, and where it is written."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import NotFound
from keepers.catalog import edit_rule
from keepers.catalog.edit_rows import (
    MODE_KEY,
    Applied,
    FieldChange,
    Mode,
    Skipped,
    edits_of,
    load_grounds,
    make_due,
    mode_of,
    store,
)
from keepers.catalog.edit_rule import Edit, Outrun
from keepers.metadata.fields import Field, Value


@dataclass(frozen=True)
class Conflict:
    """A field that a person and another program both changed: `mine` counts until somebody chooses."""

    asset_id: int
    name: str
    field: Field
    mine: Value
    theirs: Value
    base: Value
    edited_at: int


@dataclass(frozen=True)
class Tally:
    """How many photos have changes that wait to be written, and how many fields are in conflict."""

    pending: int
    conflicts: int


class Edits:
    """The edits of a library; each act is one transaction and one operation."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def put(
        self,
        ids: Sequence[int],
        fields: Iterable[Field],
        wishes: Callable[[int, Mapping[Field, Value]], Mapping[Field, Value]],
        kind: str,
        *,
        choosing: bool = True,
    ) -> Applied:
        """Give these photos new values, in one operation.

        `wishes` is told a photo's id and what counts of `fields`, and answers what shall count; what it
        raises undoes everything. `choosing`: what is given ends a conflict. Unknown ids are skipped as
        not_found.
        """
        give = edit_rule.put if choosing else edit_rule.followed
        wanted = list(fields)
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Applied:
            grounds = load_grounds(connection, ids, wanted)
            changes = []
            for asset_id, ground in grounds.items():
                wished = wishes(asset_id, {field: ground[field].counts for field in wanted})
                for field, value in wished.items():
                    after = give(field, ground[field], value, now)
                    if after != ground[field].edit:
                        changes.append(FieldChange(asset_id, field, ground[field].edit, after))
            unknown = [Skipped(each, "not_found") for each in dict.fromkeys(ids) if each not in grounds]
            return store(connection, changes, unknown, kind, now)

        return self._db.write(write)

    def resolve(self, asset_id: int, field: Field, take: Literal["mine", "theirs"]) -> Applied:
        """End a conflict. Raises NotFound where there is none (any more)."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Applied:
            grounds = load_grounds(connection, [asset_id], [field])
            try:
                if asset_id not in grounds:
                    raise Outrun
                ground = grounds[asset_id][field]
                after = edit_rule.resolved(ground, take, now)
            except Outrun:
                raise NotFound(
                    "There is nothing to choose here any more: the two agree by now.",
                    asset_id=asset_id,
                    field=field,
                ) from None
            return store(connection, [FieldChange(asset_id, field, ground.edit, after)], [], "resolve", now)

        return self._db.write(write)

    def of(self, asset_id: int) -> dict[Field, Edit]:
        """The changes in force of one photo, by field."""
        return self.of_all([asset_id]).get(asset_id, {})

    def of_all(self, ids: Sequence[int]) -> dict[int, dict[Field, Edit]]:
        """The changes in force by photo and field; photos without any are left out."""
        return self._db.read(lambda connection: edits_of(connection, ids))

    def conflicts(self, after: tuple[int, str] = (0, ""), limit: int = 100) -> list[Conflict]:
        """Fields in conflict by photo and field, from just after `after`."""
        rows = self._db.read(
            lambda connection: connection.execute(
                """
                SELECT e.*, (SELECT name FROM files f WHERE f.asset_id = e.asset_id
                             ORDER BY f.present DESC, f.root_id, f.rel_path LIMIT 1) AS name
                FROM edits e WHERE e.state = 'conflict' AND (e.asset_id, e.field) > (?, ?)
                ORDER BY e.asset_id, e.field LIMIT ?
                """,
                (*after, limit),
            ).fetchall()
        )
        return [
            Conflict(
                row["asset_id"],
                row["name"] or "",
                row["field"],
                json.loads(row["value"]),
                json.loads(row["theirs"]),
                json.loads(row["base"]),
                row["edited_at"],
            )
            for row in rows
        ]

    def tally(self) -> Tally:
        """How much waits, in numbers."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT (SELECT count(DISTINCT asset_id) FROM edits WHERE state = 'pending') AS pending,"
                " (SELECT count(*) FROM edits WHERE state = 'conflict') AS conflicts"
            ).fetchone()
        )
        return Tally(row["pending"], row["conflicts"])

    def mode(self) -> Mode:
        """Where changes are written."""
        return self._db.read(mode_of)

    def set_mode(self, mode: Mode) -> None:
        """Write changes there from now on.

        What was for the library only is due to be written when files are written again, and what still
        waited to be written is for the library only when they are not. What is in files stays there.
        """
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (MODE_KEY, json.dumps(mode)),
            )
            if mode == "library":
                connection.execute("UPDATE edits SET state = 'kept' WHERE state = 'pending'")
                connection.execute("UPDATE files SET write_due = NULL WHERE write_due IS NOT NULL")
                connection.execute("DELETE FROM file_writes WHERE state = 'failed'")
            else:
                rows = connection.execute(
                    "UPDATE edits SET state = 'pending' WHERE state = 'kept' RETURNING asset_id"
                ).fetchall()
                make_due(connection, {row["asset_id"] for row in rows}, now)

        self._db.write(write)

    def require_writing(self) -> int:
        """Have every change that waits written, also where a write failed before; of how many photos."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> int:
            rows = connection.execute(
                "SELECT DISTINCT asset_id FROM edits WHERE state = 'pending'"
            ).fetchall()
            make_due(connection, [row["asset_id"] for row in rows], now)
            return len(rows)

        return self._db.write(write)
