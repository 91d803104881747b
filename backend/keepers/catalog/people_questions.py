"""What is worth asking about people, as the last grouping left it, without what was decided since."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from keepers.base.database import Database
from keepers.catalog.person_faces import FaceRow, faces_by_id
from keepers.catalog.persons import cover_of

QuestionKind = Literal["same", "is", "face"]


@dataclass(frozen=True)
class Question:
    """same: are both one person? is: is `face` the person of whom `other` is a face? face: is it one at all?

    `person_id`, `name`: whom it is about.
    """

    kind: QuestionKind
    face: FaceRow
    other: FaceRow | None
    person_id: int | None
    name: str


@dataclass(frozen=True)
class Asked:
    """The most useful questions first, and how many there are in all."""

    questions: tuple[Question, ...]
    left: int


class PeopleQuestions:
    """The questions of the last grouping."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ask(self, limit: int) -> Asked:
        """The next questions."""

        def read(connection: sqlite3.Connection) -> Asked:
            rows = connection.execute("SELECT * FROM people_questions ORDER BY position").fetchall()
            said = [(row["kind"], json.loads(row["question"])) for row in rows]
            open_ = [(kind, each) for kind, each in said if _is_open(connection, kind, each)]
            shown = open_[:limit]
            faces = faces_by_id(
                connection, [each[side] for _kind, each in shown for side in ("face", "other")]
            )
            questions = tuple(_question(connection, kind, each, faces) for kind, each in shown)
            return Asked(questions, len(open_))

        return self._db.read(read)


def write_questions(
    connection: sqlite3.Connection, questions: Sequence[tuple[QuestionKind, Mapping[str, Any]]]
) -> None:
    """Have these be the questions, the most useful first; each with ids of `face` and `other` (0: none)."""
    connection.execute("DELETE FROM people_questions")
    connection.executemany(
        "INSERT INTO people_questions (position, kind, question) VALUES (?, ?, ?)",
        [(at, kind, json.dumps(dict(each))) for at, (kind, each) in enumerate(questions)],
    )


def _is_open(connection: sqlite3.Connection, kind: QuestionKind, asked: Mapping[str, Any]) -> bool:
    """Whether nothing decided since has answered it, and it is about nobody who is hidden everywhere."""
    face, other = asked["face"], asked["other"]
    rows = {
        row["id"]: row
        for row in connection.execute(
            "SELECT f.id, f.verdict, f.gone, g.person_id, g.how, p.hidden FROM faces f"
            " LEFT JOIN face_people g ON g.face_id = f.id LEFT JOIN persons p ON p.id = g.person_id"
            " WHERE f.id IN (?, ?)",
            (face, other),
        )
    }
    wanted = {face} if kind == "face" else {face, other}
    if rows.keys() < wanted or any(rows[each]["verdict"] == "not_face" for each in wanted):
        return False
    if any(rows[each]["hidden"] == "everywhere" for each in wanted):
        return False
    if kind == "face":
        return rows[face]["verdict"] is None and rows[face]["how"] != "decided"
    answered = connection.execute(
        """
        SELECT 1 FROM face_pairs WHERE face_a = min(?1, ?2) AND face_b = max(?1, ?2)
          AND verdict IN ('same', 'different', 'unsure')
        UNION ALL SELECT 1 FROM face_decisions
        WHERE verdict = 'is_not' AND ((face_id = ?1 AND person_id = ?4) OR (face_id = ?2 AND person_id = ?3))
        """,
        (face, other, rows[face]["person_id"], rows[other]["person_id"]),
    ).fetchone()
    if answered is not None:
        return False
    persons = [rows[each]["person_id"] for each in wanted]
    decided = [rows[each]["how"] == "decided" for each in wanted]
    if None in persons or (kind == "is" and rows[face]["how"] == "decided"):
        return False
    # Of one person two faces may be asked about, unless it was said of both that they are that person's.
    return persons[0] != persons[1] or not all(decided)


def _question(
    connection: sqlite3.Connection, kind: QuestionKind, asked: Mapping[str, Any], faces: Mapping[int, FaceRow]
) -> Question:
    face, other = faces[asked["face"]], faces.get(asked["other"])
    about = other if other is not None and (kind == "is" or not face.name) else face
    if kind == "is" and other is not None and other.person_id is not None:
        best = cover_of(connection, other.person_id, other.id)
        other = faces_by_id(connection, [best])[best] if best is not None else other
    return Question(kind, face, other, about.person_id, about.name)
