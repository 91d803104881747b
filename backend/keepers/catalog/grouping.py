"""Writes what belongs together: which picture hides behind which, and which files beside go with it."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from keepers.base.database import Database
from keepers.catalog.folders import WITHIN, Folder, parent, within
from keepers.catalog.handing_on import hand_on, write_behind
from keepers.catalog.presence import refresh_presence
from keepers.catalog.standing import SideStanding, Standing, folders_of, pictures_in, sides_in

# files.grouped: 0 to be grouped, 2 being grouped, 1 grouped since it last changed. Whatever changes a file
# makes it 0 again, also while its folder is being grouped: then it is done once more.
_CLAIM: Final = f"""
UPDATE files SET grouped = 2 WHERE id IN (
  SELECT f.id FROM files f
  WHERE {WITHIN} AND f.grouped = 0 AND f.present = 1 AND f.look_due IS NULL
) RETURNING id
"""  # noqa: S608 - our own words
_DUE: Final = "FROM files WHERE grouped = 0 AND present = 1 AND look_due IS NULL"
_PAGE: Final = 2000


@dataclass(frozen=True)
class Belongs:
    """Behind which picture an asset hides, as what, and why."""

    main_id: int
    role: str
    evidence: str


@dataclass
class Neighbourhood:
    """Folders whose groups are settled together, as they stand; `claimed` are ids of files."""

    pictures: dict[Folder, list[Standing]] = field(default_factory=dict)
    sides: dict[Folder, list[SideStanding]] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Settled:
    """How many pictures belong elsewhere than before, and the months (yyyymm) to show anew."""

    changed: int
    months: frozenset[int]


class Groupings:
    """The one writer of `main_id`, `role`, `evidence` and `side_links`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self) -> int:
        """Make due what a killed run had begun, and groups that lost what showed; how many files are due."""

        def write(connection: sqlite3.Connection) -> int:
            connection.execute("UPDATE files SET grouped = 0 WHERE grouped = 2")
            # Gone files are asked after again when they are back.
            connection.execute("UPDATE files SET grouped = 0 WHERE present = 0 AND grouped <> 0")
            connection.execute(
                """
                UPDATE files SET grouped = 0 WHERE present = 1 AND asset_id IN (
                  SELECT id FROM assets INDEXED BY assets_main
                  WHERE main_id IS NOT NULL AND present = 1 AND visible = 1
                )
                """
            )
            return int(connection.execute(f"SELECT count(*) {_DUE}").fetchone()[0])

        return self._db.write(write)

    def due(self, after: tuple[int, bytes] = (0, b"")) -> tuple[list[Folder], tuple[int, bytes] | None]:
        """Some of the folders with files to group, by root and path, and where to go on; None: that was all.

        `after`: the root and path of a file, behind which to begin.
        """

        def read(connection: sqlite3.Connection) -> list[tuple[int, bytes]]:
            rows = connection.execute(
                f"SELECT root_id, rel_path {_DUE} AND (root_id, rel_path) > (?, ?)"
                " ORDER BY root_id, rel_path LIMIT ?",
                (*after, _PAGE),
            )
            return [(row["root_id"], row["rel_path"]) for row in rows]

        rows = self._db.read(read)
        folders = list(dict.fromkeys((root_id, parent(rel_path)) for root_id, rel_path in rows))
        return folders, rows[-1] if len(rows) == _PAGE else None

    def enter(self, folder: Folder, into: Neighbourhood) -> list[Standing]:
        """Claim a folder and read it into the neighbourhood; its pictures."""
        into.claimed |= self._db.write(
            lambda connection: {row["id"] for row in connection.execute(_CLAIM, within(folder)).fetchall()}
        )

        def read(connection: sqlite3.Connection) -> tuple[list[Standing], list[SideStanding]]:
            return pictures_in(connection, folder), sides_in(connection, folder)

        into.pictures[folder], into.sides[folder] = self._db.read(read)
        return into.pictures[folder]

    def folders_of(self, asset_ids: Sequence[int]) -> set[Folder]:
        """Every folder these pictures, or what belongs with them now, are in."""
        return self._db.read(lambda connection: folders_of(connection, asset_ids))

    def settle(
        self,
        around: Neighbourhood,
        belongs: Mapping[int, Belongs],
        side_links: Mapping[int, set[int]],
    ) -> Settled:
        """Write the groups of a neighbourhood in one transaction: idempotent.

        `belongs`: by asset, of those that hide; all others of the neighbourhood stand for themselves.
        `side_links`: ids of files beside, by picture file, for every picture file of it.
        """
        assets = {each.asset_id for pictures in around.pictures.values() for each in pictures}

        def write(connection: sqlite3.Connection) -> Settled:
            touched, hidden = _write_mains(connection, assets, belongs)
            _write_links(connection, side_links)
            connection.execute(
                "UPDATE files SET grouped = 1 WHERE grouped = 2 AND id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(around.claimed)),),
            )
            months = refresh_presence(connection, touched) if touched else set()
            for asset_id, main_id in hidden.items():
                if main_id is not None:
                    months |= hand_on(connection, asset_id, main_id)
                    write_behind(connection, asset_id)
            return Settled(len(hidden), frozenset(months))

        return self._db.write(write)


