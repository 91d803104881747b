"""Faces as they are grouped: loaded with all that grouping needs, and the generation it makes, written."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.errors import NotFound
from keepers.catalog.face_decisions import COUNTS
from keepers.catalog.people_questions import QuestionKind, write_questions

_LOADED: Final = f"""
SELECT f.id, f.asset_id, f.quality, f.verdict, v.vector,
  iif(a.capture_source = 'file_modified', NULL, a.capture_time) AS taken,
  coalesce(p.id, 0) AS person_id
FROM faces f JOIN assets a ON a.id = f.asset_id AND a.visible = 1
JOIN face_vectors v ON v.face_id = f.id AND v.model = :model
LEFT JOIN face_people g ON g.face_id = f.id
-- Whom a file named and names no more stays nobody.
LEFT JOIN persons p ON p.id = g.person_id AND (p.folded = '' OR p.decided = 1
  OR EXISTS (SELECT 1 FROM face_decisions e WHERE e.person_id = p.id AND e.verdict = 'is'))
WHERE f.kind = :kind AND {COUNTS} ORDER BY f.id
"""  # noqa: S608 - a constant
# Persons that stand for nothing any more: nobody decided anything of them, no face and no photo is theirs.
_EMPTY: Final = """
DELETE FROM persons WHERE decided = 0
  AND NOT EXISTS (SELECT 1 FROM face_people g WHERE g.person_id = persons.id)
  AND NOT EXISTS (SELECT 1 FROM face_decisions d WHERE d.person_id = persons.id AND d.verdict = 'is')
  AND NOT EXISTS (SELECT 1 FROM photo_names n WHERE n.folded = persons.folded AND persons.folded <> '')
"""


@dataclass(frozen=True)
class LoadedFaces:
    """Faces of one kind, by id: as columns.

    `times`: capture times, None where no clock told them. `vectors`: float16, each of one length. `persons`:
    whom each is taken for, 0 for nobody.
    """

    ids: list[int]
    photos: list[int]
    times: list[int | None]
    quality: list[float | None]
    verdicts: list[str | None]
    persons: list[int]
    vectors: list[bytes]


@dataclass(frozen=True)
class LoadedDecisions:
    """Every decision as pairs of ids, ascending."""

    is_: list[tuple[int, int]]
    is_not: list[tuple[int, int]]
    same: list[tuple[int, int]]
    different: list[tuple[int, int]]
    allow: list[tuple[int, int]]
    unsure: list[tuple[int, int]]


@dataclass(frozen=True)
class Generation:
    """What a grouping of one kind came to.

    `faces`: by face the number of its group and its likeness to the others. `persons`: by number of group
    its person, 0 where one is to be made. `unsure`: groups that are perhaps nobody.
    """

    kind: str
    faces: Mapping[int, tuple[int, float | None]]
    persons: Sequence[int]
    unsure: frozenset[int]


class GroupedFaces:
    """Reads and writes of groupings."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def model(self, kind: str, active: str | None) -> str | None:
        """The model whose vectors are complete: `active`, or the one before until all faces have new ones."""

        def read(connection: sqlite3.Connection) -> str | None:
            counts = {
                row["model"]: row["n"]
                for row in connection.execute(
                    "SELECT v.model, count(*) AS n FROM face_vectors v JOIN faces f ON f.id = v.face_id"
                    " WHERE f.kind = ? GROUP BY v.model",
                    (kind,),
                )
            }
            # Whichever knows most faces; where the active one knows as many, it is that one.
            return max(counts, key=lambda model: (counts[model], model == active, model), default=None)

        return self._db.read(read)

    def state(self) -> str:
        """What tells one state of people's decisions from another."""
        return self._db.read(_state)

    def load(self, kind: str, model: str) -> LoadedFaces:
        """The faces of a kind that were embedded by this model and show somewhere."""

        def read(connection: sqlite3.Connection) -> LoadedFaces:
            found = LoadedFaces([], [], [], [], [], [], [])
            for row in connection.execute(_LOADED, {"kind": kind, "model": model}):
                found.ids.append(row["id"])
                found.photos.append(row["asset_id"])
                found.times.append(row["taken"])
                found.quality.append(row["quality"])
                found.verdicts.append(row["verdict"])
                found.persons.append(row["person_id"])
                found.vectors.append(row["vector"])
            return found

        return self._db.read(read)

    def decisions(self) -> LoadedDecisions:
        """Every decision."""

        def read(connection: sqlite3.Connection) -> LoadedDecisions:
            found: dict[str, list[tuple[int, int]]] = {}
            for row in connection.execute(
                "SELECT verdict, face_id, person_id FROM face_decisions ORDER BY face_id, person_id"
            ):
                found.setdefault(row["verdict"], []).append((row["face_id"], row["person_id"]))
            for row in connection.execute("SELECT verdict, face_a, face_b FROM face_pairs"):
                found.setdefault(row["verdict"], []).append((row["face_a"], row["face_b"]))
            # Of one that people cannot tell whether it is a face, nothing is asked again.
            for row in connection.execute("SELECT id FROM faces WHERE verdict = 'unsure'"):
                found.setdefault("unsure", []).append((row["id"], row["id"]))
            names = ("is", "is_not", "same", "different", "allow", "unsure")
            return LoadedDecisions(*(found.get(name, []) for name in names))

        return self._db.read(read)

    def vectors(self, face_id: int, active: str | None) -> tuple[str, bytes, list[tuple[int, bytes]]]:
        """The model that sees a face, its vector, and those of every other of its kind.

        Raises NotFound where it has none.
        """

        def read(connection: sqlite3.Connection) -> tuple[str, bytes, list[tuple[int, bytes]]]:
            kind = connection.execute("SELECT kind FROM faces WHERE id = ?", (face_id,)).fetchone()
            if kind is None:
                raise NotFound("There is no such face any more.", face_id=face_id)
            model = self.model(kind["kind"], active)
            asked = connection.execute(
                "SELECT v.vector, f.kind FROM face_vectors v JOIN faces f ON f.id = v.face_id"
                " WHERE v.face_id = ? AND v.model = ?",
                (face_id, model),
            ).fetchone()
            if asked is None:
                raise NotFound(
                    "What this face looks like is not known yet, so none can be found that look like it. "
                    "Try again when photos have been looked at.",
                    face_id=face_id,
                )
            rows = connection.execute(
                f"""
                SELECT f.id, v.vector FROM face_vectors v JOIN faces f ON f.id = v.face_id
                JOIN assets a ON a.id = f.asset_id AND a.present = 1 AND a.visible = 1
                WHERE v.model = ? AND f.kind = ? AND f.id <> ? AND {COUNTS} ORDER BY f.id
                """,  # noqa: S608 - a constant
                (model, asked["kind"], face_id),
            )
            return str(model), asked["vector"], [(row["id"], row["vector"]) for row in rows]

        return self._db.read(read)

    def write(
        self,
        generations: Sequence[Generation],
        questions: Sequence[tuple[QuestionKind, Mapping[str, Any]]],
        state: str,
    ) -> bool:
        """Have this be who faces are taken for; False where something was decided since `state` was read."""
        now = self._clock.now_ms()

        def write(connection: sqlite3.Connection) -> bool:
            if _state(connection) != state:
                return False
            for each in generations:
                _write(connection, each, now)
            write_questions(connection, questions)
            connection.execute(_EMPTY)
            return True

        return self._db.write(write)


