"""What was heard of a file, written: what its picture says now, and so what counts of it."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from keepers.catalog.edit_rows import make_due
from keepers.catalog.edits_weighed import heard as weigh_edits
from keepers.catalog.effective import refresh_effective
from keepers.catalog.said import SAID_VERSION, Document, SaidRow, encoded, put_said, said_of
from keepers.catalog.said_copies import merged

# Files that hold the bytes the picture has now, and those that are to be written yet: while one copy after
# the other is written into, those that still wait hold the former bytes, and what they say is to be known.
_COPIES: Final = (
    "SELECT f.id FROM files f JOIN assets a ON a.id = f.asset_id"
    " WHERE f.asset_id = :id AND (f.content_hash = a.content_hash OR f.write_due IS NOT NULL)"
)


@dataclass(frozen=True)
class Heard:
    """What hearing one file gave: a document as `said` describes it."""

    file_id: int
    document: Document


def record_heard(connection: sqlite3.Connection, asset_id: int, heard: Heard, now: int) -> set[int]:
    """Write what the file of this picture says; the months (yyyymm) in which its time became another."""
    before = said_of(connection, [asset_id]).get(asset_id)
    _keep_copies(connection, asset_id, heard, before, now)
    row = SaidRow(asset_id, heard.file_id, SAID_VERSION, now, heard.document)
    return _say(connection, asset_id, row, before)


def refresh_said(connection: sqlite3.Connection, asset_ids: Sequence[int]) -> set[int]:
    """Put together anew what is said of pictures that have copies, as copies came or went; the months."""
    months: set[int] = set()
    copies = connection.execute(
        "SELECT DISTINCT asset_id FROM said_copies WHERE asset_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(asset_ids)),),
    ).fetchall()
    for asset_id in [row["asset_id"] for row in copies]:
        before = said_of(connection, [asset_id]).get(asset_id)
        if before is not None:
            months |= _say(connection, asset_id, before, before)
    return months


def inherit_edits(connection: sqlite3.Connection, asset_id: int, heir: int) -> None:
    """Have what a person changed of a picture count for the one it turned out to be, where that is later."""
    edits = connection.execute("SELECT * FROM edits WHERE asset_id = ?", (asset_id,)).fetchall()
    if not edits:
        return
    said = said_of(connection, [heir]).get(heir)
    fields = said.fields if said is not None else {}
    connection.executemany(
        """
        INSERT INTO edits (asset_id, field, value, base, state, theirs, edited_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (asset_id, field) DO UPDATE SET value = excluded.value, state = excluded.state,
          theirs = excluded.theirs, edited_at = excluded.edited_at
        WHERE excluded.edited_at > edits.edited_at
        """,
        [
            (
                heir,
                edit["field"],
                edit["value"],
                json.dumps(fields.get(edit["field"]), ensure_ascii=False),
                edit["state"],
                edit["theirs"],
                edit["edited_at"],
            )
            for edit in edits
        ],
    )
    connection.execute("DELETE FROM edits WHERE asset_id = ?", (asset_id,))
    # What was to be taken back is to be taken back of the heir.
    connection.execute(
        "UPDATE OR IGNORE operation_changes SET asset_id = ? WHERE asset_id = ?", (heir, asset_id)
    )
    make_due(connection, [heir], max(edit["edited_at"] for edit in edits))
    refresh_effective(connection, [heir])


def _say(connection: sqlite3.Connection, asset_id: int, row: SaidRow, before: SaidRow | None) -> set[int]:
    now = replace(row, document=_together(connection, asset_id) or row.document)
    put_said(connection, now)
    fields = before.fields if before is not None else {}
    if before is not None and encoded(now.document) == encoded(before.document):
        weighed = weigh_edits(connection, asset_id, fields, now.fields, _has_sidecar(now.document))
        return refresh_effective(connection, [asset_id]) if weighed else set()
    if now.document["favourite"] and not (before is not None and before.document["favourite"]):
        # Once: who takes the heart away later has decided.
        connection.execute(
            "INSERT OR IGNORE INTO decisions (asset_id, kind, value, decided_at)"
            " VALUES (?, 'favourite', 'yes', ?)",
            (asset_id, now.heard_at),
        )
    # What belongs with it is told by what is said of it.
    connection.execute("UPDATE files SET grouped = 0 WHERE asset_id = ? AND grouped <> 0", (asset_id,))
    weigh_edits(connection, asset_id, fields, now.fields, _has_sidecar(now.document))
    return refresh_effective(connection, [asset_id])


def _has_sidecar(document: Document) -> bool:
    return any(kind == "xmp sidecar" for kind, _name in document["beside"])


def _keep_copies(
    connection: sqlite3.Connection, asset_id: int, heard: Heard, before: SaidRow | None, now: int
) -> None:
    """Keep each copy's own words where a picture has several: only put together do they say all."""
    connection.execute(
        f"DELETE FROM said_copies WHERE asset_id = :id AND file_id NOT IN ({_COPIES})",  # noqa: S608 - ours
        {"id": asset_id},
    )
    copies = {row["id"] for row in connection.execute(_COPIES, {"id": asset_id})}
    kept = connection.execute("SELECT 1 FROM said_copies WHERE asset_id = ?", (asset_id,)).fetchone()
    rows = []
    if kept is None:
        if before is None or before.file_id == heard.file_id or before.file_id not in copies:
            return
        rows.append((before.file_id, asset_id, before.version, before.heard_at, encoded(before.document)))
    rows.append((heard.file_id, asset_id, SAID_VERSION, now, encoded(heard.document)))
    connection.executemany(
        "INSERT OR REPLACE INTO said_copies (file_id, asset_id, version, heard_at, document)"
        " VALUES (?, ?, ?, ?, ?)",
        rows,
    )


def _together(connection: sqlite3.Connection, asset_id: int) -> Document | None:
    """What its copies say together: those that are there, or all where none is; None for one without."""
    rows = connection.execute(
        """
        SELECT c.version, c.document, f.present FROM said_copies c
        JOIN files f ON f.id = c.file_id JOIN assets a ON a.id = c.asset_id
        WHERE c.asset_id = ? AND f.content_hash = a.content_hash
        ORDER BY c.version DESC, f.root_id, f.rel_path
        """,
        (asset_id,),
    ).fetchall()
    if not rows:
        return None
    there = [row for row in rows if row["present"]] or rows
    documents = [json.loads(row["document"]) for row in there]
    # A former reader may have believed a time that this one does not.
    newest = [row["version"] == there[0]["version"] for row in there]
    return merged(documents, [document for document, new in zip(documents, newest, strict=True) if new])