def _write_mains(
    connection: sqlite3.Connection, assets: set[int], belongs: Mapping[int, Belongs]
) -> tuple[set[int], dict[int, int | None]]:
    """Write what hides behind what; the assets to refresh, and those that hide elsewhere now, by what."""
    rows = connection.execute(
        "SELECT id, main_id, role, evidence FROM assets WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(assets)),),
    ).fetchall()
    there = {row["id"] for row in rows}
    touched: set[int] = set()
    hidden: dict[int, int | None] = {}
    for row in rows:
        asset_id, was = row["id"], (row["main_id"], row["role"], row["evidence"])
        to = belongs.get(asset_id)
        # A picture may have gone since it was read: who would hide behind it stands for itself.
        now = (to.main_id, to.role, to.evidence) if to and to.main_id in there else (None, None, None)
        if was == now:
            continue
        connection.execute(
            "UPDATE assets SET main_id = ?, role = ?, evidence = ? WHERE id = ?", (*now, asset_id)
        )
        if was[0] != now[0]:
            hidden[asset_id] = now[0]
            touched |= {each for each in (asset_id, was[0], now[0]) if each is not None}
    return touched | _follow(connection, assets), hidden


def _follow(connection: sqlite3.Connection, assets: set[int]) -> set[int]:
    """Companions that are missing stay where they were: behind what now stands before their main, too."""
    return {
        row["id"]
        for row in connection.execute(
            """
            UPDATE assets SET main_id = (SELECT m.main_id FROM assets m WHERE m.id = assets.main_id)
            WHERE id IN (
              SELECT c.id FROM assets m JOIN assets c ON c.main_id = m.id
              WHERE m.main_id IS NOT NULL AND c.present = 0 AND m.id IN (SELECT value FROM json_each(?))
            ) RETURNING id
            """,
            (json.dumps(sorted(assets)),),
        ).fetchall()
    }


def _write_links(connection: sqlite3.Connection, side_links: Mapping[int, set[int]]) -> None:
    wanted = {(side, file_id) for file_id, sides in side_links.items() for side in sides}
    known = {
        (row["side_file_id"], row["file_id"])
        for row in connection.execute(
            "SELECT side_file_id, file_id FROM side_links WHERE file_id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(side_links)),),
        )
    }
    connection.executemany(
        "DELETE FROM side_links WHERE side_file_id = ? AND file_id = ?", sorted(known - wanted)
    )
    connection.executemany(
        """
        INSERT OR IGNORE INTO side_links (side_file_id, file_id)
        SELECT s.id, f.id FROM side_files s, files f WHERE s.id = ? AND f.id = ?
        """,
        sorted(wanted - known),
    )
