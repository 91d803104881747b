"""Faces taken out of the catalogue for good: what was made of them, who they are, and what was decided.

Rows that are merely deleted can be read in the file for a long time: `compact` of the database comes after
it, and the copies in the folder of backups are treated alike.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keepers.base.database import Database
from keepers.catalog.roots import Root

# What hangs on a face or a person goes with it (ON DELETE CASCADE).
_OF_ALL: Final = ("people_operations", "people_due", "people_questions", "face_searches", "persons", "faces")

# Photos that lie in folders without faces alone; one that lies elsewhere too is looked at there. What was
# moved away is no longer where it was; of a photo that is gone altogether it counts where it had been.
_WANTED: Final = "coalesce(max(CASE WHEN f.present = 1 THEN r.faces END), max(r.faces))"
_KEPT_OUT: Final = f"""
SELECT f.asset_id FROM files f JOIN roots r ON r.id = f.root_id GROUP BY f.asset_id HAVING {_WANTED} = 0
"""  # noqa: S608 - a constant
# What photos of a folder name is to be brought together with faces that will be found.
_NAMED: Final = """
INSERT OR IGNORE INTO people_due (asset_id)
SELECT DISTINCT f.asset_id FROM files f JOIN words w ON w.asset_id = f.asset_id
WHERE f.root_id = ? AND w.people <> '[]'
"""
# What a person said of people whose faces are all gone is said of nobody any more.
_LEFT_BEHIND: Final = """
SELECT p.person_id FROM face_people p JOIN faces f ON f.id = p.face_id WHERE f.asset_id IN kept_out
UNION SELECT d.person_id FROM face_decisions d JOIN faces f ON f.id = d.face_id WHERE f.asset_id IN kept_out
"""
_FACELESS: Final = """
DELETE FROM persons WHERE id IN left_behind
  AND NOT EXISTS (SELECT 1 FROM face_people p WHERE p.person_id = persons.id)
  AND NOT EXISTS (SELECT 1 FROM face_decisions d WHERE d.person_id = persons.id)
"""


@dataclass(frozen=True)
class Gone:
    """How many faces, people and vectors (of those that stay too) are gone.

    `crops`: the stems of pictures that nothing shows any more.
    """

    faces: int
    people: int
    crops: frozenset[str]
    vectors: int = 0


#: Takes faces out of the catalogue it is handed.
Forget = Callable[[sqlite3.Connection], Gone]


class FaceForgetting:
    """Takes faces out of a catalogue, and out of its copies in the folder `backups`."""

    def __init__(self, db: Database, backups: Path) -> None:
        self._db = db
        self._backups = backups

    def here(self, forget: Forget) -> Gone:
        """Forget in the catalogue itself, as one step."""
        return self._db.write(forget)

    def let_in(self, root_id: int) -> None:
        """Have the names that photos of this folder hold be names of people again."""
        self._db.write(lambda connection: connection.execute(_NAMED, (root_id,)).rowcount)

    def copies(self, forget: Forget) -> tuple[str, ...]:
        """Forget in the backups too; names of those where it could not be done."""
        return tuple(each.name for each in sorted(self._backups.glob("*.db")) if not _forget_in(each, forget))

    def looking(self, now_ms: int) -> bool:
        """Whether faces may be found or sorted just now, by anyone."""
        found = self._db.read(
            lambda connection: connection.execute(
                "SELECT 1 FROM jobs WHERE kind IN ('look', 'faces', 'people') AND state = 'running'"
                " AND lease_until > ? LIMIT 1",
                (now_ms,),
            ).fetchone()
        )
        return found is not None


def is_kept_out(connection: sqlite3.Connection, asset_id: int) -> bool:
    """Whether a photo lies in folders without faces alone, so that none are noted of it."""
    row = connection.execute(
        f"SELECT {_WANTED} AS wanted FROM files f JOIN roots r ON r.id = f.root_id WHERE f.asset_id = ?",  # noqa: S608
        (asset_id,),
    ).fetchone()
    return bool(row["wanted"] == 0)


def everything(connection: sqlite3.Connection) -> Gone:
    """Forget every face and every person; no folder is looked through for faces from now on."""
    gone = Gone(_count(connection, "faces"), _count(connection, "persons"), _crops(connection))
    for table in _OF_ALL:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of ours
    connection.execute("UPDATE roots SET faces = 0")
    return gone


def kept_out(roots: Iterable[Root]) -> Forget:
    """Forget what was found in photos that lie only in folders that faces are kept out of.

    What was decided before can no longer be taken back: it may speak of what is gone.
    """
    without = [each.id for each in roots if not each.faces]

    def forget(connection: sqlite3.Connection) -> Gone:
        connection.execute(
            "UPDATE roots SET faces = 0 WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(without),)
        )
        connection.execute(f"CREATE TEMP TABLE kept_out AS {_KEPT_OUT}")
        connection.execute(f"CREATE TEMP TABLE left_behind AS {_LEFT_BEHIND}")
        try:
            return _forget_kept_out(connection)
        finally:
            connection.execute("DROP TABLE temp.kept_out")
            connection.execute("DROP TABLE temp.left_behind")

    return forget


def _forget_kept_out(connection: sqlite3.Connection) -> Gone:
    before = _crops(connection)
    people = _count(connection, "persons")
    faces = connection.execute("DELETE FROM faces WHERE asset_id IN kept_out").rowcount
    connection.execute("DELETE FROM face_searches WHERE asset_id IN kept_out")
    if faces:
        connection.execute("DELETE FROM people_operations")
        connection.execute("DELETE FROM people_questions")
        connection.execute(_FACELESS)
    return Gone(faces, people - _count(connection, "persons"), before - _crops(connection))


def _crops(connection: sqlite3.Connection) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute("SELECT crop FROM faces WHERE crop IS NOT NULL"))


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - one of ours


def _forget_in(copy: Path, forget: Forget) -> bool:
    """Whether nothing of it is in this copy any more."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if "faces" not in tables:
                return True
            connection.execute("BEGIN IMMEDIATE")
            forget(connection)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
    except sqlite3.Error:
        return False
    return True
