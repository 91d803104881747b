"""In whose company people are, and when: the photos of one, of several together, of each year."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from keepers.base.database import Database
from keepers.catalog.face_decisions import COUNTS
from keepers.catalog.persons import PHOTOS_OF, PHOTOS_OF_ONE, Kind, cover_of, known_person


@dataclass(frozen=True)
class Together:
    """Somebody who is in the same photos, and how many those are."""

    id: int
    kind: Kind
    name: str
    cover_face_id: int | None
    photos: int


@dataclass(frozen=True)
class Year:
    """A year of a person: how many photos, and the face of it that shows most."""

    year: int
    photos: int
    face_id: int | None


class PersonCompany:
    """Reads of the photos people share."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def together_with(self, person_id: int, limit: int = 50) -> tuple[Together, ...]:
        """Who is in the same photos, those of most photos first. Raises NotFound."""

        def read(connection: sqlite3.Connection) -> tuple[Together, ...]:
            known_person(connection, person_id)
            rows = connection.execute(
                f"""
                SELECT p.id, p.kind, p.name, p.cover_face_id, count(*) AS photos
                FROM ({PHOTOS_OF}) s JOIN persons p ON p.id = s.person_id
                WHERE s.person_id <> :id AND s.asset_id IN ({PHOTOS_OF_ONE})
                  AND p.hidden <> 'everywhere' AND p.unsure = 0
                GROUP BY p.id ORDER BY photos DESC, p.name = '', p.id LIMIT :limit
                """,  # noqa: S608 - constants
                {"id": person_id, "limit": limit},
            ).fetchall()
            return tuple(
                Together(
                    row["id"],
                    row["kind"],
                    row["name"],
                    cover_of(connection, row["id"], row["cover_face_id"]),
                    row["photos"],
                )
                for row in rows
            )

        return self._db.read(read)

    def years(self, person_id: int) -> tuple[Year, ...]:
        """The years of a person, oldest first. Raises NotFound."""

        def read(connection: sqlite3.Connection) -> tuple[Year, ...]:
            known_person(connection, person_id)
            rows = connection.execute(
                f"""
                SELECT a.month / 100 AS year, count(*) AS photos, (
                  SELECT g.face_id FROM face_people g JOIN faces f ON f.id = g.face_id AND {COUNTS}
                  JOIN assets b ON b.id = f.asset_id AND b.present = 1 AND b.visible = 1
                  WHERE g.person_id = :id AND b.month / 100 = a.month / 100
                  ORDER BY coalesce(f.quality, 0) DESC, f.id LIMIT 1
                ) AS face_id
                FROM ({PHOTOS_OF_ONE}) s JOIN assets a ON a.id = s.asset_id GROUP BY year ORDER BY year
                """,  # noqa: S608 - constants
                {"id": person_id},
            ).fetchall()
            return tuple(Year(row["year"], row["photos"], row["face_id"]) for row in rows)

        return self._db.read(read)

    def photos(self, person_ids: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """The photos that show all of these people, newest first, as (capture time, id). Raises NotFound."""

        def read(connection: sqlite3.Connection) -> tuple[tuple[int, int], ...]:
            for each in person_ids:
                known_person(connection, each)
            # The parameter of each part is its own person.
            parts = " INTERSECT ".join(
                f"SELECT asset_id FROM ({PHOTOS_OF_ONE.replace(':id', f':id{at}')})"  # noqa: S608 - constants
                for at in range(len(person_ids))
            )
            rows = connection.execute(
                "SELECT a.capture_time, a.id FROM assets a"  # noqa: S608 - constants
                f" WHERE a.id IN ({parts}) ORDER BY a.capture_time DESC, a.id DESC",
                {f"id{at}": each for at, each in enumerate(person_ids)},
            )
            return tuple((row["capture_time"], row["id"]) for row in rows)

        return self._db.read(read)
