"""Everything a library holds, page by page: for taking all of it elsewhere."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from keepers.base.database import Database
from keepers.catalog.assets import Asset, asset_of_row
from keepers.catalog.companions import Parts, SideFile, read_parts, side_file_of_row
from keepers.catalog.decisions import Decided, decided_of
from keepers.catalog.files import FILE_SELECT, FileRow, file_row
from keepers.catalog.said import SaidRow, said_of
from keepers.catalog.words import Words, words_of

_SIDE_FILES = """
SELECT 0 AS asset_id, s.id, s.root_id, s.rel_path, s.name, s.kind, s.size, s.present,
       r.path AS root_path, r.label AS root_label, r.state AS root_state
FROM side_files s JOIN roots r ON r.id = s.root_id
WHERE s.present = 1 AND s.id > ? ORDER BY s.id LIMIT ?
"""


@dataclass(frozen=True)
class WholePhoto:
    """One photo with all that belongs to it and all that is known of it.

    `sidecars`: of each file by id, the path in its root of the XMP beside it that is its alone. `edited_at`:
    when a person last changed something of it (UTC ms), 0 where nobody did; `edited`: the fields.
    """

    asset: Asset
    files: tuple[FileRow, ...]
    parts: Parts
    words: Words
    said: SaidRow | None
    decided: Decided
    edited: tuple[str, ...]
    edited_at: int
    sidecars: dict[int, bytes]


@dataclass(frozen=True)
class Extent:
    """How much there is: files that were there at the last scan, and their bytes."""

    files: int
    bytes: int


class WholeLibrary:
    """Reads of everything; each page is one consistent state."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def extent(self) -> Extent:
        """How many files there are to take along, side files too."""
        row = self._db.read(
            lambda connection: connection.execute(
                "SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes FROM"
                " (SELECT size FROM files WHERE present = 1"
                "  UNION ALL SELECT size FROM side_files WHERE present = 1)"
            ).fetchone()
        )
        return Extent(row["n"], row["bytes"])

    def files(self, after: int, limit: int) -> list[FileRow]:
        """Files of pictures and films by id, those too that could not be read."""
        rows = self._db.read(
            lambda connection: connection.execute(
                FILE_SELECT + "WHERE f.present = 1 AND f.id > ? ORDER BY f.id LIMIT ?", (after, limit)
            ).fetchall()
        )
        return [file_row(row) for row in rows]

    def side_files(self, after: int, limit: int) -> list[SideFile]:
        """Files beside them by id."""
        rows = self._db.read(lambda connection: connection.execute(_SIDE_FILES, (after, limit)).fetchall())
        return [side_file_of_row(row) for row in rows]

    def photos(self, after: int, limit: int) -> list[WholePhoto]:
        """Photos and films that stand for themselves by id, also those whose files are gone."""

        def read(connection: sqlite3.Connection) -> list[WholePhoto]:
            rows = connection.execute(
                "SELECT * FROM assets WHERE main_id IS NULL AND id > ? ORDER BY id LIMIT ?", (after, limit)
            ).fetchall()
            ids = [row["id"] for row in rows]
            files: dict[int, list[FileRow]] = {asset_id: [] for asset_id in ids}
            listed = json.dumps(ids)
            for row in connection.execute(
                FILE_SELECT + "WHERE f.asset_id IN (SELECT value FROM json_each(?)) ORDER BY f.id",  # noqa: S608
                (listed,),
            ):
                files[row["asset_id"]].append(file_row(row))
            parts, said = read_parts(connection, ids), said_of(connection, ids)
            edits = _edits(connection, listed)
            sidecars = _sidecars(connection, listed)
            return [
                WholePhoto(
                    asset=asset_of_row(row),
                    files=tuple(files[row["id"]]),
                    parts=parts[row["id"]],
                    words=words_of(connection, row["id"]),
                    said=said.get(row["id"]),
                    decided=decided_of(connection, row["id"]),
                    edited=tuple(sorted(edits.get(row["id"], {}))),
                    edited_at=max(edits.get(row["id"], {}).values(), default=0),
                    sidecars=sidecars.get(row["id"], {}),
                )
                for row in rows
            ]

        return self._db.read(read)


def _edits(connection: sqlite3.Connection, listed: str) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in connection.execute(
        "SELECT asset_id, field, edited_at FROM edits WHERE asset_id IN (SELECT value FROM json_each(?))",
        (listed,),
    ):
        found.setdefault(row["asset_id"], {})[row["field"]] = row["edited_at"]
    return found


def _sidecars(connection: sqlite3.Connection, listed: str) -> dict[int, dict[int, bytes]]:
    """The XMP that speaks of one file alone, by picture and file: what two share is nobody's to change."""
    found: dict[int, dict[int, bytes]] = {}
    rows: list[Any] = connection.execute(
        """
        SELECT f.asset_id, f.id, s.rel_path FROM side_files s
        JOIN side_links l ON l.side_file_id = s.id JOIN files f ON f.id = l.file_id
        WHERE s.kind = 'xmp' AND s.present = 1 AND f.asset_id IN (SELECT value FROM json_each(?))
          AND (SELECT count(*) FROM side_links o WHERE o.side_file_id = s.id) = 1
        ORDER BY length(s.rel_path)
        """,
        (listed,),
    ).fetchall()
    for row in rows:
        # The longer name, X.jpg.xmp, goes before X.xmp.
        found.setdefault(row["asset_id"], {})[row["id"]] = row["rel_path"]
    return found
