"""Photos as the repairing of dates sees them: when, how sure, called what, in which folder."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from keepers.base.database import Database

_COLUMNS = """
SELECT a.id, a.capture_time, a.capture_offset_min, a.capture_source, a.capture_code, a.capture_precision,
       f.root_id, f.rel_path, f.name
"""


@dataclass(frozen=True)
class DateRow:
    """One photo: its time as it counts, why that is believed (`code`, metadata/date_reasons), its file.

    `folder` tells folders apart, whatever root they are in; `name` is for people.
    """

    asset_id: int
    time_ms: int
    offset_min: int | None
    source: str
    code: str | None
    precision: str | None
    name: str
    folder: tuple[int, bytes]


class DateRows:
    """Reads photos with their times."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, ids: Sequence[int]) -> list[DateRow]:
        """These photos, in the order asked; unknown ids are left out."""
        rows = self._db.read(
            lambda connection: connection.execute(
                _COLUMNS + "FROM assets a JOIN files f ON f.asset_id = a.id"  # noqa: S608 - a constant
                " WHERE a.id IN (SELECT value FROM json_each(?))"
                " ORDER BY f.present, f.root_id DESC, f.rel_path DESC",
                (json.dumps(list(ids)),),
            ).fetchall()
        )
        # Of several files of one photo the last, which is the best, stays.
        found = {row["id"]: _row(row) for row in rows}
        return [found[asset_id] for asset_id in dict.fromkeys(ids) if asset_id in found]

    def in_folders(self, folders: Sequence[tuple[int, bytes]]) -> list[DateRow]:
        """Every photo that lies right in one of these folders."""

        def read(connection: sqlite3.Connection) -> list[DateRow]:
            found: list[DateRow] = []
            for root_id, folder in dict.fromkeys(folders):
                begin = folder + b"/" if folder else b""
                # What begins with "folder/" lies between that and "folder0": 0 comes right behind the slash.
                end = folder + b"0" if folder else None
                rows = connection.execute(
                    _COLUMNS + "FROM files f JOIN assets a ON a.id = f.asset_id"
                    " WHERE f.root_id = :root AND f.present = 1 AND a.main_id IS NULL"
                    " AND f.rel_path >= :begin AND (:end IS NULL OR f.rel_path < :end)",
                    {"root": root_id, "begin": begin, "end": end},
                )
                found += [row for each in rows if (row := _row(each)).folder == (root_id, folder)]
            return found

        return self._db.read(read)


def _row(row: sqlite3.Row) -> DateRow:
    return DateRow(
        row["id"],
        row["capture_time"],
        row["capture_offset_min"],
        row["capture_source"],
        row["capture_code"],
        row["capture_precision"],
        row["name"],
        (row["root_id"], row["rel_path"].rpartition(b"/")[0]),
    )