def _state(connection: sqlite3.Connection) -> str:
    row = connection.execute(
        "SELECT (SELECT max(id) FROM people_operations), (SELECT max(undone_at) FROM people_operations),"
        " (SELECT count(undone_at) FROM people_operations),"
        " (SELECT count(*) FROM face_decisions), (SELECT seq FROM sqlite_sequence WHERE name = 'persons')"
    ).fetchone()
    return " ".join(map(str, row))


def _write(connection: sqlite3.Connection, made: Generation, now: int) -> None:
    persons = list(made.persons)
    known = {row["id"] for row in connection.execute("SELECT id FROM persons")}
    for label, person_id in enumerate(persons):
        if person_id not in known:
            persons[label] = connection.execute(
                "INSERT INTO persons (kind, made_at) VALUES (?, ?) RETURNING id", (made.kind, now)
            ).fetchone()["id"]
    # A face that was decided is where it was decided to be, grouped or not.
    decided = {
        row["face_id"]: row["person_id"]
        for row in connection.execute(
            f"""
            SELECT d.face_id, d.person_id FROM face_decisions d JOIN faces f ON f.id = d.face_id
            WHERE d.verdict = 'is' AND f.kind = ? AND {COUNTS.replace(" d ", " e ").replace("d.", "e.")}
            """,  # noqa: S608 - a constant
            (made.kind,),
        )
    }
    # Photos are looked at meanwhile: a face may have gone since it was grouped.
    there = {row["id"] for row in connection.execute("SELECT id FROM faces WHERE kind = ?", (made.kind,))}
    rows = {
        face_id: (persons[label], "grouped", likeness)
        for face_id, (label, likeness) in made.faces.items()
        if face_id in there
    }
    rows |= {face_id: (person_id, "decided", None) for face_id, person_id in decided.items()}
    connection.execute(
        "DELETE FROM face_people WHERE face_id IN (SELECT id FROM faces WHERE kind = ?)"
        " AND face_id NOT IN (SELECT value FROM json_each(?))",
        (made.kind, json.dumps(list(rows))),
    )
    connection.executemany(
        """
        INSERT INTO face_people (face_id, person_id, how, likeness) VALUES (?, ?, ?, ?)
        ON CONFLICT (face_id) DO UPDATE SET person_id = excluded.person_id, how = excluded.how,
          likeness = excluded.likeness
        """,
        [(face_id, *row) for face_id, row in rows.items()],
    )
    connection.execute("UPDATE persons SET unsure = 0 WHERE unsure = 1 AND kind = ?", (made.kind,))
    connection.executemany(
        "UPDATE persons SET unsure = 1 WHERE id = ? AND decided = 0 AND folded = ''",
        [(persons[label],) for label in sorted(made.unsure)],
    )
