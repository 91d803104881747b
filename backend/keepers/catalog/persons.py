"""People as they are listed: how many photos, from when to when, and who matters most."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from keepers.base.database import Database
from keepers.base.errors import NotFound
from keepers.catalog.cursor import cursor, keys_of
from keepers.catalog.face_decisions import COUNTS

Hidden = Literal["shown", "less", "not_in_memories", "everywhere"]
Kind = Literal["person", "cat", "dog"]
#: Which to list: those of the page, those hidden everywhere, both.
Shown = Literal["shown", "hidden", "all"]

#: Who is in which photo: by a face, or by a name alone. Photos that show nowhere do not count.
PHOTOS_OF: Final = f"""
SELECT g.person_id, f.asset_id FROM face_people g
JOIN faces f ON f.id = g.face_id AND {COUNTS}
JOIN assets a ON a.id = f.asset_id AND a.present = 1 AND a.visible = 1
UNION
SELECT p.id, n.asset_id FROM persons p JOIN photo_names n ON n.folded = p.folded
JOIN assets a ON a.id = n.asset_id AND a.present = 1 AND a.visible = 1
WHERE p.folded <> '' AND p.kind = 'person'
"""  # noqa: S608 - a constant

#: The same of one person (:id), by its indexes.
PHOTOS_OF_ONE: Final = f"""
SELECT f.asset_id FROM face_people g
JOIN faces f ON f.id = g.face_id AND {COUNTS}
JOIN assets a ON a.id = f.asset_id AND a.present = 1 AND a.visible = 1
WHERE g.person_id = :id
UNION
SELECT n.asset_id FROM persons p JOIN photo_names n ON n.folded = p.folded
JOIN assets a ON a.id = n.asset_id AND a.present = 1 AND a.visible = 1
WHERE p.id = :id AND p.folded <> '' AND p.kind = 'person'
"""  # noqa: S608 - a constant

# One way through the faces: a page of people is asked for often, and there are many.
_LISTED: Final = f"""
WITH counted AS (
  SELECT person_id, count(*) AS photos, sum(faces) AS faces, min(capture_time) AS first_time,
    max(capture_time) AS last_time
  FROM (
    SELECT s.person_id, sum(s.face) AS faces, a.capture_time FROM (
      SELECT g.person_id, f.asset_id, 1 AS face FROM face_people g
      JOIN faces f ON f.id = g.face_id AND {COUNTS}
      UNION ALL
      SELECT p.id, n.asset_id, 0 FROM persons p JOIN photo_names n ON n.folded = p.folded
      WHERE p.folded <> ''
    ) s JOIN assets a ON a.id = s.asset_id AND a.present = 1 AND a.visible = 1
    GROUP BY s.person_id, s.asset_id
  ) GROUP BY person_id
), ranked AS (
  SELECT p.*, coalesce(c.photos, 0) AS photos, coalesce(c.faces, 0) AS faces, c.first_time, c.last_time,
    p.folded = '' AS nameless
  FROM persons p LEFT JOIN counted c ON c.person_id = p.id
)
SELECT * FROM ranked WHERE (photos > 0 OR nameless = 0) AND {{where}}
ORDER BY nameless, photos DESC, faces DESC, id
"""  # noqa: S608 - constants
_AFTER: Final = "(nameless, -photos, -faces, id) > (:nameless, :photos, :faces, :id)"
_COVER: Final = f"""
SELECT g.face_id FROM face_people g JOIN faces f ON f.id = g.face_id AND {COUNTS}
JOIN assets a ON a.id = f.asset_id AND a.present = 1 AND a.visible = 1
WHERE g.person_id = :person
ORDER BY g.face_id IS :chosen DESC, coalesce(f.quality, 0) DESC, f.id LIMIT 1
"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class PersonRow:
    """One person or pet. Times are those of the first and last photo, wall clock in ms.

    `unsure`: perhaps nobody at all. `waiting`: questions about them that wait.
    """

    id: int
    kind: Kind
    name: str
    faces: int
    photos: int
    cover_face_id: int | None
    first_time: int | None
    last_time: int | None
    hidden: Hidden
    memorial: bool
    birthday: str | None
    unsure: bool
    waiting: int


@dataclass(frozen=True)
class PeoplePage:
    """People, and what asks for those after them; None at the end."""

    people: tuple[PersonRow, ...]
    next: str | None


@dataclass(frozen=True)
class PeopleCounts:
    """How many there are: pets apart, and those without a name that are perhaps nobody."""

    named: int
    unnamed: int
    pets: int
    hidden: int
    unsure: int


