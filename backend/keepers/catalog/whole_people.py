"""Everything people decided about people: for taking it elsewhere. What grouping makes of faces is not."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keepers.base.database import Database

Box = tuple[float, float, float, float]

_PERSONS: Final = """
SELECT p.id, p.kind, p.name, p.hidden, p.memorial, p.birthday, f.asset_id, f.x, f.y, f.w, f.h
FROM persons p LEFT JOIN faces f ON f.id = p.cover_face_id
WHERE (p.decided = 1 OR p.folded <> '') AND p.id > ? ORDER BY p.id LIMIT ?
"""
_SAID: Final = """
SELECT d.person_id, d.verdict, d.source, f.asset_id, f.x, f.y, f.w, f.h
FROM face_decisions d JOIN faces f ON f.id = d.face_id
WHERE d.person_id IN (SELECT value FROM json_each(?)) ORDER BY d.person_id, f.asset_id, f.id
"""
_PAIRS: Final = """
SELECT p.verdict, a.asset_id AS asset_a, a.x AS x_a, a.y AS y_a, a.w AS w_a, a.h AS h_a,
  b.asset_id AS asset_b, b.x AS x_b, b.y AS y_b, b.w AS w_b, b.h AS h_b
FROM face_pairs p JOIN faces a ON a.id = p.face_a JOIN faces b ON b.id = p.face_b
ORDER BY p.face_a, p.face_b
"""


@dataclass(frozen=True)
class SaidFace:
    """What was said of one face: whether it is that person's, and who said so (a person, a name, a file)."""

    asset_id: int
    box: Box
    verdict: Literal["is", "is_not"]
    source: Literal["person", "name", "file"]


@dataclass(frozen=True)
class WholePerson:
    """A person or pet of whom something was said, and what was said of which faces.

    `cover`: photo and box of the face that was chosen to stand for them.
    """

    id: int
    kind: str
    name: str
    hidden: str
    memorial: bool
    birthday: str | None
    cover: tuple[int, Box] | None
    faces: tuple[SaidFace, ...]


@dataclass(frozen=True)
class SaidPair:
    """What was said of two faces: same, different, unsure, or allow (one person twice in a photo)."""

    asset_a: int
    box_a: Box
    asset_b: int
    box_b: Box
    verdict: str


class WholePeople:
    """Reads of everything that was decided about people."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def persons(self, after: int, limit: int) -> list[WholePerson]:
        """People by id of whom something was said."""

        def read(connection: sqlite3.Connection) -> list[WholePerson]:
            rows = connection.execute(_PERSONS, (after, limit)).fetchall()
            said = _said(connection, [row["id"] for row in rows])
            return [
                WholePerson(
                    row["id"],
                    row["kind"],
                    row["name"],
                    row["hidden"],
                    bool(row["memorial"]),
                    row["birthday"],
                    (row["asset_id"], (row["x"], row["y"], row["w"], row["h"])) if row["asset_id"] else None,
                    tuple(said.get(row["id"], ())),
                )
                for row in rows
            ]

        return self._db.read(read)

    def verdicts(self) -> list[tuple[int, Box, str]]:
        """What was said to be a face or none, as (photo, box, verdict)."""
        rows = self._db.read(
            lambda connection: connection.execute(
                "SELECT asset_id, x, y, w, h, verdict FROM faces WHERE verdict IS NOT NULL ORDER BY id"
            ).fetchall()
        )
        return [(row["asset_id"], (row["x"], row["y"], row["w"], row["h"]), row["verdict"]) for row in rows]

    def pairs(self) -> list[SaidPair]:
        """What was said of faces two by two."""
        rows = self._db.read(lambda connection: connection.execute(_PAIRS).fetchall())
        return [
            SaidPair(
                row["asset_a"],
                (row["x_a"], row["y_a"], row["w_a"], row["h_a"]),
                row["asset_b"],
                (row["x_b"], row["y_b"], row["w_b"], row["h_b"]),
                row["verdict"],
            )
            for row in rows
        ]


def _said(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[SaidFace]]:
    found: dict[int, list[SaidFace]] = {}
    for row in connection.execute(_SAID, (json.dumps(list(ids)),)):
        box = (row["x"], row["y"], row["w"], row["h"])
        found.setdefault(row["person_id"], []).append(
            SaidFace(row["asset_id"], box, row["verdict"], row["source"])
        )
    return found
