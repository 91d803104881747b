"""What a person gave to a picture that hides now, for the one that shows: they see it where they gave it.

Handed on once, when a picture comes to hide, and kept with both: when the evidence goes, each is as it was.
"""

import sqlite3
from typing import Final

from keepers.catalog.edit_rows import FieldChange, edits_of, load_grounds, replace_edits
from keepers.catalog.edit_rule import Edit, to_row
from keepers.metadata.fields import Value, same

# Two of the same shape, within one part in a hundred, show the same.
_SHAPE: Final = 0.01
# What was taken back is not to be made again by taking back something else.
_REMEMBER: Final = """
INSERT OR IGNORE INTO operation_changes (operation_id, asset_id, field, before, after)
SELECT max(c.operation_id), :main, :field, NULL, :after
FROM operation_changes c JOIN operations o ON o.id = c.operation_id
WHERE c.asset_id = :hidden AND c.field = :field AND o.undone_at IS NULL
HAVING max(c.operation_id) IS NOT NULL
"""


def hand_on(connection: sqlite3.Connection, hidden: int, main: int) -> frozenset[int]:
    """Have what a person decided about and changed of `hidden` count for `main`; the months (yyyymm) of it.

    A decision, where nothing was decided of `main`; a change, where nothing was changed there and its files
    say nothing of the field, or what those of `hidden` said when it was changed: a copy that says otherwise
    has a word of its own.
    """
    connection.execute(
        """
        INSERT INTO decisions (asset_id, kind, value, decided_at)
        SELECT ?, kind, value, decided_at FROM decisions WHERE asset_id = ?
        ON CONFLICT (asset_id, kind) DO NOTHING
        """,
        (main, hidden),
    )
    edits = edits_of(connection, [hidden]).get(hidden, {})
    grounds = load_grounds(connection, [main], edits).get(main, {}) if edits else {}
    framed = bool(edits) and _same_frame(connection, hidden, main)
    changes = []
    for field, ground in grounds.items():
        edit = edits[field]
        has_a_word = ground.said is not None and not same(field, ground.said, edit.base)
        value = edit.value if field != "people" or framed else _unmarked(edit.value)
        if ground.edit is not None or has_a_word or same(field, ground.said, value):
            continue
        after = Edit(value, ground.said, ground.begun, None, edit.edited_at)
        changes.append(FieldChange(main, field, None, after))
    if not changes:
        return frozenset()
    connection.executemany(
        _REMEMBER,
        [
            {"main": main, "hidden": hidden, "field": each.field, "after": to_row(each.after)}
            for each in changes
        ],
    )
    return replace_edits(connection, changes, max(edit.edited_at for edit in edits.values()))


def write_behind(connection: sqlite3.Connection, hidden: int) -> None:
    """Have a raw file that came to hide written what was changed of its photo before it came."""
    connection.execute(
        """
        UPDATE files SET write_due = (
          SELECT max(e.edited_at) FROM assets a JOIN edits e ON e.asset_id = a.main_id
          WHERE a.id = :hidden AND a.role = 'raw' AND e.state IN ('pending', 'written')
        ) WHERE asset_id = :hidden AND write_due IS NULL
        """,
        {"hidden": hidden},
    )


def _same_frame(connection: sqlite3.Connection, hidden: int, main: int) -> bool:
    """Whether what is marked on the one is there on the other: neither was cropped."""
    sizes = connection.execute(
        "SELECT width, height FROM assets WHERE id IN (?, ?) AND width > 0 AND height > 0", (hidden, main)
    ).fetchall()
    if len(sizes) != 2:
        return False
    one, other = (row["width"] / row["height"] for row in sizes)
    return bool(abs(one - other) <= _SHAPE * max(one, other))


def _unmarked(people: Value) -> Value:
    return None if people is None else [{**person, "box": None} for person in people]
