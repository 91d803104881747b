"""What a person changed of photos: given, resolved, and weighed against what files say."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

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
    begun_state,
    edits_of,
    load_grounds,
    make_due,
    mode_of,
    put_rows,
    record_operation,
    store,
)
from keepers.catalog.edit_rule import Edit, Hearing, Outrun
from keepers.metadata.fields import FIELDS, Field, Value, same

READ_BACK: Final = "read_back"


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
    ) -> Applied:
        """Give these photos new values, in one operation.

        `wishes` is told a photo's id and what counts of `fields`, and answers what shall count; what it
        raises undoes everything. Unknown ids are skipped as not_found.
        """
        wanted = list(fields)
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Applied:
            grounds = load_grounds(connection, ids, wanted)
            changes = []
            for asset_id, ground in grounds.items():
                wished = wishes(asset_id, {field: ground[field].counts for field in wanted})
                for field, value in wished.items():
                    after = edit_rule.put(field, ground[field], value, now)
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


def heard(
    connection: sqlite3.Connection,
    asset_id: int,
    fields_before: Mapping[Field, Value],
    fields_now: Mapping[Field, Value],
    target_present: bool,
) -> frozenset[Field]:
    """Weigh a photo's changes against what its files say now; the fields whose change became another.

    For the transaction that writes `said` (its row stands already) and before what counts is worked out.
    `fields_before` is empty where the photo was never heard. `target_present`: there is a sidecar.
    """
    edits = edits_of(connection, [asset_id]).get(asset_id)
    if not edits:
        return frozenset()
    ours = _last_written(connection, asset_id)
    due = waits(connection, asset_id)
    begun = begun_state(connection)
    changes, read_back = [], []
    for field in FIELDS:
        edit = edits.get(field)
        if edit is None:
            continue
        how, value = ours.get(field, (None, None))
        hearing = Hearing(
            said=fields_now.get(field),
            first=not fields_before,
            # What was written into the photo is where the photo is.
            target_present=target_present or how == "embedded",
            wrote=how is not None,
            ours=value,
            due=due,
            begun=begun,
        )
        after = edit_rule.heard(field, edit, hearing)
        if after is None:
            # With what the other program wrote, so that taking this back knows what it goes back from.
            read_back.append(FieldChange(asset_id, field, _against(edit, hearing.said), None))
        if after != edit:
            changes.append(FieldChange(asset_id, field, edit, after))
    heard_at = connection.execute("SELECT heard_at FROM said WHERE asset_id = ?", (asset_id,)).fetchone()[0]
    put_rows(connection, changes)
    if read_back:
        record_operation(connection, read_back, READ_BACK, heard_at)
    if any(each.after is not None and each.after.state == "pending" for each in changes):
        make_due(connection, [asset_id], heard_at)
    return frozenset(change.field for change in changes)


def settle(connection: sqlite3.Connection, asset_id: int) -> None:
    """Take what the files say by now for written, once none of them waits any more."""
    edits = edits_of(connection, [asset_id]).get(asset_id)
    if not edits or waits(connection, asset_id):
        return
    grounds = load_grounds(connection, [asset_id], edits)[asset_id]
    put_rows(
        connection,
        [
            FieldChange(asset_id, field, edit, replace(edit, state="written"))
            for field, edit in edits.items()
            if edit.state == "pending" and same(field, edit.value, grounds[field].said)
        ],
    )


def unsaid_edits(
    connection: sqlite3.Connection, asset_id: int, fields: Collection[Field]
) -> dict[Field, Edit]:
    """The changes of these fields that are to be in the files and are not."""
    edits = edits_of(connection, [asset_id]).get(asset_id, {})
    return {
        field: edit for field, edit in edits.items() if field in fields and edit.state in ("pending", "kept")
    }


def keep_unsaid(connection: sqlite3.Connection, asset_id: int, edits: Mapping[Field, Edit]) -> None:
    """Have changes count in the library alone that the files do not say after they were written.

    Nothing that may be written into can say them: that is no word of another program, and no conflict.
    """
    if not edits:
        return
    grounds = load_grounds(connection, [asset_id], edits)[asset_id]
    put_rows(
        connection,
        [
            FieldChange(
                asset_id,
                field,
                grounds[field].edit,
                replace(edit, state="kept", base=grounds[field].said, theirs=None),
            )
            for field, edit in edits.items()
            if not same(field, edit.value, grounds[field].said)
        ],
    )


def went_back(connection: sqlite3.Connection, asset_id: int, restored: Mapping[str, Value]) -> None:
    """End changes that were only to bring back what a file said: it got its former bytes, which say so.

    `restored`: what those bytes say, by field. A change of which something stands in another file stays.
    """
    edits = edits_of(connection, [asset_id]).get(asset_id, {})
    grounds = load_grounds(connection, [asset_id], edits).get(asset_id, {})
    put_rows(
        connection,
        [
            FieldChange(asset_id, field, edit, None)
            for field, edit in edits.items()
            if field in restored and same(field, edit.value, restored[field]) and not grounds[field].in_files
        ],
    )


def waits(connection: sqlite3.Connection, asset_id: int) -> bool:
    """Whether a file of this photo, or a raw file behind it, is still to be written."""
    row = connection.execute(
        """
        SELECT 1 FROM files WHERE write_due IS NOT NULL AND present = 1 AND asset_id IN (
          SELECT ?1 UNION ALL SELECT id FROM assets WHERE main_id = ?1 AND role = 'raw'
        ) LIMIT 1
        """,
        (asset_id,),
    ).fetchone()
    return row is not None


def _against(edit: Edit, said: Value) -> Edit:
    return Edit(edit.value, edit.base, "conflict", said, edit.edited_at)


def _last_written(connection: sqlite3.Connection, asset_id: int) -> dict[str, tuple[str, Any]]:
    """How ('sidecar', 'embedded') and what we last wrote of each field into files of this photo."""
    found: dict[str, tuple[str, Any]] = {}
    for row in connection.execute(
        """
        SELECT w.how, w.fields FROM files f JOIN file_writes w ON w.file_id = f.id
        WHERE f.asset_id = ? AND w.state IN ('begun', 'done') ORDER BY w.id
        """,
        (asset_id,),
    ):
        for field, written in json.loads(row["fields"]).items():
            found[field] = (row["how"], written["value"])
    return found
