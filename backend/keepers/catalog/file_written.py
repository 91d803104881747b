"""The end of a write, in one transaction: the file as it stands, the photo, and what was changed of it."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.catalog.edits_weighed import keep_unsaid, settle, unsaid_edits, went_back
from keepers.catalog.file_writes import Begun, photos_of
from keepers.catalog.files import Files
from keepers.catalog.heard import Heard, record_heard
from keepers.catalog.said import Document
from keepers.catalog.side_files import SideFiles, side_sighting
from keepers.catalog.write_queue import wishes_key, wishes_of
from keepers.metadata.fields import Field, Value


@dataclass(frozen=True)
class Ended:
    """What the end of a write meant: photos (ids) whose changes moved on, months (yyyymm) to show anew."""

    photos: frozenset[int]
    months: frozenset[int]


class FileWritten:
    """Ends writes, and visits that had nothing to write."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def end(
        self,
        writes: Sequence[tuple[Begun, os.stat_result | None]],
        document: Document,
        wishes: str,
        unsaid: Collection[Field] = (),
    ) -> Ended:
        """End the writes of one file, each with the file as it stands now (None: it was taken away).

        `document`: what is said of the file since. `wishes`: the key of what was to stand in it; where that
        became another meanwhile the file stays due. `unsaid`: what the files go on to say otherwise, as
        nothing that may be written into could say it: that counts in the library alone.
        """
        file_id = writes[0][0].file_id

        def write(connection: sqlite3.Connection) -> Ended:
            # Before it is noted: what went back is not wished for any more.
            whole = _is_wished(connection, file_id, wishes)
            _note(connection, writes)
            return _visited(connection, file_id, document, whole, unsaid, self._clock.now_ms())

        return self._db.write(write)

    def nothing_to_write(
        self, file_id: int, document: Document, wishes: str, unsaid: Collection[Field] = ()
    ) -> Ended:
        """End a visit to a file that has everything in it that it can have; the rest as of `end`."""

        def write(connection: sqlite3.Connection) -> Ended:
            whole = _is_wished(connection, file_id, wishes)
            return _visited(connection, file_id, document, whole, unsaid, self._clock.now_ms())

        return self._db.write(write)

    def says_otherwise(self, file_id: int, document: Document) -> frozenset[int]:
        """Note that a file says something else than was known: it stays due; the months to show anew."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> frozenset[int]:
            asset_id = _asset_of(connection, file_id)
            if asset_id is None:
                return frozenset()
            return frozenset(record_heard(connection, asset_id, Heard(file_id, document), now))

        return self._db.write(write)

    def mend(self, begun: Begun, standing: os.stat_result | None) -> None:
        """End a write of a process that is gone: the file is visited once more, which finds it as it is."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> None:
            _note(connection, [(begun, standing)])
            connection.execute(
                "UPDATE files SET write_due = coalesce(write_due, ?) WHERE id = ?", (now, begun.file_id)
            )

        self._db.write(write)


def _note(connection: sqlite3.Connection, writes: Sequence[tuple[Begun, os.stat_result | None]]) -> None:
    """Note how the files stand."""
    restored: dict[str, Value] = {}
    for begun, standing in writes:
        if begun.act.how == "sidecar":
            _note_sidecar(connection, begun, standing)
        elif standing is not None:
            _note_photo(connection, begun, standing)
        if begun.act.back:
            restored |= _take_back(connection, begun)
        else:
            connection.execute(
                "UPDATE file_writes SET state = 'done', temporary = NULL WHERE id = ?", (begun.id,)
            )
    if restored:
        for asset_id in photos_of(connection, writes[0][0].file_id):
            went_back(connection, asset_id, restored)


def _note_sidecar(connection: sqlite3.Connection, begun: Begun, standing: os.stat_result | None) -> None:
    rel_path = begun.act.rel_path
    if standing is None:
        SideFiles.took_away(connection, begun.root_id, rel_path)
        return
    SideFiles.wrote(connection, begun.root_id, side_sighting(rel_path, "xmp", standing))
    connection.execute(
        """
        INSERT OR IGNORE INTO side_links (side_file_id, file_id)
        SELECT s.id, f.id FROM side_files s, files f WHERE s.root_id = ? AND s.rel_path = ? AND f.id = ?
        """,
        (begun.root_id, rel_path, begun.file_id),
    )


