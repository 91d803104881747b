"""What a look found out, written: which picture a file is, what it says and measures.

A picture is its bytes. A file whose bytes are already known joins that picture; the picture it came with,
never read until then, goes, and what a person decided about it moves along. A file that was edited in place
keeps its picture, and so its favourites and picks, when it is the only file of it; a name that was used again
for another photo does not.

A file that cannot be shown is a picture too, by its bytes and by what it says, so that it stays with what it
belongs to; it is listed, and shows nowhere. One whose picture was shown before is damaged: what was known of
that stays.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog.capture import storable_ns, storable_time
from keepers.catalog.face_rows import record_faces
from keepers.catalog.faces_drawn import inherit_faces
from keepers.catalog.findings import Failure, Look, describe, write_measures
from keepers.catalog.heard import Heard, inherit_edits, record_heard, refresh_said
from keepers.catalog.presence import refresh_fronts, refresh_presence
from keepers.catalog.said import said_of

_CAMERA: Final = "exif_original"
_64_BITS: Final = (1 << 64) - 1
# Of 64 bits of outline. Edits stay below, unrelated photos differ in about 32.
_SAME_OUTLINES: Final = 12


@dataclass(frozen=True)
class Recorded:
    """What a write did: pictures read, files that failed, and the months (yyyymm) to show anew.

    `faces`: pictures in which a face came, changed or went.
    """

    looked: int
    failed: int
    months: frozenset[int]
    faces: frozenset[int] = frozenset()


class Identity:
    """Writes the results of looks, each stretch in one transaction."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def record(self, looks: Sequence[Look], failures: Sequence[Failure], version: int) -> Recorded:
        """Write what was found and what failed; files that are no longer in the catalogue are passed over."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> Recorded:
            months: set[int] = set()
            faces: set[int] = set()
            looked = failed = 0
            for look in looks:
                touched = _record_look(connection, look, version, now, faces)
                if look.unshown is None:
                    looked += bool(touched)
                else:
                    failed += bool(touched)
                months |= touched
            failed += sum(_record_failure(connection, failure, now) for failure in failures)
            months |= _refresh_failed(connection, failures)
            return Recorded(looked, failed, frozenset(months), frozenset(faces))

        return self._db.write(write)


def _record_look(
    connection: sqlite3.Connection, look: Look, version: int, now: int, faces: set[int]
) -> set[int]:
    """Write one look; the months it touched, none when its file is gone from the catalogue.

    A picture in which faces changed is added to `faces`.
    """
    file = connection.execute(
        """
        SELECT f.asset_id, a.content_hash, a.month
        FROM files f JOIN assets a ON a.id = f.asset_id WHERE f.id = ?
        """,
        (look.file_id,),
    ).fetchone()
    if file is None:
        return set()
    came_with: int = file["asset_id"]
    if (
        look.unshown is not None
        and file["content_hash"] != look.content_hash
        and _shown(connection, came_with)
    ):
        _record_failure(connection, look.unshown, now)
        return {file["month"]} | _refresh_failed(connection, [look.unshown])
    asset_id = _asset_of_bytes(connection, look, came_with, file["content_hash"], now)
    connection.execute(
        """
        UPDATE files SET asset_id = ?, content_hash = ?, size = ?, mtime_ns = ?, present = 1, look_due = NULL,
          grouped = 0,
          hear_due = CASE WHEN hear_due IS ? THEN NULL ELSE hear_due END
        WHERE id = ?
        """,
        (asset_id, look.content_hash, look.size, storable_ns(look.mtime_ns), look.hear_due, look.file_id),
    )
    if look.unshown is None:
        _record_shown(connection, asset_id, look, version, now)
        if look.faces is not None and record_faces(connection, asset_id, look.faces, now):
            faces.add(asset_id)
    else:
        _list(connection, look.unshown, now)
        # Where another file of these bytes could be shown, what that gave stays.
        if not _shown(connection, asset_id):
            describe(connection, asset_id, look)
    months = record_heard(connection, asset_id, Heard(look.file_id, look.said), now)
    touched = {asset_id}
    if asset_id != came_with and not _removed_if_empty(connection, came_with, asset_id):
        touched.add(came_with)
        months |= refresh_said(connection, [came_with])
    return {file["month"]} | months | refresh_presence(connection, touched)


def _record_shown(connection: sqlite3.Connection, asset_id: int, look: Look, version: int, now: int) -> None:
    connection.execute("DELETE FROM problems WHERE file_id = ?", (look.file_id,))
    describe(connection, asset_id, look)
    write_measures(connection, asset_id, look, version)
    connection.execute(
        """
        INSERT INTO stages (asset_id, stage, version, finished_at) VALUES (?, 'look', ?, ?)
        ON CONFLICT (asset_id, stage, model)
        DO UPDATE SET version = excluded.version, finished_at = excluded.finished_at
        """,
        (asset_id, version, now),
    )


def _shown(connection: sqlite3.Connection, asset_id: int) -> bool:
    """Whether a file of this picture could be shown once."""
    row = connection.execute(
        "SELECT 1 FROM stages WHERE asset_id = ? AND stage = 'look'", (asset_id,)
    ).fetchone()
    return row is not None


def _asset_of_bytes(
    connection: sqlite3.Connection, look: Look, came_with: int, came_hash: bytes | None, now: int
) -> int:
    """The picture these bytes are, made if there is none yet."""
    owner = connection.execute(
        "SELECT id FROM assets WHERE content_hash = ?", (look.content_hash,)
    ).fetchone()
    if owner is not None:
        return int(owner["id"])
    if came_hash is None or (
        _only_file(connection, look.file_id, came_with) and not _another_picture(connection, look, came_with)
    ):
        connection.execute("UPDATE assets SET content_hash = ? WHERE id = ?", (look.content_hash, came_with))
        # Missing files of the edited picture held the former bytes: if they come back, they are read anew.
        connection.execute(
            """
            UPDATE files SET content_hash = NULL, look_due = (SELECT capture_time FROM assets WHERE id = ?1)
            WHERE asset_id = ?1 AND id <> ?2
            """,
            (came_with, look.file_id),
        )
        return came_with
    row = connection.execute(
        """
        INSERT INTO assets (content_hash, capture_time, capture_source, added_at)
        VALUES (?, ?, ?, ?) RETURNING id
        """,
        (look.content_hash, storable_time(look.capture.time_ms), look.capture.source, now),
    ).fetchone()
    return int(row["id"])


def _only_file(connection: sqlite3.Connection, file_id: int, asset_id: int) -> bool:
    other = connection.execute(
        "SELECT 1 FROM files WHERE asset_id = ? AND id <> ? AND present = 1 LIMIT 1", (asset_id, file_id)
    ).fetchone()
    return other is None


def _another_picture(connection: sqlite3.Connection, look: Look, asset_id: int) -> bool:
    """Whether a file was not edited but replaced: a camera starts its numbers anew on an emptied card.

    Only when the camera's time and the picture both differ: people correct times, and edits change pixels.
    """
    before = connection.execute(
        """
        SELECT a.capture_time, a.capture_source, m.dhash FROM assets a JOIN measures m ON m.asset_id = a.id
        WHERE a.id = ? AND m.blank = 0
        """,
        (asset_id,),
    ).fetchone()
    if before is None or look.capture.source != _CAMERA or look.measured.get("blank"):
        return False
    said = said_of(connection, [asset_id]).get(asset_id)
    # What the file said itself: a person may have given the photo another date.
    capture = said.document["capture"] if said is not None else {}
    if capture.get("source", before["capture_source"]) != _CAMERA:
        return False
    if storable_time(capture.get("time_ms", before["capture_time"])) == storable_time(look.capture.time_ms):
        return False
    bits = (int(before["dhash"]) ^ int(look.measured["dhash"])) & _64_BITS
    return bits.bit_count() > _SAME_OUTLINES


def _removed_if_empty(connection: sqlite3.Connection, asset_id: int, heir: int) -> bool:
    """Remove a picture that was never shown and has no file left; what a person did with it goes to `heir`.

    A picture that was shown stays, even without files: its bytes may come back, and what was decided was
    decided about them.
    """
    row = connection.execute(
        """
        SELECT 1 FROM assets a WHERE a.id = ?
        AND NOT EXISTS (SELECT 1 FROM files f WHERE f.asset_id = a.id)
        """,
        (asset_id,),
    ).fetchone()
    if row is None or _shown(connection, asset_id):
        return False
    # What hid behind it is asked anew where it belongs; until then it is the heir's.
    connection.execute("UPDATE assets SET main_id = ? WHERE main_id = ?", (heir, asset_id))
    connection.execute(
        "UPDATE files SET grouped = 0 WHERE asset_id IN (SELECT id FROM assets WHERE main_id = ?)", (heir,)
    )
    connection.execute(
        """
        INSERT INTO decisions (asset_id, kind, value, decided_at)
        SELECT ?, kind, value, decided_at FROM decisions WHERE asset_id = ?
        ON CONFLICT (asset_id, kind) DO UPDATE SET value = excluded.value, decided_at = excluded.decided_at
        WHERE excluded.decided_at > decisions.decided_at
        """,
        (heir, asset_id),
    )
    connection.execute("DELETE FROM decisions WHERE asset_id = ?", (asset_id,))
    inherit_edits(connection, asset_id, heir)
    inherit_faces(connection, asset_id, heir)
    behind = connection.execute(
        """
        SELECT m.asset_id AS id FROM stacks s JOIN stack_members m ON m.stack_id = s.id
        WHERE s.best_asset_id = ?
        """,
        (asset_id,),
    ).fetchall()
    connection.execute("DELETE FROM assets WHERE id = ?", (asset_id,))
    refresh_fronts(connection, (each["id"] for each in behind))
    return True


def _record_failure(connection: sqlite3.Connection, failure: Failure, now: int) -> int:
    written = _list(connection, failure, now)
    connection.execute(
        "UPDATE files SET look_due = NULL, content_hash = NULL WHERE id = ?", (failure.file_id,)
    )
    return written


def _list(connection: sqlite3.Connection, failure: Failure, now: int) -> int:
    return connection.execute(
        """
        INSERT INTO problems (file_id, code, detail, size, mtime_ns, seen_at)
        SELECT id, ?, ?, size, mtime_ns, ? FROM files WHERE id = ?
        ON CONFLICT (file_id) DO UPDATE SET
          attempts = CASE WHEN size = excluded.size AND mtime_ns = excluded.mtime_ns
                     THEN attempts + 1 ELSE 1 END,
          code = excluded.code, detail = excluded.detail,
          size = excluded.size, mtime_ns = excluded.mtime_ns, seen_at = excluded.seen_at
        """,
        (failure.code, failure.detail, now, failure.file_id),
    ).rowcount


def _refresh_failed(connection: sqlite3.Connection, failures: Sequence[Failure]) -> set[int]:
    touched: set[int] = set()
    for failure in failures:
        row = connection.execute("SELECT asset_id FROM files WHERE id = ?", (failure.file_id,)).fetchone()
        if row is not None:
            touched.add(row["asset_id"])
    return refresh_presence(connection, touched) if touched else set()
