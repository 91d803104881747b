"""Files and folders that could not be read, each listed once with its reason."""

import sqlite3
from dataclasses import dataclass

from keepers.base.database import Database
from keepers.catalog.files import readable

_SELECT = """
SELECT p.file_id, p.code, p.detail, p.attempts, p.seen_at, f.asset_id, f.name, f.rel_path, f.root_id,
       r.label AS root_label
FROM problems p JOIN files f ON f.id = p.file_id JOIN roots r ON r.id = f.root_id
WHERE f.present = 1
"""


@dataclass(frozen=True)
class ProblemRow:
    """One file that could not be read; `folder` and `name` are for people, `folder` is '' at the root."""

    file_id: int
    asset_id: int
    root_id: int
    root_label: str
    folder: str
    name: str
    code: str
    detail: str
    attempts: int
    seen_at: int


@dataclass(frozen=True)
class FolderProblem:
    """One folder the last scan of its root could not open."""

    root_id: int
    root_label: str
    folder: str
    code: str
    seen_at: int


# Inside the class the name `list` is the verb, so the types need names of their own.
ProblemPage = list[ProblemRow]
FolderProblems = list[FolderProblem]


def _problem(row: sqlite3.Row) -> ProblemRow:
    folder, _, _name = row["rel_path"].rpartition(b"/")
    return ProblemRow(
        file_id=row["file_id"],
        asset_id=row["asset_id"],
        root_id=row["root_id"],
        root_label=row["root_label"],
        folder=readable(folder),
        name=row["name"],
        code=row["code"],
        detail=row["detail"],
        attempts=row["attempts"],
        seen_at=row["seen_at"],
    )


class Problems:
    """What could not be read, and the wish to try again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(self, after_file_id: int = 0, limit: int = 100) -> ProblemPage:
        """A page of unreadable files by file id; the last one's id asks for the next page."""
        rows = self._db.read(
            lambda connection: connection.execute(
                _SELECT + "AND p.file_id > ? ORDER BY p.file_id LIMIT ?", (after_file_id, limit)
            ).fetchall()
        )
        return [_problem(row) for row in rows]

    def count(self) -> int:
        """How many files that are there cannot be read."""
        return int(
            self._db.read(
                lambda connection: connection.execute(
                    # Few are unreadable: asked for each of them, not for each file.
                    "SELECT count(*) FROM problems p CROSS JOIN files f ON f.id = p.file_id"
                    " WHERE f.present = 1"
                ).fetchone()[0]
            )
        )

    def of_asset(self, asset_id: int) -> ProblemRow | None:
        """The newest problem of this photo's files, None when all could be read."""
        row = self._db.read(
            lambda connection: connection.execute(
                _SELECT + "AND f.asset_id = ? ORDER BY p.seen_at DESC, p.file_id LIMIT 1", (asset_id,)
            ).fetchone()
        )
        return None if row is None else _problem(row)

    def folders(self) -> FolderProblems:
        """Folders the last scan of their root could not open."""
        rows = self._db.read(
            lambda connection: connection.execute(
                """
                SELECT p.root_id, r.label, p.rel_path, p.code, p.seen_at
                FROM folder_problems p JOIN roots r ON r.id = p.root_id ORDER BY p.root_id, p.rel_path
                """
            ).fetchall()
        )
        return [
            FolderProblem(
                row["root_id"], row["label"], readable(row["rel_path"]), row["code"], row["seen_at"]
            )
            for row in rows
        ]

    def retry_all(self) -> int:
        """Put every unreadable file back in line to be read; how many. Rows stay until then."""
        return self._db.write(
            lambda connection: (
                connection.execute(
                    """
                UPDATE files SET look_due = (SELECT capture_time FROM assets WHERE id = files.asset_id)
                WHERE id IN (SELECT file_id FROM problems) AND present = 1
                """
                ).rowcount
            )
        )