def _note_photo(connection: sqlite3.Connection, begun: Begun, standing: os.stat_result) -> None:
    if begun.act.after_hash is None:
        return
    Files.wrote(connection, begun.file_id, standing, begun.act.after_hash)
    taken = connection.execute(
        "SELECT 1 FROM assets WHERE content_hash = ? AND id <> ?", (begun.act.after_hash, begun.asset_id)
    ).fetchone()
    if taken is not None:
        # These very bytes are another photo of the library: a look brings the two together.
        connection.execute(
            "UPDATE files SET look_due = (SELECT capture_time FROM assets WHERE id = ?) WHERE id = ?",
            (begun.asset_id, begun.file_id),
        )
        return
    connection.execute(
        "UPDATE assets SET content_hash = ? WHERE id = ? AND content_hash = ?",
        (begun.act.after_hash, begun.asset_id, begun.act.before_hash),
    )


def _take_back(connection: sqlite3.Connection, begun: Begun) -> dict[str, Value]:
    """Strike out the writes that were put back, newest first, down to the one that began from these bytes.

    What those bytes say of the fields that were written, by field.
    """
    restored: dict[str, Value] = {}
    rows = connection.execute(
        "SELECT id, before_hash, fields FROM file_writes"
        " WHERE file_id = ? AND rel_path = ? AND state = 'done' ORDER BY id DESC",
        (begun.file_id, begun.act.rel_path),
    ).fetchall()
    for row in rows:
        restored |= {field: written["before"] for field, written in json.loads(row["fields"]).items()}
        connection.execute("UPDATE file_writes SET state = 'reversed' WHERE id = ?", (row["id"],))
        if row["before_hash"] == begun.act.after_hash:
            break
    connection.execute("DELETE FROM file_writes WHERE id = ?", (begun.id,))
    return restored


def _visited(
    connection: sqlite3.Connection,
    file_id: int,
    document: Document,
    whole: bool,
    unsaid: Collection[Field],
    now: int,
) -> Ended:
    """Note what is said of a file; where it has the `whole` of what is wished for it, it is not due."""
    asset_id = _asset_of(connection, file_id)
    if asset_id is None:
        return Ended(frozenset(), frozenset())
    connection.execute("DELETE FROM file_writes WHERE state = 'failed' AND file_id = ?", (file_id,))
    if whole:
        connection.execute("UPDATE files SET write_due = NULL WHERE id = ?", (file_id,))
    photos = photos_of(connection, file_id)
    kept = {photo: unsaid_edits(connection, photo, unsaid) for photo in photos} if whole and unsaid else {}
    with _still_grouped(connection, asset_id):
        months = record_heard(connection, asset_id, Heard(file_id, document), now)
    for photo in photos:
        keep_unsaid(connection, photo, kept.get(photo, {}))
        settle(connection, photo)
    return Ended(frozenset(photos), frozenset(months))


@contextmanager
def _still_grouped(connection: sqlite3.Connection, asset_id: int) -> Iterator[None]:
    """Keep what was looked for already: of all that we write the date alone tells what belongs together."""
    grouped = connection.execute(
        "SELECT id FROM files WHERE asset_id = ? AND grouped = 1", (asset_id,)
    ).fetchall()
    before = _date_said(connection, asset_id)
    yield
    if _date_said(connection, asset_id) == before:
        connection.executemany(
            "UPDATE files SET grouped = 1 WHERE id = ? AND grouped = 0", [(row["id"],) for row in grouped]
        )


def _date_said(connection: sqlite3.Connection, asset_id: int) -> str | None:
    row = connection.execute(
        "SELECT json_extract(document, '$.capture.time_ms', '$.capture.offset_min', '$.capture.source')"
        " AS date FROM said WHERE asset_id = ?",
        (asset_id,),
    ).fetchone()
    return None if row is None else row["date"]


def _is_wished(connection: sqlite3.Connection, file_id: int, wishes: str) -> bool:
    """Whether the same is wished for a file still."""
    return wishes_key(wishes_of(connection, [file_id]).get(file_id, {})) == wishes


def _asset_of(connection: sqlite3.Connection, file_id: int) -> int | None:
    row = connection.execute("SELECT asset_id FROM files WHERE id = ?", (file_id,)).fetchone()
    return None if row is None else int(row["asset_id"])
