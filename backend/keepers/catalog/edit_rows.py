"""The rows of what a person changed: loaded with all a decision stands on, stored as one operation."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from keepers.catalog.edit_rule import Begun, Edit, Ground, to_row
from keepers.catalog.effective import refresh_effective
from keepers.metadata.fields import Field

#: Where what a person changes is written: beside the photos, into them, or nowhere but the library.
Mode = Literal["sidecar", "photo", "library"]
MODE_KEY: Final = "write_metadata"
DEFAULT_MODE: Final[Mode] = "sidecar"

_MODES: Final[tuple[Mode, ...]] = get_args(Mode)


@dataclass(frozen=True)
class Skipped:
    """A photo that was passed over, and why: not_found, outrun (something newer was decided), or a date's."""

    asset_id: int
    code: str


@dataclass(frozen=True)
class Applied:
    """What an operation did. `operation` is None where nothing changed; `months` (yyyymm) to show anew."""

    operation: int | None
    changed: tuple[int, ...]
    skipped: tuple[Skipped, ...]
    months: frozenset[int]


@dataclass(frozen=True)
class FieldChange:
    """One field of one photo, from one change in force to another; None: none."""

    asset_id: int
    field: Field
    before: Edit | None
    after: Edit | None


def mode_of(connection: sqlite3.Connection) -> Mode:
    """The setting, its default where it says nothing sensible."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (MODE_KEY,)).fetchone()
    try:
        value = json.loads(row["value"]) if row is not None else DEFAULT_MODE
    except ValueError:
        # Someone edited the table by hand; the default is what a new library has.
        value = DEFAULT_MODE
    return next((mode for mode in _MODES if mode == value), DEFAULT_MODE)


def begun_state(connection: sqlite3.Connection) -> Begun:
    """The state in which a change begins."""
    return "kept" if mode_of(connection) == "library" else "pending"


def edits_of(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, dict[Field, Edit]]:
    """The changes in force by photo and field; photos without any are left out."""
    found: dict[int, dict[Field, Edit]] = {}
    for row in connection.execute(
        "SELECT * FROM edits WHERE asset_id IN (SELECT value FROM json_each(?))", (_listed(ids),)
    ):
        found.setdefault(row["asset_id"], {})[row["field"]] = edit_of(row)
    return found


def edit_of(row: sqlite3.Row) -> Edit:
    """A change of a row of `edits`."""
    return Edit(
        json.loads(row["value"]),
        json.loads(row["base"]),
        row["state"],
        json.loads(row["theirs"]) if row["theirs"] is not None else None,
        row["edited_at"],
    )


def load_grounds(
    connection: sqlite3.Connection, ids: Iterable[int], fields: Iterable[Field]
) -> dict[int, dict[Field, Ground]]:
    """What decisions about these fields of these photos stand on; unknown ids are left out."""
    wanted, of_interest = list(ids), list(fields)
    begun = begun_state(connection)
    edits = edits_of(connection, wanted)
    in_files = _fields_in_files(connection, edits)
    grounds: dict[int, dict[Field, Ground]] = {}
    for row in connection.execute(
        """
        SELECT a.id, json_extract(s.document, '$.fields') AS fields
        FROM assets a LEFT JOIN said s ON s.asset_id = a.id
        WHERE a.id IN (SELECT value FROM json_each(?))
        """,
        (_listed(wanted),),
    ):
        said: Mapping[str, Any] = json.loads(row["fields"]) if row["fields"] else {}
        of_asset = edits.get(row["id"], {})
        written = in_files.get(row["id"], set())
        grounds[row["id"]] = {
            field: Ground(said.get(field), of_asset.get(field), field in written, begun)
            for field in of_interest
        }
    return grounds


def store(
    connection: sqlite3.Connection,
    changes: Sequence[FieldChange],
    skipped: Sequence[Skipped],
    kind: str,
    now_ms: int,
) -> Applied:
    """Write changes as one operation; what counts follows, and files are due to be written."""
    if not changes:
        return Applied(None, (), tuple(skipped), frozenset())
    operation = record_operation(connection, changes, kind, now_ms)
    months = replace_edits(connection, changes, now_ms)
    changed = tuple(dict.fromkeys(change.asset_id for change in changes))
    return Applied(operation, changed, tuple(skipped), months)


def record_operation(
    connection: sqlite3.Connection, changes: Sequence[FieldChange], kind: str, now_ms: int
) -> int:
    """Remember changes under a new operation; its id."""
    row = connection.execute(
        "INSERT INTO operations (kind, made_at) VALUES (?, ?) RETURNING id", (kind, now_ms)
    ).fetchone()
    connection.executemany(
        "INSERT INTO operation_changes (operation_id, asset_id, field, before, after) VALUES (?, ?, ?, ?, ?)",
        [
            (row["id"], change.asset_id, change.field, to_row(change.before), to_row(change.after))
            for change in changes
        ],
    )
    return int(row["id"])


def replace_edits(
    connection: sqlite3.Connection, changes: Sequence[FieldChange], now_ms: int
) -> frozenset[int]:
    """Put changes in force; the months (yyyymm) to show anew."""
    put_rows(connection, changes)
    ids = {change.asset_id for change in changes}
    make_due(connection, ids, now_ms)
    return frozenset(refresh_effective(connection, ids, {change.field for change in changes}))


def put_rows(connection: sqlite3.Connection, changes: Sequence[FieldChange]) -> None:
    """Write the rows themselves and nothing else."""
    connection.executemany(
        "DELETE FROM edits WHERE asset_id = ? AND field = ?",
        [(change.asset_id, change.field) for change in changes if change.after is None],
    )
    connection.executemany(
        """
        INSERT INTO edits (asset_id, field, value, base, state, theirs, edited_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (asset_id, field) DO UPDATE SET
          value = excluded.value, base = excluded.base, state = excluded.state, theirs = excluded.theirs,
          edited_at = excluded.edited_at
        """,
        [
            (
                change.asset_id,
                change.field,
                _json(after.value),
                _json(after.base),
                after.state,
                _json(after.theirs) if after.state == "conflict" else None,
                after.edited_at,
            )
            for change in changes
            if (after := change.after) is not None
        ],
    )


def make_due(connection: sqlite3.Connection, ids: Iterable[int], now_ms: int) -> None:
    """Have the files of these photos, and the raw files behind them, written where a change waits for it."""
    rows = connection.execute(
        """
        WITH waiting (id) AS (
          SELECT DISTINCT asset_id FROM edits
          WHERE state = 'pending' AND asset_id IN (SELECT value FROM json_each(:ids))
        )
        UPDATE files SET write_due = :now WHERE asset_id IN (
          SELECT id FROM waiting
          UNION ALL SELECT a.id FROM assets a WHERE a.main_id IN (SELECT id FROM waiting) AND a.role = 'raw'
        ) RETURNING id
        """,
        {"ids": _listed(ids), "now": now_ms},
    ).fetchall()
    # Who changes a photo once more wants it tried once more.
    connection.execute(
        "DELETE FROM file_writes WHERE state = 'failed' AND file_id IN (SELECT value FROM json_each(?))",
        (_listed(row["id"] for row in rows),),
    )


def _fields_in_files(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, set[str]]:
    """Which fields of these photos a write of ours put into a file."""
    found: dict[int, set[str]] = {}
    for row in connection.execute(
        """
        SELECT f.asset_id, w.fields FROM files f JOIN file_writes w ON w.file_id = f.id
        WHERE f.asset_id IN (SELECT value FROM json_each(?)) AND w.state IN ('begun', 'done')
        """,
        (_listed(ids),),
    ):
        found.setdefault(row["asset_id"], set()).update(json.loads(row["fields"]))
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
