"""Files that wait to be read, newest picture first."""

import os
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from keepers.base.database import Database


@dataclass(frozen=True)
class DueFile:
    """One file to read: `path` is absolute, `known_hash` the hash of its bytes when last read (hex).

    `hear_due`: as the column is when it is asked for. `faces`: they are looked for in its folder.
    """

    file_id: int
    root_id: int
    path: str
    name: str
    size: int
    mtime_ns: int
    known_hash: str | None
    due: int
    hear_due: int | None
    faces: bool


class LookQueue:
    """The rows that are missing: what is due is a column, so a killed run goes on where it was."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def page(self, limit: int, without: Collection[int] = ()) -> list[DueFile]:
        """Up to `limit` files of online roots that are due, newest first, leaving out the ids `without`."""

        def read(connection: sqlite3.Connection) -> list[DueFile]:
            roots = connection.execute("SELECT id, path, faces FROM roots WHERE state = 'online'").fetchall()
            due: list[DueFile] = []
            for root in roots:
                rows = connection.execute(
                    """
                    SELECT id, rel_path, name, size, mtime_ns, content_hash, look_due, hear_due FROM files
                    WHERE root_id = ? AND look_due IS NOT NULL AND present = 1
                    ORDER BY look_due DESC LIMIT ?
                    """,
                    (root["id"], limit + len(without)),
                )
                due.extend(_due(root, row) for row in rows if row["id"] not in without)
            due.sort(key=lambda each: (-each.due, each.file_id))
            return due[:limit]

        return self._db.read(read)

    def count(self) -> int:
        """How many files of online roots are due."""
        return int(
            self._db.read(
                lambda connection: connection.execute(
                    """
                    SELECT count(*) FROM files f JOIN roots r ON r.id = f.root_id
                    WHERE f.look_due IS NOT NULL AND f.present = 1 AND r.state = 'online'
                    """
                ).fetchone()[0]
            )
        )

    def require(self, version: int, stage: str = "look") -> int:
        """Make every file due whose picture has no result of this stage at `version`; how many.

        Files that could not be read are made due too: a newer reader may be able to.
        """
        return self._db.write(
            lambda connection: (
                connection.execute(
                    """
                UPDATE files SET look_due = (SELECT capture_time FROM assets WHERE id = files.asset_id)
                WHERE look_due IS NULL AND NOT EXISTS (
                  SELECT 1 FROM stages s
                  WHERE s.asset_id = files.asset_id AND s.stage = ? AND s.model = '' AND s.version >= ?
                )
                """,
                    (stage, version),
                ).rowcount
            )
        )

    def again(self, asset_id: int) -> bool:
        """Make a file of this picture that can be read due once more; whether one was not due already."""
        return self._db.write(
            lambda connection: (
                connection.execute(
                    """
                UPDATE files SET look_due = (SELECT capture_time FROM assets WHERE id = files.asset_id)
                WHERE look_due IS NULL AND id = (
                  SELECT f.id FROM files f JOIN roots r ON r.id = f.root_id AND r.state = 'online'
                  WHERE f.asset_id = ? AND f.present = 1
                  AND NOT EXISTS (SELECT 1 FROM problems p WHERE p.file_id = f.id)
                  ORDER BY f.id LIMIT 1
                )
                """,
                    (asset_id,),
                ).rowcount
                > 0
            )
        )


def _due(root: sqlite3.Row, row: sqlite3.Row) -> DueFile:
    content_hash = row["content_hash"]
    return DueFile(
        file_id=row["id"],
        root_id=root["id"],
        path=os.path.join(os.fsdecode(root["path"]), *os.fsdecode(row["rel_path"]).split("/")),
        name=row["name"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        known_hash=content_hash.hex() if content_hash else None,
        due=row["look_due"],
        hear_due=row["hear_due"],
        faces=bool(root["faces"]),
    )
