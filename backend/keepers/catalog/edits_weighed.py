"""What a person changed, weighed against what files say: heard, written, put back, or said by no file."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from keepers.catalog import edit_rule
from keepers.catalog.edit_rows import (
    FieldChange,
    begun_state,
    edits_of,
    load_grounds,
    make_due,
    put_rows,
    record_operation,
)
from keepers.catalog.edit_rule import Edit, Hearing
from keepers.metadata.fields import FIELDS, Field, Value, same

READ_BACK: Final = "read_back"


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