class Persons:
    """Reads of people."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(
        self,
        kind: Literal["person", "cat", "dog", "pets", "all"] = "person",
        hidden: Shown = "shown",
        *,
        unsure: bool = False,
        named: bool | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> PeoplePage:
        """Those with a name first, then the others, each by how many photos show them.

        `unsure`: those that are perhaps nobody, instead of the others. Raises Invalid where `after` is
        nothing that a page said.
        """
        where, given = ["unsure = :unsure"], _after(after)
        if kind != "all":
            where.append("kind IN ('cat', 'dog')" if kind == "pets" else "kind = :kind")
        if hidden != "all":
            where.append(f"hidden {'=' if hidden == 'hidden' else '<>'} 'everywhere'")
        if named is not None:
            where.append(f"nameless = {0 if named else 1}")
        if after is not None:
            where.append(_AFTER)
        query = _LISTED.format(where=" AND ".join(where)) + " LIMIT :limit"

        def read(connection: sqlite3.Connection) -> PeoplePage:
            rows = connection.execute(
                query, {**given, "unsure": int(unsure), "kind": kind, "limit": limit + 1}
            ).fetchall()
            shown = rows[:limit]
            people = _rows(connection, shown)
            last = shown[-1] if len(rows) > limit else None
            return PeoplePage(people, _next(last) if last is not None else None)

        return self._db.read(read)

    def get(self, person_id: int) -> PersonRow:
        """One person. Raises NotFound."""

        def read(connection: sqlite3.Connection) -> PersonRow:
            known_person(connection, person_id)
            row = connection.execute(
                f"""
                SELECT p.*, c.*, (SELECT count(*) FROM face_people g JOIN faces f ON f.id = g.face_id
                  AND {COUNTS} JOIN assets a ON a.id = f.asset_id AND a.present = 1 AND a.visible = 1
                  WHERE g.person_id = p.id) AS faces
                FROM persons p, (SELECT count(*) AS photos, min(a.capture_time) AS first_time,
                  max(a.capture_time) AS last_time
                  FROM ({PHOTOS_OF_ONE}) s JOIN assets a ON a.id = s.asset_id) c
                WHERE p.id = :id
                """,  # noqa: S608 - constants
                {"id": person_id},
            ).fetchone()
            return _rows(connection, [row])[0]

        return self._db.read(read)

    def counts(self) -> PeopleCounts:
        """How many there are."""
        query = _LISTED.format(where="true")
        row = self._db.read(
            lambda connection: connection.execute(
                f"""
                SELECT count(*) FILTER (WHERE {_PEOPLE} AND nameless = 0) AS named,
                  count(*) FILTER (WHERE {_PEOPLE} AND nameless = 1) AS unnamed,
                  count(*) FILTER (WHERE kind <> 'person' AND hidden <> 'everywhere') AS pets,
                  count(*) FILTER (WHERE hidden = 'everywhere') AS hidden,
                  count(*) FILTER (WHERE unsure = 1 AND hidden <> 'everywhere') AS unsure
                FROM ({query})
                """  # noqa: S608 - constants
            ).fetchone()
        )
        return PeopleCounts(row["named"], row["unnamed"], row["pets"], row["hidden"], row["unsure"])


_PEOPLE: Final = "kind = 'person' AND hidden <> 'everywhere' AND unsure = 0"


def cover_of(connection: sqlite3.Connection, person_id: int, chosen: int | None) -> int | None:
    """The face that stands for a person: the chosen one while it is theirs, else the clearest."""
    row = connection.execute(_COVER, {"person": person_id, "chosen": chosen}).fetchone()
    return None if row is None else int(row["face_id"])


def known_person(connection: sqlite3.Connection, person_id: int) -> None:
    """Raise NotFound where there is no such person."""
    if connection.execute("SELECT 1 FROM persons WHERE id = ?", (person_id,)).fetchone() is None:
        raise NotFound("There is no such person any more.", person_id=person_id)


def _rows(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> tuple[PersonRow, ...]:
    waiting = _waiting(connection)
    return tuple(
        PersonRow(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            faces=row["faces"],
            photos=row["photos"],
            cover_face_id=cover_of(connection, row["id"], row["cover_face_id"]),
            first_time=row["first_time"],
            last_time=row["last_time"],
            hidden=row["hidden"],
            memorial=bool(row["memorial"]),
            birthday=row["birthday"],
            unsure=bool(row["unsure"]),
            waiting=waiting.get(row["id"], 0),
        )
        for row in rows
    )


def _waiting(connection: sqlite3.Connection) -> dict[int, int]:
    """How many questions wait about each person."""
    rows = connection.execute(
        """
        SELECT g.person_id, count(DISTINCT q.position) AS n FROM people_questions q
        JOIN face_people g ON g.face_id IN (q.question ->> '$.face', q.question ->> '$.other')
        GROUP BY g.person_id
        """
    )
    return {row["person_id"]: row["n"] for row in rows}


def _after(word: str | None) -> dict[str, Any]:
    keys = keys_of(word, 4)
    if keys is None:
        return {}
    nameless, photos, faces, person_id = keys
    return {"nameless": nameless, "photos": -photos, "faces": -faces, "id": person_id}


def _next(row: sqlite3.Row) -> str:
    return cursor((row["nameless"], row["photos"], row["faces"], row["id"]))
