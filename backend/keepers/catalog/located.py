"""Which pictures lie at a path: what a person names in a terminal."""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from keepers.base.database import Database
from keepers.catalog.files import readable


@dataclass(frozen=True)
class Here:
    """A picture at a path: `asset_id` of what it stands behind, where it is but a part of another."""

    asset_id: int
    path: str
    name: str


class Located:
    """Pictures by the path of a file of theirs, or of a folder around it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def at(self, path: Path) -> list[Here]:
        """The pictures of the file or the folder at `path`, by path; none where the library knows none there.

        Only files that were there at the last scan count.
        """
        # A link to a photo is a file of the library under the link's own name.
        wanted = os.fsencode(path.parent.resolve() / path.name) if path.name else os.fsencode(path.resolve())

        def read(connection: sqlite3.Connection) -> list[Here]:
            found: dict[int, Here] = {}
            for root in connection.execute("SELECT id, path FROM roots ORDER BY id").fetchall():
                inside = _inside(root["path"], wanted)
                if inside is None:
                    continue
                for row in _rows(connection, root["id"], inside):
                    here = _here(row["asset_id"], root["path"], row["rel_path"])
                    found.setdefault(here.asset_id, here)
            return list(found.values())

        return self._db.read(read)

    def everywhere(self) -> list[Here]:
        """Every picture that shows by itself, by folder and path."""
        rows = self._db.read(
            lambda connection: connection.execute(
                "SELECT f.asset_id, f.rel_path, r.path FROM files f JOIN roots r ON r.id = f.root_id"
                " JOIN assets a ON a.id = f.asset_id AND a.visible = 1 WHERE f.present = 1"
                " ORDER BY f.root_id, f.rel_path"
            ).fetchall()
        )
        found: dict[int, Here] = {}
        for row in rows:
            found.setdefault(row["asset_id"], _here(row["asset_id"], row["path"], row["rel_path"]))
        return list(found.values())


def _here(asset_id: int, root: bytes, rel_path: bytes) -> Here:
    whole = os.path.join(os.fsdecode(root), *os.fsdecode(rel_path).split("/"))
    return Here(asset_id, whole, readable(rel_path))


def _inside(root: bytes, wanted: bytes) -> bytes | None:
    """The part of the path below the root, with '/' between; b'' for the root itself, None outside of it."""
    separator = os.fsencode(os.sep)
    if os.path.normcase(wanted) == os.path.normcase(root):
        return b""
    within = root if root.endswith(separator) else root + separator
    if not os.path.normcase(wanted).startswith(os.path.normcase(within)):
        return None
    return wanted[len(within) :].replace(separator, b"/")


def _rows(connection: sqlite3.Connection, root_id: int, inside: bytes) -> Sequence[sqlite3.Row]:
    select = (
        "SELECT coalesce(a.main_id, a.id) AS asset_id, f.rel_path FROM files f JOIN assets a"
        " ON a.id = f.asset_id WHERE f.root_id = ? AND f.present = 1"
    )
    if not inside:
        return connection.execute(f"{select} ORDER BY f.rel_path", (root_id,)).fetchall()
    # Everything that begins with the folder's name and a stroke: the sign after "/" is "0".
    return connection.execute(
        f"{select} AND (f.rel_path = ? OR (f.rel_path > ? AND f.rel_path < ?)) ORDER BY f.rel_path",
        (root_id, inside, inside + b"/", inside + b"0"),
    ).fetchall()
